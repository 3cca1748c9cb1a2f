namespace Homeward.Linkage;

/// <summary>All groups of records that share a key, and for each record the groups it is in.</summary>
internal sealed class Blocks
{
    private readonly int[] groupStart;
    private readonly int[] members;
    private readonly int[] recordStart;

    // Where each group begins among the members: nothing else of it need be known to find who is before a record.
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
        var next = recordStart[..^1];
        for (var group = 0; group + 1 < groupStart.Length; group++)
        {
            for (var at = groupStart[group]; at < groupStart[group + 1]; at++)
            {
                recordGroups[next[members[at]]++] = groupStart[group];
            }
        }
    }

    internal IReadOnlyList<RuleBlocks> Rules { get; }

    internal ReadOnlySpan<int> Members(int group) => members.AsSpan(groupStart[group], groupStart[group + 1] - groupStart[group]);

    /// <summary>Each other record of a lower number that shares a group, once.</summary>
    /// <param name="record">The record.</param>
    /// <param name="seen">An empty set for all records, which is empty again when this returns. A thread keeps its own.</param>
    /// <param name="found">Where they are written; grows when there is no room.</param>
    internal Span<int> Earlier(int record, RecordSet seen, ref int[] found)
    {
        var count = 0;
        foreach (var start in recordGroups.AsSpan(recordStart[record]..recordStart[record + 1]))
        {
            // A group is in order, so that whoever is before this record comes before it.
            foreach (var other in members.AsSpan(start))
            {
                if (other == record)
                {
                    break;
                }

                if (seen.Add(other))
                {
                    if (count == found.Length)
                    {
                        Array.Resize(ref found, found.Length * 2);
                    }

                    found[count++] = other;
                }
            }
        }

        var each = found.AsSpan(0, count);
        seen.Empty(each);
        return each;
    }

    /// <summary>Brings records together.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="records">How many records there are, numbered so that the likes are near each other.</param>
    /// <param name="most">Records of one key that are all compared; of larger groups only near numbers are.</param>
    /// <param name="every">Take one in so many keys: a sample of whole groups. 1 takes all.</param>
    /// <param name="threads">Threads at work.</param>
    /// <param name="progress">Is told the share that is done.</param>
    /// <param name="cancellation">Ends it early.</param>
    internal static Blocks Build(IReadOnlyList<BlockRule> rules, int records, int most, int every, int threads, Action<double>? progress, CancellationToken cancellation)
    {
        return Joined(rules, Groups(rules, records, most, every, threads, progress, cancellation), records);
    }

    private const int RulesAtOnce = 1;
    private const int RecordsAtOnce = 1 << 16;

    // What it works with is used again for one rule after the other, and given up before the groups are joined: of millions of
    // records it is hundreds of megabytes, which would else wait for the collector many times over.
    private static KeyGroups[] Groups(IReadOnlyList<BlockRule> rules, int records, int most, int every, int threads, Action<double>? progress, CancellationToken cancellation)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads), CancellationToken = cancellation };
        var groups = new KeyGroups[rules.Count];

        // All keys of a few rules at a time: those of all rules would take more room than all that comes of them.
        var atOnce = every == 1 && records > BlockKeys.SmallFile ? RulesAtOnce : rules.Count;
        var stretches = new List<ulong>[(records + RecordsAtOnce - 1) / RecordsAtOnce][];
        for (var at = 0; at < stretches.Length; at++)
        {
            stretches[at] = [.. Enumerable.Range(0, atOnce).Select(_ => new List<ulong>())];
        }

        var (entries, spare) = (new ulong[atOnce][], new ulong[atOnce][]);
        Array.Fill(entries, []);
        Array.Fill(spare, []);
        for (var first = 0; first < rules.Count; first += atOnce)
        {
            var few = rules.Skip(first).Take(atOnce).ToArray();
            var keys = new KeyEntries(few, every);
            Parallel.For(0, stretches.Length, options, at => keys.Read(at * RecordsAtOnce, Math.Min(records, (at + 1) * RecordsAtOnce), stretches[at]));
            Parallel.For(0, few.Length, options, at =>
            {
                var count = Join(stretches, at, ref entries[at]);
                if (spare[at].Length < count)
                {
                    spare[at] = new ulong[count];
                }

                groups[first + at] = Grouped(RadixSort.ByUpperHalf(entries[at].AsSpan(0, count), spare[at].AsSpan(0, count)), most);
            });
            progress?.Invoke(Math.Min(rules.Count, first + atOnce) / (double)rules.Count);
        }

        return groups;
    }

    private static int Join(List<ulong>[][] stretches, int rule, ref ulong[] joined)
    {
        var (count, at) = (stretches.Sum(stretch => stretch[rule].Count), 0);
        if (joined.Length < count)
        {
            joined = new ulong[count];
        }

        foreach (var stretch in stretches)
        {
            stretch[rule].CopyTo(joined, at);
            at += stretch[rule].Count;
            stretch[rule].Clear();
        }

        return count;
    }

    private static Blocks Joined(IReadOnlyList<BlockRule> rules, KeyGroups[] groups, int records)
    {
        var (starts, members) = (new int[1 + groups.Sum(own => own.Ends.Length)], new int[groups.Sum(own => own.Members.Length)]);
        var (built, group, member) = (new List<RuleBlocks>(), 0, 0);
        for (var at = 0; at < groups.Length; at++)
        {
            var own = groups[at];
            built.Add(new(rules[at], group, group + own.Ends.Length, own.Pairs, own.Largest));
            own.Members.CopyTo(members, member);
            foreach (var end in own.Ends)
            {
                starts[++group] = member + end;
            }

            member += own.Members.Length;
            groups[at] = new([], [], 0, 0);
        }

        return new(built, starts, members, records);
    }

    private static KeyGroups Grouped(ReadOnlySpan<ulong> sorted, int most)
    {
        // Counted first: lists that grow take up to twice the room, and leave as much behind on the way.
        var (count, room) = (0, 0);
        for (var windows = new Windows(sorted, most); windows.Next();)
        {
            count++;
            room += windows.Current.Length;
        }

        var (ends, members) = (new int[count], new int[room]);
        var (group, member, pairs, largest) = (0, 0, 0L, 0);
        for (var windows = new Windows(sorted, most); windows.Next();)
        {
            var window = windows.Current;
            foreach (var entry in window)
            {
                members[member++] = KeyEntries.RecordOf(entry);
            }

            ends[group++] = member;
            pairs += window.Length * (window.Length - 1L) / 2;
            largest = Math.Max(largest, windows.OfKey);
        }

        return new(ends, members, pairs, largest);
    }

    /// <summary>The entries of each key that several records have; where too many have it to compare all, windows over their order, each half over the one before.</summary>
    private ref struct Windows(ReadOnlySpan<ulong> sorted, int most)
    {
        private readonly ReadOnlySpan<ulong> sorted = sorted;
        private int keyStart, keyEnd, from, to;

        internal readonly ReadOnlySpan<ulong> Current => sorted[from..to];

        /// <summary>Entries of the key whose window this is.</summary>
        internal readonly int OfKey => keyEnd - keyStart;

        internal bool Next()
        {
            if (to < keyEnd)
            {
                from += Math.Max(1, most / 2);
            }
            else
            {
                do
                {
                    keyStart = keyEnd;
                    if (keyStart == sorted.Length)
                    {
                        return false;
                    }

                    var key = sorted[keyStart] >> 32;
                    do
                    {
                        keyEnd++;
                    }
                    while (keyEnd < sorted.Length && sorted[keyEnd] >> 32 == key);
                }
                while (keyEnd - keyStart < 2);

                from = keyStart;
            }

            to = Math.Min(keyEnd, from + most);
            return true;
        }
    }

    /// <summary>The groups of one rule: where each ends among the members.</summary>
    private sealed record KeyGroups(int[] Ends, int[] Members, long Pairs, int Largest);
}

/// <summary>What one rule brought together.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="FirstGroup">Its first group.</param>
/// <param name="EndGroup">The group after its last.</param>
/// <param name="Pairs">Pairs it proposes, those of other rules included.</param>
/// <param name="Largest">Records under its commonest key.</param>
internal sealed record RuleBlocks(BlockRule Rule, int FirstGroup, int EndGroup, long Pairs, int Largest);
