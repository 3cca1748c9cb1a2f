using System.Text;
using Homeward.Domain;
using Homeward.Engine;
using Homeward.Web;

namespace Homeward.Features.AtTheDesk;

/// <summary>
/// What is written on a wristband, such as K7QX-2M4T-9RWA: the person's code, which everybody sees in lists, and four letters that only pages of that
/// person show. Whoever can type them has the wristband in hand, or read the person before.
/// </summary>
/// <remarks>The letters are a print under a key of the incident's: they are stored nowhere, and nobody works them out from the code.</remarks>
public static class Wristband
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private const int CodeLength = 8;
    private const int Length = 12;

    /// <summary>What this viewer may copy onto the wristband: without the four letters unless they read the person now.</summary>
    public static string Of(IncidentPage page, Person person) =>
        page.Reading.Opens(person) ? $"{person.Code}-{Letters(page.Engine, person.Id)}" : person.Code;

    /// <summary>A wristband as somebody typed or scanned it; null when it has another length, which says nothing of whom it is.</summary>
    public static (Code Code, string Letters)? Read(string? typed)
    {
        if (typed is not { Length: <= 60 } || PersonCodes.Read(typed) is not { } code)
        {
            return null;
        }

        var letters = typed.ToUpperInvariant().Where(char.IsLetterOrDigit).Select(c => c switch { 'O' => '0', 'I' or 'L' => '1', _ => c }).ToArray();
        return letters.Length == Length ? (new(code), new string(letters, CodeLength, Length - CodeLength)) : null;
    }

    /// <summary>Whose wristband it is; null when there is none like it.</summary>
    public static Person? Find(IncidentEngine engine, Code code, string letters) =>
        engine.Current.Codes.TryGetValue(code, out var id) && Letters(engine, id) == letters ? engine.Current.Find(id) : null;

    private static string Letters(IncidentEngine engine, Id<Person> person) => string.Create(
        Length - CodeLength, engine.Journal.CardPrint(Encoding.ASCII.GetBytes($"wristband {person}")).ToByteArray(), static (letters, print) =>
        {
            for (var i = 0; i < letters.Length; i++)
            {
                letters[i] = Alphabet[print[i] & 31];
            }
        });
}
