using Homeward.Web;
using Homeward.Web.Forms;

namespace Homeward.Features.SettingUp;

/// <summary>The time zones offered when an incident is opened: those of the United States, and UTC. Any other may be typed.</summary>
public static class TimeZones
{
    private static readonly (string Word, string Zone)[] Offered =
    [
        ("eastern", "America/New_York"),
        ("central", "America/Chicago"),
        ("mountain", "America/Denver"),
        ("arizona", "America/Phoenix"),
        ("pacific", "America/Los_Angeles"),
        ("alaska", "America/Anchorage"),
        ("hawaii", "Pacific/Honolulu"),
        ("puerto_rico", "America/Puerto_Rico"),
        ("utc", "UTC"),
    ];

    /// <summary>To choose from.</summary>
    public static IReadOnlyList<Choice> Choices(Texts t) => [.. Offered.Select(one => new Choice(one.Zone, t[$"zone.{one.Word}"]))];

    /// <summary>The zone of an IANA name, or nothing.</summary>
    public static TimeZoneInfo? Find(string? name) =>
        // The name becomes part of a file's path, so nothing that could leave the folder of time zones is looked for.
        name is not null && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+') && char.IsAsciiLetterUpper(name.FirstOrDefault())
            && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
}
