using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Homeward.Web;

/// <summary>
/// Times as people say them, on the incident's own clocks: "20:14 (12 minutes ago)", and with the weekday when it was
/// another day than the one the page shows.
/// </summary>
public sealed class When(Texts t, Here here)
{
    /// <summary>"20:14 (12 minutes ago)" as a time element; with weekday and date when it was another day.</summary>
    public IHtmlContent this[DateTimeOffset moment] => new TimeElement(moment, t["time.ago", Exactly(moment), Ago(moment)]);

    /// <summary>"20:14", or "Wednesday 7 August, 20:14" when that was another day; no "ago".</summary>
    public IHtmlContent At(DateTimeOffset moment) => new TimeElement(moment, Exactly(moment));

    public string Exactly(DateTimeOffset moment)
    {
        var local = Local(moment);
        var clock = Clock(moment);
        return local.Date == Local(here.Moment).Date ? clock : t["time.day_and_clock", ShortDay(local), clock];
    }

    /// <summary>"20:14" and nothing else, for columns whose heading says the day.</summary>
    public string Clock(DateTimeOffset moment) => Local(moment).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>"Wednesday 7 August 2019".</summary>
    public string Day(DateTimeOffset moment) => DayIn(moment, here.Zone);

    /// <summary>The same on the clocks of a time zone, for pages that stand in no incident.</summary>
    public string DayIn(DateTimeOffset moment, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(moment, zone);
        return t["time.day", t.Of(local.DayOfWeek), local.Day.ToString(CultureInfo.InvariantCulture), Month(local), local.Year.ToString(CultureInfo.InvariantCulture)];
    }

    /// <summary>"Wednesday 7 August 2019, 20:14": what a page is headed with, printed or not.</summary>
    public string DayAndClock(DateTimeOffset moment) => t["time.day_and_clock", Day(moment), Clock(moment)];

    /// <summary>"12 minutes ago", counted from the moment the page shows.</summary>
    public string Ago(DateTimeOffset moment)
    {
        var passed = here.Moment - moment;
        return passed < TimeSpan.FromMinutes(1) ? t["time.just_now"] : t["time.how_long_ago", HowLong(passed)];
    }

    /// <summary>How long since then: "1 hour 12 minutes".</summary>
    public string Since(DateTimeOffset moment) => HowLong(here.Moment - moment);

    /// <summary>"45 minutes", "3 hours 5 minutes", "26 hours", "4 days": two parts at most, for nobody plans by more.</summary>
    public string HowLong(TimeSpan duration)
    {
        var minutes = Math.Max(0, (long)duration.TotalMinutes);
        return minutes switch
        {
            < 60 => t["time.minutes", minutes],
            < 12 * 60 when minutes % 60 != 0 => t["time.two_parts", t["time.hours", minutes / 60], t["time.minutes", minutes % 60]],
            < 48 * 60 => t["time.hours", minutes / 60],
            _ => t["time.days", minutes / (24 * 60)],
        };
    }

    private DateTimeOffset Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, here.Zone);

    // The year is said only when it is not the one the page stands in.
    private string ShortDay(DateTimeOffset local) => local.Year == Local(here.Moment).Year
        ? t["time.short_day", t.Of(local.DayOfWeek), local.Day.ToString(CultureInfo.InvariantCulture), Month(local)]
        : DayIn(local, here.Zone);

    private string Month(DateTimeOffset local) => t["month." + local.Month.ToString(CultureInfo.InvariantCulture)];

    private sealed class TimeElement(DateTimeOffset moment, string words) : IHtmlContent
    {
        public void WriteTo(TextWriter writer, HtmlEncoder encoder)
        {
            writer.Write("<time datetime=\"");
            writer.Write(moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            writer.Write("\">");
            encoder.Encode(writer, words);
            writer.Write("</time>");
        }
    }
}
