using System.Collections.Immutable;
using Homeward.Domain;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.Declarations;

/// <summary>A held adult says which children depend on them, who may collect each, and what they need.</summary>
public sealed class DeclarationModel : ActionPage
{
    private const int MostChildren = 20;

    [BindProperty]
    public PersonForm Adult { get; set; } = new();

    [BindProperty(Name = "Whereabouts")]
    public string? WhereaboutsSent { get; set; }

    [BindProperty]
    public string? Place { get; set; }

    [BindProperty]
    public List<DeclaredForm> Children { get; set; } = [];

    /// <summary>"No children depend on me" is an answer, and a different one from not having been asked.</summary>
    [BindProperty]
    public bool NoDependents { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    /// <summary>The code of an adult on record already.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Known { get; set; }

    public Person? KnownAdult { get; private set; }

    protected override Type Command => typeof(MakeDeclaration);

    public void OnGet()
    {
        FindKnown();
        if (KnownAdult is not null && Reading.DetailsOf(KnownAdult) is { } details)
        {
            Adult = PersonForm.From(details, T);
        }

        WhereaboutsSent = WordChoices.Sent(KnownAdult?.Whereabouts is { } known and not Whereabouts.Unknown ? known : Whereabouts.AtProcessingSite);
        Place = ((KnownAdult is { Adult: { } facts } && Sight.SeesPlaceOf(KnownAdult, facts.Whereabouts, facts.Place) ? facts.Place : null) ?? ProcessingSite())?.ToString();
        Children = [new()];
    }

    public async Task<IActionResult> OnPostAsync(string? add)
    {
        FindKnown();
        Settle();
        if (add is not null)
        {
            // One more block, with everything typed so far; nothing is saved yet.
            Children.Add(new());
            return Page();
        }

        var declared = ReadChildren();
        var details = Adult.Read(Problems, T, "Adult.");
        if (details.NameAsSaid is null)
        {
            Problems.Add("Adult.NameAsSaid", T["declaration.name_missing"]);
        }

        if (NoDependents && declared.Length > 0)
        {
            Problems.Add("NoDependents", T["declaration.none_but_some"]);
        }
        else if (!NoDependents && declared.Length == 0)
        {
            Problems.Add(Children.Count > 0 ? "Children[0].Child.NameAsSaid" : "NoDependents", T["declaration.nobody"]);
        }

        if (Problems.Any)
        {
            return Again();
        }

        var adult = KnownAdult?.Id ?? Made<Person>("adult");
        var declaration = new MakeDeclaration(
            Made<Declaration>("declaration"), Made<Record>("adult's record"), adult, WordChoices.ReadPlace(this, Place), details,
            WordChoices.Read<Whereabouts>(WhereaboutsSent), declared, NoDependents, PersonForm.Trimmed(Note));
        return await SubmitAsync(declaration)
            ? To($"declaration/saved?adult={Engine.Current.Find(adult)!.Code}&declaration={declaration.Declaration}")
            : Again();
    }

    protected override string FieldOf(Refusal refusal, int at) => base.FieldOf(refusal, at) switch
    {
        "form" or "Happened" or "Note" => base.FieldOf(refusal, at),
        // The domain names the field and what it saw there, not whose it is: the first block that has it.
        nameof(PersonDetails.Age) => WithAge(refusal.Seen) is { } i ? $"Children[{i}].Child.Age" : "Adult.Age",
        nameof(PersonDetails.Collectors) => "Children[0].Collectors[0].Name",
        var field => "Adult." + field,
    };

    private int? WithAge(string? seen)
    {
        var i = Children.FindIndex(c => AgeText.TryRead(c.Child.Age, out var age) && age is { } a && $"{a.Low}-{a.High}" == seen);
        return i < 0 ? null : i;
    }

    private void FindKnown()
    {
        KnownAdult = FindByCode(Known) is { Kind: PersonKind.Adult } adult ? adult : null;
        if (KnownAdult is not null)
        {
            Opened(KnownAdult);
        }
    }

    private void Settle()
    {
        Children = [.. Children.Take(MostChildren)];
        foreach (var child in Children)
        {
            child.Collectors = [.. child.Collectors.Concat([new(), new()]).Take(DeclaredForm.CollectorRows)];
        }
    }

    private ImmutableArray<DeclaredChild> ReadChildren()
    {
        var first = Children.Count > 0 ? Children[0].ReadCollectors() : [];
        return [.. Children.Select((form, i) => (form, i)).Where(child => !child.form.IsEmpty).Select(child => child.form.Read(
            Made<Record>($"child {child.i}'s record"), Made<Person>($"child {child.i}"), first, Problems, T, $"Children[{child.i}]."))];
    }

    private Id<Place>? ProcessingSite() =>
        State.Places.Values.Where(place => place.Kind == PlaceKind.ProcessingSite).Take(2).ToList() is [var only] ? only.Id : null;
}
