using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Homeward.Journal;

/// <summary>
/// The keys of one journal, each wrapped: the incident key under the installation key, and everything else under the incident key.
/// It lies beside the journal and outside its chain, so that destroying a key leaves the chain whole.
/// </summary>
/// <remarks>Safe for several threads: one writes, and those that read the journal look keys up.</remarks>
internal sealed class KeyStore : IDisposable
{
    private const string Schema = """
        CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE record_keys (record BLOB PRIMARY KEY, wrapped BLOB NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE destroyed (record BLOB PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE snapshot_keys (snapshot BLOB PRIMARY KEY, wrapped BLOB NOT NULL) STRICT, WITHOUT ROWID;
        """;

    private readonly Lock gate = new();
    private readonly SqliteConnection connection;
    private readonly Statement find;
    private readonly Statement add;
    private readonly byte[] incidentKey;
    private readonly AesGcm wrapping;
    private readonly Dictionary<Guid, KeyBytes> known = [];
    private readonly HashSet<Guid> destroyed = [];
    private bool allKnown;

    private KeyStore(SqliteConnection connection, Guid incident, byte[] incidentKey)
    {
        this.connection = connection;
        this.incidentKey = incidentKey;
        Incident = incident;
        wrapping = new AesGcm(Derive("wrap"), Sealing.TagLength);
        find = new Statement(connection, "SELECT wrapped FROM record_keys WHERE record = ?");
        add = new Statement(connection, "INSERT INTO record_keys VALUES (?, ?)");
        using var read = new Statement(connection, "SELECT record FROM destroyed");
        while (read.Step())
        {
            destroyed.Add(read.Id(0));
        }
    }

    public Guid Incident { get; }

    /// <summary>The records whose keys have been destroyed. A restored backup must forget them again before anything is read.</summary>
    public IReadOnlyCollection<Guid> Destroyed
    {
        get
        {
            lock (gate)
            {
                return [.. destroyed];
            }
        }
    }

    /// <summary>Makes the store of a new incident and returns the public key that its heads are signed with.</summary>
    public static byte[] Create(string file, Guid incident, InstallationKey installation)
    {
        using var connection = Database.OpenForWriting(file, Durability.Full, create: true);
        var incidentKey = RandomNumberGenerator.GetBytes(Sealing.KeyLength);
        using var signing = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Statement.Run(connection, "BEGIN IMMEDIATE");
        foreach (var table in Schema.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            Statement.Run(connection, table);
        }

        using (var put = new Statement(connection, "INSERT INTO meta VALUES (?, ?)"))
        {
            put.BindText(1, "incident"u8).Bind(2, incident).Run();
            put.BindText(1, "incident_key"u8).Bind(2, Sealing.Seal(installation.Bytes, incidentKey, Binding("incident key", incident))).Run();
            put.BindText(1, "signing_key"u8).Bind(2, Sealing.Seal(Derive(incidentKey, incident, "wrap"), signing.ExportPkcs8PrivateKey(), Binding("signing key", incident))).Run();
        }

        Statement.Run(connection, "COMMIT");
        return signing.ExportSubjectPublicKeyInfo();
    }

    /// <exception cref="KeyRefusedException">The installation key does not open this store.</exception>
    public static KeyStore Open(string file, InstallationKey installation, Durability durability)
    {
        var connection = Database.OpenForWriting(file, durability, create: false);
        try
        {
            if (EndOf(connection) is { } ended)
            {
                throw new KeyRefusedException($"The keys in {file} were destroyed on {ended:yyyy-MM-dd}: the journal can be verified and never read again.");
            }

            var incident = new Guid(Meta(connection, "incident"), bigEndian: true);
            return new KeyStore(connection, incident, Sealing.Open(installation.Bytes, Meta(connection, "incident_key"), Binding("incident key", incident)));
        }
        catch (CryptographicException cause)
        {
            connection.Dispose();
            throw new KeyRefusedException(
                $"The installation key does not open {file}: it is the key of another installation, or the file was changed. Nothing was changed. Give the key that this folder was made with.",
                cause);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Wraps the incident key under another installation key, in one transaction. A store that the other one opens already stays as it is.</summary>
    /// <exception cref="KeyRefusedException">Neither key opens it.</exception>
    public static void Rewrap(string file, InstallationKey old, InstallationKey next)
    {
        using var connection = Database.OpenForWriting(file, Durability.Full, create: false);
        if (EndOf(connection) is not null)
        {
            return;
        }

        var incident = new Guid(Meta(connection, "incident"), bigEndian: true);
        var (wrapped, binding) = (Meta(connection, "incident_key"), Binding("incident key", incident));
        if (TryUnwrap(next) is not null)
        {
            return;
        }

        var incidentKey = TryUnwrap(old) ?? throw new KeyRefusedException($"The installation key does not open {file}. Nothing was changed there. Give the key that this folder was made with.");
        Statement.Run(connection, "PRAGMA secure_delete = ON");
        using var put = new Statement(connection, "UPDATE meta SET value = ? WHERE name = 'incident_key'");
        put.Bind(1, Sealing.Seal(next.Bytes, incidentKey, binding)).Run();

        byte[]? TryUnwrap(InstallationKey key)
        {
            try
            {
                return Sealing.Open(key.Bytes, wrapped, binding);
            }
            catch (CryptographicException)
            {
                return null;
            }
        }
    }

    /// <summary>The destroyed records of a store, which can be read without any key.</summary>
    public static IReadOnlyList<Guid> DestroyedIn(string file)
    {
        using var connection = Database.OpenForReading(file);
        using var read = new Statement(connection, "SELECT record FROM destroyed");
        var records = new List<Guid>();
        while (read.Step())
        {
            records.Add(read.Id(0));
        }

        return records;
    }

    /// <summary>Destroys the keys of these records in a store that nobody has opened yet. No key is needed to destroy one.</summary>
    public static void Forget(string file, IReadOnlyCollection<Guid> records, DateTimeOffset at)
    {
        using var connection = Database.OpenForWriting(file, Durability.Full, create: false);
        Destroy(connection, records, at);
    }

    /// <summary>When all keys of a store were destroyed; null while it opens.</summary>
    public static DateTimeOffset? EndedAt(string file)
    {
        using var connection = Database.OpenForReading(file);
        return EndOf(connection);
    }

    /// <summary>
    /// Destroys every key of a store: those of records and snapshots, the incident's own, and the one that signs. What they sealed can
    /// never be read again, here or in any copy; the chain can still be verified. No key is needed to destroy one.
    /// </summary>
    public static void End(string file, DateTimeOffset at)
    {
        using var connection = Database.OpenForWriting(file, Durability.Full, create: false);
        InTransaction(connection, () =>
        {
            Statement.Run(connection, "DELETE FROM record_keys");
            Statement.Run(connection, "DELETE FROM snapshot_keys");
            Statement.Run(connection, "DELETE FROM meta WHERE name <> 'incident'");
            using var remember = new Statement(connection, "INSERT INTO meta VALUES (?, ?)");
            remember.BindText(1, "ended"u8).Bind(2, BitConverter.GetBytes(at.ToUnixTimeMilliseconds())).Run();
        });
        Statement.Run(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /// <summary>Takes the keys of snapshots out of a copy, because snapshots are never backed up.</summary>
    public static void RemoveSnapshotKeys(string file)
    {
        using var connection = Database.OpenCopy(file);
        Statement.Run(connection, "PRAGMA secure_delete = ON");
        Statement.Run(connection, "DELETE FROM snapshot_keys");
    }

    /// <summary>A key for one purpose, made from the incident key, so that no two purposes share one.</summary>
    public byte[] Derive(string purpose) => Derive(incidentKey, Incident, purpose);

    /// <summary>The key that signs heads.</summary>
    public ECDsa SigningKey()
    {
        var signing = ECDsa.Create();
        signing.ImportPkcs8PrivateKey(Sealing.Open(Derive("wrap"), Meta(connection, "signing_key"), Binding("signing key", Incident)), out _);
        return signing;
    }

    /// <summary>Sees to it that every record of the batch has a key, on the disk, before its first event can be.</summary>
    /// <exception cref="JournalConflictException">A record of the batch has been destroyed.</exception>
    public void Provide(IReadOnlyList<NewEntry> batch)
    {
        lock (gate)
        {
            Dictionary<Guid, KeyBytes>? made = null;
            foreach (var entry in batch)
            {
                if (entry.Record is not { } record || made?.ContainsKey(record) == true || TryFind(record, out _))
                {
                    continue;
                }

                if (destroyed.Contains(record))
                {
                    throw new JournalConflictException(Clash.DestroyedRecord, entry);
                }

                KeyBytes key = default;
                RandomNumberGenerator.Fill(key);
                (made ??= [])[record] = key;
            }

            if (made is not null)
            {
                Keep(made);
            }
        }
    }

    public bool TryFind(Guid record, out KeyBytes key)
    {
        lock (gate)
        {
            if (known.TryGetValue(record, out key))
            {
                return true;
            }

            if (allKnown || destroyed.Contains(record))
            {
                return false;
            }

            try
            {
                if (!find.Bind(1, record).Step())
                {
                    return false;
                }

                key = Unwrap(record, find.Bytes(0));
            }
            finally
            {
                find.Reset();
            }

            known[record] = key;
            return true;
        }
    }

    /// <summary>Loads every key at once, for a reader that is about to need most of them.</summary>
    public void LoadAll()
    {
        lock (gate)
        {
            if (allKnown)
            {
                return;
            }

            known.EnsureCapacity((int)Statement.Number(connection, "SELECT COUNT(*) FROM record_keys"));
            using var read = new Statement(connection, "SELECT record, wrapped FROM record_keys");
            while (read.Step())
            {
                var record = read.Id(0);
                if (!known.ContainsKey(record))
                {
                    known.Add(record, Unwrap(record, read.Bytes(1)));
                }
            }

            allKnown = true;
        }
    }

    /// <summary>
    /// Destroys the keys of these records and of every snapshot, for a snapshot holds what those records said.
    /// The bytes are overwritten and the write-ahead log is emptied, so that no file keeps a copy.
    /// </summary>
    public void Destroy(IReadOnlyCollection<Guid> records, DateTimeOffset at)
    {
        lock (gate)
        {
            Destroy(connection, records, at);
            foreach (var record in records)
            {
                known.Remove(record);
                destroyed.Add(record);
            }
        }
    }

    /// <summary>A new key for a snapshot that is about to be written.</summary>
    public byte[] AddSnapshotKey(Guid snapshot)
    {
        lock (gate)
        {
            var key = RandomNumberGenerator.GetBytes(Sealing.KeyLength);
            using var put = new Statement(connection, "INSERT INTO snapshot_keys VALUES (?, ?)");
            put.Bind(1, snapshot).Bind(2, Sealing.Seal(Derive("wrap"), key, Binding("snapshot", snapshot))).Run();
            return key;
        }
    }

    /// <summary>The key of a snapshot, or null when it has been destroyed.</summary>
    public byte[]? FindSnapshotKey(Guid snapshot)
    {
        lock (gate)
        {
            using var read = new Statement(connection, "SELECT wrapped FROM snapshot_keys WHERE snapshot = ?");
            return read.Bind(1, snapshot).Step() ? Sealing.Open(Derive("wrap"), read.Bytes(0), Binding("snapshot", snapshot)) : null;
        }
    }

    /// <summary>Destroys the keys of all snapshots but one.</summary>
    public void KeepOnlySnapshotKey(Guid snapshot)
    {
        lock (gate)
        {
            using var remove = new Statement(connection, "DELETE FROM snapshot_keys WHERE snapshot <> ?");
            remove.Bind(1, snapshot).Run();
        }
    }

    public void Dispose()
    {
        find.Dispose();
        add.Dispose();
        wrapping.Dispose();
        connection.Dispose();
        CryptographicOperations.ZeroMemory(incidentKey);
    }

    private static DateTimeOffset? EndOf(SqliteConnection connection)
    {
        using var read = new Statement(connection, "SELECT value FROM meta WHERE name = 'ended'");
        return read.Step() ? DateTimeOffset.FromUnixTimeMilliseconds(BitConverter.ToInt64(read.Bytes(0))) : null;
    }

    private static void Destroy(SqliteConnection connection, IReadOnlyCollection<Guid> records, DateTimeOffset at)
    {
        InTransaction(connection, () =>
        {
            using var remove = new Statement(connection, "DELETE FROM record_keys WHERE record = ?");
            using var remember = new Statement(connection, "INSERT OR IGNORE INTO destroyed VALUES (?, ?)");
            foreach (var record in records)
            {
                remove.Bind(1, record).Run();
                remember.Bind(1, record).Bind(2, at.ToUnixTimeMilliseconds()).Run();
            }

            Statement.Run(connection, "DELETE FROM snapshot_keys");
        });
        Statement.Run(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private void Keep(Dictionary<Guid, KeyBytes> made)
    {
        InTransaction(connection, () =>
        {
            Span<byte> wrapped = stackalloc byte[Sealing.KeyLength + Sealing.Overhead];
            foreach (var (record, key) in made)
            {
                Sealing.Seal(wrapping, key, Binding("record", record), wrapped);
                add.Bind(1, record).Bind(2, wrapped).Run();
            }
        });
        foreach (var (record, key) in made)
        {
            known[record] = key;
        }
    }

    private KeyBytes Unwrap(Guid record, ReadOnlySpan<byte> wrapped)
    {
        KeyBytes key = default;
        try
        {
            Sealing.Open(wrapping, wrapped, Binding("record", record), key);
            return key;
        }
        catch (CryptographicException cause)
        {
            throw new KeyRefusedException($"The key of record {record} was changed in the key store and opens nothing. Restore the key store from its backup.", cause);
        }
    }

    private static void InTransaction(SqliteConnection connection, Action action)
    {
        Statement.Run(connection, "BEGIN IMMEDIATE");
        try
        {
            action();
            Statement.Run(connection, "COMMIT");
        }
        catch
        {
            // SQLite has already rolled back by itself after some errors.
            if (raw.sqlite3_get_autocommit(connection.Handle) == 0)
            {
                Statement.Run(connection, "ROLLBACK");
            }

            throw;
        }
    }

    private static byte[] Derive(byte[] incidentKey, Guid incident, string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, incidentKey, Sealing.KeyLength, incident.ToByteArray(bigEndian: true), System.Text.Encoding.ASCII.GetBytes("homeward " + purpose));

    private static byte[] Binding(string what, Guid id) => [.. System.Text.Encoding.ASCII.GetBytes("homeward " + what + " "), .. id.ToByteArray(bigEndian: true)];

    private static byte[] Meta(SqliteConnection connection, string name)
    {
        using var read = new Statement(connection, "SELECT value FROM meta WHERE name = ?");
        return read.BindText(1, System.Text.Encoding.ASCII.GetBytes(name)).Step()
            ? read.Bytes(0).ToArray()
            : throw new KeyRefusedException($"The key store has no {name}. Restore the key store from its backup.");
    }
}
