using System.Security.Cryptography;
using Homeward.Access;
using Homeward.Web;
using Homeward.Web.Forms;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using QRCoder;

namespace Homeward.Features.SignIn;

/// <summary>
/// Shares a secret with an app on the person's phone. It counts from when the app's first digits were typed, so that nobody locks
/// themselves out with a code that wasn't scanned; whoever has a second step already shows it once more.
/// </summary>
public sealed class SetUpSecondStepModel(
    CurrentUser user, AccountStore accounts, Authenticators authenticators, SecondSteps steps, Tries tries, Sessions sessions,
    IDataProtectionProvider protection, Texts t) : PageModel
{
    private readonly IDataProtector protector = protection.CreateProtector("homeward authenticator secret");

    private byte[] secret = [];

    public Account Account => user.Account;

    /// <summary>The secret as it travels with the form: sealed, and for this person only.</summary>
    [BindProperty]
    public string? Shared { get; set; }

    [BindProperty]
    public string? Digits { get; set; }

    /// <summary>The answer of the second step they have now, when they have one.</summary>
    [BindProperty]
    public string? Now { get; set; }

    /// <summary>Recovery codes, shown this once.</summary>
    public IReadOnlyList<string> Codes { get; private set; } = [];

    public FormProblems Problems { get; } = new();

    public string InWords => Authenticators.InWords(secret);

    /// <summary>The code for the camera, as markup.</summary>
    public string Square
    {
        get
        {
            using var data = QRCodeGenerator.GenerateQrCode(Authenticators.Address(secret, Account.Name, t["shell.product"]), QRCodeGenerator.ECCLevel.M);
            using var drawn = new SvgQRCode(data);
            return drawn.GetGraphic(5, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
        }
    }

    public void OnGet() => MakeSecret();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ReadSecret())
        {
            MakeSecret();
            Problems.Add("digits", t["set_up.again"]);
            return Page();
        }

        if (tries.MustWait(Account.Name, "set up", Problems, "digits"))
        {
            return Page();
        }

        if (Account.Authenticator is not null && !steps.Use(Account.Id, Now))
        {
            Problems.Add("now", t["second_step.wrong"]);
            return Page();
        }

        if (!authenticators.Check(secret, Digits))
        {
            Problems.Add("digits", t["set_up.wrong"]);
            return Page();
        }

        tries.Forgive(Account.Name, "set up");
        Codes = accounts.SetAuthenticator(Account.Id, secret);

        // Sessions that began without the second step are over; this one goes on with it.
        await sessions.StartAsync(HttpContext, accounts.Current.Find(Account.Id)!);
        return Page();
    }

    private void MakeSecret()
    {
        secret = Authenticators.MakeSecret();
        Shared = protector.Protect($"{Account.Id} {Convert.ToBase64String(secret)}");
        ModelState.Remove("shared");
    }

    private bool ReadSecret()
    {
        try
        {
            if (Shared is { Length: < 1_000 } && protector.Unprotect(Shared).Split(' ') is [var id, var bytes] && id == Account.Id.ToString())
            {
                secret = Convert.FromBase64String(bytes);
                return true;
            }
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            // Changed on the way, or from before a restart with other keys.
        }

        return false;
    }
}
