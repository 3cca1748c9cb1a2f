namespace Homeward.Linkage;

/// <summary>
/// What a comparison weighs, whole and field by field: where a file and an index alike turn levels into a score that can be explained.
/// </summary>
/// <param name="Odds">log2 of the odds of what is asked.</param>
/// <param name="Prior">How rare that is before anything is compared.</param>
/// <param name="Rival">What the rival explanation takes away.</param>
/// <param name="Fields">What each field that says something says, by its number.</param>
internal sealed record Weighing(float Odds, double Prior, double Rival, IReadOnlyList<(int Field, byte Level, float Bits)> Fields)
{
    /// <summary>Weighs whether two records are of one person.</summary>
    internal static Weighing Of(PairModel model, ReadOnlySpan<byte> levels, ReadOnlySpan<float> rarity, double samePrior, double relativePrior) =>
        Of(model, levels, rarity, samePrior, relativePrior, relatives: false);

    /// <summary>Weighs whether two records are of two relatives.</summary>
    internal static Weighing OfRelatives(PairModel model, ReadOnlySpan<byte> levels, ReadOnlySpan<float> rarity, double samePrior, double relativePrior) =>
        Of(model, levels, rarity, samePrior, relativePrior, relatives: true);

    /// <summary>The same for people to read.</summary>
    internal Explanation Explanation(IReadOnlyList<ComparedField> fields) =>
        new(Odds, Prior, Rival, [.. Fields.Select(one => new FieldWeight(fields[one.Field].Name, LevelNames.Of(fields[one.Field].Kind, one.Level), one.Bits))]);

    private static Weighing Of(PairModel model, ReadOnlySpan<byte> levels, ReadOnlySpan<float> rarity, double samePrior, double relativePrior, bool relatives)
    {
        var (same, relative) = model.Evidence(levels, rarity);
        var odds = relatives ? PairModel.Odds(relative, same, relativePrior, samePrior) : PairModel.Odds(same, relative, samePrior, relativePrior);
        var prior = relatives ? relativePrior : samePrior;
        var fields = new List<(int, byte, float)>();
        var sum = 0.0;
        for (var field = 0; field < levels.Length; field++)
        {
            if (levels[field] != 0)
            {
                var weight = model.Field(field, levels[field], rarity[field]);
                var bits = relatives ? weight.Relative : weight.Same;
                fields.Add((field, levels[field], bits));
                sum += bits;
            }
        }

        return new(odds, prior, odds - sum - prior, fields);
    }
}
