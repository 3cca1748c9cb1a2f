namespace Homeward.Linkage;

/// <summary>Works out which clusters a change makes: those of the parts it touches, before or after, and no others.</summary>
internal sealed class Regrouping<TId>(ClusterGraph<TId> graph, ClusterParts<TId> parts, float least, Func<TId, TId, double> compare)
    where TId : notnull, IEquatable<TId>, IComparable<TId>
{
    /// <summary>Makes a change to the graph and gives the clusters that have other members since, each in the order of ids.</summary>
    /// <param name="ends">The records at the ends of pairs that change.</param>
    /// <param name="within">The records of whom more changes than with whom they hang together.</param>
    /// <param name="change">Changes the graph.</param>
    /// <param name="back">Changes it back, for when a comparison fails.</param>
    internal List<int[]> After(IEnumerable<int> ends, int[] within, Action change, Action back)
    {
        // A part that changes held an end of a changed pair before, or holds one now: what hangs together at a strength
        // without the changed pairs does so before and after.
        var touched = ends.ToList();
        var before = parts.Around(touched);
        var partOf = new Dictionary<int, int>();
        for (var part = 0; part < before.Count; part++)
        {
            foreach (var record in before[part])
            {
                partOf[record] = part;
            }
        }

        change();
        try
        {
            var now = parts.Around(partOf.Keys.Concat(within).Concat(touched).Where(record => graph.Records[record].IsThere));
            return [.. now.Where(part => !IsAsBefore(part)).SelectMany(Clusters).Where(HasMoved)];
        }
        catch
        {
            back();
            throw;
        }

        bool IsAsBefore(int[] part) =>
            partOf.TryGetValue(part[0], out var old) && before[old].Length == part.Length
            && Array.TrueForAll(part, record => partOf.TryGetValue(record, out var other) && other == old)
            && !Array.Exists(within, record => Array.IndexOf(part, record) >= 0);
    }

    internal static float Spoken(double bits) => double.IsNaN(bits)
        ? throw new InvalidOperationException("A comparison of two records gave no number.")
        : (float)Math.Clamp(bits, -AverageLinkage.MostBits, AverageLinkage.MostBits);

    private IEnumerable<int[]> Clusters(int[] part)
    {
        Array.Sort(part, (a, b) => graph.Records[a].Id.CompareTo(graph.Records[b].Id));
        if (part.Length == 1)
        {
            return [part];
        }

        var places = new Dictionary<int, int>(part.Length);
        for (var at = 0; at < part.Length; at++)
        {
            places.Add(part[at], at);
        }

        var together = new List<(int, int)>();
        var groups = AverageLinkage.Group(part.Length, Scores(part, places, together), least, Enumerable.Repeat(1, part.Length), together);
        return Enumerable.Range(0, part.Length).GroupBy(at => groups[at], at => part[at]).Select(group => group.ToArray());
    }

    private float[] Scores(int[] part, Dictionary<int, int> places, List<(int, int)> together)
    {
        var count = part.Length;
        var scores = new float[count * count];
        Array.Fill(scores, float.NaN);
        for (var a = 0; a < count; a++)
        {
            foreach (var pair in graph.Pairs(part[a]))
            {
                if (places.TryGetValue(pair.Other, out var b))
                {
                    scores[(a * count) + b] = scores[(b * count) + a] = Spoken(pair.Bits);
                }
            }
        }

        var decidedOn = new HashSet<TId>();
        foreach (var record in part)
        {
            var id = graph.Records[record].Id;
            if (graph.Decisions.Concern(id) && !decidedOn.Contains(id))
            {
                var whole = graph.Decisions.Whole(id);
                decidedOn.UnionWith(whole);
                Decided(whole);
            }
        }

        for (var a = 1; a < count; a++)
        {
            for (var b = 0; b < a; b++)
            {
                if (float.IsNaN(scores[(a * count) + b]))
                {
                    scores[(a * count) + b] = scores[(b * count) + a] = Spoken(compare(graph.Records[part[b]].Id, graph.Records[part[a]].Id));
                }
            }
        }

        return scores;

        // Decisions hold through records that are not there: who is one with somebody who is apart is apart.
        void Decided(List<TId> whole)
        {
            var here = Places(whole);
            together.AddRange(here.Zip(here.Skip(1)));
            foreach (var apart in whole.SelectMany(one => graph.Decisions.Of(one)).Where(decision => !decision.AreOne))
            {
                foreach (var b in Places(graph.Decisions.Whole(apart.Other)))
                {
                    here.ForEach(a => scores[(a * count) + b] = scores[(b * count) + a] = AverageLinkage.Apart);
                }
            }
        }

        List<int> Places(List<TId> ids) => [.. ids.Select(graph.Find).Where(places.ContainsKey).Select(record => places[record])];
    }

    private bool HasMoved(int[] cluster)
    {
        var records = graph.Records;
        for (var at = 0; at < cluster.Length; at++)
        {
            if (records[cluster[at]].Leader != cluster[0] || records[cluster[at]].Next != cluster[(at + 1) % cluster.Length] || !IsKnown(cluster[at]))
            {
                return true;
            }
        }

        return false;

        bool IsKnown(int record) => records.Find(records[record].Id) == record;
    }
}
