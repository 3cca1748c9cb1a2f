using Homeward.Domain;
using Homeward.Web;
using Homeward.Web.Acting;
using Homeward.Web.Forms;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.Intake;

/// <summary>Take a child in, in one screen. Five answers are enough; everything else can wait until the child sits down.</summary>
public sealed class IntakeModel : ActionPage
{
    private const string Brought = "brought";
    private const string Alone = "alone";
    private const string Stays = "stays";

    // The boxes that wait under "More, if there is time".
    private static readonly string[] MoreBoxes =
        ["Child.SiblingNames", "Child.School", "Child.OtherNames", "Child.Interpreter", "Child.Description", "Adult.Phone", "Note"];

    [BindProperty]
    public PersonForm Child { get; set; } = new();

    /// <summary>Who brought the child, or with whom the child stays.</summary>
    [BindProperty]
    public PersonForm Adult { get; set; } = new();

    [BindProperty]
    public bool NameUnknown { get; set; }

    [BindProperty]
    public string? How { get; set; }

    [BindProperty(Name = "Needs")]
    public string[] NeedsSent { get; set; } = [];

    [BindProperty]
    public string? Note { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Place { get; set; }

    /// <summary>The code of a child known already: on a roll, declared, or with a wristband.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Known { get; set; }

    /// <summary>The child behind the code.</summary>
    public Person? KnownChild { get; private set; }

    public IReadOnlyList<Choice> Ways =>
        [new(Brought, T["intake.brought"]), new(Alone, T["intake.alone"]), new(Stays, T["intake.stays"], T["intake.stays_hint"])];

    public bool MoreIsOpen => MoreBoxes.Any(box => Problems.At(box) is not null);

    protected override Type Command => typeof(ReportChild);

    public IActionResult OnGet()
    {
        FindKnown();
        if (KnownChild is not null && Reading.DetailsOf(KnownChild) is { } details)
        {
            Child = PersonForm.From(details, T);
        }

        Place = (WordChoices.ReadPlace(this, Place) ?? OurOnlyPlace())?.ToString();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        FindKnown();

        // Problems are told in the order of the boxes.
        if (string.IsNullOrWhiteSpace(Child.NameAsSaid) && string.IsNullOrWhiteSpace(Child.Description) && !NameUnknown)
        {
            Problems.Add("Child.NameAsSaid", T["intake.name_missing"]);
        }

        var details = Child.Read(Problems, T, "Child.");
        var at = WordChoices.ReadPlace(this, Place);

        if (How is not (Brought or Alone or Stays))
        {
            Problems.Add("How", T["intake.how_missing"]);
        }

        if (at is null && How != Stays)
        {
            Problems.Add("Place", T["act.choose_place"]);
        }

        if (How == Stays && string.IsNullOrWhiteSpace(Adult.NameAsSaid))
        {
            Problems.Add("Adult.NameAsSaid", T["intake.adult_missing"]);
        }

        if (Problems.Any)
        {
            return Again();
        }

        var child = KnownChild?.Id ?? Made<Person>("child");
        var report = new ReportChild(
            Made<Record>("record"), child, Source.Intake, at, details, SituationAt(at), WordChoices.ReadNeeds(NeedsSent), Noted());
        return await SubmitAsync(report)
            ? To($"intake/saved?child={Engine.Current.Find(child)!.Code}&place={at}")
            : Again();
    }

    protected override string FieldOf(Refusal refusal, int at) => base.FieldOf(refusal, at) switch
    {
        "form" or "Happened" or "Note" => base.FieldOf(refusal, at),
        var field => "Child." + field,
    };

    private void FindKnown()
    {
        if (!string.IsNullOrWhiteSpace(Known) && (KnownChild = FindChild(Known)) is null)
        {
            Problems.Add("Known", T["act.code_unknown", Known]);
        }

        if (KnownChild is not null)
        {
            Opened(KnownChild);
        }
    }

    private Situation SituationAt(Id<Place>? at) => How == Stays
        ? new Situation.WithCaregiver(
            Made<Person>("caregiver"), Made<Record>("caregiver's record"), Adult.Read(Problems, T, "Adult."))
        : new Situation.InOurCare(at!.Value);

    // Who brought a child is worth a call later, and belongs to nobody's record but the child's.
    private string? Noted()
    {
        var who = string.Join(", ", new[] { Adult.NameAsSaid, Adult.Phone }.Select(PersonForm.Trimmed).Where(text => text is not null));
        var how = How switch
        {
            Brought when who.Length > 0 => T["intake.note_brought", who],
            Alone => T["intake.note_alone"],
            _ => null,
        };
        return PersonForm.Trimmed(string.Join(" ", new[] { how, PersonForm.Trimmed(Note) }.Where(text => text is not null)));
    }

    private Id<Place>? OurOnlyPlace() =>
        State.Places.Values.Where(place => place.RunBy == Account.Organisation).Take(2).ToList() is [var only] ? only.Id : null;
}
