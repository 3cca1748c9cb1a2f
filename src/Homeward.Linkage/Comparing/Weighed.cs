namespace Homeward.Linkage;

/// <summary>How well a field agrees, and what that is worth under each explanation against two strangers, in bits.</summary>
/// <param name="Level">The level.</param>
/// <param name="Same">log2 of how much likelier this is for two records of one person than for strangers.</param>
/// <param name="Relative">log2 of how much likelier this is for siblings or others of one household than for strangers.</param>
internal readonly record struct Weighed(EvidenceLevel Level, double Same, double Relative)
{
    internal static readonly Weighed Missing = new(EvidenceLevel.Missing, 0, 0);

    /// <summary>Bits from the chance of this agreement for one person, for relatives, and for strangers.</summary>
    internal static Weighed Chances(EvidenceLevel level, double same, double relative, double strangers) =>
        new(level, Math.Log2(same / strangers), Math.Log2(relative / strangers));
}
