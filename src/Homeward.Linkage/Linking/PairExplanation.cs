using System.Globalization;

namespace Homeward.Linkage;

/// <summary>One field's part in what two records come to.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Agreement">How it agrees, in words.</param>
/// <param name="Bits">What that says for one person against the rival explanations, in bits.</param>
public sealed record FieldWeight(string Field, string Agreement, double Bits);

/// <summary>Why two rows of a file are, or are not, thought to be about one person.</summary>
/// <param name="Left">Row of the one.</param>
/// <param name="Right">Row of the other.</param>
/// <param name="Bits">log2 of the odds; what the fields say and the prior add up to it.</param>
/// <param name="PriorBits">How rare a pair of one person is before anything is compared.</param>
/// <param name="RivalBits">What the explanation "two relatives" takes away.</param>
/// <param name="Fields">Field by field, where something is known on both sides.</param>
public sealed record PairExplanation(int Left, int Right, double Bits, double PriorBits, double RivalBits, IReadOnlyList<FieldWeight> Fields)
    : Explanation(Bits, PriorBits, RivalBits, Fields)
{
    /// <inheritdoc/>
    public override string ToString() => base.ToString();
}

/// <summary>Why two records are, or are not, thought to be about one person; equal evidence gives equal explanations, in a file and in an index.</summary>
/// <param name="Bits">log2 of the odds; what the fields say and the prior add up to it.</param>
/// <param name="PriorBits">How rare a pair of one person is before anything is compared.</param>
/// <param name="RivalBits">What the explanation "two relatives" takes away.</param>
/// <param name="Fields">Field by field, where something is known on both sides.</param>
public record Explanation(double Bits, double PriorBits, double RivalBits, IReadOnlyList<FieldWeight> Fields)
{
    private const double Telling = 1;

    /// <summary>The probability, 0 to 1.</summary>
    public double Probability => 1 / (1 + Math.Pow(2, -Bits));

    /// <summary>A sentence in English, the most telling first.</summary>
    public string InEnglish() => Sentence("For: ", "Against: ", "Perhaps a relative of the same household.", "Nothing tells much.", field => $"{field.Field.Replace('_', ' ')} {field.Agreement}");

    /// <summary>A sentence in Spanish.</summary>
    public string InSpanish() => Sentence("A favor: ", "En contra: ", "Quizá un familiar del mismo hogar.", "Nada dice mucho.", field => $"{SpanishWords.Of(field.Field)} {SpanishWords.Of(field.Agreement)}");

    private string Sentence(string pro, string contra, string relative, string nothing, Func<FieldWeight, string> words)
    {
        var speaking = Fields.Where(field => field.Bits >= Telling).OrderByDescending(field => field.Bits).Select(words).ToList();
        var against = Fields.Where(field => field.Bits <= -Telling).OrderBy(field => field.Bits).Select(words).ToList();
        var parts = new List<string>();
        if (speaking.Count > 0) { parts.Add($"{pro}{string.Join("; ", speaking)}."); }
        if (against.Count > 0) { parts.Add($"{contra}{string.Join("; ", against)}."); }
        if (RivalBits < -Telling) { parts.Add(relative); }
        return parts.Count == 0 ? nothing : string.Join(' ', parts);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Bits:0.0} bits: {InEnglish()}");
}
