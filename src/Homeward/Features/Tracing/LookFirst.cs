using Homeward.Domain;
using Homeward.Linkage;
using PersonKind = Homeward.Domain.PersonKind;

namespace Homeward.Features.Tracing;

/// <summary>
/// A look through the names one viewer may read, before a caller's words become a new record. Erring on the side of
/// showing: it decides nothing, a person reads it.
/// </summary>
public static class LookFirst
{
    /// <summary>People of a kind whose name could be the one typed, the closest first.</summary>
    /// <param name="among">Who comes into question at all; asked before any name is read.</param>
    public static IEnumerable<Person> For(Sight sight, PersonKind kind, string typed, Func<Person, bool>? among = null)
    {
        var words = typed.Trim();
        var folded = NameFolding.Fold(words);
        var several = words.Contains(' ');
        return from person in sight.State.People.Values
               where person.Kind == kind && person.CountedAs is null && (among is null || among(person))
               let name = sight.DetailsOf(person)?.DisplayName()
               where name is not null
               let begins = folded.Length > 0 && NameFolding.Fold(name).Contains(folded, StringComparison.Ordinal)
               where begins || (several ? Names.Agree(words, name) : Names.ShareAPart(words, name))
               orderby begins descending, name
               select person;
    }
}
