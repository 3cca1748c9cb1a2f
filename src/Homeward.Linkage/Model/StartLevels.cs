namespace Homeward.Linkage;

/// <summary>Where the estimation begins: how two records of one person usually agree. A start, not a result.</summary>
internal static class StartLevels
{
    private static readonly double[] Given = [0, 8, 50, 10, 4, 2, 2, 6, 3, 8, 2, 2, 1, 3, 1];
    private static readonly double[] Surname = [0, 10, 55, 8, 2, 1, 1, 3, 9, 2, 2, 2, 4];
    private static readonly double[] Birth = [0, 70, 10, 3, 4, 2, 3, 1, 1, 1, 80, 5, 3, 1, 1];
    private static readonly double[] Text = [0, 75, 12, 4, 9];

    internal static double[] Same(ComparedField field) => field.Kind switch
    {
        FieldKind.Given => Given,
        FieldKind.Surname => Surname,
        FieldKind.Birth => Birth,
        FieldKind.Sex => [0, 96, 4],
        FieldKind.Address => Address(),
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
