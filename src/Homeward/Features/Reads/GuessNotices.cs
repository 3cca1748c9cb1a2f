using Homeward.Access;
using Homeward.Access.Reads;
using Homeward.Domain;
using Homeward.Web;

namespace Homeward.Features.Reads;

/// <summary>Who typed code after code of wristbands that are nobody's in the last day: for the coordinators of their organisation, and for privacy officers.</summary>
public static class GuessNotices
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public sealed record Notice(string Name, string Organisation, int Times, DateTimeOffset Last);

    public static IReadOnlyList<Notice> For(IncidentPage page, DateTimeOffset now)
    {
        if (page.Account.Role is not (Role.Coordinator or Role.PrivacyOfficer))
        {
            return [];
        }

        var services = page.HttpContext.RequestServices;
        var accounts = services.GetRequiredService<AccountStore>().Current;
        return
        [
            .. services.GetRequiredService<ReadJournals>().Of(page.Engine).Guessers(now - Day)
                .Where(one => page.Account.Role == Role.PrivacyOfficer || one.Last.Organisation == page.Account.Organisation)
                .Select(one => new Notice(accounts.Find(one.Last.Reader)?.Name ?? "", page.Reading.OrganisationName(one.Last.Organisation), one.Times, one.Last.At)),
        ];
    }
}
