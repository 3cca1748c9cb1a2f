namespace Homeward.Linkage;

/// <summary>
/// One piece of evidence out of dates of birth, ages and age ranges, whenever they were stated: each says on which days
/// somebody can have been born, and what is compared are those days.
/// </summary>
internal static class AgeComparison
{
    private const double DaysPerYear = 365.25;

    internal static Weighed Compare(BirthSpan birth, BirthSpan other, bool children)
    {
        if (!birth.IsKnown || !other.IsKnown)
        {
            return Weighed.Missing;
        }

        // Births of children spread over 18 years, of the adults we meet mostly over some 50.
        var spread = (children ? 18 : 50) * DaysPerYear;
        return birth.IsDay && other.IsDay ? CompareDays(birth, other, spread, children) : CompareSpans(birth, other, spread, children);
    }

    private static Weighed CompareDays(BirthSpan birth, BirthSpan other, double spread, bool children)
    {
        var date = DateOnly.FromDayNumber(birth.Earliest);
        var second = DateOnly.FromDayNumber(other.Earliest);
        if (date == second)
        {
            return Weighed.Chances(EvidenceLevel.Same, 0.85, 0.02, 1 / spread);
        }

        if (date.Year == second.Year && date.Month == second.Day && date.Day == second.Month)
        {
            return Weighed.Chances(EvidenceLevel.DayAndMonthSwapped, 0.02, 0.0002, 1 / spread);
        }

        if (DiffersInOnePart(date, second))
        {
            return Weighed.Chances(EvidenceLevel.Close, 0.08, 0.012, 60 / spread);
        }

        // Somebody who gives whole dates and misses by this much most likely speaks of somebody else.
        return Math.Abs(birth.Earliest - other.Earliest) <= DaysPerYear
            ? Weighed.Chances(EvidenceLevel.Off, 0.02, 0.03, 2 * DaysPerYear / spread)
            : Weighed.Chances(EvidenceLevel.Different, 0.03, 0.9, children ? 0.85 : 0.93);
    }

    // One of day, month and year wrong, and the day or year only by a digit or a neighbour.
    private static bool DiffersInOnePart(DateOnly date, DateOnly other) =>
        (date.Year == other.Year && (date.Month == other.Month || date.Day == other.Day))
        || (date.Month == other.Month && date.Day == other.Day && IsDigitSlip(date.Year, other.Year));

    private static bool IsDigitSlip(int year, int other) =>
        Math.Abs(year - other) is 1 or 10 || EditDistance.Within(1, year.ToString(), other.ToString()) <= 1;

    private static Weighed CompareSpans(BirthSpan birth, BirthSpan other, double spread, bool children)
    {
        var gapYears = birth.GapTo(other) / DaysPerYear;

        // The chance that two strangers' spans overlap grows with how vague both are.
        var overlap = Math.Clamp((birth.Days + other.Days) / spread, 0.02, 0.9);
        var (near, off) = children ? (1.0, 2.5) : (3.0, 8.0);
        var nearChance = Math.Min(0.8, 2 * near * DaysPerYear / spread);
        return gapYears switch
        {
            0 => Weighed.Chances(EvidenceLevel.Fits, 0.78, Math.Min(0.9, overlap * 1.1), overlap),
            _ when gapYears <= near => Weighed.Chances(EvidenceLevel.NearlyFits, 0.15, nearChance * 1.3, nearChance),
            _ when gapYears <= off => Weighed.Chances(EvidenceLevel.Off, 0.05, 0.30, 0.22),
            _ when gapYears <= 2 * off => Weighed.Chances(EvidenceLevel.Different, 0.012, 0.5, 0.6),

            // Nobody takes 41 for 19, or 15 for 3: a father and his namesake son are two.
            _ => Weighed.Chances(EvidenceLevel.Different, 0.004, 0.5, 0.6),
        };
    }
}
