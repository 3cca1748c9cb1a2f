using Homeward.Domain;
using Homeward.Web;

namespace Homeward.Features.People;

/// <summary>The orders a list of people can have. Each ends with the code, which no two people share.</summary>
public static class PersonOrder
{
    public const string Since = "since";
    public const string Code = "code";
    public const string Name = "name";
    public const string Age = "age";

    /// <summary>The order an address asks for; whoever has waited longest first when it asks for none we know.</summary>
    public static string Read(string? asked) => asked is Code or Name or Age ? asked : Since;

    /// <summary>Whether two people who may read different records would see a list in different orders.</summary>
    public static bool DependsOnViewer(string order) => order is Name or Age;

    /// <summary>A person with what it is ordered by, worked out once.</summary>
    public readonly record struct Keyed(Person Person, long Number, string? Text);

    public static IComparer<Keyed> Comparer { get; } = Comparer<Keyed>.Create((a, b) =>
        a.Number != b.Number ? a.Number.CompareTo(b.Number)
        : string.Compare(a.Text, b.Text, StringComparison.OrdinalIgnoreCase) is not 0 and var byText ? byText
        : string.CompareOrdinal(a.Person.Code, b.Person.Code));

    public static Keyed Key(Person person, string order, Reading reading) => order switch
    {
        Code => new(person, 0, person.Code),
        Name => reading.DetailsOf(person)?.DisplayName() is { } name ? new(person, 0, name) : new(person, 1, null),
        Age => reading.DetailsOf(person) is { } details && MonthsOf(details, reading) is { } months ? new(person, months, null) : new(person, long.MaxValue, null),
        _ => new(person, (person.Child?.Since ?? person.Adult?.Since ?? person.FirstRecorded).UtcTicks, null),
    };

    private static long? MonthsOf(PersonDetails details, Reading reading) => details switch
    {
        { Age: { InMonths: true } age } => age.Low,
        { Age: { } age } => age.Low * 12L,
        { BirthDate: { } born } => reading.State.Incident is { } incident ? ((incident.Began.Year - born.Year) * 12L) + incident.Began.Month - (born.Month ?? 6) : null,
        _ => null,
    };
}
