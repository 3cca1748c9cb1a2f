using Homeward.Access;
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
public sealed class InvitationModel(AccountStore accounts, Tries tries, Sessions sessions, Texts t) : PageModel
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? First { get; set; }

    [BindProperty]
    public string? Second { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public FormProblems Problems { get; } = new();

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync()
    {
        NeedsText("name", Name, t["sign_in.name_missing"]);
        NeedsText("first", First, t["invitation.first_missing"]);
        NeedsText("second", Second, t["invitation.second_missing"]);
        if (Password is not { Length: >= Passwords.ShortestLength and <= Passwords.LongestLength })
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

        if (accounts.TakeUp(Name, First, Second, Password!) is not { } account)
        {
            Problems.Add("first", t["invitation.wrong"]);
            return Page();
        }

        tries.Forgive(Name, known: null);
        await sessions.StartAsync(HttpContext, account);
        return new SeeOther("/account");
    }

    private void NeedsText(string field, string? typed, string sentence)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            Problems.Add(field, sentence);
        }
    }
}
