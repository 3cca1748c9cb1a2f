using Homeward.Domain;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.Sightings;

/// <summary>Somebody saw a child alone, perhaps without a name.</summary>
public sealed class SightingModel : ActionPage
{
    [BindProperty]
    public PersonForm Child { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public string? Place { get; set; }

    /// <summary>Who saw the child, and how to reach them.</summary>
    [BindProperty]
    public string? Note { get; set; }

    /// <summary>The child's code, when the caller can read a wristband or the child is known.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Known { get; set; }

    protected override Type Command => typeof(ReportChild);

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var details = Child.Read(Problems, T, "Child.");
        var known = string.IsNullOrWhiteSpace(Known) ? null : FindChild(Known);
        if (!string.IsNullOrWhiteSpace(Known) && known is null)
        {
            Problems.Add("Known", T["act.code_unknown", Known]);
        }

        var place = WordChoices.ReadPlace(this, Place);
        if (place is null && details.Town is null)
        {
            Problems.Add("Child.Town", T["sighting.where_missing"]);
        }

        if (known is null && details.Description is null && details.NameAsSaid is null)
        {
            Problems.Add("Child.Description", T["sighting.who_missing"]);
        }

        if (Problems.Any)
        {
            return Again();
        }

        var child = known?.Id ?? Made<Person>("child");
        var report = new ReportChild(
            Made<Record>("record"), child, Source.Sighting, place, details, new Situation.SeenAlone(place), Note: PersonForm.Trimmed(Note));
        return await SubmitAsync(report)
            ? To($"sighting/saved?child={Engine.Current.Find(child)!.Code}")
            : Again();
    }

    protected override string FieldOf(Refusal refusal, int at) => base.FieldOf(refusal, at) switch
    {
        "form" or "Happened" or "Note" => base.FieldOf(refusal, at),
        var field => "Child." + field,
    };
}
