namespace Homeward.Linkage;

/// <summary>
/// How many pairs of the file are of one person, and how many of relatives: the shares at which the candidates' own
/// probabilities add up to what was assumed.
/// </summary>
internal static class PriorEstimator
{
    private const int Rounds = 40;

    /// <summary>The model with priors found from candidates.</summary>
    /// <param name="model">The model.</param>
    /// <param name="evidence">Evidence of candidate pairs.</param>
    /// <param name="share">Which share of all candidates these are.</param>
    /// <param name="possible">Pairs there could be.</param>
    internal static PairModel Estimate(PairModel model, IReadOnlyList<(float Same, float Relative)> evidence, double share, double possible)
    {
        var hasRelatives = !double.IsNegativeInfinity(model.RelativePrior);
        var (same, relative) = (Math.Pow(2, model.SamePrior), hasRelatives ? Math.Pow(2, model.RelativePrior) : 0);
        var odds = evidence.Select(one => (Same: Math.Pow(2, one.Same), Relative: Math.Pow(2, one.Relative))).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            double sameSum = 0, relativeSum = 0;
            foreach (var (s, r) in odds)
            {
                var (one, two) = (same * s, relative * r);
                sameSum += one / (one + two + 1);
                relativeSum += two / (one + two + 1);
            }

            same = ((sameSum / share) + 0.5) / possible;
            relative = hasRelatives ? ((relativeSum / share) + 0.5) / possible : 0;
        }

        return model.WithPriors(Math.Log2(same), hasRelatives ? Math.Log2(relative) : double.NegativeInfinity);
    }
}
