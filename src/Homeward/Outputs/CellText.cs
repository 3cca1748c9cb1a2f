using System.Globalization;
using System.Text;

namespace Homeward.Outputs;

/// <summary>
/// A text as it may stand in a cell of a file: no spreadsheet takes it for a formula, no reader of lines for a new row, and no
/// eye is led astray by it. Names come from strangers, and these files are opened by people in a hurry.
/// </summary>
public static class CellText
{
    // What spreadsheets begin a formula with, also as East Asian keyboards and old programs write it.
    private const string Beginnings = "=+-@＝＋－＠﹦﹢﹣﹫−";

    /// <summary>
    /// The text, with an apostrophe before it where it begins like a formula (or with an apostrophe, so that taking one away always gives
    /// back what was there). Line breaks, tabs and other control characters become a space; halves of a character and marks that turn the
    /// direction of what follows become U+FFFD.
    /// </summary>
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var cell = new StringBuilder(text.Length + 1);
        foreach (var rune in text.EnumerateRunes())
        {
            cell.Append(IsBreak(rune) ? " " : TurnsDirection(rune) || IsNoCharacter(rune) ? "\ufffd" : rune.ToString());
        }

        // Some programs pass over what can't be seen before they look whether it is a formula.
        foreach (var rune in cell.ToString().EnumerateRunes())
        {
            if (!IsUnseen(rune))
            {
                return rune.Value == '\'' || Beginnings.Contains(rune.ToString(), StringComparison.Ordinal) ? cell.Insert(0, '\'').ToString() : cell.ToString();
            }
        }

        return cell.ToString();
    }

    private static bool IsBreak(Rune rune) => Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029;

    private static bool TurnsDirection(Rune rune) => rune.Value is (>= 0x202a and <= 0x202e) or (>= 0x2066 and <= 0x2069);

    // XML has no place for these.
    private static bool IsNoCharacter(Rune rune) => rune.Value is 0xfffe or 0xffff;

    private static bool IsUnseen(Rune rune) =>
        Rune.IsWhiteSpace(rune) || rune.Value == 0xfffd || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark;
}
