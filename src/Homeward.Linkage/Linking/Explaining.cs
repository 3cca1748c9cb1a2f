namespace Homeward.Linkage;

/// <summary>Explains pairs with the same comparison and the same model that scored them.</summary>
internal static class Explaining
{
    private const int BandBits = 2;

    /// <summary>One pair of each strength, the strongest first.</summary>
    internal static List<PairExplanation> Examples(PairComparer comparer, PairModel model, List<(int I, int J, float Odds)> pairs, int[] rows) =>
        [.. pairs.GroupBy(pair => (int)Math.Floor(Math.Min(pair.Odds, 30) / BandBits)).OrderByDescending(band => band.Key)
            .Select(band => band.First()).Select(pair => Explain(comparer, model, pair.I, pair.J, rows))];

    /// <summary>Why two records are thought to be one person, or not.</summary>
    internal static PairExplanation Explain(PairComparer comparer, PairModel model, int i, int j, int[] rows)
    {
        var (levels, rarity) = (new byte[comparer.Fields.Count], new float[comparer.Fields.Count]);
        comparer.Compare(i, j, levels, rarity);
        var why = Weighing.Of(model, levels, rarity, model.SamePrior, model.RelativePrior).Explanation(comparer.Fields);
        return new(rows[i], rows[j], why.Bits, why.PriorBits, why.RivalBits, why.Fields);
    }

    /// <summary>Records that could not even be linked with themselves.</summary>
    internal static int Unlinkable(PairComparer comparer, PairModel model, int records)
    {
        var (levels, rarity, count) = (new byte[comparer.Fields.Count], new float[comparer.Fields.Count], 0);
        for (var i = 0; i < records; i++)
        {
            comparer.Compare(i, i, levels, rarity);
            var (same, relative) = model.Evidence(levels, rarity);
            count += model.Odds(same, relative) < 0 ? 1 : 0;
        }

        return count;
    }
}
