namespace Homeward.Linkage;

/// <summary>What one record says about one person, as far as it helps to tell people apart. Everything is optional and as said.</summary>
public sealed record Profile
{
    /// <summary>Whether the record is about a child or an adult. Taken from the age when not stated.</summary>
    public PersonKind Kind { get; init; }

    /// <summary>Sex as said.</summary>
    public Sex Sex { get; init; }

    /// <summary>Given names, in any order, with or without the second one. Null when not told apart from the surnames.</summary>
    public string? GivenNames { get; init; }

    /// <summary>One surname or two, in any order. Null when not told apart from the given names.</summary>
    public string? Surnames { get; init; }

    /// <summary>The whole name when nobody told given names and surnames apart; "García, Ana" and "Ana García" are both read.</summary>
    public string? FullName { get; init; }

    /// <summary>Other names the person goes by.</summary>
    public IReadOnlyList<string> OtherNames { get; init; } = [];

    /// <summary>Date of birth, perhaps only year or year and month.</summary>
    public PartialDate? Born { get; init; }

    /// <summary>An age somebody stated or estimated.</summary>
    public StatedAge? Age { get; init; }

    /// <summary>Telephone numbers in any notation.</summary>
    public IReadOnlyList<string> Phones { get; init; } = [];

    /// <summary>Town the person lives in.</summary>
    public string? Town { get; init; }

    /// <summary>School the person attends.</summary>
    public string? School { get; init; }

    /// <summary>The caller's identifier of the place where the person was met; compared for equality only.</summary>
    public string? PlaceId { get; init; }

    /// <summary>Parents, siblings and children the record names.</summary>
    public IReadOnlyList<NamedRelative> Relatives { get; init; } = [];
}

/// <summary>A relative as named in somebody else's record.</summary>
/// <param name="Relation">What the named one is to the person of the record.</param>
/// <param name="FullName">The name as said, perhaps only a given name.</param>
public sealed record NamedRelative(Relation Relation, string? FullName)
{
    /// <summary>Given names, when told apart from surnames; then <see cref="FullName"/> is not read.</summary>
    public string? GivenNames { get; init; }

    /// <summary>Surnames, when told apart from given names.</summary>
    public string? Surnames { get; init; }

    /// <summary>Date of birth, perhaps partial.</summary>
    public PartialDate? Born { get; init; }

    /// <summary>An age somebody stated.</summary>
    public StatedAge? Age { get; init; }
}

/// <summary>What a named relative is to the person of the record.</summary>
public enum Relation
{
    /// <summary>The mother.</summary>
    Mother = 0,

    /// <summary>The father.</summary>
    Father = 1,

    /// <summary>A parent, not said which.</summary>
    Parent = 2,

    /// <summary>A brother or sister.</summary>
    Sibling = 3,

    /// <summary>A daughter or son, or another child in this adult's care.</summary>
    Child = 4,
}

/// <summary>Whether a record is about a child.</summary>
public enum PersonKind
{
    /// <summary>Not said.</summary>
    Unknown = 0,

    /// <summary>Under 18.</summary>
    Child = 1,

    /// <summary>18 or older.</summary>
    Adult = 2,
}

/// <summary>Sex as said.</summary>
public enum Sex
{
    /// <summary>Not said, or neither.</summary>
    Unknown = 0,

    /// <summary>Female.</summary>
    Female = 1,

    /// <summary>Male.</summary>
    Male = 2,
}
