namespace Homeward.Linkage.Families;

/// <summary>A name told apart into words of the <see cref="NameBook"/>.</summary>
internal readonly record struct BookedName(int[] Given, int[] Surnames)
{
    internal static readonly BookedName None = new([], []);

    internal bool IsKnown => Given.Length + Surnames.Length > 0;
}

/// <summary>
/// What somebody said about one child, in the form in which it is compared. A dependent seen from another declaration is a
/// mention too: its declaring adult is then the mother or father it names.
/// </summary>
internal sealed record Mention(
    BookedName Name, BirthSpan Birth, Sex Sex, int School, int Town, BookedName Mother, BookedName Father, int[][] Siblings, long Phone);

/// <summary>A declaring adult, in the form in which they are compared.</summary>
internal sealed record Declarant(BookedName Name, DeclarantRelation Role, BirthSpan Birth, int Town, long Phone);

/// <summary>One dependent of one declaration, by its place in the input.</summary>
internal sealed record Dependent(int Declaration, int Place, BookedName Name, BirthSpan Birth, Sex Sex, int School);

/// <summary>Children declared together, by one adult or by both parents.</summary>
internal sealed class DeclaredFamily(int number)
{
    internal int Number => number;

    internal List<int> Declarations { get; } = [];

    internal List<Declarant> Adults { get; } = [];

    internal List<DeclaredChild> Children { get; } = [];
}

/// <summary>One child as declared, once or by each parent.</summary>
internal sealed class DeclaredChild(int number, DeclaredFamily family)
{
    internal int Number => number;

    internal DeclaredFamily Family => family;

    internal List<Dependent> Named { get; } = [];
}
