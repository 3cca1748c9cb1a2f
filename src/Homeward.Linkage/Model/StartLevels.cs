namespace Homeward.Linkage;

/// <summary>Where the estimation begins: how two records of one person usually agree. A start, not a result.</summary>
internal static class StartLevels
{
    private static readonly double[] Given = [0, 8, 50, 10, 4, 2, 2, 6, 3, 8, 2, 2, 1, 3, 1];
    private static readonly double[] Surname = [0, 10, 55, 8, 2, 1, 1, 3, 9, 2, 2, 2, 4];
    private static readonly double[] Birth = [0, 70, 10, 3, 4, 2, 3, 1, 1, 1, 80, 5, 3, 1, 1];
    private static readonly double[] Text = [0, 75, 12, 4, 9];

    private static readonly double[] Parent = [0, 45, 20, 15, 6, 3, 3, 8];

    // Brothers and sisters name each other, and the same others.
    internal static readonly double[] SiblingsOfRelatives = [0, 15, 10, 40, 35];

    private static readonly double[] GivenOfRelatives = [0, 0.3, 1, 0.5, 0.1, 0.3, 12, 0.3, 0.3, 0.5, 2, 2, 3, 85, 0.1];
    private static readonly double[] BirthOfRelatives = [0, 3, 0.3, 0.1, 0.5, 0.5, 1, 15, 35, 45, 8, 12, 25, 25, 30];

    // One person is hardly ever María Carmen here and María Isabel there; sisters are.
    private static readonly double[] GivenUnseen = [0, 8, 50, 10, 4, 2, 0.1, 6, 3, 8, 2, 2, 0.02, 0.3, 1];

    /// <summary>How records of one person agree in ways that training may not have seen.</summary>
    internal static double[] Unseen(ComparedField field) => field.Kind == FieldKind.Given ? GivenUnseen : Same(field);

    /// <summary>How two of one household usually agree.</summary>
    internal static double[] Relative(ComparedField field) => field.Kind switch
    {
        FieldKind.Given => GivenOfRelatives,
        FieldKind.Birth => BirthOfRelatives,
        FieldKind.Sex => [0, 50, 50],
        FieldKind.Siblings => SiblingsOfRelatives,
        FieldKind.Children => [0, 50, 50],
        _ => Same(field),
    };

    internal static double[] Same(ComparedField field) => field.Kind switch
    {
        FieldKind.Given => Given,
        FieldKind.Surname => Surname,
        FieldKind.Birth => Birth,
        FieldKind.Sex => [0, 96, 4],
        FieldKind.Address => Address(),
        FieldKind.Mother or FieldKind.Father => Parent,
        FieldKind.Siblings => [0, 40, 10, 1, 49],
        FieldKind.Children => [0, 90, 10],
        FieldKind.Place => [0, 50, 50],
        _ => Text,
    };

    private static double[] Address()
    {
        double[] house = [1, 0.65, 0.15, 0.05, 0.15];
        double[] area = [1, 0.5, 0.1, 0.1, 0.1, 0.05, 0.15];
        var joined = new double[AddressLevels.Count];
        for (var level = 1; level < joined.Length; level++)
        {
            var (h, a) = AddressLevels.Parts(level);
            // Who lives in the same house lives in the same town.
            joined[level] = house[h] * (h is 1 or 2 && a == 6 ? 0.03 : area[a]);
        }

        return joined;
    }
}
