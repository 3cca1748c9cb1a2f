using System.Collections.Immutable;
using Homeward.Access.Providers;
using Homeward.Domain;

namespace Homeward.Access;

/// <summary>A person who signs in: a name, one organisation, one role.</summary>
/// <param name="Epoch">Grows when what they sign in by changes or the account ends; a session from an earlier epoch is over.</param>
public sealed record Account(
    Id<User> Id, string Name, Id<Organisation> Organisation, string OrganisationName, Role Role, string? PasswordHash, int Epoch, bool Ended)
{
    /// <summary>Whether a password alone opens nothing.</summary>
    public bool NeedsSecondStep { get; init; }

    /// <summary>The secret shared with an authenticator app, or nothing. In memory only; in the journal it is sealed under the person's key.</summary>
    public ImmutableArray<byte>? Authenticator { get; init; }

    /// <summary>Hashes of the recovery codes that were not used yet.</summary>
    public ImmutableArray<string> Recovery { get; init; } = [];

    /// <summary>What signs them in without a password.</summary>
    public ImmutableArray<Passkey> Passkeys { get; init; } = [];

    /// <summary>Who they are to their organisation's own sign-in, when that is how they come in.</summary>
    public ProviderLink? Provider { get; init; }

    /// <summary>Whether a password alone opens nothing any more: the authenticator's digits, a recovery code or a passkey does.</summary>
    public bool HasSecondStep => Authenticator is not null || Passkeys.Length > 0;

    /// <summary>Whether they must set a second step up before they enter anything.</summary>
    public bool MustSetUpSecondStep => NeedsSecondStep && !HasSecondStep;
}

/// <summary>The public half of a key that a phone, computer or security key holds (WebAuthn, level 3).</summary>
/// <param name="Credential">The id the browser finds it by, in base64url.</param>
/// <param name="Key">The public key, as COSE writes it.</param>
/// <param name="Counter">How often it signed when we last heard from it; zero where the device doesn't count.</param>
public sealed record Passkey(
    string Credential, ImmutableArray<byte> Key, uint Counter, DateTimeOffset Added, ImmutableArray<string> Transports, bool IsBackupEligible, bool IsBackedUp);
