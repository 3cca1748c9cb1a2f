namespace Homeward.Linkage.Tests;

/// <summary>
/// A slow and obvious twin of <see cref="ClusterIndex{TId}"/>: it keeps what it was told in plain dictionaries and makes all
/// clusters anew each time it is asked.
/// </summary>
internal sealed class ClusterHistory(double least, int most, Func<int, int, double> compare)
{
    internal Dictionary<int, uint> There { get; } = [];

    internal Dictionary<(int, int), double> Known { get; } = [];

    internal List<(int A, int B, bool AreOne)> Decided { get; } = [];

    internal static (int, int) Pair(int a, int b) => a < b ? (a, b) : (b, a);

    internal void Add(int id, IEnumerable<ScoredRecord<int>> pairs, uint number)
    {
        There[id] = number;
        foreach (var pair in pairs.Where(pair => There.ContainsKey(pair.Id) && pair.Id != id))
        {
            Known[Pair(id, pair.Id)] = pair.Bits;
        }
    }

    internal ScoredRecord<int>[] Remove(int id)
    {
        var known = PairsOf(id);
        There.Remove(id);
        foreach (var pair in known)
        {
            Known.Remove(Pair(id, pair.Id));
        }

        return known;
    }

    internal ScoredRecord<int>[] PairsOf(int id) =>
        [.. Known.Where(known => known.Key.Item1 == id || known.Key.Item2 == id).Select(known => new ScoredRecord<int>(known.Key.Item1 == id ? known.Key.Item2 : known.Key.Item1, known.Value))];

    /// <summary>All that are together with one, also through records that are not there.</summary>
    internal HashSet<int> Whole(int id)
    {
        var whole = new HashSet<int> { id };
        while (Decided.Any(one => one.AreOne && whole.Contains(one.A) != whole.Contains(one.B)))
        {
            foreach (var one in Decided.Where(one => one.AreOne && (whole.Contains(one.A) || whole.Contains(one.B))))
            {
                whole.UnionWith([one.A, one.B]);
            }
        }

        return whole;
    }

    internal bool AreApart(int a, int b) =>
        Decided.Any(one => !one.AreOne && ((Whole(a).Contains(one.A) && Whole(b).Contains(one.B)) || (Whole(a).Contains(one.B) && Whole(b).Contains(one.A))));

    internal ClusterOutcome Possible(int a, int b, bool areOne) =>
        Decided.FirstOrDefault(one => Pair(one.A, one.B) == Pair(a, b)) is var between && between != default
            ? between.AreOne == areOne ? ClusterOutcome.AlreadySo : ClusterOutcome.Contradicts
            : !areOne ? Whole(a).Contains(b) ? ClusterOutcome.Contradicts : ClusterOutcome.Done
            : AreApart(a, b) ? ClusterOutcome.Contradicts
            : !Whole(a).Contains(b) && Whole(a).Count + Whole(b).Count > most ? ClusterOutcome.TooMany : ClusterOutcome.Done;

    /// <summary>For each record the least of its cluster, part by part as the definition has it.</summary>
    internal Dictionary<int, int> Clusters()
    {
        var (clusters, work) = (new Dictionary<int, int>(), new Stack<(int[] Records, float Bar)>());
        work.Push(([.. There.Keys.Order()], (float)least));
        while (work.TryPop(out var todo))
        {
            foreach (var part in Connected(todo.Records, todo.Bar))
            {
                if (part.Length > most)
                {
                    work.Push((part, todo.Bar < 60 ? todo.Bar + 0.5f : float.PositiveInfinity));
                }
                else
                {
                    Group(part, clusters);
                }
            }
        }

        return clusters;
    }

    /// <summary>The same by what a batch uses; for parts that are not too large.</summary>
    internal Dictionary<int, int> ClustersInBatch()
    {
        var ids = There.Keys.Order().ToArray();
        var pairs = Known.Select(known => (Array.IndexOf(ids, known.Key.Item1), Array.IndexOf(ids, known.Key.Item2), (float)known.Value)).ToList();
        var decided = new PairDecisions(
            ids.Length,
            [.. Each((a, b) => Whole(ids[a]).Contains(ids[b]))], [.. Each((a, b) => IsRejected(ids[a], ids[b]))]);
        var clusters = ids.ToDictionary(id => id);
        foreach (var part in Components.Of(ids.Length, pairs, (float)least, decided, most))
        {
            Group([.. part.Select(place => ids[place])], clusters);
        }

        return clusters;

        IEnumerable<(int, int)> Each(Func<int, int, bool> wanted) =>
            from b in Enumerable.Range(0, ids.Length)
            from a in Enumerable.Range(0, b)
            where wanted(a, b)
            select (a, b);
    }

    private bool IsRejected(int a, int b) => Decided.Any(one => !one.AreOne && Pair(one.A, one.B) == Pair(a, b));

    private IEnumerable<int[]> Connected(int[] records, float bar)
    {
        var left = records.ToHashSet();
        while (left.Count > 0)
        {
            var part = new HashSet<int> { left.First() };
            bool IsBeside(int a, int b) => Whole(a).Contains(b)
                || (Known.TryGetValue(Pair(a, b), out var bits) && (float)bits >= bar && !IsRejected(a, b));
            while (left.Where(other => !part.Contains(other) && part.Any(one => IsBeside(one, other))).ToArray() is { Length: > 0 } more)
            {
                part.UnionWith(more);
            }

            left.ExceptWith(part);
            yield return [.. part.Order()];
        }
    }

    private void Group(int[] part, Dictionary<int, int> clusters)
    {
        var (count, scores) = (part.Length, new float[part.Length * part.Length]);
        var together = new List<(int, int)>();
        for (var a = 0; a < count; a++)
        {
            for (var b = 0; b < count; b++)
            {
                var bits = Known.TryGetValue(Pair(part[a], part[b]), out var known) ? known : compare(Math.Min(part[a], part[b]), Math.Max(part[a], part[b]));
                scores[(a * count) + b] = a != b && AreApart(part[a], part[b]) ? AverageLinkage.Apart : (float)Math.Clamp(bits, -12, 12);
                if (a < b && Whole(part[a]).Contains(part[b]))
                {
                    together.Add((a, b));
                }
            }
        }

        var groups = AverageLinkage.Group(count, scores, least, Enumerable.Repeat(1, count), together);
        for (var a = 0; a < count; a++)
        {
            clusters[part[a]] = part[groups[a]];
        }
    }
}
