using System.Globalization;
using System.Text.RegularExpressions;

namespace Homeward.Features.Import;

/// <summary>Reads phone numbers. A cell may hold several; a spreadsheet may have mangled them.</summary>
public static partial class PhoneCell
{
    /// <summary>Reads one cell.</summary>
    /// <param name="cell">A cleaned cell that is not empty.</param>
    /// <returns>The numbers as written, without the words around them; and what is wrong with the cell, if anything.</returns>
    public static (IReadOnlyList<string> Numbers, ProblemKind? Problem) Read(string cell)
    {
        if (Scientific().IsMatch(cell)) { return FromScientific(cell); }

        var numbers = Number().Matches(cell).Select(match => match.Value.Trim(' ', '.', '-')).Where(HasEnoughDigits).ToList();
        return numbers.Count > 0 ? (numbers, null) : ([], ProblemKind.NotAPhone);
    }

    // 6.01555E+09 has lost the last digits: calling it reaches a stranger. With all digits there it is only ugly.
    private static (IReadOnlyList<string> Numbers, ProblemKind? Problem) FromScientific(string cell)
    {
        var dotted = cell.Replace(',', '.');
        var digits = dotted.TakeWhile(letter => letter is not ('e' or 'E')).Count(char.IsAsciiDigit);
        var exponent = int.Parse(dotted[(dotted.IndexOfAny(['e', 'E']) + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return digits == exponent + 1 && exponent is >= 6 and <= 14
            ? ([new string([.. dotted.TakeWhile(letter => letter is not ('e' or 'E')).Where(char.IsAsciiDigit)])], null)
            : ([], ProblemKind.PhoneDigitsLost);
    }

    private static bool HasEnoughDigits(string number) => number.Count(char.IsAsciiDigit) is >= 7 and <= 15;

    [GeneratedRegex(@"^[0-9][.,][0-9]+[eE]\+?[0-9]{1,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex Scientific();

    // A number ends at a slash, a comma, a word or the end; spaces, dots, dashes and brackets are inside it.
    [GeneratedRegex(@"\+?\(?[0-9][0-9\s().\-]{5,24}[0-9]", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
