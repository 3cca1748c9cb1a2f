using System.Runtime.InteropServices;

namespace Homeward.Linkage;

/// <summary>
/// The keys of some rules for a stretch of records, each key in one number with the record that has it: half of it is enough
/// of a key, as two keys that share it only bring some strangers together to be compared.
/// </summary>
internal sealed class KeyEntries
{
    // Few enough that what records share stays in the nearest cache while one rule after the other reads it.
    private const int Stretch = 1024;

    private readonly BlockRule[] rules;
    private readonly KeyPart[] parts;
    private readonly (int One, int Two)[] partsOf;
    private readonly ulong greatest;

    /// <param name="rules">The rules.</param>
    /// <param name="every">Take one in so many keys; 1 takes all.</param>
    internal KeyEntries(IEnumerable<BlockRule> rules, int every)
    {
        this.rules = [.. rules];
        parts = [.. this.rules.SelectMany(rule => (KeyPart?[])[rule.One, rule.Two]).OfType<KeyPart>().Distinct(ReferenceEqualityComparer.Instance).Cast<KeyPart>()];
        partsOf = Array.ConvertAll(this.rules, rule => (PartOf(rule.One), rule.Two is null ? -1 : PartOf(rule.Two)));
        greatest = ulong.MaxValue / (ulong)every;

        int PartOf(KeyPart part) => Array.FindIndex(parts, other => ReferenceEquals(other, part));
    }

    /// <summary>Adds for each rule its keys of some records, the records in order.</summary>
    /// <param name="firstRecord">The first of them.</param>
    /// <param name="endRecord">The record after the last.</param>
    /// <param name="found">Where those of each rule are added.</param>
    internal void Read(int firstRecord, int endRecord, List<ulong>[] found)
    {
        var values = Array.ConvertAll(parts, _ => new PartValues());
        for (var first = firstRecord; first < endRecord; first += Stretch)
        {
            var end = Math.Min(endRecord, first + Stretch);
            for (var part = 0; part < parts.Length; part++)
            {
                values[part].Read(parts[part], first, end);
            }

            for (var rule = 0; rule < rules.Length; rule++)
            {
                var (one, two) = partsOf[rule];
                if (two < 0)
                {
                    AddSingle(rules[rule], values[one], first, end, found[rule]);
                }
                else
                {
                    AddPairs(rules[rule], values[one], values[two], first, end, found[rule]);
                }
            }
        }
    }

    internal static int RecordOf(ulong entry) => unchecked((int)entry);

    private static ulong Entry(ulong key, int record) => (key & 0xFFFFFFFF00000000) | unchecked((uint)record);

    private void AddSingle(BlockRule rule, PartValues values, int first, int end, List<ulong> found)
    {
        for (var record = first; record < end; record++)
        {
            foreach (var value in values.Of(record - first))
            {
                if (rule.Key(value, 0) is var key && key <= greatest)
                {
                    found.Add(Entry(Spread(key), record));
                }
            }
        }
    }

    private void AddPairs(BlockRule rule, PartValues ones, PartValues twos, int first, int end, List<ulong> found)
    {
        for (var record = first; record < end; record++)
        {
            var second = twos.Of(record - first);
            foreach (var one in ones.Of(record - first))
            {
                foreach (var two in second)
                {
                    if (rule.Key(one, two) is var key && key <= greatest)
                    {
                        found.Add(Entry(Spread(key), record));
                    }
                }
            }
        }
    }

    // Sampled keys are small numbers; their lower half is as good as the upper one of others.
    private ulong Spread(ulong key) => greatest == ulong.MaxValue ? key : key << 32;

    /// <summary>What the records of a stretch have of one thing.</summary>
    private sealed class PartValues
    {
        private readonly List<uint> values = [];
        private readonly int[] starts = new int[Stretch + 1];

        internal void Read(KeyPart part, int first, int end)
        {
            values.Clear();
            for (var record = first; record < end; record++)
            {
                var start = starts[record - first] = values.Count;
                part.Values(record, values);
                if (values.Count - start > 1)
                {
                    KeepDistinct(start);
                }
            }

            starts[end - first] = values.Count;
        }

        internal ReadOnlySpan<uint> Of(int at) => CollectionsMarshal.AsSpan(values)[starts[at]..starts[at + 1]];

        private void KeepDistinct(int start)
        {
            var kept = start + 1;
            for (var at = start + 1; at < values.Count; at++)
            {
                if (!CollectionsMarshal.AsSpan(values)[start..kept].Contains(values[at]))
                {
                    values[kept++] = values[at];
                }
            }

            values.RemoveRange(kept, values.Count - kept);
        }
    }
}
