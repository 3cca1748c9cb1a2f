using System.Globalization;
using System.Text.RegularExpressions;
using Homeward.Domain;

namespace Homeward.Web.Acting;

/// <summary>Ages as people write them: "7", "6 or 7", "6-7", "about 6", "8 months", "unos 6 años", "no sé".</summary>
public static partial class AgeText
{
    /// <summary>
    /// Reads an age. Nothing, and words for not knowing, read as no age; false when the words hold none. Whether the age
    /// is a possible one is for the domain to say.
    /// </summary>
    public static bool TryRead(string? text, out Age? age)
    {
        age = null;
        var words = (text ?? "").Trim().ToLowerInvariant();
        if (words.Length == 0 || NotKnown().IsMatch(words))
        {
            return true;
        }

        if (Newborn().IsMatch(words))
        {
            age = new Age(0, 1, InMonths: true);
            return true;
        }

        var found = Numbers().Match(words);
        if (!found.Success || words.Length > 40)
        {
            return false;
        }

        var low = Number(found.Groups["low"]);
        var high = found.Groups["high"].Success ? Number(found.Groups["high"]) : low;
        age = found.Groups["unit"].Value switch
        {
            "" => new Age(low, high),
            ['w' or 's', ..] => new Age(low / 4, Math.Max(1, high / 4), InMonths: true),
            _ => new Age(low, high, InMonths: true),
        };
        return true;
    }

    /// <summary>The age as a person reads it: "7", "6–7", "8 months".</summary>
    public static string Write(Age age, Texts t)
    {
        var range = age.Low == age.High
            ? age.Low.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{age.Low}–{age.High}");
        return age.InMonths ? t["age.months", range] : range;
    }

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(\?+|-+|unknown|not known|i ?don.?t know|don.?t know|no s[eé]|no se sabe|n/?a)$")]
    private static partial Regex NotKnown();

    [GeneratedRegex(@"new ?born|reci[eé]n nacid")]
    private static partial Regex Newborn();

    // The unit may stand glued to the number ("8m"). Words around it ("about", "unos", "years") say nothing more.
    [GeneratedRegex(@"(?<low>\d{1,3})(\s*(?:-|–|—|/|to|or|a|o|u|y|and)\s*(?<high>\d{1,3}))?\s*(?<unit>mo?s?\b|months?\b|mes(es)?\b|w\b|wks?\b|weeks?\b|semanas?\b|sem\b)?")]
    private static partial Regex Numbers();
}
