namespace Homeward.Features.Import;

/// <summary>Finds the row that names the columns. Offices put a title above it, or leave it out.</summary>
public static class HeaderRow
{
    /// <summary>
    /// The index of the header among the first rows, or null when there is none: the first row of at least two cells of
    /// which we know a name, else the first row, unless it holds what only data holds.
    /// </summary>
    public static int? Find(IReadOnlyList<string[]> rows)
    {
        var widest = rows.Max(row => row.Count(HasText));
        for (var i = 0; i < rows.Count; i++)
        {
            var named = rows[i].Count(cell => HasText(cell) && ColumnNames.Knows(cell));
            if (named >= 2 || (named == 1 && rows[i].Count(HasText) == widest)) { return i; }
        }

        return rows[0].Any(LooksLikeData) ? null : 0;
    }

    /// <summary>The names made distinct, so that each stands for one column.</summary>
    public static IReadOnlyList<string> Distinct(IReadOnlyList<string> names)
    {
        var seen = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        return [.. names.Select((name, i) => Next(Shorten(name) is { Length: > 0 } clean ? clean : $"(column {i + 1})"))];

        string Next(string name)
        {
            var times = seen[name] = seen.GetValueOrDefault(name) + 1;
            return times == 1 ? name : Next($"{name} ({times})");
        }
    }

    /// <summary>Names that stand over more than one column.</summary>
    public static IReadOnlyList<string> Repeated(IReadOnlyList<string> names) =>
        [.. names.Select(Shorten).Where(name => name.Length > 0).GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1).Select(group => group.Key)];

    private static string Shorten(string? name)
    {
        var clean = CellText.Clean((name ?? "").Replace("\0", "", StringComparison.Ordinal));
        return clean.Length <= 80 ? clean : clean[..80];
    }

    private static bool HasText(string cell) => !string.IsNullOrWhiteSpace(cell);

    // A date, a phone or an age is never the name of a column; "Contact 2 phone" has a digit but mostly letters.
    private static bool LooksLikeData(string cell) =>
        cell.Count(char.IsAsciiDigit) is > 0 and var digits && digits * 2 >= cell.Count(char.IsLetterOrDigit);
}
