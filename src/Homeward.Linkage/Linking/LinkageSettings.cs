namespace Homeward.Linkage;

/// <summary>What a caller may say about a linkage run. Everything has a default that is chosen from the data.</summary>
public sealed record LinkageSettings
{
    /// <summary>The column that names a record. Null: a column named id, unique_id or rec_id, else the row's number.</summary>
    public string? IdColumn { get; init; }

    /// <summary>What columns hold, by heading, where the caller knows better than recognition.</summary>
    public IReadOnlyDictionary<string, ColumnRole> Roles { get; init; } = new Dictionary<string, ColumnRole>();

    /// <summary>Least probability, 0 to 1, at which records are one person. Null: chosen from the data.</summary>
    public double? Threshold { get; init; }

    /// <summary>Seed of everything that is sampled. Equal seeds give equal results on any machine with any number of threads.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>A model trained before, instead of learning one from this file. Null: learn one.</summary>
    public LinkageModel? Model { get; init; }

    /// <summary>Pairs that somebody judged, by rows of the table (of two tables, the right one's stand below the left one's). They improve the model, and each is kept as it was judged.</summary>
    public IReadOnlyList<LabelledPair> Labels { get; init; } = [];

    /// <summary>How many pairs the result should name that a person could judge, the most informative first.</summary>
    public int ToJudge { get; init; }

    /// <summary>Whether the result also explains pairs of every strength (<see cref="LinkageResult.Examples"/>).</summary>
    public bool Explain { get; init; }

    /// <summary>Pairs of rows to explain whatever they come to, also such as were never compared (<see cref="LinkageResult.Explained"/>); of two tables, the right one's rows stand below the left one's.</summary>
    public IReadOnlyList<(int Row, int Other)> ToExplain { get; init; } = [];

    /// <summary>Rows that people decided are about one person; they are in one cluster whatever they say. Not used between two files.</summary>
    public IReadOnlyList<(int Row, int Other)> Together { get; init; } = [];

    /// <summary>Rows that people decided are about two people; they are in two clusters whatever they say. Not used between two files.</summary>
    public IReadOnlyList<(int Row, int Other)> Apart { get; init; } = [];

    /// <summary>Threads at work.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Pairs less likely than this (log2 of the odds) are forgotten as soon as they are scored.</summary>
    internal float Forgotten { get; init; } = -5;
}

/// <summary>How far a run has come.</summary>
/// <param name="Stage">What it is doing.</param>
/// <param name="Done">Share of the stage that is done, 0 to 1.</param>
public readonly record struct LinkageProgress(string Stage, double Done);

/// <summary>Two records that may be one person.</summary>
/// <param name="Left">Row of the one.</param>
/// <param name="Right">Row of the other.</param>
/// <param name="Probability">The probability, 0 to 1, that they are one person.</param>
/// <param name="Bits">The evidence of the two records themselves: log2 of how much likelier they are one person than not.</param>
public readonly record struct Link(int Left, int Right, double Probability, double Bits);

/// <summary>What one blocking rule brought together and cost.</summary>
/// <param name="Name">What records share under it.</param>
/// <param name="Pairs">Pairs it proposes, those of other rules included.</param>
/// <param name="Largest">Records under its commonest key.</param>
public sealed record BlockingCost(string Name, long Pairs, int Largest);

/// <summary>How long a stage took.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Seconds">Seconds by the clock.</param>
/// <param name="ProcessorSeconds">Seconds the processors worked for it, all threads together.</param>
public sealed record StageTime(string Stage, double Seconds, double ProcessorSeconds);
