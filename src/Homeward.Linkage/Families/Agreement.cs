using System.Runtime.CompilerServices;

namespace Homeward.Linkage.Families;

/// <summary>
/// How one field of two statements agrees: the level, the situation it was possible in (one surname or two, say), and how
/// often chance alone agrees so well.
/// </summary>
/// <param name="Code">Situation times 16 plus level; 0 when one side says nothing.</param>
/// <param name="LogChance">Natural logarithm of the probability among strangers; NaN when it is the same for all pairs of this code.</param>
internal readonly record struct Agreement(byte Code, float LogChance)
{
    internal static readonly Agreement Missing = new(0, 0);

    internal FamilyLevel Level => (FamilyLevel)(Code & 15);

    /// <summary>An agreement that is as rare as the name or number it is on.</summary>
    internal static Agreement By(FamilyLevel level, int situation, double chance) => new(CodeOf(level, situation), (float)Math.Log(Math.Clamp(chance, 1e-7, 0.9)));

    /// <summary>An agreement or contradiction whose chance is learned from random pairs.</summary>
    internal static Agreement Of(FamilyLevel level, int situation = 0) => new(CodeOf(level, situation), float.NaN);

    internal static byte CodeOf(FamilyLevel level, int situation) => (byte)((situation << 4) | (int)level);
}

/// <summary>One agreement for each <see cref="FamilyField"/>.</summary>
[InlineArray(FieldCount)]
internal struct Agreements
{
    internal const int FieldCount = 11;

    private Agreement first;
}
