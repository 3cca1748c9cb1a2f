namespace Homeward.Linkage;

/// <summary>
/// Puts rows in an order that depends on what they say alone, so that a file gives the same people however it is sorted.
/// </summary>
internal static class RowOrder
{
    /// <summary>The rows in that order; those of a first file stay before those of a second.</summary>
    internal static int[] Of(RecordTable table, IReadOnlyList<ColumnRole> roles, int? boundary)
    {
        var keys = new (bool IsSecond, ulong Hash, int Row)[table.Rows];
        for (var row = 0; row < keys.Length; row++)
        {
            keys[row] = (row >= boundary, 14695981039346656037, row);
        }

        for (var at = 0; at < roles.Count; at++)
        {
            if (roles[at] is ColumnRole.RowId or ColumnRole.Truth or ColumnRole.Ignored)
            {
                continue;
            }

            var hashes = table.Columns[at].Values.ToArray().Select(Hash).ToArray();
            var codes = table.Columns[at].Codes;
            for (var row = 0; row < keys.Length; row++)
            {
                keys[row].Hash = unchecked(((keys[row].Hash ^ hashes[codes[row]]) * 0x9E3779B97F4A7C15) ^ (keys[row].Hash >> 29));
            }
        }

        Array.Sort(keys);
        return [.. keys.Select(key => key.Row)];
    }

    /// <summary>The table with its rows in an order, values numbered as they then occur.</summary>
    internal static RecordTable Sorted(RecordTable table, int[] order) => table.With(table.Columns.Select(column => Sorted(column, order)));

    private static Column Sorted(Column column, int[] order)
    {
        var (codes, numberOf, values) = (new int[order.Length], new int[column.Values.Length], new List<string>(column.Values.Length) { "" });
        var old = column.Codes;
        for (var place = 0; place < order.Length; place++)
        {
            var code = old[order[place]];
            if (code != 0 && numberOf[code] == 0)
            {
                numberOf[code] = values.Count;
                values.Add(column.Values[code]);
            }

            codes[place] = numberOf[code];
        }

        return new(column.Name, codes, [.. values]);
    }

    private static ulong Hash(string text)
    {
        var hash = 14695981039346656037;
        foreach (var character in text)
        {
            hash = unchecked((hash ^ character) * 1099511628211);
        }

        return hash;
    }
}
