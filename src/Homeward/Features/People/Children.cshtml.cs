using Homeward.Domain;
using Homeward.Web;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.People;

/// <summary>The children behind a number. A search by name is sent as a form, so that no name stands in an address.</summary>
public sealed class ChildrenModel : IncidentPage
{
    private const int MostFound = 200;

    public ChildFilter Filter { get; private set; } = ChildFilter.Everybody;

    public string Order { get; private set; } = PersonOrder.Since;

    /// <summary>A word in the address that names no list, so that the page can say so.</summary>
    public string? Unknown { get; private set; }

    /// <summary>What was searched for, kept in the box.</summary>
    [BindProperty]
    public string? Search { get; set; }

    public ListPage<PersonOrder.Keyed> List { get; private set; } = null!;

    /// <summary>How many children each question names.</summary>
    public Roster Roster { get; private set; } = null!;

    public void OnGet(string? state, string? question, string? place, string? roll, string? sort, [FromQuery(Name = "p")] string? number)
    {
        Filter = ChildFilter.Read(state, question, place, roll, out var unknown);
        Unknown = unknown;
        Order = PersonOrder.Read(sort);
        Roster = Roster.Of(State, Here.Moment);
        List = ListPage<PersonOrder.Keyed>.Of(
            PeopleInOrder.Of(Engine, Reading, PersonKind.Child, Order), one => Filter.Shows(State, one.Person, Here.Moment), number);
        Listed(List.Rows.Count(one => Reading.Opens(one.Person)));
    }

    public void OnPost()
    {
        Roster = Roster.Of(State, Here.Moment);
        var words = NameSearch.Words(Search ?? "");
        var code = PersonCodes.Read(Search);
        var found = from person in Roster.Children
                    where person.CountedAs is null && (code is not null && person.Code == code || NameSearch.Match(Reading, person, words))
                    select PersonOrder.Key(person, PersonOrder.Name, Reading);
        List = ListPage<PersonOrder.Keyed>.Of(words.Length == 0 ? [] : found.Take(MostFound), PersonOrder.Comparer, "1");
        Listed(List.Rows.Count(one => Reading.Opens(one.Person)));
    }

    /// <summary>The address of this list with one thing changed; always its first page.</summary>
    public string Address(string? state = null, string? question = null, string? sort = null)
    {
        var parts = new List<string>();
        Add("state", state ?? (question is null && sort is not null && Filter.State is { } kept ? Texts.Name(kept) : null));
        Add("question", question ?? (state is null && sort is not null ? Filter.Question : null));
        Add("place", sort is not null ? Filter.Place?.ToString() : null);
        Add("roll", sort is not null && Filter.Roll is { } roll ? Texts.Name(roll) : null);
        Add("sort", sort ?? (Order == PersonOrder.Since ? null : Order));
        return Here.To("children" + (parts.Count > 0 ? "?" + string.Join('&', parts) : ""));

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                parts.Add($"{name}={value}");
            }
        }
    }
}
