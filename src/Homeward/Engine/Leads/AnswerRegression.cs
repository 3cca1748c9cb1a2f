namespace Homeward.Engine.Leads;

/// <summary>The line from bits of evidence to log2 of the odds.</summary>
internal readonly record struct AnswerLine(double Intercept, double Slope)
{
    // No pair is more certain than this: what is beyond would only be the pull of a few mistakes.
    private const double MostBits = 20;

    public double Bits(double evidenceBits) => Intercept + (Slope * Within(evidenceBits));

    internal static double Within(double bits) => Math.Clamp(bits, -MostBits, MostBits);
}

/// <summary>
/// The most likely line after some answers: a logistic regression (Platt's scaling) from what was known before, which is worth some dozens
/// of answers, so that a handful changes little. A person who compares two records is now and then wrong; without that
/// allowance one slip about a clear pair would outweigh fifty right answers.
/// </summary>
/// <remarks>
/// Fisher scoring of the posterior, McCullagh and Nelder, Generalized Linear Models (1989), section 2.5, with the link of a
/// misclassified answer: P(yes) = w + (1 - 2w) / (1 + 2^-bits). Answers say how many pairs are true given their evidence, which
/// stays right when only some evidence is asked about; how often evidence occurs among true pairs does not.
/// </remarks>
internal static class AnswerRegression
{
    // One comparison in twenty is answered wrongly; the deviations are of what was known before.
    private static readonly Assumed OfPeople = new(Slips: 0.05, InterceptBits: 0.5, Slope: 0.1);

    // Of the truth nothing was known before, and it has no slips.
    private static readonly Assumed OfTruth = new(Slips: 0, InterceptBits: 100, Slope: 100);

    private const double LeastSlope = 0.1;
    private const double MostBits = 40;
    private const int MostRounds = 50;
    private const int MostHalvings = 20;
    private const double Enough = 1e-9;

    /// <summary>The line after these answers; the same for the same answers, in whatever order.</summary>
    public static AnswerLine Fit(AnswerLine before, IEnumerable<(double Bits, bool Yes)> answers) => Fit(before, answers, OfPeople);

    /// <summary>The line where the truth of every pair is known.</summary>
    public static AnswerLine FitTruth(IEnumerable<(double Bits, bool IsTrue)> pairs) => Fit(new(0, 1), pairs, OfTruth);

    private static AnswerLine Fit(AnswerLine before, IEnumerable<(double Bits, bool Yes)> answers, Assumed assumed)
    {
        // Sums depend on the order of their parts in the last digit.
        (double Bits, bool Yes)[] pairs = [.. answers.Select(answer => (AnswerLine.Within(answer.Bits), answer.Yes)).Order()];
        var line = before;
        var likely = LogPosterior(pairs, line, before, assumed);
        for (var round = 0; round < MostRounds; round++)
        {
            var step = Step(pairs, line, before, assumed);
            var (next, better) = (line, double.NegativeInfinity);
            for (var halving = 0; halving < MostHalvings && !(better > likely); halving++)
            {
                var part = Math.Pow(0.5, halving);
                next = new(line.Intercept + (part * step.Intercept), Math.Max(LeastSlope, line.Slope + (part * step.Slope)));
                better = LogPosterior(pairs, next, before, assumed);
            }

            if (!(better > likely + Enough))
            {
                break;
            }

            (line, likely) = (next, better);
        }

        return line;
    }

    private static double LogPosterior((double Bits, bool Yes)[] pairs, AnswerLine line, AnswerLine before, Assumed assumed)
    {
        var (up, steeper) = ((line.Intercept - before.Intercept) / assumed.InterceptBits, (line.Slope - before.Slope) / assumed.Slope);
        var sum = -0.5 * ((up * up) + (steeper * steeper));
        foreach (var (bits, isYes) in pairs)
        {
            var (yes, _) = Yes(line.Bits(bits), assumed.Slips);
            sum += Math.Log(isYes ? yes : 1 - yes);
        }

        return sum;
    }

    // Gradient and information of the posterior, and the solution of the two equations.
    private static AnswerLine Step((double Bits, bool Yes)[] pairs, AnswerLine line, AnswerLine before, Assumed assumed)
    {
        var (aa, bb, ab) = (1 / (assumed.InterceptBits * assumed.InterceptBits), 1 / (assumed.Slope * assumed.Slope), 0.0);
        var (a, b) = (aa * (before.Intercept - line.Intercept), bb * (before.Slope - line.Slope));
        foreach (var (bits, isYes) in pairs)
        {
            var (yes, growth) = Yes(line.Bits(bits), assumed.Slips);
            var spread = yes * (1 - yes);
            var (pull, tells) = (((isYes ? 1 : 0) - yes) * growth / spread, growth * growth / spread);
            (a, b) = (a + pull, b + (pull * bits));
            (aa, ab, bb) = (aa + tells, ab + (tells * bits), bb + (tells * bits * bits));
        }

        var determinant = (aa * bb) - (ab * ab);
        return new(((bb * a) - (ab * b)) / determinant, ((aa * b) - (ab * a)) / determinant);
    }

    // The chance of a yes, and how it grows with each bit.
    private static (double Yes, double Growth) Yes(double bits, double slips)
    {
        // Not so certain that its logarithm has no end.
        var isTrue = 1 / (1 + Math.Pow(2, -Math.Clamp(bits, -MostBits, MostBits)));
        return (slips + ((1 - (2 * slips)) * isTrue), (1 - (2 * slips)) * Math.Log(2) * isTrue * (1 - isTrue));
    }

    private readonly record struct Assumed(double Slips, double InterceptBits, double Slope);
}
