namespace Homeward.Linkage;

/// <summary>What a linkage run found.</summary>
/// <param name="Table">The records.</param>
/// <param name="Roles">What each column was taken for.</param>
/// <param name="Links">Pairs that may be one person, also unlikely ones; by rows.</param>
/// <param name="Clusters">For each row the first row that is about the same person.</param>
/// <param name="Candidates">Pairs that were compared, each once.</param>
/// <param name="Rules">What the blocking rules brought together.</param>
/// <param name="Times">Seconds by stage.</param>
/// <param name="Model">The model that was learned or given; null where there were no two records.</param>
public sealed record LinkageResult(
    RecordTable Table,
    IReadOnlyList<ColumnRole> Roles,
    IReadOnlyList<Link> Links,
    IReadOnlyList<int> Clusters,
    long Candidates,
    IReadOnlyList<BlockingCost> Rules,
    IReadOnlyList<StageTime> Times,
    LinkageModel? Model)
{
    /// <summary>Pairs explained, the strongest first: all that were kept, or of more than 3,000 some of every strength. Empty unless asked for.</summary>
    public IReadOnlyList<PairExplanation> Examples { get; init; } = [];

    /// <summary>The pairs the caller named (<see cref="LinkageSettings.ToExplain"/>), in that order.</summary>
    public IReadOnlyList<PairExplanation> Explained { get; init; } = [];

    /// <summary>Pairs of rows that a person could judge, the most informative first; as many as were asked for.</summary>
    public IReadOnlyList<(int Left, int Right)> ToJudge { get; init; } = [];

    /// <summary>What says too little to be linked.</summary>
    public Unlinkable Unlinkable { get; init; } = new(0, []);

    /// <summary>The pairs that were judged, with what the records themselves came to (log2 of the odds), the judgement left aside.</summary>
    public IReadOnlyList<(LabelledPair Label, double Bits)> Judged { get; init; } = [];

    /// <summary>The file's column that each field of the model is compared in, where it is one column.</summary>
    public IReadOnlyDictionary<string, string> SplinkColumns()
    {
        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (field, role) in (ReadOnlySpan<(string, ColumnRole)>)[("given_name", ColumnRole.GivenName), ("surname", ColumnRole.Surname), ("birth", ColumnRole.BirthDate), ("sex", ColumnRole.Sex), ("phone", ColumnRole.Phone), ("email", ColumnRole.Email)])
        {
            for (var at = 0; at < Roles.Count; at++)
            {
                if (Roles[at] == role)
                {
                    columns.TryAdd(field, Table.Columns[at].Name);
                }
            }
        }

        foreach (var name in Model?.FieldNames ?? [])
        {
            if (Table.Find(name) is { } column)
            {
                columns.TryAdd(name, column.Name);
            }
        }

        return columns;
    }
}

/// <summary>Records that say so little that not even an equal record could be linked with them.</summary>
/// <param name="Records">How many; in files of more than 100,000 records, about.</param>
/// <param name="Lack">What most of them lack.</param>
public sealed record Unlinkable(int Records, IReadOnlyList<string> Lack);
