using System.Collections.Immutable;
using System.Text.Json;
using Homeward.Access.Providers;
using Homeward.Domain;
using Homeward.Journal;

namespace Homeward.Access;

/// <summary>
/// The people who sign in: read from the installation journal at start, kept in memory, and changed only by appending to that
/// journal first. What names a person is sealed under a key of their own, so that it can be destroyed with them.
/// </summary>
public sealed class AccountStore : IDisposable
{
    // What belongs to no person in particular is done by the program itself.
    private static readonly Guid Program = Actor.System.User.Value;

    /// <summary>More devices than anybody carries.</summary>
    public const int MostPasskeys = 10;

    private readonly IncidentJournal journal;
    private readonly TimeProvider clock;
    private readonly Lock changing = new();
    private readonly Dictionary<Guid, int> versions = [];
    private volatile Accounts current = Accounts.Nobody;

    private AccountStore(IncidentJournal journal, TimeProvider clock)
    {
        this.journal = journal;
        this.clock = clock;
        foreach (var entry in journal.Read())
        {
            versions[entry.Stream] = entry.Version;
            if (Read(entry) is { } happened)
            {
                current = current.Apply(happened);
            }
        }
    }

    /// <summary>Everybody who signs in, as of the last change that is durable.</summary>
    public Accounts Current => current;

    /// <summary>Opens the installation journal of a data folder, and makes it when there is none yet.</summary>
    public static AccountStore Open(DataFolder folder, InstallationKey key, TimeProvider clock)
    {
        Directory.CreateDirectory(folder.Path);
        return new AccountStore(
            Directory.Exists(folder.Installation)
                ? IncidentJournal.Open(folder.Installation, key, clock)
                : IncidentJournal.Create(folder.Installation, Guid.CreateVersion7(clock.GetUtcNow()), key, clock),
            clock);
    }

    /// <summary>Lets somebody sign in from now on.</summary>
    /// <returns>The account, or nothing when another account that has not ended bears that name.</returns>
    /// <param name="needsSecondStep">They enter nothing before they have set up a second step besides the password.</param>
    public Account? Invite(
        string name, Id<Organisation> organisation, string organisationName, Role role, string password, Id<User>? by = null, bool needsSecondStep = false) =>
        InviteWithHash(name, organisation, organisationName, role, Passwords.Hash(password), by, needsSecondStep);

    /// <summary>The same with the hash of a password. Making one takes a tenth of a second, and a test that needs many people makes one for all.</summary>
    internal Account? InviteWithHash(
        string name, Id<Organisation> organisation, string organisationName, Role role, string hash, Id<User>? by = null, bool needsSecondStep = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        lock (changing)
        {
            if (IsTaken(name))
            {
                return null;
            }

            var user = new Id<User>(Guid.CreateVersion7(clock.GetUtcNow()));
            Append(by, new UserInvited(user, name.Trim(), organisation, organisationName, role, needsSecondStep), new PasswordSet(user, hash));
            return current.Find(user);
        }
    }

    /// <summary>Gives an account another password. Whoever is signed in with the old one is out.</summary>
    public void SetPassword(Id<User> user, string password, Id<User>? by = null)
    {
        var hash = Passwords.Hash(password);
        lock (changing)
        {
            Append(by, new PasswordSet(user, hash));
        }
    }

    /// <summary>A passkey signs this person in from now on.</summary>
    /// <returns>False when it is known already, or the person has <see cref="MostPasskeys"/>.</returns>
    public bool AddPasskey(Id<User> user, Passkey passkey)
    {
        lock (changing)
        {
            if (current.Find(user) is not { Ended: false } account || account.Passkeys.Length >= MostPasskeys || current.FindByPasskey(passkey.Credential) is not null)
            {
                return false;
            }

            Append(user, new PasskeyAdded(user, passkey));
            return true;
        }
    }

    /// <summary>A passkey signed somebody in. One that doesn't count isn't written down each time.</summary>
    public void UsePasskey(Id<User> user, string credential, uint counter)
    {
        lock (changing)
        {
            if (current.Find(user)?.Passkeys.FirstOrDefault(passkey => passkey.Credential == credential) is { } known && known.Counter != counter)
            {
                Append(user, new PasskeyUsed(user, credential, counter));
            }
        }
    }

    /// <summary>A passkey signs nobody in any more. Whoever is signed in has to do so again.</summary>
    public void RemovePasskey(Id<User> user, string credential)
    {
        lock (changing)
        {
            if (current.Find(user)?.Passkeys.Any(passkey => passkey.Credential == credential) == true)
            {
                Append(user, new PasskeyRemoved(user, credential));
            }
        }
    }

    /// <summary>Ends an account. Whoever is signed in with it is out at their next request.</summary>
    public void End(Id<User> user, Id<User>? by = null)
    {
        lock (changing)
        {
            if (current.Find(user) is { Ended: false })
            {
                Append(by, new UserEnded(user));
            }
        }
    }

    /// <summary>Asks that somebody may sign in. Nothing is given before another organisation approves.</summary>
    /// <returns>The half of the code that whoever asks hands to the person; it is shown this once. Nothing when the name is taken.</returns>
    public string? AskToInvite(string name, Id<Organisation> organisation, string organisationName, Role role, Account by)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        OnlyWhoMayAsk(by);
        lock (changing)
        {
            if (IsTaken(name))
            {
                return null;
            }

            var half = OneTimeCodes.Make();
            var user = new Id<User>(Guid.CreateVersion7(clock.GetUtcNow()));
            Append(by.Id, new InvitationAsked(user, name.Trim(), organisation, organisationName, role, Asks(by), OneTimeCodes.Hash(half)));
            return half;
        }
    }

    /// <summary>Asks that somebody who can't sign in may start anew. What they sign in by holds until they do.</summary>
    /// <returns>As for an invitation; nothing when the account has ended.</returns>
    public string? AskToReset(Id<User> user, Account by)
    {
        OnlyWhoMayAsk(by);
        lock (changing)
        {
            if (current.Find(user) is not { Ended: false })
            {
                return null;
            }

            var half = OneTimeCodes.Make();
            Append(by.Id, new ResetAsked(user, Asks(by), OneTimeCodes.Hash(half)));
            return half;
        }
    }

    /// <summary>Another organisation agrees to what was asked.</summary>
    /// <returns>The other half of the code, shown this once; nothing when there is nothing to approve any more, or not for them.</returns>
    public string? Approve(Id<User> user, Account by)
    {
        lock (changing)
        {
            if (!current.Requests.TryGetValue(user, out var request) || !request.IsOpen(clock.GetUtcNow()) || !request.MayBeApprovedBy(by))
            {
                return null;
            }

            var half = OneTimeCodes.Make();
            Append(by.Id, new AccessApproved(user, Asks(by), OneTimeCodes.Hash(half)));
            return half;
        }
    }

    /// <summary>Declines what was asked, or takes it back.</summary>
    /// <returns>False when there is nothing to decline any more, or not for them.</returns>
    public bool Decline(Id<User> user, Account by)
    {
        lock (changing)
        {
            if (!current.Requests.TryGetValue(user, out var request) || !(request.MayBeApprovedBy(by) || AccessRules.MayAsk(by)))
            {
                return false;
            }

            Append(by.Id, new AccessDeclined(user, by.Id));
            if (!request.IsReset)
            {
                // Nobody needs the name of somebody who was never let in.
                journal.DestroyKeys([user.Value]);
            }

            return true;
        }
    }

    /// <summary>The person chooses a password with both halves of the code. An earlier second step is void; they set up another.</summary>
    /// <returns>The account, or nothing when name and halves don't go together, are not approved, or too old.</returns>
    public Account? TakeUp(string name, string? firstHalf, string? secondHalf, string password)
    {
        if (Invited(name, firstHalf, secondHalf) is null)
        {
            return null;
        }

        var hash = Passwords.Hash(password);
        lock (changing)
        {
            if (Invited(name, firstHalf, secondHalf) is not { } request)
            {
                return null;
            }

            Append(request.User, Starts(request), new PasswordSet(request.User, hash));
            return current.Find(request.User);
        }
    }

    /// <summary>What somebody may take up who shows a name and both halves of its code, or nothing when these don't go together, are not approved, or too old.</summary>
    public AccessRequest? Invited(string name, string? firstHalf, string? secondHalf) =>
        current.FindRequest(name) is { Approved: not null, SecondHalf: { } second } request && request.IsOpen(clock.GetUtcNow())
        && OneTimeCodes.Matches(firstHalf, request.FirstHalf) & OneTimeCodes.Matches(secondHalf, second) ? request : null;

    /// <summary>The person who showed both halves comes in by their organisation's own sign-in from now on, and without a password.</summary>
    /// <param name="invited">As <see cref="Invited"/> gave it.</param>
    /// <returns>The account, or nothing when the invitation is over, or that sign-in belongs to somebody already.</returns>
    public Account? TakeUp(AccessRequest invited, ProviderLink link)
    {
        lock (changing)
        {
            if (current.Requests.GetValueOrDefault(invited.User) != invited || invited.Approved is null || !invited.IsOpen(clock.GetUtcNow())
                || (current.FindByProvider(link) is { } other && other.Id != invited.User))
            {
                return null;
            }

            Append(invited.User, Starts(invited), new ProviderLinked(invited.User, link.Issuer, link.Subject));
            return current.Find(invited.User);
        }
    }

    /// <summary>Shares a secret with the person's authenticator app from now on.</summary>
    /// <returns>The recovery codes, shown this once.</returns>
    public IReadOnlyList<string> SetAuthenticator(Id<User> user, ReadOnlySpan<byte> secret)
    {
        string[] codes = [.. Enumerable.Range(0, OneTimeCodes.RecoveryCodes).Select(_ => OneTimeCodes.Make())];
        var shared = secret.ToImmutableArray();
        lock (changing)
        {
            Append(user, new AuthenticatorSet(user, shared, [.. codes.Select(OneTimeCodes.Hash)]));
            return codes;
        }
    }

    /// <summary>Uses up a recovery code.</summary>
    /// <returns>False when somebody else was faster.</returns>
    public bool UseRecoveryCode(Id<User> user, string hash)
    {
        lock (changing)
        {
            if (current.Find(user) is not { Ended: false } account || !account.Recovery.Contains(hash))
            {
                return false;
            }

            Append(user, new RecoveryCodeUsed(user, hash));
            return true;
        }
    }

    /// <summary>
    /// Ends accounts and destroys the keys that their names and passwords are sealed under. Nothing of them can be read again, here
    /// or in a backup; that they existed stays in the chain.
    /// </summary>
    public void Forget(IReadOnlyCollection<Id<User>> users, Id<User>? by = null)
    {
        lock (changing)
        {
            foreach (var user in users.Where(user => current.Find(user) is { Ended: false }))
            {
                Append(by, new UserEnded(user));
            }

            journal.DestroyKeys([.. users.Select(user => user.Value)]);
            current = current.Without(users);
        }
    }

    public void Dispose() => journal.Dispose();

    private static AccessEvent Starts(AccessRequest request) => request.IsReset
        ? new SecondStepRemoved(request.User)
        : new UserInvited(request.User, request.Name, request.Organisation, request.OrganisationName, request.Role, NeedsSecondStep: true);

    private static void OnlyWhoMayAsk(Account by)
    {
        if (!AccessRules.MayAsk(by))
        {
            throw new InvalidOperationException("Only somebody who administers asks for a change of who signs in; the page has to refuse others.");
        }
    }

    private Asking Asks(Account by) => new(by.Id, by.Organisation, clock.GetUtcNow());

    // A name that is asked for is kept free for that person while it can be taken up.
    private bool IsTaken(string name) =>
        current.Find(name) is { Ended: false } || (current.FindRequest(name) is { } request && request.IsOpen(clock.GetUtcNow()));

    private void Append(Id<User>? by, params ReadOnlySpan<AccessEvent> happened)
    {
        var now = clock.GetUtcNow();
        var recorded = now > journal.LastRecorded ? now : journal.LastRecorded;
        var command = Guid.CreateVersion7(now);
        var batch = new List<NewEntry>();
        var next = current;
        foreach (var one in happened)
        {
            var stream = one.User.Value;
            var payload = JsonSerializer.SerializeToUtf8Bytes(one, one.GetType());
            batch.Add(new NewEntry(
                stream, versions.GetValueOrDefault(stream) + batch.Count(entry => entry.Stream == stream) + 1, command, batch.Count, journal.Print(payload),
                one.GetType().Name, by?.Value ?? Program, Guid.Empty, now, recorded, Record: stream, payload));
            next = next.Apply(one);
        }

        journal.Append(batch);
        foreach (var entry in batch)
        {
            versions[entry.Stream] = entry.Version;
        }

        current = next;
    }

    // An account whose key was destroyed is nobody any more.
    private static AccessEvent? Read(StoredEntry entry) => entry.Payload is not { } payload ? null : entry.Type switch
    {
        nameof(UserInvited) => JsonSerializer.Deserialize<UserInvited>(payload),
        nameof(PasswordSet) => JsonSerializer.Deserialize<PasswordSet>(payload),
        nameof(UserEnded) => JsonSerializer.Deserialize<UserEnded>(payload),
        nameof(InvitationAsked) => JsonSerializer.Deserialize<InvitationAsked>(payload),
        nameof(ResetAsked) => JsonSerializer.Deserialize<ResetAsked>(payload),
        nameof(AccessApproved) => JsonSerializer.Deserialize<AccessApproved>(payload),
        nameof(AccessDeclined) => JsonSerializer.Deserialize<AccessDeclined>(payload),
        nameof(AuthenticatorSet) => JsonSerializer.Deserialize<AuthenticatorSet>(payload),
        nameof(RecoveryCodeUsed) => JsonSerializer.Deserialize<RecoveryCodeUsed>(payload),
        nameof(PasskeyAdded) => JsonSerializer.Deserialize<PasskeyAdded>(payload),
        nameof(PasskeyUsed) => JsonSerializer.Deserialize<PasskeyUsed>(payload),
        nameof(PasskeyRemoved) => JsonSerializer.Deserialize<PasskeyRemoved>(payload),
        nameof(ProviderLinked) => JsonSerializer.Deserialize<ProviderLinked>(payload),
        nameof(SecondStepRemoved) => JsonSerializer.Deserialize<SecondStepRemoved>(payload),
        _ => throw new InvalidDataException($"The installation journal holds a {entry.Type} at row {entry.Position}, which this version does not know. Use the version that wrote it, or a newer one."),
    };
}
