using Homeward.Access;
using Homeward.Access.Providers;
using Homeward.Web;
using Homeward.Web.Acting;
using Homeward.Web.Forms;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Homeward.Features.SignIn;

/// <summary>The only open page. One sentence for a wrong name and for a wrong password: it tells a guesser nothing.</summary>
[AllowAnonymous]
public sealed class SignInModel(AccountStore accounts, Passwords passwords, Tries tries, KnownBrowsers browsers, HalfSignedIn half, Sessions sessions, SignInProviders providers, Texts t) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Next { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public FormProblems Problems { get; } = new();

    /// <summary>Organisations whose people may sign in over there.</summary>
    public IReadOnlyList<SignInProvider> Providers => providers.All;

    public IActionResult OnGet() => User.Identity?.IsAuthenticated == true ? OnwardTo(Next) : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(Name))
        {
            Problems.Add("name", t["sign_in.name_missing"]);
        }

        if (string.IsNullOrEmpty(Password))
        {
            Problems.Add("password", t["sign_in.password_missing"]);
        }

        if (Problems.Any || Name is null || Password is null)
        {
            return Page();
        }

        if (Name.Length > 200 || Password.Length > Passwords.LongestLength)
        {
            return Wrong();
        }

        var account = accounts.Current.Find(Name);
        var known = browsers.Of(HttpContext, account);
        if (tries.MustWait(Name, known, Problems, "password"))
        {
            return Page();
        }

        if (!await passwords.AreRightAsync(account, Password, cancellation))
        {
            return Wrong();
        }

        tries.Forgive(Name, known);
        if (account!.HasSecondStep)
        {
            half.Start(HttpContext, account);
            return new SeeOther("/sign-in/second-step" + QueryString.Create("next", Next ?? "/"));
        }

        browsers.Remember(HttpContext, account);
        await sessions.StartAsync(HttpContext, account);
        return OnwardTo(Next);
    }

    private PageResult Wrong()
    {
        Problems.Add("password", t["sign_in.wrong"]);
        return Page();
    }

    // Only to a page of our own: an address from outside could hand the session's owner to somebody else's page.
    private LocalRedirectResult OnwardTo(string? next) => LocalRedirect(Url.IsLocalUrl(next) ? next! : "/");
}
