using System.Collections.Immutable;
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

    /// <summary>Whether a second step is asked for after the password.</summary>
    public bool HasSecondStep => Authenticator is not null;

    /// <summary>Whether they must set a second step up before they enter anything.</summary>
    public bool MustSetUpSecondStep => NeedsSecondStep && !HasSecondStep;
}
