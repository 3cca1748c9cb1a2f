namespace Homeward.Linkage;

/// <summary>What a comparison asks of two records.</summary>
public enum Hypothesis
{
    /// <summary>Both records are about one person.</summary>
    SamePerson = 0,

    /// <summary>The two are parent and child, or siblings.</summary>
    SameFamily = 1,
}

/// <summary>The field a piece of evidence comes from.</summary>
public enum LinkageField
{
    /// <summary>What is known before any field is compared: how few pairs are true.</summary>
    Prior = 0,

    /// <summary>Given names.</summary>
    GivenName = 1,

    /// <summary>Surnames.</summary>
    Surname = 2,

    /// <summary>Birth date, age and age range together.</summary>
    Age = 3,

    /// <summary>Sex.</summary>
    Sex = 4,

    /// <summary>Telephone.</summary>
    Phone = 5,

    /// <summary>Town.</summary>
    Town = 6,

    /// <summary>School.</summary>
    School = 7,

    /// <summary>Place where the person was met.</summary>
    Place = 8,

    /// <summary>Both records name a mother.</summary>
    Mother = 9,

    /// <summary>Both records name a father.</summary>
    Father = 10,

    /// <summary>Both adults name children.</summary>
    Children = 11,

    /// <summary>The child's record names a parent, the other record is that adult's.</summary>
    NamedParent = 12,

    /// <summary>The adult's record names a child, the other record is that child's.</summary>
    NamedChild = 13,

    /// <summary>One child's record names a brother or sister, the other record is that child's.</summary>
    NamedSibling = 14,

    /// <summary>Whether one is of an age to be the other's parent.</summary>
    Generation = 15,

    /// <summary>The rival explanation: for the same person, a relative; for a family, the same person.</summary>
    Rival = 16,

    /// <summary>Both records name brothers and sisters.</summary>
    Siblings = 17,
}

/// <summary>How well a field agrees.</summary>
public enum EvidenceLevel
{
    /// <summary>Says nothing: one side does not have it, or it was not compared.</summary>
    Missing = 0,

    /// <summary>Equal after folding.</summary>
    Same = 1,

    /// <summary>Several parts, all equal, in another order or joined.</summary>
    SameInAnotherOrder = 2,

    /// <summary>What one side has is part of what the other has: one of two given names, one of two surnames.</summary>
    PartOf = 3,

    /// <summary>A familiar form: Paco and Francisco.</summary>
    Nickname = 4,

    /// <summary>Sounds the same.</summary>
    SoundsAlike = 5,

    /// <summary>A slip of the pen apart.</summary>
    Close = 6,

    /// <summary>Only an initial agrees.</summary>
    Initial = 7,

    /// <summary>One part agrees and another contradicts: María Carmen and María Isabel.</summary>
    PartlyDifferent = 8,

    /// <summary>Given name and surname changed places.</summary>
    ChangedPlaces = 9,

    /// <summary>The dates are equal once day and month are swapped.</summary>
    DayAndMonthSwapped = 10,

    /// <summary>Fits: the ages overlap; old enough to be the parent.</summary>
    Fits = 11,

    /// <summary>Almost fits: the ages miss each other by a little.</summary>
    NearlyFits = 12,

    /// <summary>Does not fit well.</summary>
    Off = 13,

    /// <summary>Contradicts.</summary>
    Different = 14,

    /// <summary>The other explanation takes its share of the evidence.</summary>
    Considered = 15,

    /// <summary>Some letters apart: perhaps misheard, perhaps another.</summary>
    Resembles = 16,
}

/// <summary>One field's part in a comparison. Codes only: the words for people come from the product's text catalogue.</summary>
/// <param name="Field">The field.</param>
/// <param name="Level">How well it agrees.</param>
/// <param name="Bits">The weight of evidence, log2(m/u); positive speaks for the hypothesis. The bits of all fields add up to <see cref="Comparison.Bits"/>.</param>
public readonly record struct FieldEvidence(LinkageField Field, EvidenceLevel Level, double Bits);

/// <summary>What the comparison of two records came to.</summary>
/// <param name="Bits">The sum of the evidence: log2 of the odds that the hypothesis is true.</param>
/// <param name="Evidence">Each field that said something, in the order of <see cref="LinkageField"/>.</param>
public sealed record Comparison(double Bits, IReadOnlyList<FieldEvidence> Evidence)
{
    /// <summary>The same as a file's pairs are explained; null where no trained model weighed.</summary>
    public Explanation? Explanation { get; init; }

    /// <summary>The probability, 0 to 1, that the hypothesis is true.</summary>
    public double Probability => 1 / (1 + Math.Pow(2, -Bits));
}

/// <summary>A record found by a search.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Comparison">Why.</param>
/// <typeparam name="TId">The caller's type of id.</typeparam>
public sealed record Candidate<TId>(TId Id, Comparison Comparison);
