using Homeward.Access;
using Homeward.Access.Passkeys;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Homeward.Features.SignIn;

/// <summary>Who I am here, and the way out.</summary>
public sealed class AccountModel(CurrentUser user, StaffAccess staff, AccountStore accounts, PasskeySignIn passkeys, Sessions sessions) : PageModel
{
    private const int LongestAnswer = 20_000;

    public Account Account => user.Account;

    /// <summary>Whether they have a part in who else signs in.</summary>
    public bool ChangesStaff => staff.MayApprove(Account);

    /// <summary>Whether this address can have passkeys at all.</summary>
    public bool PasskeysPossible => PasskeySignIn.IsPossible(HttpContext);

    /// <summary>Whether this session opens nothing before a second step is set up.</summary>
    public bool MustSetUpSecondStep => Sessions.MustSetUpSecondStep(User, Account);

    /// <summary>Whether they signed in just now, and may change what they sign in by.</summary>
    public bool IsFresh => sessions.IsFresh(User);

    /// <summary>The passkey that was made could not be added.</summary>
    public bool Refused { get; private set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await sessions.EndAsync(HttpContext);
        return Redirect("/sign-in");
    }

    public async Task<IActionResult> OnPostPasskeyOptionsAsync() =>
        PasskeysPossible && IsFresh ? Content(await passkeys.AskToMakeAsync(HttpContext, Account), "application/json") : NotFound();

    public async Task<IActionResult> OnPostPasskeyAsync(string? credential)
    {
        if (PasskeysPossible && IsFresh && credential is { Length: > 0 and < LongestAnswer } && await passkeys.AddAsync(HttpContext, Account, credential))
        {
            return new SeeOther("/account");
        }

        Refused = true;
        return Page();
    }

    public async Task<IActionResult> OnPostRemovePasskeyAsync(string? credential)
    {
        accounts.RemovePasskey(Account.Id, credential ?? "");

        // Sessions that the passkey may have begun are over; this one goes on.
        await sessions.StartAsync(HttpContext, accounts.Current.Find(Account.Id)!);
        return new SeeOther("/account");
    }
}
