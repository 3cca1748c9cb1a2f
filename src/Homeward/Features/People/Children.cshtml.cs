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
        Listed(List.Rows.Select(one => one.Person));
        MayTakeOut = Here.AsOf is null && ReadableOnes(Order).Any();
    }

    /// <summary>Whether there is anybody on the list whose name this viewer reads, and so may take out in a file.</summary>
    public bool MayTakeOut { get; private set; }

    /// <summary>The children of the list whose names this viewer reads, from its first page to its last, as a file.</summary>
    public async Task<IActionResult> OnPostFileAsync(string? state, string? question, string? place, string? roll, string? sort, [FromForm(Name = "as")] string? format)
    {
        Filter = ChildFilter.Read(state, question, place, roll, out _);
        var children = ReadableOnes(PersonOrder.Read(sort)).ToList();
        return children.Count == 0 ? NotFound() : await TakeOutAsync(
            Heading + (Filter.Place is { } at ? $", {Reading.PlaceName(at)}" : ""), format, children.Count,
            [T["list.code"], T["list.name"], T["list.age"], T["list.state"], T["list.where"], T["list.with"], T["list.since"], T["list.needs"]],
            children.Select(child => (IReadOnlyList<string?>)
            [
                child.Code, Reading.NameOf(child), Reading.AgeOf(Reading.DetailsOf(child)), child.State is { } counted ? T.Of(counted) : T["list.expected"],
                Reading.WhereIs(child.Child!), Reading.WithWhom(child.Child!), When.Exactly(child.Child!.Since), string.Join(", ", Reading.NeedsOf(child).Select(need => need.Words)),
            ]));
    }

    /// <summary>What the list shown is called.</summary>
    public string Heading => Filter.Question is { } question ? T["children.question_" + question] : Filter.State is { } one ? T.Of(one) : T["children.known"];

    public void OnPost()
    {
        Roster = Roster.Of(State, Here.Moment);
        var words = NameSearch.Words(Search ?? "");
        var code = PersonCodes.Read(Search);
        var found = Roster.Children.Where(person => person.CountedAs is null && IsMeant(person)).Take(MostFound).ToList();

        // A test record gives way to a child who bears a name like it.
        var tests = LookBeside().Where(test => IsMeant(test) && !found.Exists(child => Names.Agree(Reading.NameOf(child), Reading.NameOf(test)))).ToList();
        var keyed = from person in found.Concat(tests) select PersonOrder.Key(person, PersonOrder.Name, Reading);
        List = ListPage<PersonOrder.Keyed>.Of(words.Length == 0 ? [] : keyed, PersonOrder.Comparer, "1");
        Listed(List.Rows.Select(one => one.Person));

        bool IsMeant(Person person) => (code is not null && person.Code == code) || NameSearch.Match(Reading, person, words);
    }

    private IEnumerable<Person> ReadableOnes(string order) =>
        from one in PeopleInOrder.Of(Engine, Reading, PersonKind.Child, order)
        where Filter.Shows(State, one.Person, Here.Moment) && Reading.Opens(one.Person)
        select one.Person;

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
