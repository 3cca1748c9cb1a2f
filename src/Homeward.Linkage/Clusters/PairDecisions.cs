namespace Homeward.Linkage;

/// <summary>What people decided about pairs of records of a batch: one person, or two.</summary>
internal sealed class PairDecisions
{
    internal static readonly PairDecisions None = new(0, [], []);

    private readonly Dictionary<int, int> wholes = [];
    private readonly HashSet<(int, int)> apart = [];

    /// <exception cref="InvalidDataException">Two records are to be together and apart.</exception>
    internal PairDecisions(int records, IReadOnlyList<(int I, int J)> together, IReadOnlyList<(int I, int J)> apart)
    {
        (Together, Apart) = (together, apart);
        foreach (var (i, j) in together.Concat(apart))
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)i, (uint)records);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)j, (uint)records);
        }

        foreach (var (i, j) in together)
        {
            var (one, other) = (Whole(i), Whole(j));
            if (one != other)
            {
                wholes[Math.Max(one, other)] = Math.Min(one, other);
            }
        }

        foreach (var (i, j) in apart)
        {
            if (Whole(i) == Whole(j))
            {
                throw new InvalidDataException("Two records are decided to be two people, and other decisions make them one.");
            }

            this.apart.Add(i < j ? (i, j) : (j, i));
        }
    }

    internal IReadOnlyList<(int I, int J)> Together { get; }

    internal IReadOnlyList<(int I, int J)> Apart { get; }

    /// <summary>The decisions of a run, whose records stand in the order <paramref name="rows"/>.</summary>
    internal static PairDecisions Of(LinkageSettings settings, int[] rows)
    {
        if (settings.Together.Count + settings.Apart.Count == 0)
        {
            return None;
        }

        var places = new int[rows.Length];
        for (var place = 0; place < rows.Length; place++)
        {
            places[rows[place]] = place;
        }

        return new(rows.Length, [.. settings.Together.Select(pair => (places[pair.Row], places[pair.Other]))], [.. settings.Apart.Select(pair => (places[pair.Row], places[pair.Other]))]);
    }

    internal bool AreApart(int i, int j) => apart.Count > 0 && apart.Contains(i < j ? (i, j) : (j, i));

    /// <summary>One number for all records that are together with this one.</summary>
    internal int Whole(int record)
    {
        while (wholes.TryGetValue(record, out var other))
        {
            // Each step halves the way, so that a chain of ten thousand is walked once.
            if (wholes.TryGetValue(other, out var further))
            {
                wholes[record] = further;
            }

            record = other;
        }

        return record;
    }
}
