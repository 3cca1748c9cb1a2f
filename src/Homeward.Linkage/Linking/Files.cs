namespace Homeward.Linkage;

/// <summary>Which file each record is of, when there are two. Between two files only pairs of one record each count.</summary>
/// <param name="rows">For each record its row; those of the second file stand below those of the first.</param>
/// <param name="boundary">Rows of the first file; null when there is one file.</param>
internal sealed class Files(int[] rows, int? boundary)
{
    internal bool AreTwo { get; } = boundary is not null;

    internal bool IsOfFirst(int record) => rows[record] < boundary;

    /// <summary>Whether two files were given and both records are of one of them.</summary>
    internal bool AreOne(int record, int other) => AreTwo && IsOfFirst(record) == IsOfFirst(other);
}
