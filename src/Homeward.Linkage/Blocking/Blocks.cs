namespace Homeward.Linkage;

/// <summary>All groups of records that share a key, and for each record the groups it is in.</summary>
internal sealed class Blocks
{
    private readonly int[] groupStart;
    private readonly int[] members;
    private readonly int[] recordStart;
    private readonly int[] recordGroups;

    private Blocks(List<RuleBlocks> rules, int[] groupStart, int[] members, int records)
    {
        Rules = rules;
        this.groupStart = groupStart;
        this.members = members;
        recordStart = new int[records + 1];
        foreach (var member in members)
        {
            recordStart[member + 1]++;
        }

        for (var i = 0; i < records; i++)
        {
            recordStart[i + 1] += recordStart[i];
        }

        recordGroups = new int[members.Length];
        var next = recordStart[..^1].ToArray();
        for (var group = 0; group + 1 < groupStart.Length; group++)
        {
            for (var at = groupStart[group]; at < groupStart[group + 1]; at++)
            {
                recordGroups[next[members[at]]++] = group;
            }
        }
    }

    internal IReadOnlyList<RuleBlocks> Rules { get; }

    internal int Groups => groupStart.Length - 1;

    internal ReadOnlySpan<int> Members(int group) => members.AsSpan(groupStart[group], groupStart[group + 1] - groupStart[group]);

    internal ReadOnlySpan<int> GroupsOf(int record) => recordGroups.AsSpan(recordStart[record], recordStart[record + 1] - recordStart[record]);

    /// <summary>Each other record of a lower number that shares a group, once.</summary>
    /// <param name="record">The record.</param>
    /// <param name="stamps">For each record the last one it was found for; a thread keeps its own.</param>
    /// <param name="found">Where they are written; grows when there is no room.</param>
    internal ReadOnlySpan<int> Earlier(int record, int[] stamps, ref int[] found)
    {
        var count = 0;
        foreach (var group in GroupsOf(record))
        {
            var earlier = Members(group);
            if (found.Length - count < earlier.Length)
            {
                Array.Resize(ref found, (found.Length * 2) + earlier.Length);
            }

            foreach (var other in earlier)
            {
                if (other >= record)
                {
                    break;
                }

                if (stamps[other] != record)
                {
                    stamps[other] = record;
                    found[count++] = other;
                }
            }
        }

        return found.AsSpan(0, count);
    }

    /// <summary>Brings records together.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="order">Each record's place in an order in which the likes are near each other.</param>
    /// <param name="most">Records of one key that are all compared; of larger groups only neighbours in the order are.</param>
    /// <param name="every">Take one in so many keys: a sample of whole groups. 1 takes all.</param>
    /// <param name="threads">Threads at work.</param>
    /// <param name="cancellation">Ends it early.</param>
    internal static Blocks Build(IReadOnlyList<BlockRule> rules, int[] order, int most, int every, int threads, CancellationToken cancellation)
    {
        var (starts, members, built) = (new List<int> { 0 }, new List<int>(), new List<RuleBlocks>());
        var parts = new (List<int> Ends, List<int> Members, long Pairs, int Largest)[rules.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads), CancellationToken = cancellation };
        Parallel.For(0, rules.Count, options, at => parts[at] = Grouped(rules[at], order, most, (ulong)every));
        for (var at = 0; at < rules.Count; at++)
        {
            var (first, offset) = (starts.Count - 1, members.Count);
            starts.AddRange(parts[at].Ends.Select(end => offset + end));
            members.AddRange(parts[at].Members);
            built.Add(new(rules[at], first, starts.Count - 1, parts[at].Pairs, parts[at].Largest));
            parts[at] = default;
        }

        return new(built, [.. starts], [.. members], order.Length);
    }

    private static (List<int> Ends, List<int> Members, long Pairs, int Largest) Grouped(BlockRule rule, int[] order, int most, ulong every)
    {
        var (keys, owners, own) = (new List<ulong>(), new List<int>(), new List<ulong>());
        for (var i = 0; i < order.Length; i++)
        {
            own.Clear();
            rule.Keys(i, own);
            foreach (var key in own)
            {
                if (every == 1 || (key >> 20) % every == 0)
                {
                    keys.Add(key);
                    owners.Add(i);
                }
            }
        }

        var (k, o) = (keys.ToArray(), owners.ToArray());
        Array.Sort(k, o);
        var (ends, members, pairs, largest) = (new List<int>(), new List<int>(), 0L, 0);
        for (var from = 0; from < k.Length;)
        {
            var to = from + 1;
            while (to < k.Length && k[to] == k[from])
            {
                to++;
            }

            if (to - from > 1)
            {
                largest = Math.Max(largest, to - from);
                pairs += AddGroups(o.AsSpan(from, to - from), order, most, ends, members);
            }

            from = to;
        }

        return (ends, members, pairs, largest);
    }

    private static long AddGroups(Span<int> group, int[] order, int most, List<int> starts, List<int> members)
    {
        if (group.Length <= most)
        {
            group.Sort();
            members.AddRange(group);
            starts.Add(members.Count);
            return group.Length * (group.Length - 1L) / 2;
        }

        // Too many to compare all: windows over the order, each half over the one before.
        group.Sort((a, b) => order[a].CompareTo(order[b]));
        var step = Math.Max(1, most / 2);
        var pairs = 0L;
        for (var from = 0; from < group.Length - 1; from += step)
        {
            var window = group.Slice(from, Math.Min(most, group.Length - from)).ToArray();
            Array.Sort(window);
            members.AddRange(window);
            starts.Add(members.Count);
            pairs += window.Length * (window.Length - 1L) / 2;
            if (from + most >= group.Length)
            {
                break;
            }
        }

        return pairs;
    }
}

/// <summary>What one rule brought together.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="FirstGroup">Its first group.</param>
/// <param name="EndGroup">The group after its last.</param>
/// <param name="Pairs">Pairs it proposes, those of other rules included.</param>
/// <param name="Largest">Records under its commonest key.</param>
internal sealed record RuleBlocks(BlockRule Rule, int FirstGroup, int EndGroup, long Pairs, int Largest);
