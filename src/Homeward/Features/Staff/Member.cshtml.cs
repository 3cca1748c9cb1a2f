using Homeward.Access;
using Homeward.Domain;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Homeward.Features.Staff;

/// <summary>One person who signs in: a new start when they can't any more, which another organisation agrees to, or the end at once.</summary>
public sealed class MemberModel : StaffPage
{
    public Account Member { get; private set; } = null!;

    /// <summary>The half of the code for a new start, shown this once.</summary>
    public string? Half { get; private set; }

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        base.OnPageHandlerExecuting(context);
        if (context.Result is not null)
        {
            return;
        }

        if (Id<User>.TryParse(RouteData.Values["id"] as string, out var id) && Accounts.Current.Find(id) is { } member)
        {
            Member = member;
        }
        else
        {
            context.Result = NotFound();
        }
    }

    public void OnGet()
    {
    }

    public void OnPostReset() => Half = Accounts.AskToReset(Member.Id, Account);

    public SeeOther OnPostEnd()
    {
        Accounts.End(Member.Id, Account.Id);
        return new("/staff");
    }
}
