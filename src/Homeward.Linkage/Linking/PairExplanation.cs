using System.Globalization;

namespace Homeward.Linkage;

/// <summary>One field's part in what two records come to.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Agreement">How it agrees, in words.</param>
/// <param name="Bits">What that says for one person against the rival explanations, in bits.</param>
public sealed record FieldWeight(string Field, string Agreement, double Bits)
{
    /// <summary>The same for a reader of English: "same surname, rare here".</summary>
    public string InEnglish() => ExplanationWords.Of(this).English;

    /// <summary>The same for a reader of Spanish.</summary>
    public string InSpanish() => ExplanationWords.Of(this).Spanish;
}

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

    /// <summary>Why, in English sentences, the most telling first: "Same surname, rare here. The ages fit, each on the day it was told. But: different telephones."</summary>
    public string InEnglish() => Sentences("But", "Perhaps a relative of the same household", "Nothing tells much", field => field.InEnglish());

    /// <summary>Why, in Spanish sentences.</summary>
    public string InSpanish() => Sentences("Pero", "Quizá un familiar del mismo hogar", "Nada dice mucho", field => field.InSpanish());

    private string Sentences(string but, string relative, string nothing, Func<FieldWeight, string> words)
    {
        var sentences = Fields.Where(field => field.Bits >= Telling).OrderByDescending(field => field.Bits).Select(words).ToList();
        var against = Fields.Where(field => field.Bits <= -Telling).OrderBy(field => field.Bits).Select(words).ToList();
        if (against.Count > 0) { sentences.Add($"{but}: {string.Join("; ", against)}"); }
        if (RivalBits < -Telling) { sentences.Add(relative); }
        if (sentences.Count == 0) { sentences.Add(nothing); }
        return string.Join(' ', sentences.Select(sentence => $"{char.ToUpperInvariant(sentence[0])}{sentence[1..]}."));
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Bits:0.0} bits: {InEnglish()}");
}
