using Homeward.Access.Providers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Homeward.Features.SignIn;

/// <summary>
/// Where somebody comes to rest who was at their organisation's sign-in. A browser that was led here from another site keeps the cookie of the new
/// session to itself until a page of ours leads on; this is that page, and it leads on by itself.
/// </summary>
[AllowAnonymous]
public sealed class ArrivedModel : PageModel
{
    /// <summary>Where to go on to, a page of our own.</summary>
    public string? Onward { get; private set; }

    /// <summary>Why they aren't let in, when they aren't.</summary>
    public ProviderSignIn.Why? Refused { get; private set; }

    public void OnGet(string? next, int? why)
    {
        if (why is { } said && Enum.IsDefined((ProviderSignIn.Why)said))
        {
            Refused = (ProviderSignIn.Why)said;
            Response.StatusCode = Refused is ProviderSignIn.Why.Down ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status403Forbidden;
            return;
        }

        Onward = Url.IsLocalUrl(next) ? next : null;
    }
}
