using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Homeward.Journal;

/// <summary>
/// The one connection that appends, with its prepared statements and the end of the chain as it is on the disk.
/// It throws what SQLite says; <see cref="IncidentJournal"/> decides what that means.
/// </summary>
internal sealed class JournalWriter : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly KeyStore keys;
    private readonly HeadSigner signer;
    private readonly AesGcm incidentKey;
    private readonly Statement begin;
    private readonly Statement commit;
    private readonly Statement insert;
    private readonly Statement insertHead;
    private readonly Statement removeHead;
    private readonly RowBytes row = new(4096);
    private byte[] payload = new byte[4096];

    public JournalWriter(string file, KeyStore keys, HeadSigner signer, Durability durability)
    {
        this.keys = keys;
        this.signer = signer;
        incidentKey = new AesGcm(keys.Derive("payload"), Sealing.TagLength);
        connection = Database.OpenForWriting(file, durability, create: false);
        try
        {
            var publicKey = JournalSchema.Meta(connection, "public_key") ?? throw new JournalDamagedException(0, "the journal has lost the public key of its heads.");
            Genesis = Chain.Genesis(keys.Incident.ToByteArray(bigEndian: true), JournalSchema.Format, publicKey);
            KeyFingerprint = Head.FingerprintOf(publicKey);
            End = ReadEnd();
            begin = new Statement(connection, "BEGIN IMMEDIATE");
            commit = new Statement(connection, "COMMIT");
            insert = new Statement(connection, $"INSERT INTO journal ({Chain.Columns}, hash) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
            insertHead = new Statement(connection, HeadSigner.Insert);
            removeHead = new Statement(connection, "DELETE FROM heads WHERE position = ?");
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Where the journal ends on the disk, and when the newest head was signed.</summary>
    /// <param name="Position">The last position, 0 when empty.</param>
    /// <param name="Hash">Its hash.</param>
    /// <param name="Recorded">When its event was recorded, in Unix milliseconds.</param>
    /// <param name="Signed">When its head was signed, in Unix milliseconds.</param>
    /// <param name="HeadBefore">The position of the signed head before the newest.</param>
    public sealed record ChainEnd(long Position, byte[] Hash, long Recorded, long Signed, long HeadBefore);

    public ChainEnd End { get; private set; }

    public byte[] Genesis { get; }

    public byte[] KeyFingerprint { get; }

    /// <summary>Appends a batch in one transaction, which is on the disk when this returns.</summary>
    public void Append(IReadOnlyList<NewEntry> batch, long now)
    {
        var hash = End.Hash.ToArray();
        NewEntry? current = null;
        try
        {
            begin.Run();
            var position = End.Position;
            foreach (var entry in batch)
            {
                current = entry;
                Insert(entry, ++position, hash);
            }

            current = null;
            var headBefore = SignHead(position, now, hash);
            commit.Run();
            End = new ChainEnd(position, hash, batch[^1].Recorded.ToUnixTimeMilliseconds(), now, headBefore);
        }
        catch (SqliteException fault) when (current is not null && ClashOf(fault) is { } clash)
        {
            Rollback();
            throw new JournalConflictException(clash, current);
        }
        catch
        {
            Rollback();
            throw;
        }
    }

    /// <summary>Copies the write-ahead log into the database and syncs it.</summary>
    public void Checkpoint()
    {
        using var checkpoint = new Statement(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        checkpoint.Run();
    }

    public void Dispose()
    {
        begin.Dispose();
        commit.Dispose();
        insert.Dispose();
        insertHead.Dispose();
        removeHead.Dispose();
        incidentKey.Dispose();
        connection.Dispose();
    }

    private void Insert(NewEntry entry, long position, byte[] hash)
    {
        Span<byte> typeBuffer = stackalloc byte[PayloadBinding.MaxTypeLength];
        var type = PayloadBinding.Encode(entry.Type, typeBuffer);
        var sealedPayload = Seal(entry, type);
        var occurred = entry.Occurred.ToUnixTimeMilliseconds();
        var recorded = entry.Recorded.ToUnixTimeMilliseconds();

        row.Clear();
        row.Add(hash);
        row.Add(position);
        row.Add(entry.Stream);
        row.Add(entry.Version);
        row.Add(entry.Command);
        row.Add(entry.Ordinal);
        row.Add(entry.CommandPrint);
        row.AddText(type);
        row.Add(entry.Actor);
        row.Add(entry.Device);
        row.Add(occurred);
        row.Add(recorded);
        if (entry.Record is { } record)
        {
            row.Add(record);
            insert.Bind(12, record);
        }
        else
        {
            row.AddNull();
            insert.BindNull(12);
        }

        row.Add(sealedPayload);
        SHA256.HashData(row.Written, hash);

        insert.Bind(1, position).Bind(2, entry.Stream).Bind(3, entry.Version).Bind(4, entry.Command).Bind(5, entry.Ordinal)
            .Bind(6, entry.CommandPrint).BindText(7, type).Bind(8, entry.Actor).Bind(9, entry.Device)
            .Bind(10, occurred).Bind(11, recorded).Bind(13, sealedPayload).Bind(14, hash)
            .Run();
    }

    private ReadOnlySpan<byte> Seal(NewEntry entry, ReadOnlySpan<byte> type)
    {
        Span<byte> bindingBuffer = stackalloc byte[PayloadBinding.MaxLength];
        var binding = PayloadBinding.Write(bindingBuffer, keys.Incident, entry.Record, entry.Stream, entry.Version, entry.Command, entry.Ordinal, type);
        var length = entry.Payload.Length + Sealing.Overhead;
        if (length > payload.Length)
        {
            payload = new byte[length * 2];
        }

        var result = payload.AsSpan(0, length);
        if (entry.Record is not { } record)
        {
            Sealing.Seal(incidentKey, entry.Payload.Span, binding, result);
            return result;
        }

        if (!keys.TryFind(record, out var key))
        {
            throw new JournalConflictException(Clash.DestroyedRecord, entry);
        }

        using var aes = new AesGcm(key, Sealing.TagLength);
        Sealing.Seal(aes, entry.Payload.Span, binding, result);
        return result;
    }

    // One head a minute is kept, and the newest; the one at position 0 stays, for it is what the first row is chained to.
    private long SignHead(long position, long now, byte[] hash)
    {
        const long Minute = 60_000;
        var before = End.Position;
        if (End.Position > 0 && End.Signed / Minute == now / Minute)
        {
            removeHead.Bind(1, End.Position).Run();
            before = End.HeadBefore;
        }

        signer.Put(insertHead, position, before, now, hash);
        return before;
    }

    private void Rollback()
    {
        // After some errors, such as a full disk, SQLite has already rolled back by itself.
        if (raw.sqlite3_get_autocommit(connection.Handle) == 0)
        {
            Statement.Run(connection, "ROLLBACK");
        }
    }

    private static Clash? ClashOf(SqliteException fault) => fault.SqliteExtendedErrorCode switch
    {
        raw.SQLITE_CONSTRAINT_UNIQUE when fault.Message.Contains("journal.stream", StringComparison.Ordinal) => Clash.StreamVersion,
        raw.SQLITE_CONSTRAINT_UNIQUE when fault.Message.Contains("journal.command", StringComparison.Ordinal) => Clash.Command,
        _ => null,
    };

    private ChainEnd ReadEnd()
    {
        // In one transaction, because a command may read beside a server that is appending.
        Statement.Run(connection, "BEGIN");
        try
        {
            return ReadEndAsOfOneMoment();
        }
        finally
        {
            Statement.Run(connection, "COMMIT");
        }
    }

    private ChainEnd ReadEndAsOfOneMoment()
    {
        using var last = new Statement(connection, "SELECT position, hash, recorded FROM journal ORDER BY position DESC LIMIT 1");
        using var head = new Statement(connection, "SELECT position, hash, made, previous FROM heads ORDER BY position DESC LIMIT 1");
        if (!head.Step())
        {
            throw new JournalDamagedException(0, "the journal has lost its signed heads.");
        }

        var (position, hash, recorded) = last.Step() ? (last.Integer(0), last.Bytes(1).ToArray(), last.Integer(2)) : (0, Genesis, 0);

        // Each append signs its end in the same transaction, so the two always agree in a journal that nobody touched.
        return head.Integer(0) == position && head.Bytes(1).SequenceEqual(hash)
            ? new ChainEnd(position, hash, recorded, head.Integer(2), head.Integer(3))
            : throw new JournalDamagedException(Math.Min(position, head.Integer(0)) + 1, "the journal does not end where its newest signed head says.");
    }
}
