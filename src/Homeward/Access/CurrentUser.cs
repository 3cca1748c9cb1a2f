using System.Security.Claims;
using Homeward.Domain;

namespace Homeward.Access;

/// <summary>The person this request comes from. Role and organisation are those of this moment, not of when they signed in.</summary>
public sealed class CurrentUser(IHttpContextAccessor context, Sessions sessions)
{
    private Account? account;

    /// <exception cref="InvalidOperationException">Nobody is signed in; only sign-in and the files of wwwroot are open to that.</exception>
    public Account Account => Found ?? throw new InvalidOperationException("A page that needs a signed-in person was reached without one.");

    /// <summary>The person, or nothing on the pages that are open.</summary>
    public Account? Found => account ??= context.HttpContext is { } http ? sessions.Of(http.User) : null;

    /// <summary>Lets a request in: the account found at its beginning stands for all of it, so one ended meanwhile makes no page fail half-way.</summary>
    /// <returns>Whether the session still stands.</returns>
    public bool Enter(ClaimsPrincipal principal) => (account = sessions.Of(principal)) is not null;

    /// <summary>Who asks, as the domain sees it. Browsers have no device of their own yet.</summary>
    public Actor Actor => new(Account.Id, Account.Organisation, Account.Role, Guid.Empty);
}
