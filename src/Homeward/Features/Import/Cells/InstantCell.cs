using System.Globalization;
using System.Text.RegularExpressions;

namespace Homeward.Features.Import;

/// <summary>Reads when something happened: a date and a time of day, with the incident's own time zone where the cell names none.</summary>
public static partial class InstantCell
{
    /// <summary>Reads one cell.</summary>
    /// <param name="cell">A cleaned cell that is not empty.</param>
    /// <param name="order">Which number is the day, where that isn't plain from the cell.</param>
    /// <param name="zone">The incident's time zone.</param>
    /// <param name="now">The moment of the import; nothing is told from the future.</param>
    public static (DateTimeOffset? Instant, ProblemKind? Problem) Read(string cell, DateOrder order, TimeZoneInfo zone, DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone);
        var clock = Clock().Match(cell);
        var datePart = clock.Success ? cell[..clock.Index].TrimEnd('T', ' ', ',') : Fraction().Replace(cell, "$1");
        var (date, problem) = DateCell.Read(datePart, order, DateOnly.FromDateTime(local.Date).AddDays(1));
        if (problem is { } wrong) { return (null, wrong); }
        if (date is not { Day: not null } day) { return (null, ProblemKind.NotAMoment); }

        var time = clock.Success ? TimeOf(clock) : DayFraction(cell);
        if (time is not { } timeOfDay) { return (null, ProblemKind.NotAMoment); }

        var wall = DateCell.Earliest(day).ToDateTime(timeOfDay);
        var offset = clock.Groups["zone"].Value switch
        {
            "" => zone.GetUtcOffset(wall),
            "Z" or "z" => TimeSpan.Zero,
            var said => OffsetOf(said),
        };
        var instant = new DateTimeOffset(wall, offset).ToUniversalTime();
        return instant > now ? (null, ProblemKind.DateInFuture) : (instant, null);
    }

    private static TimeOnly? TimeOf(Match clock)
    {
        var (hour, minute) = (Parse(clock.Groups["h"].Value), Parse(clock.Groups["m"].Value));
        var second = clock.Groups["s"].Success ? Parse(clock.Groups["s"].Value) : 0;
        var half = clock.Groups["half"].Value;
        if (half.Length > 0)
        {
            if (hour is < 1 or > 12) { return null; }
            hour = (hour % 12) + (half[0] is 'p' or 'P' ? 12 : 0);
        }

        return hour < 24 && minute < 60 && second < 60 ? new TimeOnly(hour, minute, second) : null;
    }

    // 43684.5833 is 14:00 on 7 August 2019: a spreadsheet counts hours as parts of a day. A day without a time starts at midnight.
    private static TimeOnly? DayFraction(string cell) =>
        Fraction().Match(cell) is { Success: true } match
            ? TimeOnly.MinValue.AddMinutes(Math.Min(1_439, Math.Round(double.Parse("0." + match.Groups[2].Value, CultureInfo.InvariantCulture) * 1_440)))
            : TimeOnly.MinValue;

    private static TimeSpan OffsetOf(string said)
    {
        var digits = said[1..].Replace(":", "", StringComparison.Ordinal);
        var size = new TimeSpan(Math.Min(14, Parse(digits[..2])), digits.Length >= 4 ? Math.Min(59, Parse(digits[2..4])) : 0, 0);
        size = size > TimeSpan.FromHours(14) ? TimeSpan.FromHours(14) : size;
        return said[0] == '-' ? -size : size;
    }

    private static int Parse(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<=[T ,])\s*(?<h>[0-9]{1,2}):(?<m>[0-9]{2})(?::(?<s>[0-9]{2})(?:[.,][0-9]{1,9})?)?\s*(?<half>[aApP]\.?\s?[mM]\.?)?\s*(?<zone>Z|z|[+-][0-9]{2}(?::?[0-9]{2})?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Clock();

    [GeneratedRegex(@"^([2-6][0-9]{4})[.,]([0-9]{1,12})$", RegexOptions.CultureInvariant)]
    private static partial Regex Fraction();
}
