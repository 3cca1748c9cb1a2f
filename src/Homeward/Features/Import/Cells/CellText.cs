using System.Text;
using Homeward.Text;

namespace Homeward.Features.Import;

/// <summary>
/// A cell is text, whatever it looks like. A spreadsheet would run <c>=HYPERLINK(…)</c>; here it is letters, it is
/// never written into a file that a spreadsheet opens, and a cell that looks made to be run is pointed out.
/// </summary>
public static class CellText
{
    /// <summary>The cell without what spreadsheets and copy-and-paste leave around it; letters with loose accents put together.</summary>
    public static string Clean(string raw)
    {
        var text = Accents.Compose(raw);
        if (NeedsSpacing(text)) { text = Spaced(text); }
        text = text.Trim();

        // ="0601" is how a spreadsheet is told to keep a number as text, and '0601 how a person tells it.
        if (text.Length >= 3 && text.StartsWith("=\"", StringComparison.Ordinal) && text[^1] == '"' && !text[2..^1].Contains('"', StringComparison.Ordinal))
        {
            return text[2..^1].Trim();
        }

        return text.Length > 1 && text[0] == '\'' && (char.IsAsciiDigit(text[1]) || text[1] is '=' or '+' or '-' or '@') ? text[1..].Trim() : text;
    }

    /// <summary>True when the cell looks made to be run by a spreadsheet, not written by a person.</summary>
    public static bool LooksLikeFormula(string cell) => cell.Length > 1 && cell[0] switch
    {
        '=' => true,
        '@' or '+' or '-' => CallsAFunction(cell) || cell.AsSpan().ContainsAny('|', '!', '=') || IsSum(cell),
        _ => cell.Contains("cmd|", StringComparison.OrdinalIgnoreCase) || cell.Contains("HYPERLINK(", StringComparison.OrdinalIgnoreCase),
    };

    // SUM( calls, "Ana (the younger)" doesn't.
    private static bool CallsAFunction(string cell)
    {
        var open = cell.IndexOf('(', StringComparison.Ordinal);
        return open > 1 && char.IsAsciiLetter(cell[open - 1]);
    }

    // +A1+A2 adds cells up; a phone has no letters and a name no plus inside.
    private static bool IsSum(string cell) => cell.LastIndexOf('+') > 0 && cell.Any(char.IsAsciiLetter);

    /// <summary>A name without the dash or plus that lists and quick typing put before it: <c>-Ana</c> is Ana.</summary>
    public static string WithoutLeadingMarks(string cell) => cell.TrimStart('-', '+', '@', '*', '•', '·', ' ');

    /// <summary>True for what people write when they know nothing: <c>?</c>, <c>n/a</c>, <c>unknown</c>, <c>no sabe</c>.</summary>
    public static bool MeansNothing(string cell) => cell.Length == 0 || Nothing.Contains(cell.ToLowerInvariant());

    /// <summary>The same where no name can stand. Na, Null and None are families' names too.</summary>
    public static bool MeansNothingUnlessAName(string cell) => MeansNothing(cell) || NothingUnlessAName.Contains(cell.ToLowerInvariant());

    private static readonly HashSet<string> Nothing =
    [
        "?", "??", "???", "-", "--", "---", "—", ".", "*", "xx", "xxx", "n/a", "n.a.", "unknown", "unk", "not known", "not given", "no data", "tbd",
        "no sabe", "se desconoce", "desconocido", "desconocida", "s/d", "sin datos", "no aplica", "#n/a", "#ref!", "#value!", "#name?", "(blank)",
    ];

    private static readonly HashSet<string> NothingUnlessAName = ["na", "null", "none", "ninguno", "ninguna", "nil"];

    private static bool NeedsSpacing(string text)
    {
        foreach (var letter in text)
        {
            if (letter != ' ' && (char.IsWhiteSpace(letter) || char.IsControl(letter) || IsInvisible(letter))) { return true; }
        }

        return text.Contains("  ", StringComparison.Ordinal);
    }

    private static string Spaced(string text)
    {
        var spaced = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (IsInvisible(letter)) { continue; }
            var kept = char.IsWhiteSpace(letter) || char.IsControl(letter) ? ' ' : letter;
            if (kept != ' ' || (spaced.Length > 0 && spaced[^1] != ' ')) { spaced.Append(kept); }
        }

        return spaced.ToString();
    }

    // Zero-width and direction marks: they make two equal names differ, and can turn a line around on the screen.
    private static bool IsInvisible(char letter) => letter is '\u00AD' or (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u2069') or '\uFEFF';
}
