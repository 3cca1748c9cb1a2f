using Homeward.Domain;

namespace Homeward.Access;

/// <summary>What is asked for after the password: the digits of an authenticator, or one of its recovery codes.</summary>
public sealed class SecondSteps(AccountStore accounts, Authenticators authenticators)
{
    /// <summary>Whether the answer is right. It is used up then, and a recovery code is gone for good.</summary>
    public bool Use(Id<User> user, string? answer)
    {
        if (accounts.Current.Find(user) is not { Ended: false, Authenticator: { } secret } account)
        {
            return false;
        }

        return authenticators.Use(user, [.. secret], answer)
            || (account.Recovery.FirstOrDefault(hash => OneTimeCodes.Matches(answer, hash)) is { } code && accounts.UseRecoveryCode(user, code));
    }
}
