namespace Homeward.Features.Import;

/// <summary>Finds what stands between the cells, from the header and the rows after it. Quoted text is not looked into.</summary>
public static class Separator
{
    /// <summary>The separators that are recognised, the usual one first.</summary>
    public static readonly IReadOnlyList<char> Known = [',', ';', '\t', '|'];

    private const int RecordsLookedAt = 30;

    /// <summary>
    /// The separator that cuts the first records into the same number of cells most often; a comma when none does.
    /// </summary>
    /// <param name="start">The beginning of the file; its last line may be cut off.</param>
    public static char Of(string start) =>
        Known.Select(separator => (separator, score: Score(start, separator)))
            .MaxBy(candidate => candidate.score) is { score: > 0 } best
                ? best.separator
                : ',';

    // The header has a name for each column, so a right separator cuts other records into as many cells as the header.
    // Decimal commas and commas in names are in some records and not in others, and lose.
    private static double Score(string start, char separator)
    {
        var counts = CountsPerRecord(start, separator);
        if (counts.Count == 0 || counts.Max() == 0) { return 0; }

        var usual = counts.GroupBy(count => count).MaxBy(group => (group.Count(), group.Key))!;
        if (usual.Key == 0) { return 0.001; }

        var agreement = usual.Count() / (double)counts.Count;
        var header = counts[0] == usual.Key ? 1.0 : 0.5;
        return agreement * header * (1 + Math.Min(usual.Key, 20) / 20.0);
    }

    private static List<int> CountsPerRecord(string start, char separator)
    {
        var counts = new List<int>();
        var (count, length, quoted, mayOpen) = (0, 0, false, true);
        foreach (var letter in start)
        {
            if (quoted)
            {
                // After a closing quote another one means a quote letter and goes on inside.
                (quoted, mayOpen) = (letter != '"', letter == '"');
                continue;
            }

            if (letter is '\r' or '\n')
            {
                if (length > 0) { counts.Add(count); }
                if (counts.Count == RecordsLookedAt) { return counts; }
                (count, length, mayOpen) = (0, 0, true);
                continue;
            }

            // A quote in the middle of a cell (5' 2") is a letter; it opens only where a cell starts.
            length++;
            quoted = letter == '"' && mayOpen;
            mayOpen = letter == separator;
            if (letter == separator) { count++; }
        }

        if (length > 0 && !quoted) { counts.Add(count); }
        return counts;
    }
}
