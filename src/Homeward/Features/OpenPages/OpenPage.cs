using Homeward.Domain;
using Homeward.Engine;
using Homeward.Web;
using Homeward.Web.Forms;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Homeward.Features.OpenPages;

/// <summary>
/// A page for families, without signing in (<c>@page "/family/{code}"</c>). An incident without open pages answers like one that does not exist. Nothing here
/// is done in anybody's name, so nobody can be made to do it by another site, and the pages set no cookie but the language that was chosen.
/// </summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
public abstract class OpenPage : PageModel
{
    /// <summary>The incident, as families know it.</summary>
    public Incident Incident { get; private set; } = null!;

    /// <summary>The numbers to call, on every page in the same place.</summary>
    public FamilyPage Help { get; private set; } = null!;

    /// <summary>What is wrong with what was sent; it follows from what was sent alone.</summary>
    public FormProblems Problems { get; } = new();

    protected IncidentEngine Engine { get; private set; } = null!;

    protected Texts T { get; private set; } = null!;

    /// <summary>An address among the open pages of this incident.</summary>
    public string To(string page) => $"/family/{Incident.Code}{(page.Length > 0 ? "/" : "")}{page}";

    // Its name reads like a handler's, for requests with the method PAGE.
    [NonHandler]
    public sealed override Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var services = HttpContext.RequestServices;
        T = services.GetRequiredService<Texts>();
        if (services.GetRequiredService<Engine.Incidents>().Find(RouteData.Values["code"] as string) is not { Current: { Incident: { } incident, FamilyPage: { } help, ClosedAt: null } } engine)
        {
            context.Result = NotFound();
            return Task.CompletedTask;
        }

        (Engine, Incident, Help) = (engine, incident, help);
        return next();
    }

    /// <summary>The page again with what was typed, and what is wrong with it.</summary>
    protected IActionResult Again(int status = StatusCodes.Status422UnprocessableEntity)
    {
        Response.StatusCode = status;
        return Page();
    }
}
