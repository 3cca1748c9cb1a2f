namespace Homeward.Linkage;

/// <summary>What a linkage run found.</summary>
/// <param name="Table">The records.</param>
/// <param name="Roles">What each column was taken for.</param>
/// <param name="Links">Pairs that may be one person, also unlikely ones; by rows.</param>
/// <param name="Clusters">For each row the first row that is about the same person.</param>
/// <param name="Candidates">Pairs that were compared, each once.</param>
/// <param name="Rules">What the blocking rules brought together.</param>
/// <param name="Times">Seconds by stage.</param>
public sealed record LinkageResult(
    RecordTable Table,
    IReadOnlyList<ColumnRole> Roles,
    IReadOnlyList<Link> Links,
    IReadOnlyList<int> Clusters,
    long Candidates,
    IReadOnlyList<BlockingCost> Rules,
    IReadOnlyList<StageTime> Times);
