using Homeward.Access;
using Homeward.Access.Providers;
using Homeward.Web;
using Homeward.Web.Acting;
using Homeward.Web.Forms;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Homeward.Features.SignIn;

/// <summary>
/// Somebody who was handed the two halves of a code, one by each organisation, chooses a password. What is wrong is said in one sentence: it
/// tells a guesser neither whom we expect nor which half was right.
/// </summary>
[AllowAnonymous]
public sealed class InvitationModel(
    AccountStore accounts, Tries tries, Sessions sessions, SignInProviders providers, ProviderSignIn signIn, TakingUp takingUp, Texts t) : PageModel
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? First { get; set; }

    [BindProperty]
    public string? Second { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    /// <summary>The organisation's own sign-in that they want to use instead of a password, by its key.</summary>
    [BindProperty]
    public string? With { get; set; }

    public FormProblems Problems { get; } = new();

    /// <summary>Organisations whose people may sign in over there.</summary>
    public IReadOnlyList<SignInProvider> Providers => providers.All;

    /// <summary>The sign-in to go on to, once both halves were right.</summary>
    public SignInProvider? Onward { get; private set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync()
    {
        NeedsText("name", Name, t["sign_in.name_missing"]);
        NeedsText("first", First, t["invitation.first_missing"]);
        NeedsText("second", Second, t["invitation.second_missing"]);
        var provider = providers.Find(With);
        if (provider is null && Password is not { Length: >= Passwords.ShortestLength and <= Passwords.LongestLength })
        {
            Problems.Add("password", t["invitation.password_length", Passwords.ShortestLength, Passwords.LongestLength]);
        }

        if (Problems.Any || Name!.Length > 200)
        {
            return Page();
        }

        if (tries.MustWait(Name, known: null, Problems, "first"))
        {
            return Page();
        }

        if (provider is not null)
        {
            return GoOnTo(provider);
        }

        if (accounts.TakeUp(Name, First, Second, Password!) is not { } account)
        {
            Problems.Add("first", t["invitation.wrong"]);
            return Page();
        }

        tries.Forgive(Name, known: null);
        await sessions.StartAsync(HttpContext, account);
        return new SeeOther("/account");
    }

    // A link leads there, not the answer to this form: a form may only lead to us.
    private PageResult GoOnTo(SignInProvider provider)
    {
        if (accounts.Invited(Name!, First, Second) is not { } request || !signIn.MaySpeakFor(provider, request.Organisation))
        {
            Problems.Add("first", t["invitation.wrong"]);
            return Page();
        }

        tries.Forgive(Name!, known: null);
        takingUp.Start(HttpContext, request);
        Onward = provider;
        return Page();
    }

    private void NeedsText(string field, string? typed, string sentence)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            Problems.Add(field, sentence);
        }
    }
}
