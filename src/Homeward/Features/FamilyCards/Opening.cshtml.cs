using Homeward.Domain;
using Homeward.Web.Acting;
using Homeward.Web.Forms;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.FamilyCards;

/// <summary>Opens the page for families, says which number helps and who answers, and closes it.</summary>
public sealed class OpeningModel : ActionPage
{
    [BindProperty]
    public string? HelpNumber { get; set; }

    [BindProperty]
    public string? OtherLanguages { get; set; }

    [BindProperty]
    public string? AnsweredBy { get; set; }

    public FamilyPage? Open => Engine.Current.FamilyPage;

    /// <summary>Where families ask.</summary>
    public string Address => $"{Request.Scheme}://{Request.Host}/family/{Engine.Current.Incident!.Code}";

    public IReadOnlyList<Choice> Organisations =>
        [.. State.Organisations.Values.OrderBy(one => one.Name, StringComparer.Ordinal).Select(one => new Choice(one.Id.ToString(), one.Name))];

    protected override Type Command => typeof(OpenFamilyPage);

    protected override bool IsAboutPeople => false;

    public void OnGet() => (HelpNumber, OtherLanguages, AnsweredBy) = (Open?.HelpNumber, Open?.OtherLanguages, Open?.AnsweredBy.ToString());

    public async Task<IActionResult> OnPostAsync()
    {
        if (!Id<Organisation>.TryParse(AnsweredBy, out var organisation))
        {
            Problems.Add(nameof(AnsweredBy), T["act.choose_one"]);
        }

        return await SubmitAsync(new OpenFamilyPage(PersonForm.Trimmed(HelpNumber) ?? "", PersonForm.Trimmed(OtherLanguages), organisation)) ? To("family-page") : Again();
    }

    public async Task<IActionResult> OnPostCloseAsync() => await SubmitAsync(new CloseFamilyPage()) ? To("family-page") : Again();
}
