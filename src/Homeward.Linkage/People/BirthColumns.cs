namespace Homeward.Linkage;

/// <summary>When people were born, out of dates, parts of dates and ages.</summary>
internal sealed record BirthColumns(uint[] Digits, short[] Earliest, short[] Latest, bool Any)
{
    internal static BirthColumns Read(List<Column> dates, List<Column> years, List<Column> months, List<Column> days, List<Column> ages, int rows)
    {
        var digits = new uint[rows];
        var (earliest, latest) = (new short[rows], new short[rows]);
        foreach (var column in dates)
        {
            var order = OrderOf(column);
            var byCode = column.Values.ToArray().Select(value => Cells.Date(value, order)).ToArray();
            for (var row = 0; row < rows; row++)
            {
                digits[row] = digits[row] == 0 ? byCode[column.Codes[row]] : digits[row];
            }
        }

        if (years.Count > 0)
        {
            for (var row = 0; row < rows; row++)
            {
                digits[row] = digits[row] == 0 ? FromParts(years[0][row], months.Count > 0 ? months[0][row] : "", days.Count > 0 ? days[0][row] : "") : digits[row];
            }
        }

        for (var row = 0; row < rows; row++)
        {
            earliest[row] = latest[row] = (short)Year(digits[row]);
        }

        if (ages.Count > 0)
        {
            ReadAges(ages[0], ReferenceYear(digits, ages[0]), earliest, latest);
        }

        var births = new BirthColumns(digits, earliest, latest, Array.Exists(earliest, year => year != 0));
        births.ForgetFirstsOfJanuary();
        return births;
    }

    internal static int Year(uint digits) =>
        (int)((digits >> 28) * 1000) + (int)(((digits >> 24) & 15) * 100) + (int)(((digits >> 20) & 15) * 10) + (int)((digits >> 16) & 15);

    // Year first unless most values only make sense otherwise; day before month unless some "month" is above 12.
    private static DateOrder OrderOf(Column column)
    {
        int yearFirst = 0, dayFirst = 0, monthFirst = 0;
        for (var code = 1; code < Math.Min(column.Values.Length, 5_000); code++)
        {
            if (Cells.Date(column.Values[code], DateOrder.YearFirst) is var date && date != 0 && !LooksYearLast(column.Values[code]))
            {
                yearFirst++;
                continue;
            }

            date = Cells.Date(column.Values[code], DateOrder.DayFirst);
            dayFirst += date != 0 && MonthOf(date) is >= 1 and <= 12 ? 1 : 0;
            date = Cells.Date(column.Values[code], DateOrder.MonthFirst);
            monthFirst += date != 0 && MonthOf(date) is >= 1 and <= 12 ? 1 : 0;
        }

        return yearFirst >= dayFirst && yearFirst >= monthFirst ? DateOrder.YearFirst : monthFirst > dayFirst ? DateOrder.MonthFirst : DateOrder.DayFirst;
    }

    private static bool LooksYearLast(string value) => value.Length > 4 && !char.IsAsciiDigit(value[^5]) && value.AsSpan(value.Length - 4).ContainsAnyExceptInRange('0', '9') is false;

    private static int MonthOf(uint digits) => (int)(((digits >> 12) & 15) * 10) + (int)((digits >> 8) & 15);

    private static uint FromParts(string year, string month, string day) =>
        Cells.Number(year) is var y && y is < 1000 or > 2200
            ? 0
            : Cells.Date($"{y:0000}-{Math.Max(0, Cells.Number(month)):00}-{Math.Max(0, Cells.Number(day)):00}", DateOrder.YearFirst);

    // Nobody says when the ages were true. Where rows have both, they say; else the youngest was born in the year it was.
    private static int ReferenceYear(uint[] digits, Column ages)
    {
        var votes = new Dictionary<int, int>();
        var latest = 0;
        for (var row = 0; row < digits.Length; row++)
        {
            if (digits[row] == 0)
            {
                continue;
            }

            var year = Year(digits[row]);
            latest = Math.Max(latest, year is > 1500 and < 2100 ? year : 0);
            if (Cells.Number(ages[row]) is >= 0 and < 130 and var age)
            {
                votes[year + age] = votes.GetValueOrDefault(year + age) + 1;
            }
        }

        return votes.Values.Sum() >= 20 ? votes.MaxBy(pair => (pair.Value, pair.Key)).Key : latest;
    }

    private static void ReadAges(Column ages, int reference, short[] earliest, short[] latest)
    {
        // Only differences of ages matter when nothing says the year.
        var year = reference == 0 ? 2000 : reference;
        for (var row = 0; row < earliest.Length; row++)
        {
            if (earliest[row] == 0 && Cells.Number(ages[row]) is >= 0 and < 130 and var age)
            {
                (earliest[row], latest[row]) = ((short)(year - age - 1), (short)(year - age));
            }
        }
    }

    // Where far more than one in 365 is born on 1 January, that is how the file writes "some time in that year".
    private void ForgetFirstsOfJanuary()
    {
        int dates = 0, firsts = 0;
        foreach (var date in Digits)
        {
            dates += (date & 0xFFFF) != 0 ? 1 : 0;
            firsts += (date & 0xFFFF) == 0x0101 ? 1 : 0;
        }

        YearsWrittenAsFirstOfJanuary = firsts > 20 && firsts > dates * 5 / 365.0;
    }

    internal bool YearsWrittenAsFirstOfJanuary { get; private set; }
}
