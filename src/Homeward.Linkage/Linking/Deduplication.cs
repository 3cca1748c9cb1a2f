using System.Diagnostics;

namespace Homeward.Linkage;

/// <summary>Finds the records of one file that are about one person.</summary>
public static class Deduplication
{
    // One pair may speak this loud in a group and no louder.
    private const float MostBits = 12;
    private const int PriorPairs = 200_000;
    private const int MostOfAKey = 30;
    private const int MostOfAKeyInSmallFiles = 100;

    // Larger files are learned from by a sample of keys, and brought together by chosen rules only.
    private const int RecordsLearnedFrom = 40_000;
    private const int Portion = 512;

    /// <summary>Links the records of a table.</summary>
    /// <exception cref="InvalidDataException">The table has nothing that could be compared; the message says why.</exception>
    public static LinkageResult Run(RecordTable table, LinkageSettings settings, IProgress<LinkageProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(settings);
        var times = new List<StageTime>();
        var roles = ColumnRoles.Recognise(table, settings.Roles);
        var people = Timed("read people", () => PeopleReader.Read(table, roles));
        var comparer = new PairComparer(people);
        if (comparer.Fields.Count < 2)
        {
            throw new InvalidDataException($"There is not enough to compare: of {table.Columns.Count} columns only {comparer.Fields.Count} can serve as evidence. Say what the columns hold with a mapping.");
        }

        var rules = new BlockKeys(people, comparer).Rules;
        var order = Neighbourhood.Of(people);
        var most = people.Count <= BlockKeys.SmallFile ? MostOfAKeyInSmallFiles : MostOfAKey;
        var every = 1 + (people.Count / RecordsLearnedFrom);
        var sample = Timed("look at keys", () => Blocks.Build(rules, order, most, every, settings.Threads, cancellation));
        var model = Timed("train", () => new ModelTrainer(comparer, sample, people.Count, settings.Seed).Train());
        var blocks = every == 1 ? sample : Timed("bring together", () =>
        {
            var (levels, rarity) = (new byte[comparer.Fields.Count], new float[comparer.Fields.Count]);
            var chosen = RuleChooser.Choose(sample, every, people.Count, (i, j) =>
            {
                comparer.Compare(i, j, levels, rarity);
                var (same, relative) = model.Evidence(levels, rarity);
                return model.Odds(same, relative) > 0;
            });
            return Blocks.Build(chosen, order, most, 1, settings.Threads, cancellation);
        });
        model = Timed("count pairs", () =>
        {
            var (evidence, share) = SampleEvidence(people.Count, comparer, blocks, model, settings.Seed);
            return PriorEstimator.Estimate(model, evidence, share, people.Count * (people.Count - 1.0) / 2);
        });
        var (pairs, candidates) = Timed("compare", () => Score(people.Count, comparer, blocks, model, settings, progress, cancellation));
        var clusters = Timed("cluster", () => Cluster(people.Count, comparer, model, pairs, settings, cancellation));
        return new(table, roles, [.. pairs.Select(pair => new Link(pair.I, pair.J, Probability(pair.Odds), pair.Odds))], clusters, candidates,
            [.. blocks.Rules.Select(rule => new BlockingCost(rule.Rule.Name, rule.Pairs, rule.Largest))], times);

        T Timed<T>(string stage, Func<T> work)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(new(stage, 0));
            var watch = Stopwatch.StartNew();
            var result = work();
            times.Add(new(stage, watch.Elapsed.TotalSeconds));
            return result;
        }
    }

    private static double Probability(double bits) => 1 / (1 + Math.Pow(2, -bits));

    // All candidates of some records: what the prior is estimated from.
    private static (List<(float Same, float Relative)> Evidence, double Share) SampleEvidence(int records, PairComparer comparer, Blocks blocks, PairModel model, ulong seed)
    {
        var total = blocks.Rules.Sum(rule => rule.Pairs);
        var every = (int)Math.Clamp(total / 2 / PriorPairs, 1, records);
        var (stamps, evidence, sampled) = (new int[records], new List<(float, float)>(), 0);
        Array.Fill(stamps, -1);
        var (levels, rarity, found) = (new byte[comparer.Fields.Count], new float[comparer.Fields.Count], new int[256]);
        for (var i = (int)(seed % (ulong)every); i < records; i += every)
        {
            sampled++;
            foreach (var other in blocks.Earlier(i, stamps, ref found))
            {
                comparer.Compare(i, other, levels, rarity);
                evidence.Add(model.Evidence(levels, rarity));
            }
        }

        return (evidence, sampled / (double)records);
    }

    private static (List<(int I, int J, float Odds)> Pairs, long Candidates) Score(
        int records, PairComparer comparer, Blocks blocks, PairModel model, LinkageSettings settings, IProgress<LinkageProgress>? progress, CancellationToken cancellation)
    {
        var portions = (records + Portion - 1) / Portion;
        var found = new List<(int I, int J, float Odds)>[portions];
        var candidates = 0L;
        var finished = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, settings.Threads), CancellationToken = cancellation };
        Parallel.For(0, portions, options, () => new Bench(records, comparer.Fields.Count), (portion, _, bench) =>
        {
            var kept = found[portion] = [];
            var seen = 0;
            for (var i = portion * Portion; i < Math.Min(records, (portion + 1) * Portion); i++)
            {
                var others = blocks.Earlier(i, bench.Stamps, ref bench.Found);
                seen += others.Length;
                foreach (var other in others)
                {
                    comparer.Compare(i, other, bench.Levels, bench.Rarity);
                    var (same, relative) = model.Evidence(bench.Levels, bench.Rarity);
                    if (model.CanReach(settings.Forgotten, same) && model.Odds(same, relative) is var odds && odds >= settings.Forgotten)
                    {
                        kept.Add((other, i, odds));
                    }
                }
            }

            Interlocked.Add(ref candidates, seen);
            var done = Interlocked.Increment(ref finished);
            if ((done & 15) == 0)
            {
                progress?.Report(new("compare", done / (double)portions));
            }

            return bench;
        }, _ => { });
        return ([.. found.SelectMany(kept => kept)], candidates);
    }

    private static int[] Cluster(int records, PairComparer comparer, PairModel model, List<(int I, int J, float Odds)> pairs, LinkageSettings settings, CancellationToken cancellation)
    {
        var clusters = Enumerable.Range(0, records).ToArray();
        var least = settings.Threshold is { } p ? Math.Log2(p / (1 - p)) : 0;

        // Two groups whose records agree on average have two records that agree, so weaker pairs connect nothing.
        var parts = Components.Of(records, pairs, (float)least);
        var known = new PairsOfParts(records, parts, pairs);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, settings.Threads), CancellationToken = cancellation };
        Parallel.For(0, parts.Count, options, number =>
        {
            var part = parts[number];
            var count = part.Length;
            var scores = new float[count * count];
            Array.Fill(scores, float.NaN);
            foreach (var (a, b, odds) in known.Of(number))
            {
                scores[(a * count) + b] = scores[(b * count) + a] = Math.Clamp(odds, -MostBits, MostBits);
            }

            var (levels, rarity) = (new byte[comparer.Fields.Count], new float[comparer.Fields.Count]);
            for (var a = 1; a < count; a++)
            {
                for (var b = 0; b < a; b++)
                {
                    // Pairs no rule brought together but the group implies are compared now.
                    if (float.IsNaN(scores[(a * count) + b]))
                    {
                        comparer.Compare(part[a], part[b], levels, rarity);
                        var (same, relative) = model.Evidence(levels, rarity);
                        scores[(a * count) + b] = scores[(b * count) + a] = Math.Clamp(model.Odds(same, relative), -MostBits, MostBits);
                    }
                }
            }

            var groups = AverageLinkage.Group(count, scores, least);
            for (var a = 0; a < count; a++)
            {
                clusters[part[a]] = part[groups[a]];
            }
        });
        return clusters;
    }

    private sealed class Bench
    {
        private int[] found = new int[256];

        internal Bench(int records, int fields)
        {
            (Stamps, Levels, Rarity) = (new int[records], new byte[fields], new float[fields]);
            Array.Fill(Stamps, -1);
        }

        internal int[] Stamps { get; }

        /// <summary>The candidates of one record.</summary>
        internal ref int[] Found => ref found;

        internal byte[] Levels { get; }

        internal float[] Rarity { get; }
    }
}
