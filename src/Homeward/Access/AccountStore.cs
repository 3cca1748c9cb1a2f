using System.Text.Json;
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
    public Account? Invite(string name, Id<Organisation> organisation, string organisationName, Role role, string password, Id<User>? by = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var hash = Passwords.Hash(password);
        lock (changing)
        {
            if (current.Find(name) is { Ended: false })
            {
                return null;
            }

            var user = new Id<User>(Guid.CreateVersion7(clock.GetUtcNow()));
            Append(by, new UserInvited(user, name.Trim(), organisation, organisationName, role), new PasswordSet(user, hash));
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
        _ => throw new InvalidDataException($"The installation journal holds a {entry.Type} at row {entry.Position}, which this version does not know. Use the version that wrote it, or a newer one."),
    };
}
