using Homeward.Domain;

namespace Homeward.Web;

/// <summary>
/// Where and when a page stands: which incident, in whose time zone, and the moment it shows. Filled by the page before
/// it is drawn; the layout, the times and the links read it.
/// </summary>
public sealed class Here(TimeProvider clock)
{
    /// <summary>The incident a page is about, or nothing on pages outside any incident.</summary>
    public IncidentHeading? Incident { get; private set; }

    /// <summary>The earlier moment a person asked to see, or nothing when the page shows what is known now.</summary>
    public DateTimeOffset? AsOf { get; private set; }

    /// <summary>What was asked for as a moment and could not be read, so that the page can say so.</summary>
    public string? UnreadableAsOf { get; private set; }

    /// <summary>The moment the page shows: "12 minutes ago" counts back from here.</summary>
    public DateTimeOffset Moment => AsOf ?? Now;

    /// <summary>The code of this copy of a list, on the print of it; nothing on pages without one.</summary>
    public string? Copy { get; set; }

    /// <summary>The present, the same for the whole request.</summary>
    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    public TimeZoneInfo Zone => Incident?.Zone ?? TimeZoneInfo.Utc;

    /// <summary>Says which incident the page is about and which moment was asked for (<c>asOf</c> as written in the address).</summary>
    public void Enter(IncidentHeading incident, string? asOf)
    {
        Incident = incident;
        if (string.IsNullOrWhiteSpace(asOf))
        {
            return;
        }

        if (LocalMoment.TryRead(asOf, incident.Zone, out var moment))
        {
            // A moment that has not come yet is the same as now.
            AsOf = moment < Now ? moment : null;
        }
        else
        {
            UnreadableAsOf = asOf;
        }
    }

    /// <summary>The address of a page of this incident ("children?state=died"), at the moment being looked at.</summary>
    public string To(string page)
    {
        var address = $"/incidents/{Incident?.Code}{(page.Length > 0 ? "/" : "")}{page}";
        return AsOf is null ? address : $"{address}{(page.Contains('?') ? '&' : '?')}asOf={AsOfText}";
    }

    /// <summary>The same page of this incident, but as known now.</summary>
    public string ToNow(string page) => $"/incidents/{Incident?.Code}{(page.Length > 0 ? "/" : "")}{page}";

    /// <summary>The moment as links carry it: local time to the minute.</summary>
    public string AsOfText => LocalMoment.Write(Moment, Zone);
}

/// <summary>What the top of every page says about an incident.</summary>
public sealed record IncidentHeading(string Code, string Name, string Place, bool IsDrill, TimeZoneInfo Zone)
{
    public static IncidentHeading Of(Incident incident) => new(
        incident.Code, incident.Name, incident.Town, incident.IsDrill,
        TimeZoneInfo.TryFindSystemTimeZoneById(incident.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc);
}
