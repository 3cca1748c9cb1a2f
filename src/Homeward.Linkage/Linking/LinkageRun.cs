namespace Homeward.Linkage;

/// <summary>One run from columns to links: of the records of one file with each other, or of two files with each other.</summary>
internal static class LinkageRun
{
    private const int CutsPerBit = 4;
    private const int CutSteps = 10;
    private const double MostWrong = 0.02;
    private const int PriorPairs = 200_000;
    private const int MostOfAKey = 30;
    private const int MostOfAKeyInSmallFiles = 100;

    // Larger files are learned from by a sample of keys, and brought together by chosen rules only.
    private const int RecordsLearnedFrom = 40_000;

    // Where fewer than one record in so many has a double in its own file, the file lists each person once.
    private const int RecordsPerDouble = 100;

    /// <summary>Links the records of a table.</summary>
    /// <param name="table">The records.</param>
    /// <param name="boundary">Records of the first file when there are two, one below the other; null for one file.</param>
    /// <param name="settings">What the caller says.</param>
    /// <param name="progress">Is told how far the run is.</param>
    /// <param name="cancellation">Ends it early.</param>
    internal static LinkageResult Run(RecordTable table, int? boundary, LinkageSettings settings, IProgress<LinkageProgress>? progress, CancellationToken cancellation)
    {
        var times = new List<StageTime>();
        var roles = ColumnRoles.Recognise(table, settings.Roles);
        var (people, rows) = Timed("read people", () =>
        {
            var read = PeopleReader.Read(table, roles, settings.Threads);
            var order = RowOrder.Of(table, roles, read, settings.Threads);
            return (read.InOrder(order, settings.Threads), order);
        });
        var comparer = new PairComparer(people);
        var files = new Files(rows, boundary);
        if (people.Count < 2)
        {
            return new(table, roles, [], [.. Enumerable.Range(0, people.Count)], 0, [], times, null);
        }

        if (comparer.Fields.Count < 2)
        {
            throw new InvalidDataException($"There is not enough to compare: of {table.Columns.Count} columns only {comparer.Fields.Count} can serve as evidence. Say what the columns hold with a mapping.");
        }

        var rules = new BlockKeys(people, comparer).Rules;
        var most = people.Count <= BlockKeys.SmallFile ? MostOfAKeyInSmallFiles : MostOfAKey;
        var every = 1 + (people.Count / RecordsLearnedFrom);
        var sample = Timed("look at keys", () => Blocks.Build(rules, people.Count, most, every, settings.Threads, Tell("look at keys"), cancellation));
        var model = Timed("train", () => settings.Model?.For(comparer.Fields) ?? new ModelTrainer(comparer, sample, people.Count, settings.Seed, settings.Threads).Train());
        var judged = new Judgements(settings.Labels, rows, files);
        var usual = model;
        if (judged.Any)
        {
            model = Timed("learn from labels", () => judged.Improve(usual, comparer));
        }

        var blocks = every == 1 ? sample : Timed("bring together", () =>
        {
            var (levels, rarity) = (new byte[comparer.Fields.Count], new float[comparer.Fields.Count]);
            var chosen = RuleChooser.Choose(sample, every, people.Count, (i, j) =>
            {
                comparer.Compare(i, j, levels, rarity);
                var (same, relative) = model.Evidence(levels, rarity);
                return model.Odds(same, relative) > 0;
            }, settings.Threads);
            return Blocks.Build(chosen, people.Count, most, 1, settings.Threads, Tell("bring together"), cancellation);
        });
        // The sample has served, and takes room.
        sample = blocks;
        var evidence = new List<(float Same, float Relative)>();
        (usual, model) = Timed("count pairs", () =>
        {
            (evidence, var share) = SampleEvidence(people.Count, files, comparer, blocks, usual, settings.Seed);
            var possible = boundary is { } first ? first * (people.Count - (double)first) : people.Count * (people.Count - 1.0) / 2;
            var counted = PriorEstimator.Estimate(usual, evidence, share, possible);
            return (counted, ReferenceEquals(usual, model) ? counted : Judgements.WithPriorOf(
                counted, evidence, model, SampleEvidence(people.Count, files, comparer, blocks, model, settings.Seed).Evidence));
        });
        var (pairs, candidates, doubles) = Timed("compare", () => Scoring.Score(people, files, comparer, blocks, model, settings, Tell("compare"), cancellation));
        var toJudge = settings.ToJudge == 0 ? [] : Timed("choose pairs to judge", () => PairsToJudge.Choose(model, comparer, pairs, judged.Pairs, settings.ToJudge));
        if (files.AreTwo)
        {
            pairs = EqualAcross.Complete(pairs, EqualRows.Of(table, roles, rows), files, settings.Forgotten, (i, j) =>
            {
                var (levels, rarity) = (new byte[comparer.Fields.Count], new float[comparer.Fields.Count]);
                comparer.Compare(i, j, levels, rarity);
                var (same, relative) = model.Evidence(levels, rarity);
                return model.Odds(same, relative);
            });
        }

        judged.Impose(pairs, model, comparer);
        var unlinkable = Timed("look for what can't be linked", () => Explaining.Unlinkable(comparer, model, people.Count));
        var costs = blocks.Rules.Select(rule => new BlockingCost(rule.Rule.Name, rule.Pairs, rule.Largest)).ToArray();
        if (boundary is { } records)
        {
            var (once, otherOnce) = (doubles.Left * RecordsPerDouble <= records, doubles.Right * RecordsPerDouble <= people.Count - records);
            var kept = Timed("choose", () => OneToOne.Choose(pairs, people.Count, once, otherOnce));
            return new(table, roles, Links(kept, judged, rows), [.. Enumerable.Range(0, people.Count)], candidates, costs, times, new(model, comparer.Fields, people.Count))
            {
                Examples = settings.Explain ? Explaining.Examples(comparer, model, kept, rows) : [],
                Explained = Explaining.Asked(comparer, model, settings.ToExplain, rows),
                Unlinkable = unlinkable,
                Judged = judged.Judged(rows),
                ToJudge = [.. toJudge.Select(pair => (Math.Min(rows[pair.I], rows[pair.J]), Math.Max(rows[pair.I], rows[pair.J])))],
            };
        }

        var clusters = Timed("cluster", () => Grouping.Group(
            people.Count, comparer, model, pairs, settings.Threshold is { } p ? Math.Log2(p / (1 - p)) : DefaultCut(usual, judged.Any ? Odds(usual, evidence) : pairs.Select(pair => pair.Odds)),
            EqualRows.Of(table, roles, rows), PairDecisions.Of(judged.Decided(settings, rows), rows), settings.Threads, cancellation));
        return new(table, roles, Links(pairs, judged, rows), ByFirstRow(clusters, rows), candidates, costs, times, new(model, comparer.Fields, people.Count))
        {
            Examples = settings.Explain ? Explaining.Examples(comparer, model, pairs, rows) : [],
            Explained = Explaining.Asked(comparer, model, settings.ToExplain, rows),
            Unlinkable = unlinkable,
            Judged = judged.Judged(rows),
            ToJudge = [.. toJudge.Select(pair => (Math.Min(rows[pair.I], rows[pair.J]), Math.Max(rows[pair.I], rows[pair.J])))],
        };

        Action<double>? Tell(string stage) => progress is null ? null : done => progress.Report(new(stage, done));

        T Timed<T>(string stage, Func<T> work)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(new(stage, 0));
            var watch = new StageWatch();
            var result = work();
            times.Add(watch.Stop(stage));
            return result;
        }
    }

    // From here on rows are again those of the file.
    private static Link[] Links(List<(int I, int J, float Odds)> pairs, Judgements judged, int[] rows) =>
        [.. pairs.Select(pair => new Link(Math.Min(rows[pair.I], rows[pair.J]), Math.Max(rows[pair.I], rows[pair.J]), Probability(pair.Odds), judged.Bits(pair)))];

    private static int[] ByFirstRow(int[] clusters, int[] rows)
    {
        var (first, byRow) = (new int[clusters.Length], new int[clusters.Length]);
        Array.Fill(first, int.MaxValue);
        for (var place = 0; place < clusters.Length; place++)
        {
            first[clusters[place]] = Math.Min(first[clusters[place]], rows[place]);
        }

        for (var place = 0; place < clusters.Length; place++)
        {
            byRow[rows[place]] = first[clusters[place]];
        }

        return byRow;
    }

    private static IEnumerable<float> Odds(PairModel model, IReadOnlyList<(float Same, float Relative)> evidence) => evidence.Select(pair => model.Odds(pair.Same, pair.Relative));

    private static double Probability(double bits) => 1 / (1 + Math.Pow(2, -bits));

    // All candidates of some records: what the prior is estimated from.
    private static (List<(float Same, float Relative)> Evidence, double Share) SampleEvidence(int records, Files files, PairComparer comparer, Blocks blocks, PairModel model, ulong seed)
    {
        var total = blocks.Rules.Sum(rule => rule.Pairs);
        var every = (int)Math.Clamp(total / 2 / PriorPairs, 1, records);
        var (seen, evidence, sampled) = (new RecordSet(records), new List<(float, float)>(), 0);
        var (levels, rarity, found) = (new byte[comparer.Fields.Count], new float[comparer.Fields.Count], new int[256]);
        for (var i = (int)(seed % (ulong)every); i < records; i += every)
        {
            sampled++;
            foreach (var other in blocks.Earlier(i, seen, ref found))
            {
                if (!files.AreOne(i, other))
                {
                    comparer.Compare(i, other, levels, rarity);
                    evidence.Add(model.Evidence(levels, rarity));
                }
            }
        }

        return (evidence, sampled / (double)records);
    }

    // As likely as not, where only strangers can be mistaken. Where relatives can, a child would be taken for the sibling, so
    // groups are joined only as far as the model itself expects few wrong pairs among them.
    private static double DefaultCut(PairModel model, IEnumerable<float> odds)
    {
        var cut = 0;
        if (!double.IsNegativeInfinity(model.RelativePrior))
        {
            var (pairs, wrong) = (new int[CutSteps + 1], new double[CutSteps + 1]);
            foreach (var bits in odds)
            {
                if (bits >= 0)
                {
                    var step = (int)Math.Min(CutSteps, bits * CutsPerBit);
                    pairs[step]++;
                    wrong[step] += 1 - Probability(bits);
                }
            }

            while (cut < CutSteps && wrong.Skip(cut).Sum() > MostWrong * pairs.Skip(cut).Sum())
            {
                cut++;
            }
        }

        return (double)cut / CutsPerBit;
    }
}
