using Homeward.Access;
using Homeward.Domain;
using Homeward.Web;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Homeward.Features.Staff;

/// <summary>What the pages about people who sign in share: who may open them, and the organisation's part in it.</summary>
public abstract class StaffPage : PageModel
{
    public Account Account => Service<CurrentUser>().Account;

    public bool MayAsk => People.MayAsk(Account);

    protected AccountStore Accounts => Service<AccountStore>();

    protected StaffAccess People => Service<StaffAccess>();

    protected Texts T => Service<Texts>();

    /// <summary>Whether the page is for whoever approves too, and not only for whoever administers.</summary>
    protected virtual bool IsForApprovers => false;

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (MayAsk || (IsForApprovers && People.MayApprove(Account)))
        {
            return;
        }

        HttpContext.Items[typeof(WhoMay)] = new WhoMay([Role.Administrator]);
        context.Result = StatusCode(StatusCodes.Status403Forbidden);
    }

    protected TService Service<TService>() where TService : notnull => HttpContext.RequestServices.GetRequiredService<TService>();
}
