namespace Homeward.Linkage;

/// <summary>
/// Rows that say the same. To the clustering ten thousand of them are one record that weighs as many, instead of a part of the
/// graph that no strength can split.
/// </summary>
internal static class EqualRows
{
    /// <summary>For each place the first place whose row says the same.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="roles">What is evidence.</param>
    /// <param name="rows">The order in which <see cref="RowOrder"/> put them: equal rows are neighbours.</param>
    internal static int[] Of(RecordTable table, IReadOnlyList<ColumnRole> roles, int[] rows)
    {
        var evidence = table.Columns.Where((_, at) => roles[at] is not (ColumnRole.RowId or ColumnRole.Truth or ColumnRole.Ignored)).ToArray();
        var first = new int[rows.Length];
        for (var place = 1; place < rows.Length; place++)
        {
            var (row, before) = (rows[place], rows[place - 1]);
            first[place] = Array.TrueForAll(evidence, column => column.Codes[row] == column.Codes[before]) ? first[place - 1] : place;
        }

        return first;
    }
}
