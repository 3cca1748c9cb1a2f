using Homeward.Domain;
using Homeward.Web.Acting;

namespace Homeward.Features.ReleaseDesk;

/// <summary>
/// The one screen for a restriction, the child's no and a doubt. It is an address of its own that knows neither child nor
/// reason, so that nothing on it, under it or in its length tells one from the other to whoever looks across the desk.
/// </summary>
public sealed class NotYetModel : ActionPage
{
    protected override Type Command => typeof(ConfirmAsSecondPerson);

    public void OnGet()
    {
    }
}
