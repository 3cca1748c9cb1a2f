using Homeward.Domain;
using Microsoft.AspNetCore.DataProtection;

namespace Homeward.Access.Providers;

/// <summary>
/// Somebody has shown both halves of an invitation, in the browser in which they typed them, and goes to their organisation's sign-in to say who
/// they are there.
/// </summary>
public sealed class TakingUp(IDataProtectionProvider protection, AccountStore accounts, TimeProvider clock)
{
    private readonly HalfwayCookie cookie = new(protection, clock, "homeward-taking-up", "homeward taking up");

    public void Start(HttpContext context, AccessRequest request) => cookie.Start(context, request.User.ToString(), request.SecondHalf ?? "");

    public void End(HttpContext context) => cookie.End(context);

    /// <summary>What the cookie says, to travel with the way to the provider and back: on the way back the browser keeps the cookie to itself.</summary>
    public string? Carried(HttpContext context) => cookie.Carried(context);

    /// <summary>The invitation it is about, or nothing when it is too old, or another one by now.</summary>
    public AccessRequest? Of(string? carried) =>
        cookie.Read(carried) is var (user, half) && Id<User>.TryParse(user, out var id)
        && accounts.Current.Requests.GetValueOrDefault(id) is { } request && request.SecondHalf == half
            ? request
            : null;
}
