namespace Homeward.Features.Import;

/// <summary>What a file is a list of.</summary>
public enum ImportKind
{
    /// <summary>The children a school or another place expects, with who may collect them.</summary>
    Roll,

    /// <summary>Held adults with the children who depend on them; perhaps the children stand in a second file.</summary>
    Declarations,

    /// <summary>Reports of people, children and adults.</summary>
    People,
}

/// <summary>Which file of an import: a declarations import may bring the dependents in a file of their own.</summary>
public enum FilePart
{
    /// <summary>A roll.</summary>
    Roll,

    /// <summary>Declarations, with or without the dependents in the same row.</summary>
    Declarations,

    /// <summary>The dependents of declarations, one a row.</summary>
    Dependents,

    /// <summary>People.</summary>
    People,
}
