namespace Homeward.Linkage;

/// <summary>How two different values of a further column agree, where letters are not what matters.</summary>
internal sealed class ValueComparison
{
    private readonly ColumnKind kind;
    private readonly double[] numbers;
    private readonly uint[] dates;
    private readonly double near;

    private ValueComparison(ColumnKind kind, double[] numbers, uint[] dates, double near) => (this.kind, this.numbers, this.dates, this.near) = (kind, numbers, dates, near);

    /// <summary>The comparison of a kind; null for texts, which are compared by letters.</summary>
    internal static ValueComparison? Of(ColumnKind kind, List<string> texts) => kind switch
    {
        ColumnKind.Number => Numbers([.. texts.Select(text => ColumnProfile.Quantity(text) ?? double.NaN)]),
        ColumnKind.Date => new(kind, [], Dates(texts), 0),
        ColumnKind.FreeId or ColumnKind.Category => new(kind, [], [], 0),
        _ => null,
    };

    internal Likeness Compare(int code, int other, string[] texts) => kind switch
    {
        ColumnKind.Number => Math.Abs(numbers[code] - numbers[other]) is var apart && apart <= near ? Likeness.Close : apart <= 3 * near ? Likeness.Some : Likeness.Different,
        ColumnKind.Date => OfDates(dates[code], dates[other]),
        _ => Math.Max(texts[code].Length, texts[other].Length) > 3 && EditDistance.Within(1, texts[code], texts[other]) <= 1 ? Likeness.Close : Likeness.Different,
    };

    // Near is a twentieth of how far the middle eight tenths of the values are spread, and whole numbers are near their neighbours.
    private static ValueComparison Numbers(double[] numbers)
    {
        var sorted = numbers.Where(double.IsFinite).Order().ToArray();
        var spread = sorted.Length == 0 ? 0 : sorted[sorted.Length * 9 / 10] - sorted[sorted.Length / 10];
        return new(ColumnKind.Number, numbers, [], Math.Max(spread / 20, Array.TrueForAll(sorted, double.IsInteger) ? 1 : 0));
    }

    // Folding has put blanks where the dashes were; a column is read day first when that reads more of it.
    private static uint[] Dates(List<string> texts)
    {
        uint[] Read(DateOrder order) => [.. texts.Select(text => Cells.Date(text, order))];
        var (yearFirst, dayFirst) = (Read(DateOrder.YearFirst), Read(DateOrder.DayFirst));
        return yearFirst.Count(date => date != 0) >= dayFirst.Count(date => date != 0) ? yearFirst : dayFirst;
    }

    private static Likeness OfDates(uint one, uint two)
    {
        if (one == 0 || two == 0)
        {
            return Likeness.Different;
        }

        var digits = 0;
        for (var differing = one ^ two; differing != 0; differing >>= 4)
        {
            digits += (differing & 15) != 0 ? 1 : 0;
        }

        var swapped = (two & 0xFFFF0000) | ((two & 0xFF) << 8) | ((two >> 8) & 0xFF);
        return digits <= 1 || one == swapped ? Likeness.Close : one >> 16 == two >> 16 || digits == 2 ? Likeness.Some : Likeness.Different;
    }
}
