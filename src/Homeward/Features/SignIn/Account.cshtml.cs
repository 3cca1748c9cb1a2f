using Homeward.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Homeward.Features.SignIn;

/// <summary>Who I am here, and the way out.</summary>
public sealed class AccountModel(CurrentUser user, StaffAccess staff, Sessions sessions) : PageModel
{
    public Account Account => user.Account;

    /// <summary>Whether they have a part in who else signs in.</summary>
    public bool ChangesStaff => staff.MayApprove(Account);

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await sessions.EndAsync(HttpContext);
        return Redirect("/sign-in");
    }
}
