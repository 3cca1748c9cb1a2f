namespace Homeward.Linkage;

/// <summary>
/// Finds the records of two files that are about one person. Where a file lists each person once, which the data show, a
/// record of the other file is linked with one of its records at most.
/// </summary>
public static class FileLinking
{
    /// <summary>Links two tables. In the result the right one stands below the left one.</summary>
    /// <param name="left">The one file.</param>
    /// <param name="right">The other file. Its headings may differ; columns are brought together by what they hold.</param>
    /// <param name="settings">What the caller says; all of it may be left to the data.</param>
    /// <param name="progress">Is told how far the run is.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="InvalidDataException">The tables have nothing in common that could be compared; the message says why.</exception>
    public static LinkageResult Run(RecordTable left, RecordTable right, LinkageSettings settings, IProgress<LinkageProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        ArgumentNullException.ThrowIfNull(settings);
        var (one, two) = (WithUsualHeadings(left, settings.Roles), WithUsualHeadings(right, settings.Roles));
        var both = one.Append(two);

        // What a column was taken for in either file holds for both.
        var roles = new Dictionary<string, ColumnRole>(settings.Roles, StringComparer.OrdinalIgnoreCase);
        foreach (var (table, recognised) in ((RecordTable, IReadOnlyList<ColumnRole>)[])[(two, ColumnRoles.Recognise(two, settings.Roles)), (one, ColumnRoles.Recognise(one, settings.Roles))])
        {
            for (var at = 0; at < recognised.Count; at++)
            {
                if (recognised[at] != ColumnRole.Ignored)
                {
                    roles[table.Columns[at].Name] = recognised[at];
                }
            }
        }

        return LinkageRun.Run(both, left.Rows, settings with { Roles = roles }, progress, cancellation);
    }

    // The only column of a kind is called by its kind, so that first_name here and given_name there are one column.
    private static RecordTable WithUsualHeadings(RecordTable table, IReadOnlyDictionary<string, ColumnRole> said)
    {
        var roles = ColumnRoles.Recognise(table, said);
        return table.With(table.Columns.Select((column, at) =>
            roles[at] is > ColumnRole.Ignored && roles.Count(role => role == roles[at]) == 1 && table.Find(roles[at].ToString()) is null
                ? new Column(roles[at].ToString(), column.Codes.ToArray(), column.Values)
                : column));
    }
}
