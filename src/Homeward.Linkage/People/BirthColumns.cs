namespace Homeward.Linkage;

/// <summary>When people were born, out of dates, parts of dates and ages.</summary>
internal sealed record BirthColumns(uint[] Digits, short[] Earliest, short[] Latest, bool Any)
{
    internal static BirthColumns Read(List<Column> dates, List<Column> years, List<Column> months, List<Column> days, List<Column> ages, List<Column> saidOn, int rows)
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
            ReadAges(ages[0], saidOn.FirstOrDefault(), ReferenceYear(digits, ages[0]), earliest, latest);
        }

        var births = new BirthColumns(digits, earliest, latest, Array.Exists(earliest, year => year != 0));
        births.ForgetFirstsOfJanuary();
        return births;
    }

    internal static int Year(uint digits) =>
        (int)((digits >> 28) * 1000) + (int)(((digits >> 24) & 15) * 100) + (int)(((digits >> 20) & 15) * 10) + (int)((digits >> 16) & 15);

    // The order in which most values name a day there may be; where several do, the year first, then the day.
    internal static DateOrder OrderOf(Column column)
    {
        int yearFirst = 0, dayFirst = 0, monthFirst = 0, shortYears = 0;
        for (var code = 1; code < Math.Min(column.Values.Length, 5_000); code++)
        {
            var value = column.Values[code];
            yearFirst += Cells.IsPossible(Cells.Date(value, DateOrder.YearFirst)) && !LooksYearLast(value) ? 1 : 0;
            dayFirst += Cells.IsPossible(Cells.Date(value, DateOrder.DayFirst)) ? 1 : 0;
            monthFirst += Cells.IsPossible(Cells.Date(value, DateOrder.MonthFirst)) ? 1 : 0;
            shortYears += HasShortYear(value) ? 1 : 0;
        }

        // Of "05/06/11" nobody begins with the year unless nothing else will do.
        return yearFirst >= Math.Max(dayFirst, monthFirst) + (shortYears > yearFirst / 2 ? 1 : 0) ? DateOrder.YearFirst : monthFirst > dayFirst ? DateOrder.MonthFirst : DateOrder.DayFirst;
    }

    // No more than two digits anywhere side by side.
    private static bool HasShortYear(string value)
    {
        for (var i = 2; i < value.Length; i++)
        {
            if (char.IsAsciiDigit(value[i]) && char.IsAsciiDigit(value[i - 1]) && char.IsAsciiDigit(value[i - 2]))
            {
                return false;
            }
        }

        return true;
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

    private static void ReadAges(Column ages, Column? saidOn, int reference, short[] earliest, short[] latest)
    {
        // Only differences of ages matter when nothing says the year.
        var year = reference == 0 ? 2000 : reference;
        var byCode = ages.Values.ToArray().Select(value => Cells.Age(value)).ToArray();
        var days = saidOn?.Values.ToArray().Select(value => Day(Cells.Date(value, DateOrder.YearFirst))).ToArray();
        for (var row = 0; row < earliest.Length; row++)
        {
            if (earliest[row] != 0 || byCode[ages.Codes[row]] is not var (low, high, unit))
            {
                continue;
            }

            if (days?[saidOn!.Codes[row]] is { } day)
            {
                var span = BirthSpan.Of(null, new(low, high, unit, day));
                (earliest[row], latest[row]) = ((short)DateOnly.FromDayNumber(span.Earliest).Year, (short)DateOnly.FromDayNumber(span.Latest).Year);
            }
            else
            {
                var perYear = unit == AgeUnit.Months ? 12 : 1;
                (earliest[row], latest[row]) = ((short)(year - (high / perYear) - 1), (short)(year - (low / perYear)));
            }
        }
    }

    private static DateOnly? Day(uint digits) =>
        BirthLevels.IsWhole(digits) && MonthOf(digits) is >= 1 and <= 12 and var month && (int)((((digits >> 4) & 15) * 10) + (digits & 15)) is >= 1 and var day
            && Year(digits) is >= 1900 and var year && day <= DateTime.DaysInMonth(year, month) ? new(year, month, day) : null;

    // Where far more than one in 365 is born on 1 January, that is how the file writes "some time in that year".
    private void ForgetFirstsOfJanuary()
    {
        int dates = 0, firsts = 0;
        foreach (var date in Digits)
        {
            dates += BirthLevels.IsWhole(date) ? 1 : 0;
            firsts += IsFirstOfJanuary(date) ? 1 : 0;
        }

        YearsWrittenAsFirstOfJanuary = AreYears(firsts, dates);
    }

    internal static bool IsFirstOfJanuary(uint date) => (date & 0xFFFF) == 0x0101;

    /// <summary>Whether so many firsts of January among so many whole dates are far more than there can be.</summary>
    internal static bool AreYears(int firsts, int dates) => firsts > 20 && firsts > dates * 5 / 365.0;

    internal bool YearsWrittenAsFirstOfJanuary { get; private set; }
}
