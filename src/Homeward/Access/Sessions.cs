using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using Homeward.Domain;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Homeward.Access;

/// <summary>
/// Who is signed in. The cookie says who and since when; whether that still holds is looked up in memory at every request,
/// so that ending an account or a session takes effect at once.
/// </summary>
public sealed class Sessions(AccountStore accounts, TimeProvider clock)
{
    /// <summary>A session ends after this long without a request from its person; a page that refreshes itself does not count.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>And after this long in any case: one shift.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>How long after signing in somebody may change what they sign in by; a screen left open must not give it away.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    private const string SessionClaim = "session";
    private const string EpochClaim = "epoch";
    private const string StartedClaim = "started";
    private const string SecondStepClaim = "second_step";

    // Signed out before the cookie ran out. After a restart a copied cookie of such a session lives on for what is left of half an hour.
    private readonly ConcurrentDictionary<string, DateTimeOffset> ended = new();

    /// <param name="secondStepElsewhere">Their organisation's own sign-in has asked for a second step; we don't ask again.</param>
    public Task StartAsync(HttpContext context, Account account, bool secondStepElsewhere = false)
    {
        var identity = new ClaimsIdentity(
            [
                new(ClaimTypes.NameIdentifier, account.Id.ToString()),
                new(ClaimTypes.Name, account.Name),
                new(EpochClaim, Text(account.Epoch)),
                new(SessionClaim, RandomNumberGenerator.GetHexString(32)),
                new(StartedClaim, Text(clock.GetUtcNow().ToUnixTimeSeconds())),
                .. secondStepElsewhere ? (Claim[])[new(SecondStepClaim, "elsewhere")] : [],
            ],
            CookieAuthenticationDefaults.AuthenticationScheme);
        return context.SignInAsync(new ClaimsPrincipal(identity));
    }

    public Task EndAsync(HttpContext context)
    {
        if (context.User.FindFirstValue(SessionClaim) is { } session)
        {
            var now = clock.GetUtcNow();
            ended[session] = now;
            foreach (var (old, at) in ended.Where(pair => pair.Value < now - Longest))
            {
                ended.TryRemove(KeyValuePair.Create(old, at));
            }
        }

        ClearPages(context);
        return context.SignOutAsync();
    }

    /// <summary>
    /// Tells the browser to forget the pages it keeps, so that going back shows none. What a station has captured and not sent yet stays: no
    /// report may be lost with a session.
    /// </summary>
    public static void ClearPages(HttpContext context) => context.Response.Headers["Clear-Site-Data"] = "\"cache\"";

    /// <summary>The account a session belongs to, or nothing when the session is over.</summary>
    public Account? Of(ClaimsPrincipal principal) =>
        Id<User>.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id) &&
        accounts.Current.Find(id) is { Ended: false } account &&
        principal.FindFirstValue(EpochClaim) == Text(account.Epoch) &&
        principal.FindFirstValue(SessionClaim) is { } session && !ended.ContainsKey(session) &&
        long.TryParse(principal.FindFirstValue(StartedClaim), out var started) &&
        clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(started) < Longest
            ? account
            : null;

    /// <summary>Whether this session opens nothing before a second step is set up.</summary>
    public static bool MustSetUpSecondStep(ClaimsPrincipal principal, Account account) =>
        account.MustSetUpSecondStep && !principal.HasClaim(claim => claim.Type == SecondStepClaim);

    /// <summary>Whether somebody signed in just now.</summary>
    public bool IsFresh(ClaimsPrincipal principal) =>
        long.TryParse(principal.FindFirstValue(StartedClaim), out var started) && clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(started) < Fresh;

    private static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
