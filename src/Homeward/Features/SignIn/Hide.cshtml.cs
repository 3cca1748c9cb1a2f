using Homeward.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Homeward.Features.SignIn;

/// <summary>
/// One tap when somebody looks over the shoulder: an empty page that names neither us nor anybody, and the session is over.
/// It is a link and not a form, so that it works from anywhere; the cookie is not sent from other sites, so none of them can use it.
/// </summary>
[AllowAnonymous]
public sealed class HideModel(Sessions sessions) : PageModel
{
    public Task OnGetAsync() => sessions.EndAsync(HttpContext);
}
