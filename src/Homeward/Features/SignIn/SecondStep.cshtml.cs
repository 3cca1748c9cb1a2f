using Homeward.Access;
using Homeward.Web;
using Homeward.Web.Acting;
using Homeward.Web.Forms;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Homeward.Features.SignIn;

/// <summary>After a right password: the digits of the authenticator, or a recovery code.</summary>
[AllowAnonymous]
public sealed class SecondStepModel(
    HalfSignedIn half, SecondSteps steps, Tries tries, KnownBrowsers browsers, Sessions sessions, Texts t) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Next { get; set; }

    [BindProperty]
    public string? Answer { get; set; }

    public FormProblems Problems { get; } = new();

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (half.Of(HttpContext) is not { } account)
        {
            return new SeeOther("/sign-in");
        }

        if (string.IsNullOrWhiteSpace(Answer))
        {
            Problems.Add("answer", t["second_step.missing"]);
            return Page();
        }

        // Guessing digits is slowed down apart from guessing passwords: who gets here knows the password already.
        var slot = $"second step {browsers.Of(HttpContext, account)}";
        if (tries.MustWait(account.Name, slot, Problems, "answer"))
        {
            return Page();
        }

        if (!steps.Use(account.Id, Answer))
        {
            Problems.Add("answer", t["second_step.wrong"]);
            return Page();
        }

        tries.Forgive(account.Name, slot);
        half.End(HttpContext);
        browsers.Remember(HttpContext, account);
        await sessions.StartAsync(HttpContext, account);
        return LocalRedirect(Url.IsLocalUrl(Next) ? Next! : "/");
    }
}
