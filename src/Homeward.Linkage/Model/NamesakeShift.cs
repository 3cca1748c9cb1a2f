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
    /// <summary>What is usual: a name handed down is eight times as frequent between generations, and as rare among siblings; null without both fields.</summary>
    internal static NamesakeShift? Usual(IReadOnlyList<ComparedField> fields)
    {
        const float Bits = 3;
        var (given, birth) = (Field(fields, FieldKind.Given), Field(fields, FieldKind.Birth));
        float[] Of(float bits) => [.. Enumerable.Range(0, NameLevels.GivenCount).Select(level => NameLevels.Agrees((NameLevels.Given)level) ? bits : 0)];
        return given < 0 || birth < 0 ? null : new(given, birth, Of(-Bits), Of(Bits));
    }

    /// <summary>The same, but for the first of several names: María Carmen and María Isabel are sisters as easily as not.</summary>
    internal NamesakeShift OfWholeNames()
    {
        float[] Without(float[] bits) => [.. bits.Select((one, level) => level == (int)NameLevels.Given.FirstSameOthersDiffer ? 0 : one)];
        return this with { Siblings = Without(Siblings), Generations = Without(Generations) };
    }

    private static int Field(IReadOnlyList<ComparedField> fields, FieldKind kind)
    {
        for (var field = 0; field < fields.Count; field++)
        {
            if (fields[field].Kind == kind)
            {
                return field;
            }
        }

        return -1;
    }

    internal float Bits(ReadOnlySpan<byte> levels) => levels[Birth] switch
    {
        0 => 0,
        9 or 14 => Generations[levels[Given]],
        _ => Siblings[levels[Given]],
    };
}
