using Homeward.Access;
using Homeward.Domain;
using Homeward.Features.SignIn;
using Homeward.Web;
using Homeward.Web.Forms;

namespace Homeward.Features.ReleaseDesk;

/// <summary>
/// A second person gives their own name and password at somebody else's screen, for one act. No session is started for
/// them, and the first person's goes on.
/// </summary>
public sealed class SecondSignIn(AccountStore accounts, Passwords passwords, SecondSteps steps, Tries tries, CurrentUser desk, Texts t)
{
    /// <summary>Who the second person is, or nothing and the problem at its box. Wrong tries are slowed down as at sign-in.</summary>
    public async Task<Actor?> CheckAsync(string? name, string? password, string? digits, FormProblems problems, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            problems.Add("Name", t["sign_in.name_missing"]);
        }

        if (string.IsNullOrEmpty(password))
        {
            problems.Add("Password", t["sign_in.password_missing"]);
        }

        if (problems.Any)
        {
            return null;
        }

        if (name!.Length > 200 || password!.Length > Passwords.LongestLength)
        {
            problems.Add("Password", t["sign_in.wrong"]);
            return null;
        }

        if (tries.MustWait(name, desk.Account.Id.ToString(), problems, "Password"))
        {
            return null;
        }

        var account = accounts.Current.Find(name);
        if (!await passwords.AreRightAsync(account, password, cancellation))
        {
            problems.Add("Password", t["sign_in.wrong"]);
            return null;
        }

        // A password alone must not do here what it doesn't do at sign-in.
        if ((account!.HasSecondStep || account.NeedsSecondStep) && !steps.Use(account.Id, digits))
        {
            problems.Add("Digits", t[account.Authenticator is null ? "release.their_digits_set_up" : "second_step.wrong"]);
            return null;
        }

        tries.Forgive(name, desk.Account.Id.ToString());
        return new(account.Id, account.Organisation, account.Role, Guid.Empty);
    }
}
