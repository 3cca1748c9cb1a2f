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
        var household = new PatternCounts(fields);
        var rules = blocks.Rules.Where(rule => rule.Pairs > 0).ToArray();
        var seen = new (PatternCounts Counts, List<(byte[] Levels, float[] Rarity, uint Hides)> Pairs)[rules.Length];
        Parallel.For(0, rules.Length, AtOnce, comparer.ForOneThread, (rule, _, own) =>
        {
            seen[rule] = Pass(own, rules[rule]);
            return own;
        }, _ => { });
        var passes = seen.Select(pass => pass.Counts).ToList();
        var all = seen.SelectMany(pass => pass.Pairs).ToList();
        all.ForEach(pair => household.Add(pair.Levels));

        var stranger = Strangers(random, null);
        var start = Start(stranger, household);
        HasRelatives = anchors > 0.02 * household.Total;
        if (!HasRelatives) { start = new([0.3, 1e-9, 0.7], Enumerable.Range(0, 3).Select(c => Enumerable.Range(0, fields).Select(f => start.Chances(c == 1 ? 2 : c, f).ToArray()).ToArray()).ToArray()); }
        Log.Add($"anchors {anchors} of {household.Total}");
        var usual = start;
        LatentClassEstimate? estimate = null;
        for (var round = 0; round < 3; round++)
        {
            estimate = LatentClassEstimator.Estimate(passes, start, Options(stranger, usual));
            // Among random pairs a few are of one person; without them the rest are strangers.
            stranger = Strangers(random, estimate.Model);
            start = WithStrangers(estimate.Model, stranger);
        }

        return new(start, MeanRarity(all, start, estimate!), samePrior: -Math.Log2(records), relativePrior: HasRelatives ? -Math.Log2(records) : double.NegativeInfinity, HasRelatives ? Namesakes(start) : null, PairModel.TellingOf(comparer.Fields));
    }

    private ParallelOptions AtOnce => new() { MaxDegreeOfParallelism = Math.Max(1, threads) };

    private const double MostShift = 4;

    private readonly double[] givenOfSiblings = new double[NameLevels.GivenCount];
    private readonly double[] givenOfGenerations = new double[NameLevels.GivenCount];
    private double anchors;

    internal bool HasRelatives { get; private set; }

    internal List<string> Log { get; } = [];

    // What is hardly ever seen is weighed as it usually is.
    private LatentClassOptions Options(double[][] stranger, LatentClassModel usual) => new()
    {
        Toward = usual,
        Constrain = (c, field, counts) =>
        {
            if (c == (int)PairClass.Same && HasRelatives && comparer.Fields[field].Kind == FieldKind.Birth)
            {
                BirthLevels.KeepGenerationsApart(counts, stranger[field]);
            }
        },
        IsFixed = (c, _) => c == (int)PairClass.Stranger || (c == (int)PairClass.Relative && !HasRelatives),
        PriorPairs = (c, field) => c == (int)PairClass.Relative && comparer.Fields[field].Kind is FieldKind.Given or FieldKind.Birth ? 1e7 : 20,
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

    private LatentClassModel Start(double[][] stranger, PatternCounts candidates)
    {
        var same = new double[fields][];
        var relative = new double[fields][];
        var (givenOfRelatives, birthOfRelatives) = Anchors(candidates);
        for (var field = 0; field < fields; field++)
        {
            same[field] = StartLevels.Same(comparer.Fields[field]);
            relative[field] = comparer.Fields[field].Kind switch
            {
                FieldKind.Given => Mixed(givenOfRelatives, stranger[field]),
                FieldKind.Birth => Mixed(birthOfRelatives, stranger[field]),
                FieldKind.Siblings => StartLevels.SiblingsOfRelatives,
                FieldKind.Sex or FieldKind.Email or FieldKind.Other => stranger[field],
                _ => same[field],
            };
        }

        return new([0.3, 0.3, 0.4], [same, relative, stranger]);
    }

    // What household evidence brings together and what differs clearly in one of name and birth shows how relatives differ in the other.
    private (double[] Given, double[] Birth) Anchors(PatternCounts candidates)
    {
        var (given, birth) = (new double[NameLevels.GivenCount], new double[BirthLevels.Count]);
        Array.Clear(givenOfGenerations);
        Array.Clear(givenOfSiblings);
        var (g, s, b, address, phone) = (comparer.FieldOf(FieldKind.Given), comparer.FieldOf(FieldKind.Surname), comparer.FieldOf(FieldKind.Birth), comparer.FieldOf(FieldKind.Address), comparer.FieldOf(FieldKind.Phone));
        if (g < 0 || b < 0)
        {
            return (given, birth);
        }

        foreach (var (levels, count) in candidates.InOrder())
        {
            var house = address >= 0 ? AddressLevels.Parts(levels[address]) : (0, 0);
            var together = house.Item1 is 1 or 2 || (phone >= 0 && levels[phone] == 1);
            var near = house.Item2 is >= 1 and <= 4 && levels[s] is >= 1 and <= 6;
            if (!together && !near)
            {
                continue;
            }

            if (levels[b] is 9 or 14)
            {
                givenOfGenerations[levels[g]] += count;
            }
            else if (levels[b] is 7 or 8 or 13)
            {
                givenOfSiblings[levels[g]] += count;
            }

            if (levels[b] is 8 or 9 or 13 or 14)
            {
                anchors += levels[g] is (byte)NameLevels.Given.Different ? count : 0;
                given[levels[g]] += count;
            }

            if (levels[g] is (byte)NameLevels.Given.Different)
            {
                birth[levels[b]] += count;
            }
        }

        Log.Add("relatives: given " + string.Join(" ", given.Select((c, l) => $"{l}:{c:0}")) + " | birth " + string.Join(" ", birth.Select((c, l) => $"{l}:{c:0}")));
        return (given, birth);
    }

    // Sons are named after fathers and hardly ever after brothers: how given names of relatives agree depends on how far
    // apart they were born.
    private NamesakeShift? Namesakes(LatentClassModel model)
    {
        var (given, birth) = (comparer.FieldOf(FieldKind.Given), comparer.FieldOf(FieldKind.Birth));
        if (given < 0 || birth < 0)
        {
            return null;
        }

        var stranger = model.Chances((int)PairClass.Stranger, given).ToArray();
        stranger[0] = 0;
        var overall = model.Chances((int)PairClass.Relative, given);
        var (siblings, generations) = (Mixed(givenOfSiblings, stranger), Mixed(givenOfGenerations, stranger));
        var (ofSiblings, ofGenerations) = (siblings.Sum(), generations.Sum());
        var shift = new NamesakeShift(given, birth, new float[NameLevels.GivenCount], new float[NameLevels.GivenCount]);
        for (var level = 1; level < NameLevels.GivenCount; level++)
        {
            if (NameLevels.Agrees((NameLevels.Given)level))
            {
                shift.Siblings[level] = (float)Math.Clamp(Math.Log2(siblings[level] / ofSiblings / overall[level]), -MostShift, 0);
                shift.Generations[level] = (float)Math.Clamp(Math.Log2(generations[level] / ofGenerations / overall[level]), 0, MostShift);
            }
        }

        return shift;
    }

    private static double[] Mixed(double[] seen, double[] stranger)
    {
        const double StrangersCount = 20;
        var total = stranger.Skip(1).Sum();
        return [.. seen.Select((count, level) => level == 0 ? 0 : count + (StrangersCount * stranger[level] / total))];
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
