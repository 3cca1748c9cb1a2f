using Homeward.Domain;
using Homeward.Web;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.Intake;

/// <summary>The child's code, large, to copy onto a wristband; then the next child.</summary>
public sealed class SavedModel : ActionPage
{
    [BindProperty(SupportsGet = true)]
    public string? Place { get; set; }

    public Person Child { get; private set; } = null!;

    /// <summary>Another holder answers for the child, so what was said here is kept beside it and both should talk.</summary>
    public bool HeldElsewhere { get; private set; }

    protected override Type Command => typeof(ReportChild);

    public IActionResult OnGet(string? child)
    {
        if (FindChild(child) is not { } known)
        {
            return NotFound();
        }

        Child = known;
        OpenedAfterwards(known);
        HeldElsewhere = known.Child!.ReleasedBy is not null
            || (known.Child.Custody is { Holder.Organisation: { } holder } && holder != Account.Organisation);
        return Page();
    }
}
