namespace Homeward.Linkage;

/// <summary>
/// Improves a model with pairs that somebody judged. The unlabelled file has said nearly everything, so labels bend the chances
/// of levels, for one person and for relatives, only as far as they have to: a logistic regression that starts from the model's own
/// odds and whose parameters, one for each level, are drawn to zero.
/// </summary>
/// <remarks>
/// Judged pairs are never a fair sample: somebody picked them, the most doubtful ones or as many of each kind. Counted in the
/// expectation maximisation they would teach it that most pairs of one person look doubtful. What makes a pair true <i>given</i> how its fields
/// agree can be learned from them all the same, but for a constant, which is free and thrown away (Prentice and Pyke, 1979).
/// </remarks>
internal static class LabelledModel
{
    // Pairs the model is sure of say nothing of its weights, and a random pair of strangers would only say how far off it is out there.
    private const double MostOdds = 6;
    private const int LeastOfAKind = 8;

    // How much likelier (natural logarithm) labels that were left out must become, or nothing is changed.
    private const double LeastGain = 5;
    private const int Parts = 5;

    // Standard deviations, in bits, of how far a level's weight may be off.
    private static readonly double[] Spreads = [0.1, 0.2, 0.4, 0.7, 1.0];

    // Parameters are numbered by field and level, those of relatives after the others.
    private const int LevelsOfAField = 256;
    private const int OfRelatives = LevelsOfAField * PatternCounts.MostFields;

    /// <summary>The model, bent to the labels as far as that foretells labels it was not shown; the model itself where it foretells nothing.</summary>
    internal static PairModel Improve(PairModel model, PairComparer comparer, IEnumerable<(int I, int J, bool IsMatch)> labels)
    {
        var judged = labels.Select(label => (Pair: Compare(model, comparer, label.I, label.J), label.IsMatch)).Where(one => Math.Abs(one.Pair.Odds) <= MostOdds).ToList();
        var matches = judged.Count(one => one.IsMatch);
        if (Math.Min(matches, judged.Count - matches) < LeastOfAKind)
        {
            return model;
        }

        var levels = judged.SelectMany(one => one.Pair.Levels.Select(level => level.At)).Distinct().Order().ToArray();
        var rows = judged.Select(one => new DrawnRegression.Row(one.Pair.Odds, one.IsMatch, [.. one.Pair.Levels.Select(level => (Array.BinarySearch(levels, level.At), level.Value))])).ToArray();
        var (best, most) = (0.0, HeldOut(rows, levels.Length, 0) - LeastGain);
        foreach (var spread in Spreads)
        {
            if (HeldOut(rows, levels.Length, spread) is var loss && loss < most)
            {
                (best, most) = (spread, loss);
            }
        }

        return best == 0 ? model : Bent(model, levels, DrawnRegression.Fit(rows, levels.Length, best));
    }

    /// <summary>What a pair comes to, and which parameters speak in it.</summary>
    /// <param name="I">The one record.</param>
    /// <param name="J">The other.</param>
    /// <param name="Odds">log2 of the odds that they are one person.</param>
    /// <param name="Levels">The parameters, and by how much a bit of each moves the odds.</param>
    internal readonly record struct Comparison(int I, int J, float Odds, List<(int At, double Value)> Levels);

    internal static Comparison Compare(PairModel model, PairComparer comparer, int i, int j)
    {
        Span<byte> levels = stackalloc byte[comparer.Fields.Count];
        Span<float> rarity = stackalloc float[comparer.Fields.Count];
        comparer.Compare(i, j, levels, rarity);
        var (same, relative) = model.Evidence(levels, rarity);

        // How likely relatives are, if it isn't one person: by so much a bit more for relatives is a bit less for one person.
        var rival = 1 / (1 + Math.Pow(2, -(relative + model.RelativePrior)));
        var speaking = new List<(int, double)>();
        for (var field = 0; field < levels.Length; field++)
        {
            if (levels[field] != 0)
            {
                var at = (field * LevelsOfAField) + levels[field];
                speaking.Add((at, 1));
                if (rival > 0)
                {
                    speaking.Add((OfRelatives + at, -rival));
                }
            }
        }

        return new(i, j, model.Odds(same, relative), speaking);
    }

    // Natural logarithm of how unlikely labels are that were left out, summed over all.
    private static double HeldOut(DrawnRegression.Row[] rows, int parameters, double spread)
    {
        var loss = 0.0;
        for (var part = 0; part < Parts; part++)
        {
            var fit = DrawnRegression.Fit([.. rows.Where((_, at) => at % Parts != part)], parameters, spread);
            for (var at = part; at < rows.Length; at += Parts)
            {
                var p = DrawnRegression.Probability(rows[at], fit);
                loss -= Math.Log(Math.Max(1e-9, rows[at].IsMatch ? p : 1 - p));
            }
        }

        return loss;
    }

    private static PairModel Bent(PairModel model, int[] levels, double[] fit)
    {
        var chances = Enumerable.Range(0, model.Chances.Classes)
            .Select(c => Enumerable.Range(0, model.Chances.Fields).Select(field => model.Chances.Chances(c, field).ToArray()).ToArray()).ToArray();
        for (var at = 0; at < levels.Length; at++)
        {
            var (kind, place) = levels[at] >= OfRelatives ? (PairClass.Relative, levels[at] - OfRelatives) : (PairClass.Same, levels[at]);
            chances[(int)kind][place / LevelsOfAField][place % LevelsOfAField] *= Math.Pow(2, fit[at]);
        }

        return new(new(model.Chances.Proportions.ToArray(), chances), model.MeanRarity, model.SamePrior, model.RelativePrior, model.Namesakes, model.Telling);
    }
}
