namespace Homeward.Linkage;

/// <summary>An address as one piece of evidence: its parts move together when a household does.</summary>
internal static class AddressLevels
{
    private const int Areas = 7;
    private const int Houses = 5;

    internal const int Count = Areas * Houses;

    internal static byte Joined(int house, int area) => (byte)((house * Areas) + area);

    internal static (int House, int Area) Parts(int level) => (level / Areas, level % Areas);

    /// <summary>0 not known, 1 the same house, 2 nearly, 3 the same street, 4 another.</summary>
    internal static int House(People people, in PairFacts one, in PairFacts two)
    {
        var street = Likeness(people.Street, one.Street, two.Street);
        if (street is Linkage.Likeness.Missing or Linkage.Likeness.Different)
        {
            // In another street it doesn't matter which number.
            return street == Linkage.Likeness.Missing ? 0 : 4;
        }

        var number = Likeness(people.StreetNumber, one.StreetNumber, two.StreetNumber);
        return (street, number) switch
        {
            (Linkage.Likeness.Equal, Linkage.Likeness.Equal) => 1,
            (Linkage.Likeness.Equal, Linkage.Likeness.Missing or Linkage.Likeness.Close or Linkage.Likeness.Some) => 2,
            (Linkage.Likeness.Close, Linkage.Likeness.Equal or Linkage.Likeness.Missing) => 2,
            (Linkage.Likeness.Equal or Linkage.Likeness.Close, _) => 3,
            (Linkage.Likeness.Some, Linkage.Likeness.Equal) => 3,
            _ => 4,
        };
    }

    /// <summary>0 not known, 1 postcode and town, 2 postcode, 3 town and nearly the postcode, 4 town, 5 nearly the same, 6 another.</summary>
    internal static int Area(People people, in PairFacts one, in PairFacts two) =>
        Area(Zip(people.Postcode, one.Postcode, two.Postcode), Likeness(people.City, one.City, two.City));

    /// <summary>The same of how well postcode and town agree.</summary>
    internal static int Area(Likeness zip, Likeness city) =>
        (zip, city) switch
        {
            (Linkage.Likeness.Missing, Linkage.Likeness.Missing) => 0,
            (Linkage.Likeness.Equal, Linkage.Likeness.Equal or Linkage.Likeness.Close) => 1,
            (Linkage.Likeness.Equal, _) => 2,
            (Linkage.Likeness.Close or Linkage.Likeness.Some, Linkage.Likeness.Equal or Linkage.Likeness.Close) => 3,
            (_, Linkage.Likeness.Equal) => 4,
            (Linkage.Likeness.Close or Linkage.Likeness.Some, _) or (_, Linkage.Likeness.Close) => 5,
            _ => 6,
        };

    private static Likeness Zip(TextColumn? zips, int code, int other)
    {
        var likeness = Likeness(zips, code, other);
        if (likeness is Linkage.Likeness.Missing or Linkage.Likeness.Equal or Linkage.Likeness.Close)
        {
            return likeness;
        }

        var one = zips!.Text(code).AsSpan();
        var two = zips.Text(other).AsSpan();
        var area = one.IndexOf(' ') is > 0 and var space ? space + 1 : Math.Min(3, one.Length);
        return two.StartsWith(one[..area], StringComparison.Ordinal) ? Linkage.Likeness.Some : Linkage.Likeness.Different;
    }

    // Where there is no column, every record's code is 0.
    private static Likeness Likeness(TextColumn? column, int one, int two) =>
        one == 0 || two == 0 ? Linkage.Likeness.Missing : one == two ? Linkage.Likeness.Equal : column!.Compare(one, two);
}
