namespace Homeward.Linkage;

/// <summary>Finds the records of one file that are about one person.</summary>
public static class Deduplication
{
    /// <summary>Links the records of a table.</summary>
    /// <param name="table">The records.</param>
    /// <param name="settings">What the caller says; all of it may be left to the data.</param>
    /// <param name="progress">Is told how far the run is.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="InvalidDataException">The table has nothing that could be compared; the message says why.</exception>
    public static LinkageResult Run(RecordTable table, LinkageSettings settings, IProgress<LinkageProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(settings);
        return LinkageRun.Run(table, boundary: null, settings, progress, cancellation);
    }
}
