using Homeward.Domain;
using Homeward.Linkage;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc;
using PersonKind = Homeward.Domain.PersonKind;

namespace Homeward.Features.AdultWhereabouts;

/// <summary>The adults at one place; whoever boards a bus or walks out of the door is ticked and marked, forty at a time.</summary>
public sealed class ListModel : ActionPage
{
    private const int MostShown = 300;

    /// <summary>The place whose adults are shown; empty for everywhere.</summary>
    [BindProperty(SupportsGet = true)]
    public string? At { get; set; }

    /// <summary>How many were just marked.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Moved { get; set; }

    /// <summary>The codes ticked.</summary>
    [BindProperty]
    public string[] Who { get; set; } = [];

    [BindProperty(Name = "To")]
    public string? ToSent { get; set; }

    [BindProperty]
    public string? Place { get; set; }

    [BindProperty]
    public string? WhereTo { get; set; }

    public IReadOnlyList<Person> Rows { get; private set; } = [];

    public int Total { get; private set; }

    protected override Type Command => typeof(ReportWhereabouts);

    public void OnGet()
    {
        // Where most of them are, unless somebody asked for another place or for all.
        if (!Request.Query.ContainsKey(nameof(At)))
        {
            At = State.Places.Values.Where(place => place.Kind == PlaceKind.ProcessingSite).Take(2).ToList() is [var only] ? only.Id.ToString() : null;
        }

        List();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        List();
        var people = Who.Select(FindByCode).OfType<Person>().Where(person => person.Kind == PersonKind.Adult).ToList();
        if (people.Count == 0)
        {
            Problems.Add("Who", T["whereabouts_page.nobody_ticked"]);
        }

        if (WordChoices.Read<Whereabouts>(ToSent) is not { } whereabouts)
        {
            Problems.Add("To", T["act.choose_one"]);
            return Again();
        }

        if (Problems.Any)
        {
            return Again();
        }

        var place = WordChoices.ReadPlace(this, Place);
        return await SubmitAsync([.. people.Select(person => (Command)new ReportWhereabouts(person.Id, whereabouts, place, PersonForm.Trimmed(WhereTo)))])
            ? To($"whereabouts?At={At}&Moved={people.Count}")
            : Again();
    }

    private void List()
    {
        var at = WordChoices.ReadPlace(this, At);
        var here = State.People.Values
            .Where(person => person.Whereabouts is not null && (at is null || (person.Adult!.Place == at && Sight.SeesPlaceOf(person, person.Adult.Whereabouts, at))))
            .Where(person => Sight.RecordsOf(person).Any())
            .ToList();
        Total = here.Count;
        Rows = [.. here.OrderBy(person => NameFolding.Fold(Reading.NameOf(person)), StringComparer.Ordinal).Take(MostShown)];
        Listed(Rows);
    }
}
