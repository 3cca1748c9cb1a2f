using System.Globalization;
using System.Security.Cryptography;
using Homeward.Domain;
using Microsoft.AspNetCore.DataProtection;

namespace Homeward.Access;

/// <summary>
/// Whose password was right and whose second step is still to come: in a cookie only this server can write, for ten minutes and for the pages
/// of signing in only. It opens nothing.
/// </summary>
public sealed class HalfSignedIn(IDataProtectionProvider protection, AccountStore accounts, TimeProvider clock)
{
    public static readonly TimeSpan Valid = TimeSpan.FromMinutes(10);

    private const string Cookie = "homeward-first-step";

    private readonly IDataProtector protector = protection.CreateProtector("homeward first step");

    public void Start(HttpContext context, Account account) =>
        context.Response.Cookies.Append(
            Cookie,
            protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{account.Id} {account.Epoch} {clock.GetUtcNow().ToUnixTimeSeconds()}")),
            Options(context));

    public void End(HttpContext context) => context.Response.Cookies.Delete(Cookie, Options(context));

    /// <summary>Whose password was right, or nothing when nobody's was, it was too long ago, or what they sign in by has changed since.</summary>
    public Account? Of(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is not { Length: < 1_000 } sealedText)
        {
            return null;
        }

        try
        {
            return protector.Unprotect(sealedText).Split(' ') is [var user, var epoch, var at]
                && Id<User>.TryParse(user, out var id) && accounts.Current.Find(id) is { Ended: false } account
                && epoch == account.Epoch.ToString(CultureInfo.InvariantCulture)
                && clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(long.Parse(at, CultureInfo.InvariantCulture)) < Valid
                    ? account
                    : null;
        }
        catch (CryptographicException)
        {
            // Written by another installation, or by nobody.
            return null;
        }
    }

    private static CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        MaxAge = Valid,
        Path = "/sign-in",
        IsEssential = true,
    };
}
