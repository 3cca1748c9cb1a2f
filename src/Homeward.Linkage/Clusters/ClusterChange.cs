namespace Homeward.Linkage;

/// <summary>A record and what a comparison with it said.</summary>
/// <param name="Id">The record.</param>
/// <param name="Bits">log2 of the odds that both are one person.</param>
public readonly record struct ScoredRecord<TId>(TId Id, double Bits);

/// <summary>What was done to clusters.</summary>
public enum ClusterChangeKind
{
    /// <summary>A record came.</summary>
    Added = 0,

    /// <summary>A record says something else.</summary>
    Changed = 1,

    /// <summary>A record went.</summary>
    Removed = 2,

    /// <summary>A person decided on two records.</summary>
    Decided = 3,

    /// <summary>A decision was taken back.</summary>
    TakenBack = 4,
}

/// <summary>What was done, with all that is needed to undo it. The caller keeps it for as long as that may be wanted.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="Id">The record, or the one of the two.</param>
/// <param name="Number">Changes are numbered; this tells whether it still is the last word on the record or the pair.</param>
public sealed record ClusterChange<TId>(ClusterChangeKind Kind, TId Id, uint Number)
{
    /// <summary>The other record of a decision.</summary>
    public TId? Other { get; init; }

    /// <summary>Whether the decision was that both are one person, or that they are two.</summary>
    public bool AreOne { get; init; }

    /// <summary>The number of the record's last change before this one.</summary>
    public uint Before { get; init; }

    /// <summary>The scored pairs the record had before.</summary>
    public IReadOnlyList<ScoredRecord<TId>> Pairs { get; init; } = [];

    /// <summary>All records whose cluster has other members now.</summary>
    public IReadOnlyList<TId> Moved { get; init; } = [];
}

/// <summary>How a wish to decide or to undo ended.</summary>
public enum ClusterOutcome
{
    /// <summary>It is done.</summary>
    Done = 0,

    /// <summary>A record it concerns is not there.</summary>
    NotThere = 1,

    /// <summary>It is so already; nothing was done.</summary>
    AlreadySo = 2,

    /// <summary>Other decisions say the opposite; take those back first. Nothing was done.</summary>
    Contradicts = 3,

    /// <summary>More than 150 records would be one person by decision. Nothing was done.</summary>
    TooMany = 4,

    /// <summary>Something later was done to the same record or pair; undo that first. Nothing was done.</summary>
    NotTheLast = 5,
}

/// <summary>The answer to a wish to decide or to undo.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Change">What was done, which can be undone in turn; null when nothing was.</param>
public sealed record ClusterAnswer<TId>(ClusterOutcome Outcome, ClusterChange<TId>? Change);

/// <summary>How much speaks for a record being about the person of a cluster.</summary>
/// <param name="Cluster">The name of the cluster.</param>
/// <param name="Members">The records in it.</param>
/// <param name="MeanBits">The mean over all of them of log2 of the odds that it is about the same person, each counted with 12 bits at most.</param>
public sealed record ClusterEvidence<TId>(TId Cluster, IReadOnlyList<TId> Members, double MeanBits);
