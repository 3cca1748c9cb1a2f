namespace Homeward.Linkage;

/// <summary>A date of birth of which perhaps only the year, or year and month, is known.</summary>
/// <param name="Year">Year, 1 to 9999.</param>
/// <param name="Month">Month 1 to 12, or null.</param>
/// <param name="Day">Day of the month, or null; not read without a month.</param>
public readonly record struct PartialDate(int Year, int? Month = null, int? Day = null);

/// <summary>
/// An age as somebody stated it on a day: "7", "5 to 7", "18 months". An age of 7 means not yet 8.
/// </summary>
/// <param name="Low">Least age, in <paramref name="Unit"/>.</param>
/// <param name="High">Greatest age, in <paramref name="Unit"/>; the same as <paramref name="Low"/> for a plain age.</param>
/// <param name="Unit">Years or months.</param>
/// <param name="StatedOn">The day on which it was true.</param>
public readonly record struct StatedAge(int Low, int High, AgeUnit Unit, DateOnly StatedOn);

/// <summary>The unit of a stated age.</summary>
public enum AgeUnit
{
    /// <summary>Completed years.</summary>
    Years = 0,

    /// <summary>Completed months.</summary>
    Months = 1,
}

/// <summary>
/// When somebody can have been born, from all that was said: the one form in which a date, a year, an age and an age range,
/// stated on different days, can be compared.
/// </summary>
/// <param name="Earliest">First possible day, as <see cref="DateOnly.DayNumber"/>.</param>
/// <param name="Latest">Last possible day.</param>
internal readonly record struct BirthSpan(int Earliest, int Latest)
{
    private const int OldestYears = 120;

    /// <summary>Nothing is known.</summary>
    internal static readonly BirthSpan Unknown = new(0, 0);

    internal bool IsKnown => Latest > 0;

    internal bool IsDay => IsKnown && Earliest == Latest;

    internal int Days => Latest - Earliest + 1;

    /// <summary>Days between two spans; 0 when they overlap.</summary>
    internal int GapTo(BirthSpan other) => Math.Max(0, Math.Max(Earliest - other.Latest, other.Earliest - Latest));

    /// <summary>What a date and an age say together. Impossible dates and ages (31 February, age -3) say nothing.</summary>
    internal static BirthSpan Of(PartialDate? born, StatedAge? age)
    {
        var date = born is { } b ? FromDate(b) : Unknown;
        var stated = age is { } a ? FromAge(a) : Unknown;
        if (!date.IsKnown || !stated.IsKnown)
        {
            return date.IsKnown ? date : stated;
        }

        // The date is the firmer statement; the age narrows it ("2012", "turned 7 yesterday") but never contradicts it.
        return date.GapTo(stated) == 0
            ? new(Math.Max(date.Earliest, stated.Earliest), Math.Min(date.Latest, stated.Latest))
            : date;
    }

    private static BirthSpan FromDate(PartialDate born)
    {
        if (born.Year is < 1800 or > 2200 || born.Month is < 1 or > 12)
        {
            return Unknown;
        }

        if (born.Month is not { } month)
        {
            return new(new DateOnly(born.Year, 1, 1).DayNumber, new DateOnly(born.Year, 12, 31).DayNumber);
        }

        var lastDay = DateTime.DaysInMonth(born.Year, month);
        return born.Day switch
        {
            null => new(new DateOnly(born.Year, month, 1).DayNumber, new DateOnly(born.Year, month, lastDay).DayNumber),
            { } day when day >= 1 && day <= lastDay => new(new DateOnly(born.Year, month, day).DayNumber, new DateOnly(born.Year, month, day).DayNumber),
            _ => Unknown,
        };
    }

    private static BirthSpan FromAge(StatedAge age)
    {
        var monthsPerUnit = age.Unit == AgeUnit.Months ? 1 : 12;
        var most = OldestYears * 12 / monthsPerUnit;
        if (age.Low < 0 || age.High < age.Low || age.Low > most || age.StatedOn.Year < 1900)
        {
            return Unknown;
        }

        var oldest = (Math.Min(age.High, most) + 1) * monthsPerUnit;
        return new(age.StatedOn.AddMonths(-oldest).AddDays(1).DayNumber, age.StatedOn.AddMonths(-age.Low * monthsPerUnit).DayNumber);
    }
}
