using System.Security.Cryptography;
using Homeward.Domain;
using Microsoft.AspNetCore.DataProtection;

namespace Homeward.Access;

/// <summary>
/// A browser remembers, in a cookie only this server can write, that somebody has signed in on it before. Such a browser has tries of its own:
/// strangers who guess names and passwords from elsewhere can't keep the people of a shift out of their own screens.
/// </summary>
/// <remarks>After "device cookies" (OWASP, Slow Down Online Guessing Attacks with Device Cookies). It opens nothing: the password still decides.</remarks>
public sealed class KnownBrowsers(IDataProtectionProvider protection)
{
    private const string Cookie = "homeward-browser";

    // A shared computer at a school desk; whoever signed in longest ago gives way.
    private const int MostPeople = 20;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private readonly IDataProtector protector = protection.CreateProtector("homeward browser");

    /// <summary>The browser's own number when this account has signed in on it before.</summary>
    public string? Of(HttpContext context, Account? account) =>
        account is not null && Read(context) is { } known && known.People.Contains(account.Id) ? known.Browser : null;

    /// <summary>Remembers that this account signed in on this browser.</summary>
    public void Remember(HttpContext context, Account account)
    {
        var (browser, people) = Read(context) ?? (RandomNumberGenerator.GetHexString(16), []);
        var text = string.Join(' ', [browser, .. people.Prepend(account.Id).Distinct().Take(MostPeople).Select(id => id.ToString())]);
        context.Response.Cookies.Append(Cookie, protector.Protect(text), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            MaxAge = Kept,
            Path = "/sign-in",
            IsEssential = true,
        });
    }

    private (string Browser, IReadOnlyList<Id<User>> People)? Read(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is not { Length: < 4_000 } sealedText)
        {
            return null;
        }

        try
        {
            var parts = protector.Unprotect(sealedText).Split(' ');
            return (parts[0], [.. parts[1..].Select(part => Id<User>.TryParse(part, out var id) ? id : default)]);
        }
        catch (CryptographicException)
        {
            // Made by another installation, or by nobody. The browser is one that we don't know.
            return null;
        }
    }
}
