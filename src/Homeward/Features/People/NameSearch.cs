using Homeward.Domain;
using Homeward.Linkage;
using Homeward.Web;

namespace Homeward.Features.People;

/// <summary>Finding people by parts of a name, without regard to accents, capitals or order. Only what the viewer may read is searched.</summary>
public static class NameSearch
{
    public static string[] Words(string text) =>
        NameFolding.Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Whether every word begins some word of one of the person's names.</summary>
    public static bool Match(Reading reading, Person person, string[] words)
    {
        if (words.Length == 0)
        {
            return false;
        }

        foreach (var record in reading.RecordsOf(person))
        {
            if (record.Details is { } details)
            {
                var names = Words($"{details.DisplayName()} {details.GivenNames} {details.FamilyNames} {details.OtherNames}");
                if (words.All(word => names.Any(name => name.StartsWith(word, StringComparison.Ordinal))))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
