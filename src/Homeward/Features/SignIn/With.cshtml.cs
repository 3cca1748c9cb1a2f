using Homeward.Access.Providers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Homeward.Features.SignIn;

/// <summary>
/// The way to an organisation's own sign-in. It shows nothing itself. It is a link and not a form: a form of ours may lead nowhere but to us.
/// </summary>
[AllowAnonymous]
public sealed class WithModel(SignInProviders providers, ProviderSignIn signIn) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string key, string? next) =>
        providers.Find(key) is not { } provider ? NotFound()
        : await signIn.LeaveAsync(HttpContext, provider, next) ? new EmptyResult()
        : Redirect(ProviderSignIn.Address(ProviderSignIn.Why.Down));
}
