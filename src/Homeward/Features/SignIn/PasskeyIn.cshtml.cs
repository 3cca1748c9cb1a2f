using Homeward.Access;
using Homeward.Access.Passkeys;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Homeward.Features.SignIn;

/// <summary>A passkey's way in: what the browser is asked, and its answer.</summary>
[AllowAnonymous]
public sealed class PasskeyInModel(PasskeySignIn passkeys, KnownBrowsers browsers, Sessions sessions) : PageModel
{
    private const int LongestAnswer = 20_000;

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostOptionsAsync() =>
        PasskeySignIn.IsPossible(HttpContext) ? Content(await passkeys.AskToSignInAsync(HttpContext), "application/json") : NotFound();

    public async Task<IActionResult> OnPostAsync(string? credential, string? next)
    {
        if (!PasskeySignIn.IsPossible(HttpContext) || credential is not { Length: > 0 and < LongestAnswer } || await passkeys.CheckAsync(HttpContext, credential) is not { } account)
        {
            return Page();
        }

        browsers.Remember(HttpContext, account);
        await sessions.StartAsync(HttpContext, account);
        return LocalRedirect(Url.IsLocalUrl(next) ? next! : "/");
    }
}
