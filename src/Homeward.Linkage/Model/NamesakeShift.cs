namespace Homeward.Linkage;

/// <summary>
/// What given name and birth say together about relatives, beyond what each says alone: a father and a son may have one
/// name, two siblings hardly ever do.
/// </summary>
/// <param name="Given">The field of given names.</param>
/// <param name="Birth">The field of births.</param>
/// <param name="Siblings">Bits to add for relatives, by level of the given names, where births are less than a generation apart.</param>
/// <param name="Generations">The same where births are a generation apart.</param>
internal sealed record NamesakeShift(int Given, int Birth, float[] Siblings, float[] Generations)
{
    internal float Bits(ReadOnlySpan<byte> levels) => levels[Birth] switch
    {
        0 => 0,
        9 or 14 => Generations[levels[Given]],
        _ => Siblings[levels[Given]],
    };
}
