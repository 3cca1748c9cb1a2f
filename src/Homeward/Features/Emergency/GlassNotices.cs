using Homeward.Domain;
using Homeward.Web;

namespace Homeward.Features.Emergency;

/// <summary>The emergency openings an organisation is told of on its pages.</summary>
public static class GlassNotices
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Those of the last day, and older ones that nobody has looked at, the newest first.</summary>
    public static IReadOnlyList<BrokenGlass> For(IncidentPage page, DateTimeOffset now) =>
    [
        .. page.Engine.Current.BrokenGlass.Values
            .Where(glass => (glass.WasRight is null || glass.At > now - Day) && (page.Account.Role == Role.PrivacyOfficer || glass.Concerns(page.Engine.Current, page.Account.Organisation)))
            .OrderByDescending(glass => glass.At).Take(5),
    ];
}
