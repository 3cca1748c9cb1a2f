using Homeward.Access;
using Homeward.Domain;
using Homeward.Features.Drill.Play;
using Homeward.Journal;
using Homeward.Web;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.Drill;

/// <summary>What this drill is made from, who may sign in to it, and the button that takes all of it away.</summary>
public sealed class DrillModel(Engine.Incidents incidents, AccountStore accounts, DataFolder folder) : IncidentPage
{
    [BindProperty]
    public string? Typed { get; set; }

    public bool TypedWrongly { get; private set; }

    public string Code => State.Incident!.Code;

    public bool MayRemove => Account.Role is Role.Coordinator or Role.Administrator;

    internal SignIns? SignIns => SignIns.Read(folder.Incident(Code));

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!MayRemove) { return Forbid(); }

        if (!string.Equals(Typed?.Trim(), Code, StringComparison.OrdinalIgnoreCase))
        {
            TypedWrongly = true;
            return Page();
        }

        // Whoever presses the button may be one of the drill's own people; their session ends with the rest.
        await DrillRemoval.RemoveAsync(incidents, accounts, folder, Code, Account.Id);
        return Redirect("/");
    }

    /// <inheritdoc/>
    protected override IActionResult? BeforeHandler() => State.Incident is { IsDrill: true } ? null : NotFound();
}
