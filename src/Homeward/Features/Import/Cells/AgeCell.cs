using System.Globalization;
using System.Text.RegularExpressions;
using Homeward.Domain;

namespace Homeward.Features.Import;

/// <summary>Reads an age: 7, 7 años, 18 months, 6-8, about 7, newborn.</summary>
public static partial class AgeCell
{
    /// <summary>Reads one cell, or says why it is no age.</summary>
    /// <param name="cell">A cleaned cell that is not empty.</param>
    public static (Age? Age, ProblemKind? Problem) Read(string cell)
    {
        var text = Accents.Fold(cell);
        if (Newborn().IsMatch(text)) { return (new Age(0, 0), null); }
        if (text is "baby" or "infant" or "bebe" or "toddler") { return (text == "toddler" ? new Age(1, 3) : new Age(0, 1), null); }
        if (Said().Match(text) is not { Success: true } match) { return (null, ProblemKind.NotAnAge); }

        var low = Whole(match.Groups["low"].Value);
        var high = match.Groups["high"].Success ? Whole(match.Groups["high"].Value) : low;
        var unit = match.Groups["unit"].Value;
        // Months matter for infants, and weeks and days are months rounded down.
        var inMonths = unit.Length > 0 && unit[0] is 'm' or 'w' or 's' or 'd';
        if (unit.Length > 0 && unit[0] is 'w' or 's') { (low, high) = (low * 12 / 52, high * 12 / 52); }
        if (unit.Length > 0 && unit[0] == 'd') { (low, high) = (low / 30, high / 30); }
        if (match.Groups["under"].Success) { low = 0; }
        if (match.Groups["about"].Success || match.Groups["unsure"].Success) { (low, high) = (Math.Max(0, low - 1), high + 1); }

        var age = new Age(low, high, inMonths);
        return age.IsPossible ? (age, null) : (null, ProblemKind.NotAnAge);
    }

    private static int Whole(string number) => (int)decimal.Floor(decimal.Parse(number.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^(?:newborn|new born|recien nacid[oa]|nacid[oa] hoy)$", RegexOptions.CultureInvariant)]
    private static partial Regex Newborn();

    [GeneratedRegex(
        @"^(?<about>~|about|approx\.?|aprox\.?|ca\.?|circa|around|unos|unas|como|maybe|quizas?|c\.)?\s*(?<under><|under|menos de|less than)?\s*(?:age|edad)?\s*(?<low>\d{1,3}(?:[.,]\d{1,2})?)(?:\s*(?:1/2|½|y medio))?(?:\s*(?:-|–|—|to|a|o|or|/)\s*(?<high>\d{1,3}(?:[.,]\d{1,2})?))?\s*(?<unit>years?|yrs?|y/?o|y|anos?|a|months?|mos?|mths?|meses|mes|m|weeks?|wks?|semanas?|days?|dias?)?\.?\s*(?:old|de edad)?\s*(?<unsure>\?+)?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Said();
}
