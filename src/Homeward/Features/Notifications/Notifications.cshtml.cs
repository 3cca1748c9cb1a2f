using Homeward.Domain;
using Homeward.Web;

namespace Homeward.Features.Notifications;

/// <summary>Whom we told, by what means, what was said, and who acknowledged it when. Whoever has waited longest comes first.</summary>
public sealed class NotificationsModel : IncidentPage
{
    public IReadOnlyList<Agency> Waiting { get; private set; } = [];

    public IReadOnlyList<Agency> Acknowledged { get; private set; } = [];

    public void OnGet()
    {
        Waiting = [.. State.Agencies.Where(agency => agency.Acknowledged is null).OrderBy(agency => agency.ListedAt)];
        Acknowledged = [.. State.Agencies.Where(agency => agency.Acknowledged is not null).OrderBy(agency => agency.Acknowledged!.At)];
    }
}
