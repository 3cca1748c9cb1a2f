using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Homeward.Access;

/// <summary>
/// What somebody has shown of two steps to come in, in a cookie only this server can write, for ten minutes and for the pages of signing in only.
/// It opens nothing.
/// </summary>
/// <param name="name">The cookie's.</param>
/// <param name="purpose">What it is sealed for, so that one of these is never read as another.</param>
public sealed class HalfwayCookie(IDataProtectionProvider protection, TimeProvider clock, string name, string purpose)
{
    public static readonly TimeSpan Valid = TimeSpan.FromMinutes(10);

    private readonly IDataProtector protector = protection.CreateProtector(purpose);

    /// <param name="who">Whom it is about; neither of the two holds a space.</param>
    /// <param name="seen">What must still be as it was then.</param>
    public void Start(HttpContext context, string who, string seen) => context.Response.Cookies.Append(
        name, protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{who} {seen} {clock.GetUtcNow().ToUnixTimeSeconds()}")), Options(context));

    public void End(HttpContext context) => context.Response.Cookies.Delete(name, Options(context));

    /// <summary>What the browser sent, as it is.</summary>
    public string? Carried(HttpContext context) => context.Request.Cookies[name] is { Length: < 1_000 } text ? text : null;

    /// <summary>What it says; nothing when it is too old, or was written by another installation, or by nobody.</summary>
    public (string Who, string Seen)? Read(string? carried)
    {
        try
        {
            return carried is not null && protector.Unprotect(carried).Split(' ') is [var who, var seen, var at]
                && clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(long.Parse(at, CultureInfo.InvariantCulture)) < Valid
                    ? (who, seen)
                    : null;
        }
        catch (CryptographicException)
        {
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
