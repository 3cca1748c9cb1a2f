namespace Homeward.Linkage;

/// <summary>Logistic regression in bits whose parameters are drawn to zero (a normal prior), found by Newton's method.</summary>
internal static class DrawnRegression
{
    private const int MostRounds = 12;
    private const double MostStep = 2;
    private const double Tolerance = 1e-4;
    private const double ConstantSpread = 4;
    private const double Ln2 = 0.6931471805599453;

    /// <summary>One judged pair.</summary>
    /// <param name="Odds">log2 of the odds before anything is learned.</param>
    /// <param name="IsMatch">What was judged.</param>
    /// <param name="Features">The parameters that speak here, and how loud.</param>
    internal readonly record struct Row(double Odds, bool IsMatch, (int At, double Value)[] Features);

    /// <summary>The parameters, and a constant at the end.</summary>
    /// <param name="rows">What was judged.</param>
    /// <param name="parameters">How many parameters.</param>
    /// <param name="spread">Their standard deviation beforehand, in bits. At 0 only the constant is found.</param>
    internal static double[] Fit(Row[] rows, int parameters, double spread)
    {
        var fit = new double[parameters + 1];
        var first = spread == 0 ? parameters : 0;
        var size = fit.Length - first;
        for (var round = 0; round < MostRounds; round++)
        {
            var (slope, bend) = (new double[size], new double[size, size]);
            for (var k = 0; k < size; k++)
            {
                var deviation = k == size - 1 ? ConstantSpread : spread;
                slope[k] = -fit[first + k] / (deviation * deviation);
                bend[k, k] = 1 / (deviation * deviation);
            }

            foreach (var row in rows)
            {
                Add(row, Probability(row, fit), first == 0, slope, bend);
            }

            var step = Solved(bend, slope);
            for (var k = 0; k < size; k++)
            {
                fit[first + k] += Math.Clamp(step[k], -MostStep, MostStep);
            }

            if (step.Max(Math.Abs) < Tolerance)
            {
                break;
            }
        }

        return fit;
    }

    internal static double Probability(Row row, double[] fit)
    {
        var bits = row.Odds + fit[^1];
        foreach (var (at, value) in row.Features)
        {
            bits += fit[at] * value;
        }

        return 1 / (1 + Math.Pow(2, -bits));
    }

    private static void Add(Row row, double p, bool withFeatures, double[] slope, double[,] bend)
    {
        var (error, weight, constant) = ((row.IsMatch ? 1 - p : -p) * Ln2, p * (1 - p) * Ln2 * Ln2, slope.Length - 1);
        slope[constant] += error;
        bend[constant, constant] += weight;
        if (!withFeatures)
        {
            return;
        }

        foreach (var (a, x) in row.Features)
        {
            slope[a] += error * x;
            bend[constant, a] += weight * x;
            foreach (var (b, y) in row.Features)
            {
                bend[a, b] += weight * x * y;
            }
        }
    }

    // Cholesky's decomposition of the lower half; it exists because what draws to zero makes the matrix positive.
    private static double[] Solved(double[,] matrix, double[] right)
    {
        var n = right.Length;
        var x = right.ToArray();
        for (var j = 0; j < n; j++)
        {
            for (var i = j; i < n; i++)
            {
                var sum = matrix[i, j];
                for (var k = 0; k < j; k++)
                {
                    sum -= matrix[i, k] * matrix[j, k];
                }

                matrix[i, j] = i == j ? Math.Sqrt(sum) : sum / matrix[j, j];
            }
        }

        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < i; k++)
            {
                x[i] -= matrix[i, k] * x[k];
            }

            x[i] /= matrix[i, i];
        }

        for (var i = n - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < n; k++)
            {
                x[i] -= matrix[k, i] * x[k];
            }

            x[i] /= matrix[i, i];
        }

        return x;
    }
}
