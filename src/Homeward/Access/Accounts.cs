using System.Collections.Immutable;
using Homeward.Access.Providers;
using Homeward.Domain;

namespace Homeward.Access;

/// <summary>Everybody who signs in, at one moment. Immutable; the next event makes the next one.</summary>
public sealed record Accounts
{
    public static readonly Accounts Nobody = new();

    public ImmutableDictionary<Id<User>, Account> ById { get; private init; } = ImmutableDictionary<Id<User>, Account>.Empty;

    /// <summary>What was asked and neither taken up nor declined, also when it is too old by now.</summary>
    public ImmutableDictionary<Id<User>, AccessRequest> Requests { get; private init; } = ImmutableDictionary<Id<User>, AccessRequest>.Empty;

    private ImmutableDictionary<string, Id<User>> ByName { get; init; } = ImmutableDictionary<string, Id<User>>.Empty;

    /// <summary>The account somebody means by a name, however they type its capitals and spaces.</summary>
    public Account? Find(string name) => ByName.TryGetValue(Key(name), out var id) ? ById[id] : null;

    public Account? Find(Id<User> id) => ById.GetValueOrDefault(id);

    /// <summary>Whose passkey this is, or nothing.</summary>
    public Account? FindByPasskey(string credential) =>
        ById.Values.FirstOrDefault(account => account.Passkeys.Any(passkey => passkey.Credential == credential));

    /// <summary>Who linked this sign-in of their organisation, or nothing.</summary>
    public Account? FindByProvider(ProviderLink link) => ById.Values.FirstOrDefault(account => account.Provider == link);

    /// <summary>What was asked last about a person of this name, or nothing.</summary>
    public AccessRequest? FindRequest(string name) => Requests.Values.Where(request => Key(request.Name) == Key(name)).MaxBy(request => request.Asked.At);

    public Accounts Apply(AccessEvent happened) => happened switch
    {
        UserInvited e => this with
        {
            ById = ById.SetItem(e.User, new(e.User, e.Name, e.Organisation, e.OrganisationName, e.Role, PasswordHash: null, Epoch: 1, Ended: false) { NeedsSecondStep = e.NeedsSecondStep }),
            ByName = ByName.SetItem(Key(e.Name), e.User),
            Requests = Requests.Remove(e.User),
        },
        PasswordSet e => With(ById[e.User] with { PasswordHash = e.Hash, Epoch = ById[e.User].Epoch + 1 }) with { Requests = Requests.Remove(e.User) },
        UserEnded e => With(ById[e.User] with { PasswordHash = null, Ended = true, Epoch = ById[e.User].Epoch + 1, Authenticator = null, Recovery = [], Passkeys = [], Provider = null }) with { Requests = Requests.Remove(e.User) },
        InvitationAsked e => this with { Requests = Requests.SetItem(e.User, new(e.User, e.Name, e.Organisation, e.OrganisationName, e.Role, IsReset: false, e.Asking, e.Half)) },
        ResetAsked e when ById[e.User] is var account => this with
        {
            Requests = Requests.SetItem(e.User, new(e.User, account.Name, account.Organisation, account.OrganisationName, account.Role, IsReset: true, e.Asking, e.Half)),
        },
        AccessApproved e => this with { Requests = Requests.SetItem(e.User, Requests[e.User] with { Approved = e.Approving, SecondHalf = e.Half }) },
        AccessDeclined e => this with { Requests = Requests.Remove(e.User) },
        AuthenticatorSet e => With(ById[e.User] with { Authenticator = e.Secret, Recovery = e.Recovery, Epoch = ById[e.User].Epoch + 1 }),
        RecoveryCodeUsed e => With(ById[e.User] with { Recovery = ById[e.User].Recovery.Remove(e.Hash) }),
        PasskeyAdded e => With(ById[e.User] with { Passkeys = ById[e.User].Passkeys.Add(e.Passkey) }),
        PasskeyUsed e when ById[e.User] is var account => With(account with
        {
            Passkeys = [.. account.Passkeys.Select(passkey => passkey.Credential == e.Credential ? passkey with { Counter = e.Counter } : passkey)],
        }),
        PasskeyRemoved e => With(ById[e.User] with { Passkeys = ById[e.User].Passkeys.RemoveAll(passkey => passkey.Credential == e.Credential), Epoch = ById[e.User].Epoch + 1 }),
        ProviderLinked e => With(ById[e.User] with { Provider = new(e.Issuer, e.Subject), PasswordHash = null, Epoch = ById[e.User].Epoch + 1 }) with { Requests = Requests.Remove(e.User) },
        SecondStepRemoved e => With(ById[e.User] with { Authenticator = null, Recovery = [], Passkeys = [], Provider = null, Epoch = ById[e.User].Epoch + 1 }),
        _ => throw new InvalidOperationException($"No rule applies {happened.GetType().Name}."),
    };

    /// <summary>Everybody but these, whose names nobody can read any more.</summary>
    public Accounts Without(IEnumerable<Id<User>> users)
    {
        var gone = users.ToHashSet();
        return this with
        {
            ById = ById.RemoveRange(gone),
            ByName = ByName.RemoveRange(ByName.Where(pair => gone.Contains(pair.Value)).Select(pair => pair.Key)),
            Requests = Requests.RemoveRange(gone),
        };
    }

    /// <summary>A name as it is compared: whatever its capitals and spaces.</summary>
    public static string Key(string name) =>
        string.Join(' ', name.ToUpperInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private Accounts With(Account account) => this with { ById = ById.SetItem(account.Id, account) };
}
