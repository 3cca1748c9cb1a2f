namespace Homeward.Linkage;

/// <summary>
/// The part of the graph around a record, as <see cref="Components"/> would cut it, found from the record: the records that hang
/// together at the lowest bar, of the bars half a bit apart, at which they are not too many. Looking ends at one too many, so it
/// never takes long, however large the whole is.
/// </summary>
internal sealed class ClusterParts<TId>(ClusterGraph<TId> graph, float least, int most)
    where TId : notnull, IEquatable<TId>
{
    private readonly HashSet<int> seen = [];
    private readonly HashSet<TId> decidedOn = [];
    private readonly HashSet<int> tooMany = [];
    private readonly HashSet<int> placed = [];
    private readonly List<int> reached = [];
    private float weakest;

    /// <summary>The parts in which these records are; each record is in one of them.</summary>
    internal List<int[]> Around(IEnumerable<int> records)
    {
        placed.Clear();
        var parts = new List<int[]>();
        var (bar, todo) = (least, records.Distinct().ToList());
        while (todo.Count > 0)
        {
            tooMany.Clear();
            var (next, holds) = (new List<int>(), float.PositiveInfinity);
            foreach (var record in todo)
            {
                if (placed.Contains(record))
                {
                    continue;
                }

                if (Reach(record, bar))
                {
                    parts.Add([.. reached]);
                    placed.UnionWith(reached);
                }
                else
                {
                    next.Add(record);
                    holds = Math.Min(holds, weakest);
                }
            }

            // Up to the weakest pair that was looked at nothing comes apart. Above the highest bar only decisions hold
            // records together, and never too many.
            do
            {
                bar = bar < Components.Strongest ? bar + Components.Step : float.PositiveInfinity;
            }
            while (bar <= holds && !float.IsInfinity(bar));
            todo = next;
        }

        return parts;
    }

    private bool Reach(int from, float bar)
    {
        seen.Clear();
        decidedOn.Clear();
        reached.Clear();
        weakest = float.PositiveInfinity;
        var isSmall = See(from);
        for (var at = 0; at < reached.Count && isSmall; at++)
        {
            isSmall = SeeBeside(reached[at], bar);
        }

        if (!isSmall)
        {
            tooMany.UnionWith(reached);
        }

        return isSmall;
    }

    // Who is beside a record: by a pair that is strong enough and not apart by decision, or because they are together by decision.
    private bool SeeBeside(int record, float bar)
    {
        var id = graph.Records[record].Id;
        var isDecided = graph.Decisions.Concern(id);
        foreach (var pair in graph.Pairs(record))
        {
            if (pair.Bits < bar)
            {
                break;
            }

            weakest = Math.Min(weakest, pair.Bits);
            if (graph.Records[pair.Other].IsThere && !(isDecided && graph.Decisions.AreApart(id, graph.Records[pair.Other].Id)) && !See(pair.Other))
            {
                return false;
            }
        }

        return !isDecided || decidedOn.Contains(id) || graph.Decisions.Whole(id).TrueForAll(SeeDecidedOn);
    }

    private bool SeeDecidedOn(TId one)
    {
        decidedOn.Add(one);
        return graph.Find(one) is var record && (record < 0 || See(record));
    }

    // False as soon as they are too many.
    private bool See(int record)
    {
        if (seen.Add(record))
        {
            reached.Add(record);
        }

        return reached.Count <= most && !tooMany.Contains(record);
    }
}
