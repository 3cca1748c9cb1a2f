namespace Homeward.Linkage;

/// <summary>
/// What people decided about pairs of ids, whether the records are there at the moment or not: who was rejected stays rejected
/// when a record goes and comes back.
/// </summary>
internal sealed class ClusterDecisions<TId>(int most)
    where TId : notnull, IEquatable<TId>
{
    private readonly Dictionary<TId, List<Decision>> decided = [];

    internal readonly record struct Decision(TId Other, bool AreOne, uint Number);

    internal bool Concern(TId id) => decided.ContainsKey(id);

    internal IReadOnlyList<Decision> Of(TId id) => decided.TryGetValue(id, out var list) ? list : [];

    internal Decision? Between(TId one, TId other)
    {
        foreach (var decision in Of(one))
        {
            if (decision.Other.Equals(other))
            {
                return decision;
            }
        }

        return null;
    }

    internal bool AreApart(TId one, TId other) => Between(one, other) is { AreOne: false };

    /// <summary>All ids that are one person with this one by decision, itself among them.</summary>
    internal List<TId> Whole(TId id)
    {
        var (whole, seen) = (new List<TId> { id }, new HashSet<TId> { id });
        for (var at = 0; at < whole.Count; at++)
        {
            foreach (var decision in Of(whole[at]))
            {
                if (decision.AreOne && seen.Add(decision.Other))
                {
                    whole.Add(decision.Other);
                }
            }
        }

        return whole;
    }

    /// <summary>Whether a decision could stand beside all others.</summary>
    internal ClusterOutcome Possible(TId one, TId other, bool areOne)
    {
        if (Between(one, other) is { } already)
        {
            return already.AreOne == areOne ? ClusterOutcome.AlreadySo : ClusterOutcome.Contradicts;
        }

        var (whole, second) = (Whole(one), Whole(other).ToHashSet());
        if (!areOne)
        {
            return second.Contains(one) ? ClusterOutcome.Contradicts : ClusterOutcome.Done;
        }

        return whole.Exists(record => Of(record).Any(decision => !decision.AreOne && second.Contains(decision.Other))) ? ClusterOutcome.Contradicts
            : !second.Contains(one) && whole.Count + second.Count > most ? ClusterOutcome.TooMany
            : ClusterOutcome.Done;
    }

    internal void Add(TId one, TId other, bool areOne, uint number)
    {
        ListOf(one).Add(new(other, areOne, number));
        ListOf(other).Add(new(one, areOne, number));
    }

    internal void Remove(TId one, TId other)
    {
        foreach (var (from, to) in ((TId, TId)[])[(one, other), (other, one)])
        {
            var list = decided[from];
            list.RemoveAll(decision => decision.Other.Equals(to));
            if (list.Count == 0)
            {
                decided.Remove(from);
            }
        }
    }

    internal void Write(SnapshotWriter writer, Func<TId, string> textOf)
    {
        writer.Number(decided.Count);
        foreach (var (id, list) in decided)
        {
            writer.Text(textOf(id));
            writer.Number(list.Count);
            foreach (var decision in list)
            {
                writer.Text(textOf(decision.Other));
                writer.Number(decision.AreOne ? 1 : 0);
                writer.Number(unchecked((int)decision.Number));
            }
        }
    }

    internal void Read(SnapshotReader reader, Func<string, TId> idOf)
    {
        for (var left = reader.Number(); left > 0; left--)
        {
            var list = ListOf(idOf(reader.Text()));
            for (var more = reader.Number(); more > 0; more--)
            {
                list.Add(new(idOf(reader.Text()), reader.Number() == 1, unchecked((uint)reader.Number())));
            }
        }
    }

    private List<Decision> ListOf(TId id)
    {
        if (!decided.TryGetValue(id, out var list))
        {
            decided.Add(id, list = []);
        }

        return list;
    }
}
