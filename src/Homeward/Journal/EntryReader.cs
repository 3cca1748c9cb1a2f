using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using SQLitePCL;

namespace Homeward.Journal;

/// <summary>
/// Reads rows in order. One thread takes them off the disk; others check each row against the chain and open it, a chunk at a time,
/// and the chunks are handed out in the order in which they were read.
/// </summary>
internal sealed class EntryReader(string file, byte[] genesis, KeyStore keys)
{
    private const int ChunkRows = 1024;
    private const int ChunksAhead = 4;

    // Below this many rows each key is looked up by itself; above, loading all of them at once is faster.
    private const long ManyRows = 20_000;

    private readonly byte[] incidentKey = keys.Derive("payload");

    public IEnumerable<StoredEntry> Read(long after, long end, long recordedUpTo)
    {
        if (after >= end)
        {
            yield break;
        }

        if (end - after > ManyRows)
        {
            keys.LoadAll();
        }

        using var connection = Database.OpenForReading(file);
        using var rows = new Statement(connection, $"SELECT {Chain.Columns}, hash FROM journal WHERE position >= ? AND position <= ? ORDER BY position");
        var chunks = new Chunks(rows.Bind(1, after).Bind(2, end), keys, genesis, after, recordedUpTo);
        if (end - after <= ChunkRows)
        {
            foreach (var entry in Open(chunks.Next() ?? new Chunk()))
            {
                yield return entry;
            }

            yield break;
        }

        using var ahead = new BlockingCollection<Task<StoredEntry[]>>(ChunksAhead);
        using var enough = new CancellationTokenSource();
        var reading = Task.Run(() => ReadAhead(chunks, ahead, enough.Token), CancellationToken.None);
        try
        {
            foreach (var chunk in ahead.GetConsumingEnumerable(CancellationToken.None))
            {
                foreach (var entry in chunk.GetAwaiter().GetResult())
                {
                    yield return entry;
                }
            }
        }
        finally
        {
            // The caller may stop in the middle; the statement must not be closed under the reading thread.
            enough.Cancel();
            reading.Wait(CancellationToken.None);
        }
    }

    private void ReadAhead(Chunks chunks, BlockingCollection<Task<StoredEntry[]>> ahead, CancellationToken enough)
    {
        try
        {
            while (chunks.Next() is { } chunk)
            {
                ahead.Add(Task.Run(() => Open(chunk), CancellationToken.None), enough);
            }
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested)
        {
        }
        catch (Exception fault)
        {
            // Handed to the caller in its place, after the rows that were read before it.
            ahead.TryAdd(Task.FromException<StoredEntry[]>(fault), Timeout.Infinite, CancellationToken.None);
        }
        finally
        {
            ahead.CompleteAdding();
        }
    }

    private StoredEntry[] Open(Chunk chunk)
    {
        var entries = new StoredEntry[chunk.Rows.Count];
        using var incident = new AesGcm(incidentKey, Sealing.TagLength);
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = Open(chunk, chunk.Rows[i], incident);
        }

        return entries;
    }

    private StoredEntry Open(Chunk chunk, in ChunkRow row, AesGcm incident)
    {
        Span<byte> hash = stackalloc byte[Chain.HashLength];
        SHA256.HashData(chunk.Bytes.From(row.Start, row.HashStart), hash);
        if (!new RowWalk(chunk.Bytes.From(row.HashStart, row.End)).TryTake(raw.SQLITE_BLOB, out var stored) || !stored.SequenceEqual(hash))
        {
            throw new JournalDamagedException(row.Position, "it is not what was written.");
        }

        var columns = new RowWalk(chunk.Bytes.From(row.Start, row.HashStart));
        columns.Take(raw.SQLITE_BLOB);
        var position = columns.TakeInteger();
        var stream = columns.TakeId();
        var version = (int)columns.TakeInteger();
        var command = columns.TakeId();
        var ordinal = (int)columns.TakeInteger();
        var print = columns.Take(raw.SQLITE_BLOB).ToArray();
        var type = columns.Take(raw.SQLITE_TEXT);
        var actor = columns.TakeId();
        var device = columns.TakeId();
        var occurred = DateTimeOffset.FromUnixTimeMilliseconds(columns.TakeInteger());
        var recorded = DateTimeOffset.FromUnixTimeMilliseconds(columns.TakeInteger());
        Guid? record = columns.TryTake(raw.SQLITE_NULL, out _) ? null : columns.TakeId();
        var payload = columns.Take(raw.SQLITE_BLOB);

        Span<byte> bindingBuffer = stackalloc byte[PayloadBinding.MaxLength];
        var binding = PayloadBinding.Write(bindingBuffer, keys.Incident, record, stream, version, command, ordinal, type);
        byte[]? clear = null;
        try
        {
            if (record is null)
            {
                clear = new byte[payload.Length - Sealing.Overhead];
                Sealing.Open(incident, payload, binding, clear);
            }
            else if (row.HasKey)
            {
                clear = new byte[payload.Length - Sealing.Overhead];
                var key = row.Key;
                using var aes = new AesGcm(key, Sealing.TagLength);
                Sealing.Open(aes, payload, binding, clear);
            }
        }
        catch (CryptographicException)
        {
            throw new JournalDamagedException(row.Position, "its payload does not open with its key.");
        }

        return new StoredEntry(position, stream, version, command, ordinal, print, TypeNames.Of(type), actor, device, occurred, recorded, record, clear);
    }

    /// <summary>Rows as bytes: each is the previous hash and the columns, as they are hashed, and then the hash that is stored.</summary>
    private sealed class Chunk
    {
        public RowBytes Bytes { get; } = new(ChunkRows * 768);

        public List<ChunkRow> Rows { get; } = new(ChunkRows);
    }

    private readonly record struct ChunkRow(long Position, int Start, int HashStart, int End, bool HasKey, KeyBytes Key);

    /// <summary>Takes rows off the disk and looks up their keys.</summary>
    private sealed class Chunks(Statement rows, KeyStore keys, byte[] genesis, long after, long recordedUpTo)
    {
        private const int Recorded = 10;
        private const int Record = 11;
        private const int Hash = Chain.ColumnCount;

        private readonly byte[] previousHash = new byte[Chain.HashLength];
        private long taken;
        private bool started;
        private bool ended;

        public Chunk? Next()
        {
            if (!started)
            {
                started = true;
                StartAfter();
            }

            var chunk = new Chunk();
            while (!ended && chunk.Rows.Count < ChunkRows)
            {
                if (!rows.Step() || rows.Integer(Recorded) > recordedUpTo)
                {
                    ended = true;
                    break;
                }

                Take(chunk);
            }

            return chunk.Rows.Count == 0 ? null : chunk;
        }

        // The row before the first one wanted is read for its hash alone. Before row 1 there is the first head.
        private void StartAfter()
        {
            if (after == 0)
            {
                genesis.CopyTo(previousHash, 0);
            }
            else if (rows.Step())
            {
                Remember(rows.Bytes(Hash));
            }
            else
            {
                ended = true;
            }
        }

        private void Take(Chunk chunk)
        {
            var start = chunk.Bytes.Length;
            if (rows.Integer(0) != after + ++taken)
            {
                throw new JournalDamagedException(after + taken, "it is missing.");
            }

            chunk.Bytes.Add(previousHash);
            for (var column = 0; column < Chain.ColumnCount; column++)
            {
                chunk.Bytes.AddStored(rows, column);
            }

            var hashStart = chunk.Bytes.Length;
            chunk.Bytes.AddStored(rows, Hash);
            Remember(rows.Bytes(Hash));
            KeyBytes key = default;
            var hasKey = rows.TypeOf(Record) == raw.SQLITE_BLOB && rows.Bytes(Record).Length == 16 && keys.TryFind(rows.Id(Record), out key);
            chunk.Rows.Add(new ChunkRow(after + taken, start, hashStart, chunk.Bytes.Length, hasKey, key));
        }

        private void Remember(ReadOnlySpan<byte> hash)
        {
            // A hash of another length cannot have been written by us; its row will be found wrong, and named, when it is opened.
            previousHash.AsSpan().Clear();
            hash[..Math.Min(hash.Length, Chain.HashLength)].CopyTo(previousHash);
        }
    }

    /// <summary>There are few event types and many events, so each name is one string.</summary>
    private static class TypeNames
    {
        private static readonly ConcurrentDictionary<string, string> Known = new();
        private static readonly ConcurrentDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> BySpan = Known.GetAlternateLookup<ReadOnlySpan<char>>();

        public static string Of(ReadOnlySpan<byte> utf8)
        {
            Span<char> characters = stackalloc char[PayloadBinding.MaxTypeLength];
            var name = characters[..Encoding.UTF8.GetChars(utf8, characters)];
            return BySpan.TryGetValue(name, out var known) ? known : Known.GetOrAdd(name.ToString(), static text => text);
        }
    }
}
