namespace Homeward.Linkage.Families;

/// <summary>What speaks for and against a lead, field by field.</summary>
/// <param name="Lead">The lead.</param>
/// <param name="Evidence">Each part; their bits add up to the log2 of the odds of the lead's probability.</param>
public sealed record FamilyExplanation(FamilyLead Lead, IReadOnlyList<FamilyEvidence> Evidence);

/// <summary>One part of what a lead rests on.</summary>
/// <param name="Reason">Which.</param>
/// <param name="Level">How well it agrees; <see cref="FamilyLevel.Missing"/> for parts that are no field.</param>
/// <param name="Bits">Its weight: each bit doubles the odds, each negative bit halves them.</param>
public readonly record struct FamilyEvidence(FamilyReason Reason, FamilyLevel Level, double Bits);

/// <summary>What a part of the evidence comes from: the fields as in <see cref="FamilyField"/>, and what is no field.</summary>
public enum FamilyReason
{
    /// <summary>The child's given names.</summary>
    Given = FamilyField.Given,

    /// <summary>Ages.</summary>
    Age = FamilyField.Age,

    /// <summary>Sex.</summary>
    Sex = FamilyField.Sex,

    /// <summary>School.</summary>
    School = FamilyField.School,

    /// <summary>Surnames.</summary>
    Surname = FamilyField.Surname,

    /// <summary>The mother named.</summary>
    Mother = FamilyField.Mother,

    /// <summary>The father named.</summary>
    Father = FamilyField.Father,

    /// <summary>Siblings named.</summary>
    Siblings = FamilyField.Siblings,

    /// <summary>Telephone.</summary>
    Phone = FamilyField.Phone,

    /// <summary>Town.</summary>
    Town = FamilyField.Town,

    /// <summary>The adult's age against the child's.</summary>
    Generation = FamilyField.Generation,

    /// <summary>Other records: of the same child, or of brothers and sisters.</summary>
    OtherRecords = 11,

    /// <summary>What is known before any field is compared: how many children are declared.</summary>
    Prior = 12,

    /// <summary>The other children this record may be about take, or leave, their share.</summary>
    OtherCandidates = 13,
}
