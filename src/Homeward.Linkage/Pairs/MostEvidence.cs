namespace Homeward.Linkage;

/// <summary>The most that some levels of a field can be worth, in whole steps, by how rare what agrees is at most.</summary>
internal sealed class MostEvidence
{
    /// <summary>Bits are counted in whole steps, rounded up.</summary>
    internal const int StepsPerBit = 32;

    private readonly int[] steps = new int[42];

    internal MostEvidence(PairModel model, IReadOnlyList<ComparedField> fields, int field, Func<int, bool> levels)
    {
        for (var bits = 0; bits < steps.Length; bits++)
        {
            steps[bits] = field < 0 ? 0 : Enumerable.Range(0, fields[field].Levels).Where(levels)
                .Select(level => level == 0 ? 0 : InSteps(Math.Max(model.Field(field, (byte)level, 0).Same, model.Field(field, (byte)level, bits).Same)))
                .DefaultIfEmpty(-60 * StepsPerBit).Max();
        }
    }

    internal int AtMost => steps[^1];

    internal int At(float rarity) => steps[Math.Min(steps.Length - 1, (int)Math.Ceiling(rarity))];

    private static int InSteps(double bits) => (int)Math.Ceiling(Math.Clamp(bits, -60, 60) * StepsPerBit);
}
