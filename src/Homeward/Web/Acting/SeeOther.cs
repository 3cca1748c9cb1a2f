using Microsoft.AspNetCore.Mvc;

namespace Homeward.Web.Acting;

/// <summary>303: what was sent is done, and here is the page to look at.</summary>
public sealed class SeeOther(string address) : ActionResult
{
    /// <inheritdoc/>
    public override void ExecuteResult(ActionContext context)
    {
        context.HttpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.HttpContext.Response.Headers.Location = address;
    }
}
