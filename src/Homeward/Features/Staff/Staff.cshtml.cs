using Homeward.Access;
using Homeward.Domain;
using Homeward.Web;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.Staff;

/// <summary>Who signs in here, and what waits for a second organisation to agree.</summary>
public sealed class StaffModel : StaffPage
{
    /// <summary>What waits, the oldest first. Somebody who only approves sees what is theirs to approve.</summary>
    public IReadOnlyList<AccessRequest> Requests =>
        [.. Accounts.Current.Requests.Values.Where(request => MayAsk || MayApprove(request)).OrderBy(request => request.Asked.At)];

    public IReadOnlyList<Account> Everybody =>
        [.. Accounts.Current.ById.Values.Where(account => !account.Ended).OrderBy(account => account.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>The half of a code, shown this once.</summary>
    public string? Half { get; private set; }

    /// <summary>Whom the half is for.</summary>
    public string? HalfFor { get; private set; }

    /// <summary>What was to be decided is decided already.</summary>
    public bool Gone { get; private set; }

    protected override bool IsForApprovers => true;

    public bool MayApprove(AccessRequest request) => request.IsOpen(Service<Here>().Now) && People.MayApprove(Account, request);

    public string Who(Asking asking) =>
        $"{Accounts.Current.Find(asking.By)?.Name ?? T["reading.unknown"]}, {Service<When>().DayAndClock(asking.At)}";

    public string StandingOf(AccessRequest request) => T[
        !request.IsOpen(Service<Here>().Now) ? "staff.too_old" : request.Approved is null ? "staff.waits_for_approval" : "staff.waits_for_person"];

    public void OnGet()
    {
    }

    public void OnPostApprove(string? user)
    {
        if (Id<User>.TryParse(user, out var id) && Accounts.Current.Requests.TryGetValue(id, out var request) && People.MayApprove(Account, request)
            && Accounts.Approve(id, Account) is { } half)
        {
            (Half, HalfFor) = (half, request.Name);
        }
        else
        {
            Gone = true;
        }
    }

    public IActionResult OnPostDecline(string? user)
    {
        Gone = !Id<User>.TryParse(user, out var id) || !Accounts.Decline(id, Account);
        return Gone ? Page() : new SeeOther("/staff");
    }
}
