namespace Homeward.Linkage;

/// <summary>How rare a value is, in bits: log2 of one over its share. What it is counted among, the caller says.</summary>
internal static class Rarity
{
    // Until some hundreds of names were seen, the census knows better.
    private const double CensusWeight = 200;

    /// <summary>A name's, the census behind it.</summary>
    internal static float OfName(double count, double total, float census) =>
        (float)-Math.Log2((count + (CensusWeight * census) + 0.5) / (total + CensusWeight));

    /// <summary>A date's or a telephone's, of which there are far more than any file has: a thousand others stand behind small files.</summary>
    internal static float OfOneOfMany(double count, double total) => (float)-Math.Log2((count + 0.5) / (total + 1000));

    /// <summary>Any other value's; half a bearer more than counted, because the next file will have others.</summary>
    internal static float Of(double count, double total) => (float)-Math.Log2((count + 0.5) / (total + 1));
}
