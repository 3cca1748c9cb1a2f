namespace Homeward.Linkage;

/// <summary>Explains pairs with the same comparison and the same model that scored them.</summary>
internal static class Explaining
{
    private const int BandBits = 2;
    private const int MostExamples = 3000;
    private const int MostLookedAt = 100_000;

    /// <summary>Pairs of every strength, the strongest first. Where there are too many, each band of two bits gives as many as the others, spread over it.</summary>
    internal static List<PairExplanation> Examples(PairComparer comparer, PairModel model, List<(int I, int J, float Odds)> pairs, int[] rows)
    {
        var bands = pairs.GroupBy(pair => (int)Math.Floor(Math.Clamp(pair.Odds, -30, 30) / BandBits)).ToList();
        var share = pairs.Count <= MostExamples ? pairs.Count : MostExamples / bands.Count;
        return [.. bands.SelectMany(Spread).OrderByDescending(pair => pair.Odds).Select(pair => Explain(comparer, model, pair.I, pair.J, rows))];

        IEnumerable<(int I, int J, float Odds)> Spread(IEnumerable<(int I, int J, float Odds)> band)
        {
            var all = band.ToList();
            return Enumerable.Range(0, Math.Min(share, all.Count)).Select(at => all[(int)((long)at * all.Count / Math.Min(share, all.Count))]);
        }
    }

    /// <summary>The pairs of rows that somebody asked about.</summary>
    internal static List<PairExplanation> Asked(PairComparer comparer, PairModel model, IReadOnlyList<(int Row, int Other)> asked, int[] rows)
    {
        if (asked.Count == 0)
        {
            return [];
        }

        var places = new int[rows.Length];
        for (var place = 0; place < rows.Length; place++)
        {
            places[rows[place]] = place;
        }

        return [.. asked.Select(pair => Explain(comparer, model, places[pair.Row], places[pair.Other], rows))];
    }

    /// <summary>Why two records are thought to be one person, or not.</summary>
    internal static PairExplanation Explain(PairComparer comparer, PairModel model, int i, int j, int[] rows)
    {
        var (levels, rarity) = (new byte[comparer.Fields.Count], new float[comparer.Fields.Count]);
        comparer.Compare(i, j, levels, rarity);
        var why = Weighing.Of(model, levels, rarity, model.SamePrior, model.RelativePrior).Explanation(comparer.Fields);
        return new(rows[i], rows[j], why.Bits, why.PriorBits, why.RivalBits, why.Fields);
    }

    /// <summary>
    /// Records that could not even be linked with an equal record, and which fields they lack. Of long files every so-manieth record is looked at, and
    /// counts for those passed over.
    /// </summary>
    internal static Unlinkable Unlinkable(PairComparer comparer, PairModel model, int records)
    {
        var (levels, rarity, lacking) = (new byte[comparer.Fields.Count], new float[comparer.Fields.Count], new int[comparer.Fields.Count]);
        var (count, every) = (0, 1 + (records / MostLookedAt));
        for (var i = 0; i < records; i += every)
        {
            comparer.Compare(i, i, levels, rarity);
            var (same, relative) = model.Evidence(levels, rarity);
            if (model.Odds(same, relative) >= 0)
            {
                continue;
            }

            count += every;
            for (var field = 0; field < levels.Length; field++)
            {
                lacking[field] += levels[field] == 0 ? every : 0;
            }
        }

        var lacks = comparer.Fields.Select((field, at) => (field.Name, Records: lacking[at])).Where(lack => 2 * lack.Records > count).OrderByDescending(lack => lack.Records).Select(lack => lack.Name);
        return new(count, [.. lacks]);
    }
}
