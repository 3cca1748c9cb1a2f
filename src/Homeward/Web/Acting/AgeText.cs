using System.Globalization;
using System.Text.RegularExpressions;
using Homeward.Domain;
using Homeward.Features.Import;
using Homeward.Text;

namespace Homeward.Web.Acting;

/// <summary>
/// Ages as people write them: "7", "7 años", "6 or 7", "6-7", "about 6", "under 2", "8 months", "unos 6 años", "newborn", "no sé".
/// The one reader for boxes and for cells of lists: in a box, words around the age say nothing more; a cell holds an age and nothing else.
/// </summary>
public static partial class AgeText
{
    private const int LongestInWords = 40;

    // What is said of one age. Where a hint of doubt stands, a year either way is meant.
    private const string Said =
        @"(?<about>~|about|approx\.?|aprox\.?|ca\.?|circa|around|unos|unas|como|maybe|quizas?|c\.)?\s*(?<under><|under|menos de|less than)?\s*(?:age|edad)?\s*"
        + @"(?<low>[0-9]{1,3}(?:[.,][0-9]{1,2})?)(?:\s*(?:1/2|½|y medio))?(?:\s*(?:-|–|—|to|and|a|o|u|y|or|/)\s*(?<high>[0-9]{1,3}(?:[.,][0-9]{1,2})?))?"
        + @"\s*(?:(?<unit>years?|yrs?|y/?o|y|anos?|a|months?|mos?|mths?|meses|mes|m|weeks?|wks?|w|semanas?|sem|days?|dias?)(?![a-z]))?\.?\s*(?:old|de edad)?\s*(?<unsure>\?+)?";

    /// <summary>
    /// Reads an age from a box. Nothing, and words for not knowing, read as no age; false when the words hold none. Whether
    /// the age is a possible one is for the domain to say.
    /// </summary>
    public static bool TryRead(string? text, out Age? age)
    {
        age = null;
        var words = Accents.Fold((text ?? "").Trim());
        if (words.Length == 0 || NotKnown().IsMatch(words))
        {
            return true;
        }

        age = Named(words) ?? (words.Length <= LongestInWords ? Of(Within().Match(words)) : null);
        return age is not null;
    }

    /// <summary>Reads an age that is all there is; null when it is none.</summary>
    public static Age? Whole(string text)
    {
        var words = Accents.Fold(text);
        return Alone().IsMatch(words) ? Named(words) : Of(Only().Match(words));
    }

    /// <summary>The age as a person reads it: "7", "6–7", "8 months".</summary>
    public static string Write(Age age, Texts t)
    {
        var range = age.Low == age.High
            ? age.Low.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{age.Low}–{age.High}");
        return age.InMonths ? t["age.months", range] : range;
    }

    private static Age? Named(string words) =>
        Newborn().IsMatch(words) ? new Age(0, 0)
        : words is "toddler" ? new Age(1, 3)
        : words is "baby" or "infant" or "bebe" ? new Age(0, 1)
        : null;

    private static Age? Of(Match said)
    {
        if (!said.Success)
        {
            return null;
        }

        var low = Number(said.Groups["low"].Value);
        var high = said.Groups["high"].Success ? Number(said.Groups["high"].Value) : low;
        var unit = said.Groups["unit"].Value;
        // Months matter for infants, and weeks and days are months rounded down.
        var inMonths = unit is ['m' or 'w' or 's' or 'd', ..];
        if (unit is ['w' or 's', ..])
        {
            (low, high) = (low * 12 / 52, high * 12 / 52);
        }

        if (unit is ['d', ..])
        {
            (low, high) = (low / 30, high / 30);
        }

        if (said.Groups["under"].Success)
        {
            low = 0;
        }

        if (said.Groups["about"].Success || said.Groups["unsure"].Success)
        {
            (low, high) = (Math.Max(0, low - 1), high + 1);
        }

        return new Age(low, high, inMonths);
    }

    private static int Number(string digits) =>
        (int)decimal.Floor(decimal.Parse(digits.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^(\?+|-+|unknown|not known|i ?don.?t know|don.?t know|no se|no se sabe|n/?a)$", RegexOptions.CultureInvariant)]
    private static partial Regex NotKnown();

    [GeneratedRegex(@"new ?born|recien nacid|nacid[oa] hoy", RegexOptions.CultureInvariant)]
    private static partial Regex Newborn();

    [GeneratedRegex(@"^(?:newborn|new born|recien nacid[oa]|nacid[oa] hoy|toddler|baby|infant|bebe)$", RegexOptions.CultureInvariant)]
    private static partial Regex Alone();

    [GeneratedRegex("^" + Said + "$", RegexOptions.CultureInvariant)]
    private static partial Regex Only();

    [GeneratedRegex(Said, RegexOptions.CultureInvariant)]
    private static partial Regex Within();
}
