using System.Globalization;
using System.Text.RegularExpressions;
using Homeward.Domain;
using Homeward.Text;

namespace Homeward.Features.Import;

/// <summary>Reads a date as people and spreadsheets write it, in English and Spanish.</summary>
public static partial class DateCell
{
    // The first three letters tell the months apart in both languages. "Setiembre" is as good as "septiembre".
    private static readonly Dictionary<string, int> Months = new(StringComparer.Ordinal)
    {
        ["jan"] = 1,
        ["ene"] = 1,
        ["feb"] = 2,
        ["mar"] = 3,
        ["apr"] = 4,
        ["abr"] = 4,
        ["may"] = 5,
        ["jun"] = 6,
        ["jul"] = 7,
        ["aug"] = 8,
        ["ago"] = 8,
        ["sep"] = 9,
        ["set"] = 9,
        ["oct"] = 10,
        ["nov"] = 11,
        ["dec"] = 12,
        ["dic"] = 12,
    };

    /// <summary>The two numbers before the year of 3/4/2015 as they stand; (0, 0) when the order of the cell is not in question.</summary>
    public static (int First, int Second) Numbers(string cell) =>
        YearLast().Match(cell) is { Success: true } match ? (Number(match, 1), Number(match, 2)) : (0, 0);

    /// <summary>Reads one cell.</summary>
    /// <param name="cell">A cleaned cell that is not empty.</param>
    /// <param name="order">Which number is the day, where that isn't plain from the cell.</param>
    /// <param name="today">The latest date that makes sense; it also says which century 15 is in.</param>
    /// <returns>The date, or why it is none.</returns>
    public static (PartialDate? Date, ProblemKind? Problem) Read(string cell, DateOrder order, DateOnly today)
    {
        if (YearFirst().Match(cell) is { Success: true } iso)
        {
            return Of(Number(iso, 1), Number(iso, 2), iso.Groups[3].Success ? Number(iso, 3) : null, today);
        }

        if (YearLast().Match(cell) is { Success: true } numbers)
        {
            var (first, second, year) = (Number(numbers, 1), Number(numbers, 2), FullYear(numbers.Groups[3].Value, today));
            return order == DateOrder.DayMonthYear ? Of(year, second, first, today) : Of(year, first, second, today);
        }

        if (MonthYear().Match(cell) is { Success: true } month)
        {
            return Of(Number(month, 2), Number(month, 1), null, today);
        }

        if (Compact().Match(cell) is { Success: true } compact)
        {
            return Of(Number(compact, 1), Number(compact, 2), Number(compact, 3), today);
        }

        if (Serial().Match(cell) is { Success: true } serial)
        {
            // A spreadsheet's own count of days, which 1900-based workbooks start the day before the year 1900.
            var date = new DateOnly(1899, 12, 30).AddDays(Number(serial, 1));
            return Of(date.Year, date.Month, date.Day, today);
        }

        return JustYear().Match(cell) is { Success: true } only ? Of(Number(only, 1), null, null, today) : InWords(cell, today);
    }

    private static (PartialDate? Date, ProblemKind? Problem) InWords(string cell, DateOnly today)
    {
        var words = Word().Matches(Accents.Fold(cell)).Select(word => word.Value).Where(word => word is not ("de" or "del" or "of" or "th" or "st" or "nd" or "rd")).ToList();
        var monthAt = words.FindIndex(word => MonthOf(word) > 0);
        var numbers = words.Where(word => char.IsAsciiDigit(word[0])).ToList();
        if (monthAt < 0 || words.Count != numbers.Count + 1 || numbers.Count is 0 or > 2) { return (null, ProblemKind.NotADate); }

        var month = MonthOf(words[monthAt]);
        if (numbers.Count == 1)
        {
            return numbers[0].Length == 4 ? Of(Parse(numbers[0]), month, null, today) : (null, ProblemKind.NotADate);
        }

        return numbers[0].Length == 4
            ? Of(Parse(numbers[0]), month, Parse(numbers[1]), today)
            : Of(FullYear(numbers[1], today), month, Parse(numbers[0]), today);
    }

    private static int MonthOf(string word) => word.Length < 3 ? 0 : Months.GetValueOrDefault(word[..3]);

    private static (PartialDate? Date, ProblemKind? Problem) Of(int year, int? month, int? day, DateOnly today)
    {
        if (year is < 1900 or > 2100 || month is < 1 or > 12) { return (null, ProblemKind.ImpossibleDate); }
        if (day is { } d && (d < 1 || d > DateTime.DaysInMonth(year, month!.Value))) { return (null, ProblemKind.ImpossibleDate); }

        var date = new PartialDate(year, month, day);
        return Earliest(date) > today ? (null, ProblemKind.DateInFuture) : (date, null);
    }

    /// <summary>The earliest day a partial date can mean.</summary>
    public static DateOnly Earliest(PartialDate date) => new(date.Year, date.Month ?? 1, date.Day ?? 1);

    /// <summary>The latest day a partial date can mean.</summary>
    public static DateOnly Latest(PartialDate date) =>
        new(date.Year, date.Month ?? 12, date.Day ?? DateTime.DaysInMonth(date.Year, date.Month ?? 12));

    private static int FullYear(string year, DateOnly today)
    {
        var number = Parse(year);
        if (year.Length > 2) { return number; }

        var century = today.Year / 100 * 100;
        return century + number > today.Year ? century - 100 + number : century + number;
    }

    private static int Number(Match match, int group) => Parse(match.Groups[group].Value);

    private static int Parse(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    // The time a spreadsheet adds to a date (00:00, T00:00:00Z, 12:00:00 AM) says nothing about a birthday.
    private const string Time = @"(?:[T ,]\s*[0-9]{1,2}:[0-9]{2}.{0,20})?$";

    [GeneratedRegex(@"^([0-9]{4})[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2})" + Time + ")?$", RegexOptions.CultureInvariant)]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"^([0-9]{1,2})\s?[-/.]\s?([0-9]{1,2})\s?[-/.]\s?([0-9]{4}|[0-9]{2})" + Time, RegexOptions.CultureInvariant)]
    private static partial Regex YearLast();

    [GeneratedRegex(@"^([0-9]{1,2})[-/.]([0-9]{4})$", RegexOptions.CultureInvariant)]
    private static partial Regex MonthYear();

    [GeneratedRegex(@"^((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})$", RegexOptions.CultureInvariant)]
    private static partial Regex Compact();

    [GeneratedRegex(@"^([2-6][0-9]{4})(?:[.,][0-9]{1,12})?$", RegexOptions.CultureInvariant)]
    private static partial Regex Serial();

    [GeneratedRegex(@"^((?:19|20)[0-9]{2})$", RegexOptions.CultureInvariant)]
    private static partial Regex JustYear();

    [GeneratedRegex(@"[a-z]+|[0-9]{1,4}", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
