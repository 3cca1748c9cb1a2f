using System.Globalization;
using System.Security.Cryptography;
using Homeward.Domain;
using Microsoft.AspNetCore.DataProtection;

namespace Homeward.Access.Providers;

/// <summary>
/// Somebody has shown both halves of an invitation and goes to their organisation's sign-in to say who they are there: in a cookie only this
/// server can write, for ten minutes, in the browser in which the halves were typed. It opens nothing.
/// </summary>
public sealed class TakingUp(IDataProtectionProvider protection, AccountStore accounts, TimeProvider clock)
{
    private const string Cookie = "homeward-taking-up";

    private readonly IDataProtector protector = protection.CreateProtector("homeward taking up");

    public void Start(HttpContext context, AccessRequest request) => context.Response.Cookies.Append(
        Cookie, protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{request.User} {request.SecondHalf} {clock.GetUtcNow().ToUnixTimeSeconds()}")), Options(context));

    public void End(HttpContext context) => context.Response.Cookies.Delete(Cookie, Options(context));

    /// <summary>What the cookie says, to travel with the way to the provider and back: on the way back the browser keeps the cookie to itself.</summary>
    public static string? Carried(HttpContext context) => context.Request.Cookies[Cookie] is { Length: < 1_000 } text ? text : null;

    /// <summary>The invitation it is about, or nothing when it is too old, or another one by now.</summary>
    public AccessRequest? Of(string? carried)
    {
        try
        {
            return carried is not null && protector.Unprotect(carried).Split(' ') is [var user, var half, var at]
                && clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(long.Parse(at, CultureInfo.InvariantCulture)) < HalfSignedIn.Valid
                && Id<User>.TryParse(user, out var id) && accounts.Current.Requests.GetValueOrDefault(id) is { } request && request.SecondHalf == half
                    ? request
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
        MaxAge = HalfSignedIn.Valid,
        Path = "/sign-in",
        IsEssential = true,
    };
}
