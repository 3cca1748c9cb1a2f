namespace Homeward.Linkage;

/// <summary>From the scored pairs of a batch to groups: small parts of the graph, each grouped by average linkage on its own.</summary>
internal static class Grouping
{
    /// <summary>For each record a record of its group.</summary>
    /// <param name="records">How many records.</param>
    /// <param name="comparer">Compares pairs no rule brought together but a group implies.</param>
    /// <param name="model">Weighs them.</param>
    /// <param name="pairs">The scored pairs.</param>
    /// <param name="least">The least mean score (bits) at which two groups are one.</param>
    /// <param name="equal">For each record the first that says the same.</param>
    /// <param name="decided">What people decided.</param>
    /// <param name="threads">Threads at work.</param>
    /// <param name="cancellation">Ends it early.</param>
    internal static int[] Group(
        int records, PairComparer comparer, PairModel model, List<(int I, int J, float Odds)> pairs, double least,
        int[] equal, PairDecisions decided, int threads, CancellationToken cancellation)
    {
        var voices = Voices(equal, decided, (i, j) => Odds(comparer, model, i, j) >= least);
        var (clusters, speakers) = (voices.ToArray(), new int[records]);
        Array.ForEach(voices, voice => speakers[voice]++);
        var spoken = pairs.Where(pair => voices[pair.I] != voices[pair.J]).Select(pair => (I: voices[pair.I], J: voices[pair.J], pair.Odds)).ToList();

        // Two groups whose records agree on average have two records that agree, so weaker pairs connect nothing.
        var parts = Components.Of(records, spoken, (float)least, decided);
        var known = new PairsOfParts(records, parts, spoken);
        var (together, apart) = (WithinParts(decided.Together), WithinParts(decided.Apart));
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads), CancellationToken = cancellation };
        Parallel.For(0, parts.Count, options, number =>
        {
            var part = parts[number];
            if (part.Length > Components.Most)
            {
                // People made it one; it is too large to ask who else might belong to it.
                Array.ForEach(part, record => clusters[record] = part[0]);
                return;
            }

            var groups = AverageLinkage.Group(part.Length, Scores(part, number), least, part.Select(record => speakers[record]), Places(together.Of(number)));
            for (var a = 0; a < part.Length; a++)
            {
                clusters[part[a]] = part[groups[a]];
            }
        });

        for (var record = 0; record < records; record++)
        {
            clusters[record] = clusters[voices[record]];
        }

        return clusters;

        PairsOfParts WithinParts(IReadOnlyList<(int I, int J)> chosen) => new(records, parts, [.. chosen.Select(pair => (pair.I, pair.J, 0f))]);

        float[] Scores(int[] part, int number)
        {
            var count = part.Length;
            var scores = new float[count * count];
            Array.Fill(scores, float.NaN);
            foreach (var (a, b, odds) in known.Of(number))
            {
                scores[(a * count) + b] = scores[(b * count) + a] = Math.Clamp(odds, -AverageLinkage.MostBits, AverageLinkage.MostBits);
            }

            foreach (var (a, b, _) in apart.Of(number))
            {
                scores[(a * count) + b] = scores[(b * count) + a] = AverageLinkage.Apart;
            }

            for (var a = 1; a < count; a++)
            {
                for (var b = 0; b < a; b++)
                {
                    if (float.IsNaN(scores[(a * count) + b]))
                    {
                        scores[(a * count) + b] = scores[(b * count) + a] = Math.Clamp(Odds(comparer, model, part[a], part[b]), -AverageLinkage.MostBits, AverageLinkage.MostBits);
                    }
                }
            }

            return scores;
        }
    }

    // Equal records are one to the clustering, and weigh as many, where even an equal record is more likely the same person than not, and nobody decided otherwise.
    private static int[] Voices(int[] equal, PairDecisions decided, Func<int, int, bool> areOne)
    {
        var voices = equal.ToArray();
        foreach (var (i, j) in decided.Together.Concat(decided.Apart))
        {
            (voices[i], voices[j]) = (i, j);
        }

        var (asked, answer) = (-1, false);
        for (var record = 0; record < voices.Length; record++)
        {
            if (voices[record] != record)
            {
                if (asked != voices[record])
                {
                    (asked, answer) = (voices[record], areOne(voices[record], record));
                }

                voices[record] = answer ? voices[record] : record;
            }
        }

        return voices;
    }

    private static float Odds(PairComparer comparer, PairModel model, int i, int j)
    {
        Span<byte> levels = stackalloc byte[comparer.Fields.Count];
        Span<float> rarity = stackalloc float[comparer.Fields.Count];
        comparer.Compare(i, j, levels, rarity);
        var (same, relative) = model.Evidence(levels, rarity);
        return model.Odds(same, relative);
    }

    private static (int A, int B)[] Places(ReadOnlySpan<(int A, int B, float Odds)> pairs)
    {
        var places = new (int, int)[pairs.Length];
        for (var at = 0; at < pairs.Length; at++)
        {
            places[at] = (pairs[at].A, pairs[at].B);
        }

        return places;
    }
}
