using System.Globalization;

namespace Homeward.Web;

/// <summary>A moment as people type it: date and time on the clocks of the incident's own time zone, to the minute.</summary>
public static class LocalMoment
{
    private static readonly string[] Shapes =
        ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd"];

    public static bool TryRead(string text, TimeZoneInfo zone, out DateTimeOffset moment)
    {
        moment = default;
        text = text.Trim();
        if (!DateTime.TryParseExact(text, Shapes, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            // Machines write the offset too: 2019-08-07T20:00:00-05:00, or Z.
            return text.Contains('T') && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T')) &&
                DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment);
        }

        // When clocks jump forward an hour does not exist; it is read as the hour that followed.
        if (zone.IsInvalidTime(local))
        {
            local = local.AddHours(1);
        }

        moment = new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
        return true;
    }

    public static string Write(DateTimeOffset moment, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(moment, zone).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
}
