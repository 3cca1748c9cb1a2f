using System.Diagnostics;
using Homeward.Web;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Homeward.Features.Problem;

/// <summary>
/// The answer to everything that went wrong on the way: a page in the person's language, or RFC 9457 for a program that
/// asked for JSON. It says what happened, whether anything was lost, and what to do.
/// </summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
public sealed class ProblemModel(Texts t) : PageModel
{
    public string Title { get; private set; } = "";

    public string What { get; private set; } = "";

    public string Remedy { get; private set; } = "";

    /// <summary>What to quote when calling for help, only where the fault is ours.</summary>
    public string? Reference { get; private set; }

    public IActionResult OnGet() => Answer();

    private IActionResult Answer()
    {
        var problem = Problems.Of(HttpContext);
        Title = t[$"problem.{problem.Kind}.title"];
        What = t[$"problem.{problem.Kind}.what"];
        Remedy = t[$"problem.{problem.Kind}.remedy"];
        if (HttpContext.Items[typeof(WhoMay)] is WhoMay { Roles.Count: > 0 } ask)
        {
            Remedy += " " + t["act.ask_instead", string.Join(", ", ask.Roles.Select(role => t.Of(role)))];
        }

        Reference = problem.Status >= 500 ? Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier : null;
        Response.StatusCode = problem.Status;
        return Problems.WantsJson(problem.Request) ? AsJson(problem) : Page();
    }

    private JsonResult AsJson(Problems.Seen problem) => new(new
    {
        type = "about:blank",
        title = Title,
        status = problem.Status,
        detail = $"{What} {Remedy}",
        instance = problem.Path,
        reference = Reference,
    })
    {
        StatusCode = problem.Status,
        ContentType = "application/problem+json",
    };
}
