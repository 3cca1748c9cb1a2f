namespace Homeward.Linkage.Families;

/// <summary>What a child's record and a declared child are compared by.</summary>
public enum FamilyField
{
    /// <summary>The child's given names.</summary>
    Given = 0,

    /// <summary>When the child can have been born, by the ages stated.</summary>
    Age = 1,

    /// <summary>Sex.</summary>
    Sex = 2,

    /// <summary>School.</summary>
    School = 3,

    /// <summary>The child's surnames against those of the dependent, and where it has none against the declaring adults'.</summary>
    Surname = 4,

    /// <summary>The mother the record names against the woman who declares.</summary>
    Mother = 5,

    /// <summary>The father the record names against the man who declares.</summary>
    Father = 6,

    /// <summary>Brothers and sisters the record names against the declaration's other dependents.</summary>
    Siblings = 7,

    /// <summary>Telephone.</summary>
    Phone = 8,

    /// <summary>Town.</summary>
    Town = 9,

    /// <summary>Whether the declaring adult is of an age to be the parent.</summary>
    Generation = 10,
}

/// <summary>How well a field agrees, the closest first. Which levels a field has depends on the field.</summary>
public enum FamilyLevel
{
    /// <summary>One side does not have it.</summary>
    Missing = 0,

    /// <summary>Equal after folding; of two surnames, both.</summary>
    Same = 1,

    /// <summary>Both surnames, in the other order.</summary>
    SameInAnotherOrder = 2,

    /// <summary>One surname is the one adult's and one the other adult's.</summary>
    OfBothAdults = 3,

    /// <summary>What one side has is part of what the other has.</summary>
    PartOf = 4,

    /// <summary>A familiar form: Paco and Francisco.</summary>
    Nickname = 5,

    /// <summary>Sounds the same, or a slip of the pen apart.</summary>
    Close = 6,

    /// <summary>Some letters apart, as names heard badly are.</summary>
    Resembles = 7,

    /// <summary>The dependent has no surname, and the child's is the adult's.</summary>
    OfTheAdult = 8,

    /// <summary>One part agrees and another contradicts.</summary>
    PartlyDifferent = 9,

    /// <summary>The given name is another one, and the surname agrees.</summary>
    OnlySurname = 10,

    /// <summary>One step off: a year of age, a digit of a number.</summary>
    OneOff = 11,

    /// <summary>Two steps off.</summary>
    TwoOff = 12,

    /// <summary>Contradicts.</summary>
    Different = 13,
}
