using System.Numerics;

namespace Homeward.Linkage;

/// <summary>
/// How two births agree: date against date digit by digit, because slips are of digits; anything vaguer by years. An age
/// and a date of birth are one piece of evidence.
/// </summary>
internal static class BirthLevels
{
    internal const int Count = 15;

    /// <param name="one">The one birth.</param>
    /// <param name="two">The other; which is which does not matter.</param>
    /// <param name="yearsWrittenAsFirstOfJanuary">Whether 1 January is how these records write a year alone.</param>
    internal static int Compare(Birth one, Birth two, bool yearsWrittenAsFirstOfJanuary)
    {
        if (one.EarliestYear == 0 || two.EarliestYear == 0)
        {
            return 0;
        }

        var gap = Math.Max(0, Math.Max(one.EarliestYear - two.LatestYear, two.EarliestYear - one.LatestYear));
        var years = gap switch { 0 => 10, 1 => 11, <= 3 => 12, <= 10 => 13, _ => 14 };
        return IsWhole(one.Digits) && IsWhole(two.Digits) ? Compare(one.Digits, two.Digits, years, yearsWrittenAsFirstOfJanuary) : years;
    }

    private static int Compare(uint one, uint two, int years, bool yearsWrittenAsFirstOfJanuary)
    {
        var level = CompareDates(one, two);
        if (level == 1 || !yearsWrittenAsFirstOfJanuary)
        {
            return level;
        }

        // What the file writes as 1 January may be any day of the year, unless a slip of one digit explains it.
        var (vague, otherVague) = ((one & 0xFFFF) == 0x0101, (two & 0xFFFF) == 0x0101);
        return (vague, otherVague) switch
        {
            (false, false) => level,
            (true, true) => level is 2 or 5 ? 5 : years,
            _ => level is 2 ? 2 : years,
        };
    }

    /// <summary>1 equal, 2 a digit off, 3 day and month swapped, 4 two digits off, 5 the year off, 6 only the year equal, 7 a year or two, 8 up to ten, 9 more.</summary>
    private static int CompareDates(uint one, uint two)
    {
        var apart = one ^ two;
        if (apart == 0)
        {
            return 1;
        }

        var digits = DigitsSet(apart);
        if ((apart & 0xFFFF0000) == 0 && ((one >> 8) & 0xFF) == (two & 0xFF) && ((two >> 8) & 0xFF) == (one & 0xFF))
        {
            return 3;
        }

        if (digits == 1)
        {
            // A decade or century off by one digit is as often another person's birth as a slip.
            return (apart & 0xFFFF0000) == 0 || (apart & 0xFFF00000) == 0 ? 2 : 5;
        }

        if (digits == 2 && (apart & 0xFFF00000) == 0)
        {
            return 4;
        }

        if ((apart & 0xFFFF) == 0)
        {
            return Math.Abs(BirthColumns.Year(one) - BirthColumns.Year(two)) <= 10 ? 5 : 9;
        }

        return Math.Abs(BirthColumns.Year(one) - BirthColumns.Year(two)) switch { 0 => 6, <= 2 => 7, <= 10 => 8, _ => 9 };
    }

    /// <summary>
    /// A son named after his father looks like a man with a wrong date of birth. But a wholly wrong date is as likely ten
    /// years off as thirty, while father and son are never ten years apart: so what is a few years off says how often dates
    /// are wholly wrong, and more than that is not believed of one person.
    /// </summary>
    internal static void KeepGenerationsApart(double[] counts, double[] stranger)
    {
        static void Cap(double[] counts, double[] stranger, int far, double few, double strangersFew)
        {
            if (strangersFew > 0)
            {
                counts[far] = Math.Min(counts[far], few / strangersFew * stranger[far]);
            }
        }

        Cap(counts, stranger, 9, counts[7] + counts[8], stranger[7] + stranger[8]);
        Cap(counts, stranger, 14, counts[13], stranger[13]);
    }

    internal static bool IsWhole(uint date) => (date & 0xFF) != 0 && (date & 0xFF00) != 0;

    private static int DigitsSet(uint apart) => BitOperations.PopCount((apart | (apart >> 1) | (apart >> 2) | (apart >> 3)) & 0x11111111);
}

/// <summary>When somebody was born, as comparing it needs it.</summary>
/// <param name="Digits">The date as digits of four bits, zero where a part is not known; see <see cref="Cells.Date"/>.</param>
/// <param name="EarliestYear">First possible year; 0 when nothing is known.</param>
/// <param name="LatestYear">Last possible year.</param>
internal readonly record struct Birth(uint Digits, short EarliestYear, short LatestYear);
