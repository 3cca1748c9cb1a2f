using System.Globalization;

namespace Homeward.Commands;

/// <summary>A time as typed: with an offset it is a moment; without, it still needs a time zone.</summary>
internal readonly record struct Moment(DateTime Clock, TimeSpan? Offset)
{
    /// <summary>The moment of a time that came with its offset.</summary>
    public DateTimeOffset At => new(Clock, Offset ?? TimeSpan.Zero);

    /// <summary>The moment when clocks in a zone show this time. A time that daylight saving skips is read an hour later.</summary>
    public DateTimeOffset In(TimeZoneInfo zone)
    {
        var clock = zone.IsInvalidTime(Clock) ? Clock.AddHours(1) : Clock;
        return new(clock, zone.GetUtcOffset(clock));
    }

    /// <summary>Reads ISO 8601, to the minute or finer, with or without an offset.</summary>
    public static bool TryRead(string text, out Moment moment)
    {
        string[] local = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.fff"];
        if (DateTime.TryParseExact(text, local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock))
        {
            moment = new(clock, null);
            return true;
        }

        string[] exact = ["yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];
        if (DateTimeOffset.TryParseExact(text.EndsWith('Z') ? text[..^1] + "+00:00" : text, exact, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
        {
            moment = new(at.DateTime, at.Offset);
            return true;
        }

        moment = default;
        return false;
    }
}
