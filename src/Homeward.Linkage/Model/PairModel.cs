namespace Homeward.Linkage;

/// <summary>The three things a pair of records can be.</summary>
internal enum PairClass
{
    /// <summary>Both are about one person.</summary>
    Same = 0,

    /// <summary>Two people of one household or family.</summary>
    Relative = 1,

    /// <summary>Two people who have nothing to do with each other.</summary>
    Stranger = 2,
}

/// <summary>
/// Weighs a comparison: how much likelier it is for one person, and for two relatives, than for two strangers. The only
/// place in which a batch or a search turns levels into bits.
/// </summary>
internal sealed class PairModel
{
    // Rarity is known to a bit or so; a table of its 32nds spares two powers and two logarithms a field.
    private const int StepsPerBit = 32;
    private const int MostRarity = 40;
    private const double MostAgainst = 10;

    private readonly LatentClassModel chances;
    private readonly double[][] meanRarity;
    private readonly float[][] sameBits, relativeBits;
    private readonly (float Same, float Relative)[]?[][] byRarity;

    /// <param name="chances">Chances of each level, by <see cref="PairClass"/>.</param>
    /// <param name="meanRarity">By field and level, the rarity (bits) for which the level's chances hold as they stand; NaN where rarity says nothing.</param>
    /// <param name="samePrior">log2 of how many pairs of one person there are for one of strangers.</param>
    /// <param name="relativePrior">The same for relatives.</param>
    /// <param name="telling">Fields whose agreement can say no more than their value is rare, one bit each: a number that hundreds gave tells nothing.</param>
    /// <param name="namesakes">How the given names of relatives depend on how far apart they were born; null when that was not learned.</param>
    internal PairModel(LatentClassModel chances, double[][] meanRarity, double samePrior, double relativePrior, NamesakeShift? namesakes, uint telling)
    {
        (this.chances, this.meanRarity, Telling, SamePrior, RelativePrior, Namesakes) = (chances, meanRarity, telling, samePrior, relativePrior, namesakes);
        sameBits = Bits(PairClass.Same);
        relativeBits = Bits(PairClass.Relative);
        byRarity = ByRarity();
    }

    internal LatentClassModel Chances => chances;

    internal double[][] MeanRarity => meanRarity;

    internal double SamePrior { get; }

    internal double RelativePrior { get; }

    internal PairModel WithPriors(double same, double relative) => new(chances, meanRarity, same, relative, Namesakes, Telling);

    internal NamesakeShift? Namesakes { get; }

    internal uint Telling { get; }

    /// <summary>The fields whose agreement says no more than its value is rare: numbers that a hotline or an office gives for everybody.</summary>
    internal static uint TellingOf(IReadOnlyList<ComparedField> fields) =>
        fields.Select((field, at) => field.Kind == FieldKind.Phone ? 1u << at : 0).Aggregate(0u, (all, one) => all | one);

    /// <summary>What one field says, in bits against strangers.</summary>
    internal (float Same, float Relative) Field(int field, byte level, float rarity)
    {
        return rarity > 0 && byRarity[field][level] is { } table
            ? table[Math.Min((int)((rarity * StepsPerBit) + 0.5f), table.Length - 1)]
            : (sameBits[field][level], relativeBits[field][level]);
    }

    /// <summary>Evidence for one person and for relatives against strangers, priors left out.</summary>
    internal (float Same, float Relative) Evidence(ReadOnlySpan<byte> levels, ReadOnlySpan<float> rarity)
    {
        float same = 0, relative = 0;
        for (var field = 0; field < levels.Length; field++)
        {
            if (levels[field] != 0)
            {
                var (s, r) = Field(field, levels[field], rarity[field]);
                same += s;
                relative += r;
            }
        }

        return (same, relative + (Namesakes?.Bits(levels) ?? 0));
    }

    /// <summary>Whether the odds can reach <paramref name="least"/>: the rival explanations only ever lower them.</summary>
    internal bool CanReach(float least, float same) => same + SamePrior >= least;

    /// <summary>log2 of the odds that both are one person, the rival explanations weighed in.</summary>
    internal float Odds(float same, float relative) => Odds(same, relative, SamePrior, RelativePrior);

    internal static float Odds(float same, float relative, double samePrior, double relativePrior) =>
        (float)(same + samePrior - Log2Sum(0, relative + relativePrior));

    private static double Log2Sum(double one, double two)
    {
        var (less, more) = one < two ? (one, two) : (two, one);
        return more + Math.Log2(1 + Math.Pow(2, less - more));
    }

    private float[][] Bits(PairClass of) =>
        [.. Enumerable.Range(0, chances.Fields).Select(field =>
            Enumerable.Range(0, chances.Levels(field)).Select(level => level == 0 ? 0f
                // No single comparison may decide against a pair for good: what was never seen is rare, not impossible.
                : (float)Math.Max(-MostAgainst, Math.Log2(chances.Chances((int)of, field)[level] / chances.Chances((int)PairClass.Stranger, field)[level]))).ToArray())];

    // Whoever agrees for a reason agrees on a rare value as easily as on a common one; whoever agrees by chance does not.
    private (float Same, float Relative)[]?[][] ByRarity() =>
        [.. meanRarity.Select((means, field) => means.Select((mean, level) => double.IsNaN(mean)
            ? null
            : Enumerable.Range(0, (MostRarity * StepsPerBit) + 1).Select(step =>
            {
                var rarity = (double)step / StepsPerBit;
                var times = Math.Pow(2, rarity - mean);
                var (same, relative) = (Adjusted(sameBits[field][level], times), Adjusted(relativeBits[field][level], times));
                return (Telling >> field & 1) == 0 ? (same, relative) : NoMoreThan((float)rarity, same, relative);
            }).ToArray()).ToArray())];

    // What every fourth record says, a stranger's says with a chance of a quarter at least.
    private static (float Same, float Relative) NoMoreThan(float rarity, float same, float relative)
    {
        var over = Math.Max(0, Math.Max(same, relative) - rarity);
        return (same - over, relative - over);
    }

    private static float Adjusted(float bits, double times) =>
        Math.Pow(2, bits) - 1 is > 0 and var excess ? (float)Math.Log2(1 + (excess * times)) : bits;
}
