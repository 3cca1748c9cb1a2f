namespace Homeward.Linkage.Families;

/// <summary>One record of a child, as a school, a shelter, a neighbour or a relative made it. Everything but the id may be missing.</summary>
/// <param name="Id">The record's own id; two records have different ones.</param>
public sealed record ReportedChild(string Id)
{
    /// <summary>Given names as said, perhaps only a nickname.</summary>
    public string? GivenNames { get; init; }

    /// <summary>One surname or two, in any order.</summary>
    public string? Surnames { get; init; }

    /// <summary>The age as stated, with the day on which it was.</summary>
    public StatedAge? Age { get; init; }

    /// <summary>Sex as said.</summary>
    public Sex Sex { get; init; }

    /// <summary>Town the child lives in or was met in.</summary>
    public string? Town { get; init; }

    /// <summary>School the child attends.</summary>
    public string? School { get; init; }

    /// <summary>The mother as the child or the reporter names her.</summary>
    public string? Mother { get; init; }

    /// <summary>The father as the child or the reporter names him.</summary>
    public string? Father { get; init; }

    /// <summary>Brothers and sisters named.</summary>
    public IReadOnlyList<string> Siblings { get; init; } = [];

    /// <summary>A telephone number in any notation.</summary>
    public string? Phone { get; init; }
}

/// <summary>What a held adult says of themselves and of the children who depend on them.</summary>
/// <param name="Id">The declaration's own id; two declarations have different ones.</param>
public sealed record FamilyDeclaration(string Id)
{
    /// <summary>The adult's given names.</summary>
    public string? GivenNames { get; init; }

    /// <summary>The adult's surnames.</summary>
    public string? Surnames { get; init; }

    /// <summary>The adult's sex.</summary>
    public Sex Sex { get; init; }

    /// <summary>The adult's age as stated.</summary>
    public StatedAge? Age { get; init; }

    /// <summary>What the adult is to the dependents.</summary>
    public DeclarantRelation Relation { get; init; }

    /// <summary>Town the adult lives in.</summary>
    public string? Town { get; init; }

    /// <summary>A telephone number in any notation.</summary>
    public string? Phone { get; init; }

    /// <summary>The children named, each once.</summary>
    public IReadOnlyList<DeclaredDependent> Dependents { get; init; } = [];
}

/// <summary>A child whom a declaration names.</summary>
/// <param name="Number">What the declaration calls it by, as a rule 1, 2, 3; unique within the declaration.</param>
public sealed record DeclaredDependent(string Number)
{
    /// <summary>The name as said: a given name, or given names and surnames.</summary>
    public string? Name { get; init; }

    /// <summary>The age as stated.</summary>
    public StatedAge? Age { get; init; }

    /// <summary>Sex as said.</summary>
    public Sex Sex { get; init; }

    /// <summary>School the child attends.</summary>
    public string? School { get; init; }
}

/// <summary>What a declaring adult is to the dependents.</summary>
public enum DeclarantRelation
{
    /// <summary>Not said; a woman is taken for the mother and a man for the father.</summary>
    Unknown = 0,

    /// <summary>The mother.</summary>
    Mother = 1,

    /// <summary>The father.</summary>
    Father = 2,

    /// <summary>Somebody else: a grandparent, an aunt, a guardian.</summary>
    Other = 3,
}
