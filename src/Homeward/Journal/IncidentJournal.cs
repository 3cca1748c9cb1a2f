using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Homeward.Journal;

/// <summary>
/// The journal of one incident, or of the installation itself: events are appended and read, never changed. Payloads are encrypted,
/// rows are chained by their hashes, and the end of the chain is signed. The truth about an incident is here; everything else can be made again from it.
/// </summary>
/// <remarks>
/// Safe for several threads: appends wait for each other, and any number may read meanwhile. One process at a time:
/// take <see cref="DataFolder.TryLock"/> before you open a journal to write to it.
/// </remarks>
public sealed class IncidentJournal : IDisposable
{
    /// <summary>The name of the journal's file in its folder.</summary>
    public const string JournalFile = "journal.db";

    /// <summary>The name of the key store's file in its folder.</summary>
    public const string KeyFile = "keys.db";

    private readonly Lock writing = new();
    private readonly string file;
    private readonly KeyStore keys;
    private readonly HeadSigner signer;
    private readonly Durability durability;
    private readonly TimeProvider clock;
    private readonly byte[] printKey;
    private readonly byte[] cardKey;
    private readonly byte[] markKey;
    private JournalWriter writer;
    private bool suspect;

    private IncidentJournal(string folder, KeyStore keys, TimeProvider clock, Durability durability)
    {
        file = Path.Combine(folder, JournalFile);
        this.keys = keys;
        this.clock = clock;
        this.durability = durability;
        printKey = keys.Derive("command print");
        cardKey = keys.Derive("family card");
        markKey = keys.Derive("marks");
        signer = new HeadSigner(keys.Incident, keys.SigningKey());
        writer = new JournalWriter(file, keys, signer, durability);
        Snapshots = new Snapshots(folder, keys, HashAt);
    }

    /// <summary>The incident, a random id.</summary>
    public Guid Incident => keys.Incident;

    /// <summary>Where the journal ends. Everything up to here is durable.</summary>
    public Head Head => HeadOf(writer);

    /// <summary>
    /// When the last event was recorded. Record the next ones no earlier, also when the clock was set back: an as-of replay
    /// stops at the first event that was recorded later.
    /// </summary>
    public DateTimeOffset LastRecorded => DateTimeOffset.FromUnixTimeMilliseconds(writer.End.Recorded);

    /// <summary>States written down now and then, so that a start need not replay the whole journal.</summary>
    public Snapshots Snapshots { get; }

    /// <summary>The records whose keys have been destroyed.</summary>
    public IReadOnlyCollection<Guid> Destroyed => keys.Destroyed;

    /// <summary>
    /// Makes the journal and the keys of a new incident. The folder appears whole or not at all.
    /// </summary>
    /// <exception cref="IOException">The folder exists already.</exception>
    public static IncidentJournal Create(string folder, Guid incident, InstallationKey key, TimeProvider clock) =>
        Create(folder, incident, key, clock, Durability.Full);

    /// <summary>Opens a journal to append to it and to read it.</summary>
    /// <exception cref="FileNotFoundException">There is no journal in this folder.</exception>
    /// <exception cref="KeyRefusedException">The key store is missing, or the installation key is not the one that this journal was made with.</exception>
    /// <exception cref="JournalDamagedException">The journal does not end where its newest signed head says.</exception>
    /// <exception cref="JournalUnavailableException">The files cannot be opened or read.</exception>
    public static IncidentJournal Open(string folder, InstallationKey key, TimeProvider clock) =>
        Open(folder, key, clock, Durability.Full);

    internal static IncidentJournal Create(string folder, Guid incident, InstallationKey key, TimeProvider clock, Durability durability)
    {
        var target = Path.GetFullPath(folder);
        var parent = Path.GetDirectoryName(target)!;
        if (Directory.Exists(target))
        {
            throw new IOException($"{target} exists already. An incident is made in a folder of its own.");
        }

        var making = target + ".making";
        if (Directory.Exists(making))
        {
            Directory.Delete(making, recursive: true);
        }

        Directory.CreateDirectory(making);
        try
        {
            var publicKey = KeyStore.Create(Path.Combine(making, KeyFile), incident, key);
            using (var keys = KeyStore.Open(Path.Combine(making, KeyFile), key, Durability.Full))
            using (var signer = new HeadSigner(incident, keys.SigningKey()))
            {
                JournalSchema.Create(Path.Combine(making, JournalFile), incident, publicKey, signer, clock.GetUtcNow());
            }

            DurableFile.SyncFolder(making);
            Directory.Move(making, target);
            DurableFile.SyncFolder(parent);
        }
        catch (SqliteException fault)
        {
            throw Explain(fault, making);
        }

        return Open(target, key, clock, durability);
    }

    internal static IncidentJournal Open(string folder, InstallationKey key, TimeProvider clock, Durability durability)
    {
        if (!File.Exists(Path.Combine(folder, JournalFile)))
        {
            throw new FileNotFoundException($"There is no {JournalFile} in {folder}, so there is no journal to open.", Path.Combine(folder, JournalFile));
        }

        if (!File.Exists(Path.Combine(folder, KeyFile)))
        {
            throw new KeyRefusedException($"There is no {KeyFile} in {folder}: the journal can be verified and not read. Nothing was changed. Restore the backup with its keys into an empty folder.");
        }

        KeyStore? keys = null;
        try
        {
            keys = KeyStore.Open(Path.Combine(folder, KeyFile), key, durability);
            return new IncidentJournal(folder, keys, clock, durability);
        }
        catch (SqliteException fault)
        {
            keys?.Dispose();
            throw Explain(fault, folder);
        }
        catch
        {
            keys?.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Appends a batch in one transaction and returns where the journal ends now. When it returns, the batch is on the disk.
    /// </summary>
    /// <exception cref="JournalConflictException">The journal already holds something that an entry clashes with. Nothing was kept.</exception>
    /// <exception cref="JournalUnavailableException">The disk is full or failing, or the file is locked. Nothing was kept; the same batch may be appended later.</exception>
    public Head Append(IReadOnlyList<NewEntry> batch)
    {
        lock (writing)
        {
            if (batch.Count == 0)
            {
                return Head;
            }

            try
            {
                if (suspect)
                {
                    Reopen();
                }

                keys.Provide(batch);
                writer.Append(batch, clock.GetUtcNow().ToUnixTimeMilliseconds());
                return Head;
            }
            catch (SqliteException fault)
            {
                // After a failed write or sync nobody knows what is on the disk, so the connection is not trusted again.
                suspect |= fault.SqliteErrorCode is not (raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_FULL);
                throw Explain(fault, file);
            }
        }
    }

    /// <summary>Reads events in the order of their positions.</summary>
    /// <param name="after">The position after which to begin; 0 begins at the first.</param>
    /// <param name="recordedUpTo">Stops before the first event that was recorded later than this: what we knew then.</param>
    /// <exception cref="JournalDamagedException">A row is not what was written. The rows before it have been handed out.</exception>
    /// <exception cref="JournalUnavailableException">The file cannot be read.</exception>
    public IEnumerable<StoredEntry> Read(long after = 0, DateTimeOffset? recordedUpTo = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        using var entries = new EntryReader(file, writer.Genesis, keys)
            .Read(after, writer.End.Position, recordedUpTo?.ToUnixTimeMilliseconds() ?? long.MaxValue)
            .GetEnumerator();
        while (true)
        {
            try
            {
                if (!entries.MoveNext())
                {
                    yield break;
                }
            }
            catch (SqliteException fault)
            {
                throw Explain(fault, file);
            }

            yield return entries.Current;
        }
    }

    /// <summary>
    /// Destroys the key of a record: what was sealed under it can never be read again, in this journal or in any copy of it.
    /// The chain stays whole. Snapshots are destroyed with it; <see cref="Snapshots.Destroyed"/> tells whoever writes them.
    /// </summary>
    public void DestroyKey(Guid record) => DestroyKeys([record]);

    /// <summary>Destroys the keys of many records at once, as <see cref="DestroyKey"/> does for one.</summary>
    public void DestroyKeys(IReadOnlyCollection<Guid> records)
    {
        lock (writing)
        {
            try
            {
                keys.Destroy(records, clock.GetUtcNow());
            }
            catch (SqliteException fault)
            {
                throw Explain(fault, KeyFile);
            }
        }

        Snapshots.Forget(records);
    }

    /// <summary>
    /// Destroys every key of a journal that nobody has open, and the snapshot: what it says can never be read again, in this journal or in any copy of it.
    /// The chain stays whole and can be verified.
    /// </summary>
    public static void End(string folder, TimeProvider clock)
    {
        try
        {
            KeyStore.End(Path.Combine(folder, KeyFile), clock.GetUtcNow());
        }
        catch (SqliteException fault)
        {
            throw Explain(fault, KeyFile);
        }

        File.Delete(Path.Combine(folder, Snapshots.FileName));
    }

    /// <summary>
    /// Eight bytes that tell whether a command is the same as an earlier one with the same id.
    /// They are keyed, so that nobody can guess a command's content from them.
    /// </summary>
    public byte[] Print(ReadOnlySpan<byte> command) => HMACSHA256.HashData(printKey, command)[..8];

    /// <summary>A family card's code or PIN as the journal may hold it: nobody without the incident's key can try which one it was.</summary>
    public Guid CardPrint(ReadOnlySpan<byte> secret) => new(HMACSHA256.HashData(cardKey, secret).AsSpan(0, 16));

    /// <summary>
    /// The key that reports to this incident are sealed to. It follows from the incident's key, so it is protected by the installation key and dies with the incident.
    /// </summary>
    public ECDiffieHellman SealingKey()
    {
        for (var attempt = 0; ; attempt++)
        {
            // A number that isn't below the order of the curve comes once in four thousand million times.
            var number = keys.Derive($"report sealing {attempt}");
            if (number.AsSpan().SequenceCompareTo(P256Order) < 0 && number.AsSpan().IndexOfAnyExcept((byte)0) >= 0)
            {
                return ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = number });
            }
        }
    }

    private static ReadOnlySpan<byte> P256Order =>
    [
        0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
    ];

    /// <summary>
    /// A keyed hash by which the same thing, such as a document's number, is known again in this incident. It can't be read back, and is
    /// worth nothing elsewhere or once the incident's key is destroyed.
    /// </summary>
    public string Mark(string what) => Convert.ToHexString(HMACSHA256.HashData(markKey, System.Text.Encoding.UTF8.GetBytes(what))[..16]);

    /// <inheritdoc/>
    public void Dispose()
    {
        writer.Dispose();
        signer.Dispose();
        keys.Dispose();
    }

    // The new connection is opened before the old one is closed. While one is open, SQLite's shared index of the write-ahead log stays,
    // and it does not count what a failed commit left in the log; if the last one closed on a failing disk, recovery could bring that back.
    private void Reopen()
    {
        var fresh = new JournalWriter(file, keys, signer, durability);
        try
        {
            if (fresh.End.Position != writer.End.Position || !fresh.End.Hash.AsSpan().SequenceEqual(writer.End.Hash))
            {
                throw new JournalUnavailableException(
                    Unavailable.WrittenByAnother,
                    $"After a failed write {file} ends at row {fresh.End.Position} and not at {writer.End.Position}. Start the server again, so that it reads the journal anew.");
            }

            // A sync that failed may have left pages that the system believes are on the disk. Copying the log writes and syncs them afresh.
            fresh.Checkpoint();
        }
        catch
        {
            fresh.Dispose();
            throw;
        }

        writer.Dispose();
        writer = fresh;
        suspect = false;
    }

    private static Head HeadOf(JournalWriter writer) => new(writer.End.Position, writer.End.Hash, writer.KeyFingerprint);

    private byte[]? HashAt(long position)
    {
        if (position == 0)
        {
            return writer.Genesis;
        }

        using var connection = Database.OpenForReading(file);
        using var read = new Statement(connection, "SELECT hash FROM journal WHERE position = ?");
        return read.Bind(1, position).Step() ? read.Bytes(0).ToArray() : null;
    }

    private static JournalUnavailableException Explain(SqliteException fault, string where)
    {
        var (reason, problem) = fault.SqliteErrorCode switch
        {
            raw.SQLITE_FULL => (Unavailable.Full, "The disk is full. Make room; the server goes on by itself"),
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => (Unavailable.Locked, "Another program holds the file. Close it"),
            raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH => (Unavailable.ReadOnly, "The file may not be written. Check its owner and permissions"),
            raw.SQLITE_CONSTRAINT => (Unavailable.WrittenByAnother, "Another program has written to the journal. Start the server again, so that it reads the journal anew"),
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => (Unavailable.Damaged, "The file is damaged. Run \"homeward verify\" and restore from a backup"),
            _ => (Unavailable.InputOutput, "The disk failed to read or write. Check it; the server goes on by itself when it works again"),
        };
        return new JournalUnavailableException(reason, $"{problem}. Nothing of the batch was kept. ({where}: SQLite error {fault.SqliteExtendedErrorCode})", fault);
    }
}
