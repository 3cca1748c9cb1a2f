using Homeward.Domain;

namespace Homeward.Features.Tracing;

/// <summary>
/// A look through the names one viewer may read, before a caller's words become a new record. Erring on the side of
/// showing: it decides nothing, a person reads it.
/// </summary>
public static class LookFirst
{
    /// <summary>People of a kind whose name could be the one typed, the closest first.</summary>
    public static IEnumerable<Person> For(Sight sight, PersonKind kind, string typed)
    {
        var words = typed.Trim();
        var several = words.Contains(' ');
        return from person in sight.State.People.Values
               where person.Kind == kind && person.CountedAs is null
               let name = sight.DetailsOf(person)?.DisplayName()
               where name is not null
               let begins = name.Contains(words, StringComparison.OrdinalIgnoreCase)
               where begins || (several ? Names.Agree(words, name) : Names.ShareAPart(words, name))
               orderby begins descending, name
               select person;
    }
}
