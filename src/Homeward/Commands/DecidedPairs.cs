using Homeward.Linkage;

namespace Homeward.Commands;

/// <summary>Files of pairs that people decided on, <c>left_id,right_id</c>, as <c>--together</c> and <c>--apart</c> take them.</summary>
internal static class DecidedPairs
{
    /// <summary>The rows of each pair.</summary>
    /// <param name="path">The file; null when none was given.</param>
    /// <param name="rows">How many records there are.</param>
    /// <param name="ids">What they are called.</param>
    /// <param name="cancellation">Ends it early.</param>
    internal static IReadOnlyList<(int Row, int Other)> Read(string? path, int rows, RecordIds ids, CancellationToken cancellation)
    {
        if (path is null) { return []; }

        var table = LinkageOptions.Read(path, cancellation);
        if (table.Columns.Count < 2) { throw new CommandRefusedException($"{path} must have two columns, left_id and right_id. Nothing was written."); }

        var (left, right) = (table.Find("left_id") ?? table.Columns[0], table.Find("right_id") ?? table.Columns[1]);
        var rowOf = ids.RowsByName(rows);
        return [.. Enumerable.Range(0, table.Rows).Select(line => (Row(left[line], line), Row(right[line], line)))];

        int Row(string id, int line) => rowOf.TryGetValue(id, out var row) ? row
            : throw new CommandRefusedException($"{path}, line {line + 2}: there is no record \"{id}\". Nothing was written.");
    }

    /// <summary>Refuses decisions that contradict each other, with the pair that can't be.</summary>
    internal static void Check(IReadOnlyList<(int Row, int Other)> together, IReadOnlyList<(int Row, int Other)> apart, int rows, RecordIds ids)
    {
        var whole = Enumerable.Range(0, rows).ToArray();
        foreach (var (row, other) in together) { whole[Whole(row)] = Whole(other); }

        foreach (var (row, other) in apart)
        {
            if (row == other) { throw new CommandRefusedException($"--apart: {ids[row]} can't be apart from itself. Nothing was written."); }

            if (Whole(row) == Whole(other))
            {
                throw new CommandRefusedException($"--apart says that {ids[row]} and {ids[other]} are two people, and the pairs of --together make them one. Take one of the two out. Nothing was written.");
            }
        }

        int Whole(int row)
        {
            while (whole[row] != row) { row = whole[row] = whole[whole[row]]; }

            return row;
        }
    }
}
