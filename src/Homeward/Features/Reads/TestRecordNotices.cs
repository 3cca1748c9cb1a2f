using Homeward.Access;
using Homeward.Access.Reads;
using Homeward.Domain;
using Homeward.Web;

namespace Homeward.Features.Reads;

/// <summary>Test records that were opened, for the coordinators of whoever opened one and of whoever had them made, and for privacy officers.</summary>
public static class TestRecordNotices
{
    private const int MostShown = 5;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>One that was opened: by whom, of which organisation, and its code.</summary>
    public sealed record Notice(string Name, string Organisation, string Code, DateTimeOffset At);

    /// <summary>Those of the last day, the newest first.</summary>
    public static IReadOnlyList<Notice> For(IncidentPage page, DateTimeOffset now)
    {
        if (page.Account.Role is not (Role.Coordinator or Role.PrivacyOfficer))
        {
            return [];
        }

        var services = page.HttpContext.RequestServices;
        var reads = services.GetRequiredService<ReadJournals>().Of(page.Engine);
        if (reads.TestRecords is not { } made)
        {
            return [];
        }

        var (accounts, beside) = (services.GetRequiredService<AccountStore>().Current, made.Beside(page.Engine.Current, page.Account.Organisation));
        return
        [
            .. reads.TestRecordsOpened(now - Day)
                .Where(read => page.Account.Role == Role.PrivacyOfficer || read.Organisation == page.Account.Organisation || made.Organisation == page.Account.Organisation)
                .Take(MostShown)
                .Select(read => new Notice(
                    accounts.Find(read.Reader)?.Name ?? "", page.Reading.OrganisationName(read.Organisation), beside.Find(read.Person)?.Code ?? "", read.At)),
        ];
    }
}
