using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;

namespace Homeward.Access.Passkeys;

/// <summary>
/// Our accounts as ASP.NET Core Identity's passkey handler asks for them. It only looks; what changes goes through
/// <see cref="AccountStore"/>, so that it is in the journal before it counts.
/// </summary>
internal sealed class PasskeyAccounts(AccountStore accounts) : IUserPasskeyStore<Account>
{
    /// <summary>A credential's id as we write it.</summary>
    public static string Text(ReadOnlySpan<byte> credential) => Base64Url.EncodeToString(credential);

    public Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        Task.FromResult(accounts.Current.FindByPasskey(Text(credentialId)) is { Ended: false } found ? found : null);

    public Task<UserPasskeyInfo?> FindPasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) =>
        Task.FromResult(user.Passkeys.Where(passkey => passkey.Credential == Text(credentialId)).Select(Info).FirstOrDefault());

    public Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult<IList<UserPasskeyInfo>>([.. user.Passkeys.Select(Info)]);

    public Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Task.FromResult(Domain.Id<Domain.User>.TryParse(userId, out var id) && accounts.Current.Find(id) is { Ended: false } found ? found : null);

    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        Task.FromResult(accounts.Current.Find(normalizedUserName) is { Ended: false } found ? found : null);

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString());

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Name);

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(Accounts.Key(user.Name));

    public Task AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw ThroughTheJournal();

    public Task RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) => throw ThroughTheJournal();

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) => throw ThroughTheJournal();

    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) => throw ThroughTheJournal();

    public Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) => throw ThroughTheJournal();

    public Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken) => throw ThroughTheJournal();

    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) => throw ThroughTheJournal();

    public void Dispose()
    {
        // The accounts live as long as the server.
    }

    private static UserPasskeyInfo Info(Passkey passkey) => new(
        Base64Url.DecodeFromChars(passkey.Credential), [.. passkey.Key], passkey.Added, passkey.Counter, [.. passkey.Transports],
        isUserVerified: true, passkey.IsBackupEligible, passkey.IsBackedUp, attestationObject: [], clientDataJson: []);

    private static NotSupportedException ThroughTheJournal() => new("Accounts change through AccountStore, which appends to the journal first.");
}
