using Homeward.Domain;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.ReleaseDesk;

/// <summary>The way in to the release desk: which child, or which hand-over is going on.</summary>
public sealed class FindModel : ActionPage
{
    private const int MostFound = 50;

    /// <summary>A code or a name, as typed. It is sent as a form, so that no name stands in an address.</summary>
    [BindProperty]
    public string? Child { get; set; }

    /// <summary>Hand-overs begun at this organisation's desks. Which of them wait for a supervisor isn't said here.</summary>
    public IReadOnlyList<(Release Release, Person Child)> Going { get; private set; } = [];

    public IReadOnlyList<Person> Found { get; private set; } = [];

    public bool MayStart => May<StartRelease>();

    protected override Type Command => typeof(ConfirmAsSecondPerson);

    public void OnGet() =>
        Going = [.. from release in State.Releases.Values
                    where release.Status == ReleaseStatus.Open && release.DeskOrganisation == Account.Organisation
                    orderby release.StartedAt
                    select (release, State.Find(release.Child)!)];

    public IActionResult OnPost()
    {
        OnGet();
        if (!MayStart || string.IsNullOrWhiteSpace(Child))
        {
            return Page();
        }

        if (FindChild(Child) is { } child)
        {
            return LocalRedirect(Here.To($"release/start?child={child.Code}"));
        }

        Found = [.. Tracing.LookFirst
            .For(Sight, PersonKind.Child, Child, found => found.Child!.Custody?.Holder.Organisation is { } holder && holder == Account.Organisation)
            .Take(MostFound)];
        Listed(Found);
        if (Found.Count == 0)
        {
            Problems.Add("Child", T["release.not_found", Child]);
        }

        return Page();
    }
}
