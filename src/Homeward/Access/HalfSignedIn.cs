using System.Globalization;
using Homeward.Domain;
using Microsoft.AspNetCore.DataProtection;

namespace Homeward.Access;

/// <summary>Whose password was right and whose second step is still to come.</summary>
public sealed class HalfSignedIn(IDataProtectionProvider protection, AccountStore accounts, TimeProvider clock)
{
    private readonly HalfwayCookie cookie = new(protection, clock, "homeward-first-step", "homeward first step");

    public void Start(HttpContext context, Account account) => cookie.Start(context, account.Id.ToString(), Epoch(account));

    public void End(HttpContext context) => cookie.End(context);

    /// <summary>Whose password was right, or nothing when nobody's was, it was too long ago, or what they sign in by has changed since.</summary>
    public Account? Of(HttpContext context) =>
        cookie.Read(cookie.Carried(context)) is var (user, epoch) && Id<User>.TryParse(user, out var id)
        && accounts.Current.Find(id) is { Ended: false } account && epoch == Epoch(account)
            ? account
            : null;

    private static string Epoch(Account account) => account.Epoch.ToString(CultureInfo.InvariantCulture);
}
