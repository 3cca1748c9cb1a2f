namespace Homeward.Linkage;

/// <summary>
/// What a comparison vector looks like for each kind of pair, where nobody says which kind a pair is: the same person,
/// relatives, strangers. Fields are independent within a class; level 0 is no evidence in any.
/// </summary>
public sealed class LatentClassModel
{
    private readonly double[] proportions;
    private readonly double[][][] chances;
    private readonly double[][][] logs;

    /// <summary>Makes a model.</summary>
    /// <param name="proportions">The share of pairs in each class; brought to a sum of 1.</param>
    /// <param name="chances">By class, field and level, the chance of that level when there is one; level 0 isn't read, the others are brought to a sum of 1.</param>
    public LatentClassModel(IReadOnlyList<double> proportions, IReadOnlyList<IReadOnlyList<IReadOnlyList<double>>> chances)
    {
        ArgumentNullException.ThrowIfNull(proportions);
        ArgumentNullException.ThrowIfNull(chances);
        if (proportions.Count == 0 || proportions.Count != chances.Count)
        {
            throw new ArgumentException($"There are {proportions.Count} proportions and {chances.Count} classes.", nameof(chances));
        }

        this.proportions = Normalised([.. proportions], from: 0);
        this.chances = [.. chances.Select(fields => fields.Select(levels => Normalised([.. levels], from: 1)).ToArray())];
        logs = [.. this.chances.Select(fields => fields.Select(levels => levels.Select(chance => Math.Log(chance)).ToArray()).ToArray())];
    }

    /// <summary>How many classes.</summary>
    public int Classes => proportions.Length;

    /// <summary>How many fields.</summary>
    public int Fields => chances[0].Length;

    /// <summary>The share of pairs in each class.</summary>
    public ReadOnlySpan<double> Proportions => proportions;

    /// <summary>How many levels a field has, level 0 included.</summary>
    public int Levels(int field) => chances[0][field].Length;

    /// <summary>The chance of each level of a field in a class; level 0 has 1, as it says nothing.</summary>
    public ReadOnlySpan<double> Chances(int @class, int field) => chances[@class][field];

    /// <summary>The natural logarithm of the chance of a vector in a class.</summary>
    public double LogChance(int @class, ReadOnlySpan<byte> levels)
    {
        var sum = 0.0;
        var tables = logs[@class];
        for (var field = 0; field < levels.Length; field++)
        {
            sum += tables[field][levels[field]];
        }

        return sum;
    }

    /// <summary>The probability of each class given a vector.</summary>
    /// <param name="levels">The vector.</param>
    /// <param name="shares">The share of pairs in each class where this pair comes from.</param>
    /// <param name="posterior">Receives the probabilities.</param>
    /// <returns>The natural logarithm of the chance of the vector over all classes.</returns>
    public double Posterior(ReadOnlySpan<byte> levels, ReadOnlySpan<double> shares, Span<double> posterior)
    {
        Span<double> logShares = stackalloc double[Classes];
        LogShares(shares, logShares);
        return PosteriorOf(levels, logShares, posterior);
    }

    /// <summary>The natural logarithms of shares, which many vectors of one pass have in common.</summary>
    internal static void LogShares(ReadOnlySpan<double> shares, Span<double> logs)
    {
        for (var c = 0; c < logs.Length; c++)
        {
            logs[c] = Math.Log(Math.Max(shares[c], 1e-300));
        }
    }

    /// <summary>The same as <see cref="Posterior"/> with the logarithms of the shares.</summary>
    internal double PosteriorOf(ReadOnlySpan<byte> levels, ReadOnlySpan<double> logShares, Span<double> posterior)
    {
        var greatest = double.NegativeInfinity;
        for (var c = 0; c < Classes; c++)
        {
            posterior[c] = logShares[c] + LogChance(c, levels);
            greatest = Math.Max(greatest, posterior[c]);
        }

        var sum = 0.0;
        for (var c = 0; c < Classes; c++)
        {
            posterior[c] = Math.Exp(posterior[c] - greatest);
            sum += posterior[c];
        }

        for (var c = 0; c < Classes; c++)
        {
            posterior[c] /= sum;
        }

        return greatest + Math.Log(sum);
    }

    private static double[] Normalised(double[] values, int from)
    {
        var sum = 0.0;
        for (var i = from; i < values.Length; i++)
        {
            sum += double.IsFinite(values[i]) && values[i] >= 0
                ? values[i]
                : throw new ArgumentException($"A chance must be a number from 0 up; there is {values[i]}.", nameof(values));
        }

        for (var i = from; i < values.Length; i++)
        {
            // A level nobody saw is rare, not impossible: no single comparison may decide a pair for good.
            values[i] = sum > 0 ? Math.Max(values[i] / sum, 1e-9) : 1.0 / (values.Length - from);
        }

        if (from > 0)
        {
            values[0] = 1;
        }

        return values;
    }
}
