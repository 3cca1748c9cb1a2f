namespace Homeward.Linkage;

/// <summary>The records, their scored pairs and what people decided: all that clusters follow from. For one writer at a time.</summary>
internal sealed class ClusterGraph<TId>(int most)
    where TId : notnull, IEquatable<TId>
{
    private readonly PairArena arena = new();

    internal ClusterRecords<TId> Records { get; } = new();

    internal ClusterDecisions<TId> Decisions { get; } = new(most);

    /// <summary>A record that is on its way: the writer finds it already, readers don't.</summary>
    internal int? Arriving { get; set; }

    /// <summary>The number of a record that is there or arriving; -1 when there is none.</summary>
    internal int Find(TId id) =>
        Arriving is { } record && Records[record].Id.Equals(id) ? record
        : Records.Find(id) is var number && number >= 0 && Records[number].IsThere ? number : -1;

    internal Span<HalfPair> Pairs(int record)
    {
        ref var kept = ref Records[record];
        return kept.PairCount == 0 ? [] : arena.At(kept.Pairs, kept.PairCount);
    }

    /// <summary>The pairs of a record, as something to keep.</summary>
    internal ScoredRecord<TId>[] Known(int record)
    {
        var known = new List<ScoredRecord<TId>>();
        foreach (var pair in Pairs(record))
        {
            if (Records[pair.Other].IsThere)
            {
                known.Add(new(Records[pair.Other].Id, pair.Bits));
            }
        }

        return [.. known];
    }

    internal void Connect(int record, IEnumerable<ScoredRecord<TId>> pairs)
    {
        foreach (var pair in pairs)
        {
            if (Find(pair.Id) is var other && other >= 0 && other != record)
            {
                // No pair holds as fast as a decision.
                var bits = (float)Math.Min(pair.Bits, Components.Strongest);
                Put(record, other, bits);
                Put(other, record, bits);
            }
        }
    }

    /// <summary>Takes all pairs of a record away, on both sides.</summary>
    internal void Disconnect(int record)
    {
        foreach (var pair in Pairs(record))
        {
            Take(pair.Other, record);
        }

        ref var kept = ref Records[record];
        if (kept.PairCount > 0)
        {
            arena.Return(kept.Pairs, kept.PairSize);
            kept.PairCount = 0;
        }
    }

    /// <summary>One side of a pair as a snapshot has it: the weakest so far.</summary>
    internal void Append(int record, int other, float bits) => Put(record, other, bits);

    private void Put(int record, int other, float bits)
    {
        ref var kept = ref Records[record];
        if (kept.PairCount == PairArena.MostPairs)
        {
            kept.LeftOut = true;
            if (Pairs(record)[^1].Bits >= bits)
            {
                return;
            }

            kept.PairCount--;
        }

        if (kept.PairCount == 0)
        {
            (kept.Pairs, kept.PairSize) = (arena.Rent(0), 0);
        }
        else if (kept.PairCount == PairArena.Capacity(kept.PairSize))
        {
            var size = PairArena.SizeFor(kept.PairCount + 1);
            var larger = arena.Rent(size);
            Pairs(record).CopyTo(arena.At(larger, kept.PairCount));
            arena.Return(kept.Pairs, kept.PairSize);
            (kept.Pairs, kept.PairSize) = (larger, size);
        }

        var at = kept.PairCount++;
        var pairs = Pairs(record);
        for (; at > 0 && pairs[at - 1].Bits < bits; at--)
        {
            pairs[at] = pairs[at - 1];
        }

        pairs[at] = new() { Other = other, Bits = bits };
    }

    private void Take(int record, int other)
    {
        var pairs = Pairs(record);
        for (var at = 0; at < pairs.Length; at++)
        {
            if (pairs[at].Other == other)
            {
                pairs[(at + 1)..].CopyTo(pairs[at..]);
                ref var kept = ref Records[record];
                if (--kept.PairCount == 0)
                {
                    arena.Return(kept.Pairs, kept.PairSize);
                }

                return;
            }
        }
    }
}
