namespace Homeward.Linkage;

/// <summary>Learns a <see cref="PairModel"/> from a file nobody labelled.</summary>
internal sealed class ModelTrainer(PairComparer comparer, Blocks blocks, int records, ulong seed, int threads = 1)
{
    private const int RandomPairs = 200_000;
    private const int PairsAtOnce = 10_000;
    private const int PairsPerRule = 4_000;

    private readonly int fields = comparer.Fields.Count;

    internal PairModel Train(PairModel? before = null)
    {
        var random = Random();
        var rules = blocks.Rules.Where(rule => rule.Pairs > 0).ToArray();
        var seen = new (PatternCounts Counts, List<(byte[] Levels, float[] Rarity, uint Hides)> Pairs)[rules.Length];
        Parallel.For(0, rules.Length, AtOnce, comparer.ForOneThread, (rule, _, own) =>
        {
            seen[rule] = Pass(own, rules[rule]);
            return own;
        }, _ => { });
        var passes = seen.Select(pass => pass.Counts).ToList();
        var all = seen.SelectMany(pass => pass.Pairs).ToList();

        var stranger = Strangers(random, null);
        var relatives = new RelativeAnchors(comparer, stranger, all);
        var start = Start(stranger, relatives);
        var usual = start;
        LatentClassEstimate? estimate = null;
        for (var round = 0; round < 3; round++)
        {
            estimate = LatentClassEstimator.Estimate(passes, start, Options(stranger, relatives, usual));
            // Among random pairs a few are of one person; without them the rest are strangers.
            stranger = Strangers(random, estimate.Model);
            start = WithStrangers(estimate.Model, stranger);
        }

        return new(start, MeanRarity(all, start, estimate!), samePrior: -Math.Log2(records), relativePrior: relatives.Found ? -Math.Log2(records) : double.NegativeInfinity, relatives.Found ? relatives.Namesakes(start) : null, PairModel.TellingOf(comparer.Fields));
    }

    private ParallelOptions AtOnce => new() { MaxDegreeOfParallelism = Math.Max(1, threads) };

    // What is hardly ever seen is weighed as it usually is.
    private LatentClassOptions Options(double[][] stranger, RelativeAnchors relatives, LatentClassModel usual) => new()
    {
        Toward = usual,
        Constrain = (c, field, counts) =>
        {
            if (c != (int)PairClass.Same || !relatives.Found)
            {
                return;
            }

            if (comparer.Fields[field].Kind == FieldKind.Birth)
            {
                BirthLevels.KeepGenerationsApart(counts, stranger[field]);
            }

            relatives.KeepOnePerson(field, counts);
        },
        IsFixed = (c, _) => c == (int)PairClass.Stranger || (c == (int)PairClass.Relative && !relatives.Found),
        PriorPairs = (c, field) => c == (int)PairClass.Relative && relatives.IsAnchored(field) ? 1e7 : 20,
        Threads = threads,
        MostRounds = 60,
        Tolerance = 5e-4,
    };

    private PatternCounts Random()
    {
        var counts = new PatternCounts(fields);
        Span<byte> levels = stackalloc byte[fields];
        Span<float> rarity = stackalloc float[fields];
        var state = seed | 1;
        var possible = records * (records - 1L) / 2;
        if (possible <= RandomPairs)
        {
            for (var i = 1; i < records; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    comparer.Compare(i, j, levels, rarity);
                    counts.Add(levels);
                }
            }

            return counts;
        }

        var pairs = new (int I, int J)[RandomPairs];
        for (var k = 0; k < pairs.Length; k++)
        {
            pairs[k] = ((int)(Next(ref state) % (ulong)records), (int)(Next(ref state) % (ulong)records));
        }

        Parallel.For(0, RandomPairs / PairsAtOnce, AtOnce, () => (Comparer: comparer.ForOneThread(), Counts: new PatternCounts(fields)), (portion, _, own) =>
        {
            Span<byte> found = stackalloc byte[fields];
            Span<float> rare = stackalloc float[fields];
            foreach (var (i, j) in pairs.AsSpan(portion * PairsAtOnce, PairsAtOnce))
            {
                if (i != j)
                {
                    own.Comparer.Compare(i, j, found, rare);
                    own.Counts.Add(found);
                }
            }

            return own;
        }, own =>
        {
            // Whole numbers: the order in which they are added is no matter.
            lock (counts)
            {
                counts.Add(own.Counts);
            }
        });
        return counts;
    }

    private (PatternCounts Counts, List<(byte[] Levels, float[] Rarity, uint Hides)> Pairs) Pass(PairComparer comparer, RuleBlocks rule)
    {
        var (counts, all) = (new PatternCounts(fields), new List<(byte[] Levels, float[] Rarity, uint Hides)>());
        Span<byte> levels = stackalloc byte[fields];
        Span<float> rarity = stackalloc float[fields];
        var state = seed ^ (ulong)rule.FirstGroup;
        var keep = Math.Min(1, PairsPerRule / (double)rule.Pairs);
        for (var group = rule.FirstGroup; group < rule.EndGroup; group++)
        {
            var members = blocks.Members(group);
            for (var a = 1; a < members.Length; a++)
            {
                for (var b = 0; b < a; b++)
                {
                    if (keep < 1 && (Next(ref state) >> 11) * (1.0 / (1UL << 53)) >= keep)
                    {
                        continue;
                    }

                    comparer.Compare(members[a], members[b], levels, rarity);
                    all.Add((levels.ToArray(), rarity.ToArray(), rule.Rule.Hides));
                    for (var field = 0; field < fields; field++)
                    {
                        if ((rule.Rule.Hides >> field & 1) != 0)
                        {
                            levels[field] = 0;
                        }
                    }

                    counts.Add(levels);
                }
            }
        }

        return (counts, all);
    }

    // Levels of random pairs, each counted as far as it isn't of one person.
    private double[][] Strangers(PatternCounts random, LatentClassModel? model)
    {
        var counts = Enumerable.Range(0, fields).Select(field => new double[comparer.Fields[field].Levels]).ToArray();
        var posterior = new double[3];
        double[] shares = [1.0 / records, 1.0 / records, 1];
        for (var round = 0; round < (model is null ? 1 : 5); round++)
        {
            foreach (var c in counts) { Array.Clear(c); }
            double same = 0, relative = 0, total = 0;
            foreach (var (levels, count) in random.InOrder())
            {
                posterior[2] = 1;
                if (model is not null)
                {
                    model.Posterior(levels, shares, posterior);
                }

                same += posterior[0] * count;
                relative += posterior[1] * count;
                total += count;
                for (var field = 0; field < fields; field++)
                {
                    counts[field][levels[field]] += count * posterior[2];
                }
            }

            shares = [(same + 0.1) / total, (relative + 0.1) / total, 1];
        }

        // A level that random pairs never showed is rare and has some chance nevertheless.
        foreach (var c in counts)
        {
            for (var level = 1; level < c.Length; level++)
            {
                c[level] += 0.5;
            }
        }

        return counts;
    }

    private LatentClassModel Start(double[][] stranger, RelativeAnchors relatives)
    {
        var same = comparer.Fields.Select(StartLevels.Same).ToArray();
        return relatives.Found
            ? new([0.3, 0.3, 0.4], [same, Enumerable.Range(0, fields).Select(field => relatives.Start(field, same[field])).ToArray(), stranger])
            : new([0.3, 1e-9, 0.7], [same, stranger, stranger]);
    }

    private static LatentClassModel WithStrangers(LatentClassModel model, double[][] stranger) =>
        new(model.Proportions.ToArray(),
            [.. Enumerable.Range(0, model.Classes).Select(c => c == (int)PairClass.Stranger
                ? stranger
                : Enumerable.Range(0, model.Fields).Select(field => model.Chances(c, field).ToArray()).ToArray())]);

    // For which rarity do a level's chances hold? The mean of 1/rarity over pairs of one person.
    private double[][] MeanRarity(List<(byte[] Levels, float[] Rarity, uint Hides)> pairs, LatentClassModel model, LatentClassEstimate estimate)
    {
        var sums = Enumerable.Range(0, fields).Select(field => new double[comparer.Fields[field].Levels]).ToArray();
        var weights = Enumerable.Range(0, fields).Select(field => new double[comparer.Fields[field].Levels]).ToArray();
        var posterior = new double[3];
        double[] shares = [0.2, 0.2, 0.6];
        foreach (var (levels, rarity, hides) in pairs)
        {
            model.Posterior(levels, shares, posterior);
            for (var field = 0; field < fields; field++)
            {
                // A rule that selects by a field favours its rare values.
                if (rarity[field] > 0 && (hides >> field & 1) == 0)
                {
                    sums[field][levels[field]] += posterior[0] * Math.Pow(2, -rarity[field]);
                    weights[field][levels[field]] += posterior[0];
                }
            }
        }

        return [.. sums.Select((levels, field) => levels.Select((sum, level) => weights[field][level] > 5 ? -Math.Log2(sum / weights[field][level]) : double.NaN).ToArray())];
    }

    private static ulong Next(ref ulong state)
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var z = state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
