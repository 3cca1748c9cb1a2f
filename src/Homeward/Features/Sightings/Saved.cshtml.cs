using Homeward.Domain;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.Sightings;

/// <summary>The sighting is kept; what to say to the caller, and who goes there.</summary>
public sealed class SavedModel : ActionPage
{
    public Person Child { get; private set; } = null!;

    protected override Type Command => typeof(ReportChild);

    public IActionResult OnGet(string? child)
    {
        if (FindChild(child) is not { } known)
        {
            return NotFound();
        }

        Child = known;
        return Page();
    }
}
