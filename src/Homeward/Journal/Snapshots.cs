using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Homeward.Journal;

/// <summary>
/// The newest snapshot of an incident's state, so that a start replays only what came after it. It is encrypted under a key of its own,
/// replaced as a whole, and never backed up. A snapshot is a convenience: one that is torn, altered, or of another journal is ignored.
/// </summary>
public sealed class Snapshots
{
    /// <summary>The name of the snapshot's file in the folder of its journal.</summary>
    public const string FileName = "snapshot.bin";

    private readonly string file;
    private readonly KeyStore keys;
    private readonly Func<long, byte[]?> hashAt;

    internal Snapshots(string folder, KeyStore keys, Func<long, byte[]?> hashAt)
    {
        file = Path.Combine(folder, FileName);
        this.keys = keys;
        this.hashAt = hashAt;
    }

    /// <summary>
    /// Raised after keys of these records were destroyed, and with them the snapshot: write a new one, from a state that has forgotten them.
    /// </summary>
    public event EventHandler<IReadOnlyCollection<Guid>>? Destroyed;

    /// <summary>The size of the newest snapshot's file; 0 when there is none.</summary>
    public long Bytes => new FileInfo(file) is { Exists: true } there ? there.Length : 0;

    /// <summary>Writes the state at this position in place of the last snapshot. A million records are streamed, not held.</summary>
    /// <returns>False when a key was destroyed meanwhile: this snapshot may hold what had to be forgotten, so it was thrown away.</returns>
    /// <exception cref="IOException">The disk is full or failing. The last snapshot is still in place.</exception>
    public bool Write(long position, Action<Stream> write)
    {
        var hash = hashAt(position) ?? throw new ArgumentOutOfRangeException(nameof(position), position, "The journal has no such row yet.");
        var id = Guid.CreateVersion7();
        var making = file + ".making";
        try
        {
            var key = keys.AddSnapshotKey(id);
            using (var to = new FileStream(making, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                var header = SnapshotHeader.Write(id, position, hash);
                to.Write(header);
                using (var sealing = new SealingStream(to, key, header))
                {
                    write(sealing);
                    sealing.Complete();
                }

                to.Flush(flushToDisk: true);
            }

            if (keys.FindSnapshotKey(id) is null)
            {
                return false;
            }

            DurableFile.Replace(making, file);
            keys.KeepOnlySnapshotKey(id);
            return true;
        }
        catch (SqliteException fault)
        {
            throw new IOException($"The key of a snapshot could not be kept (SQLite error {fault.SqliteExtendedErrorCode}).", fault);
        }
        finally
        {
            File.Delete(making);
        }
    }

    /// <summary>
    /// Loads the newest snapshot. What <paramref name="load"/> makes of it is returned only if every byte proved to be what was written.
    /// </summary>
    /// <param name="load">Reads the state from the stream; gets the position after which the journal is to be replayed.</param>
    /// <returns>The state, or null when there is no snapshot that can be trusted: replay the journal from the start.</returns>
    public T? Newest<T>(Func<long, Stream, T> load)
        where T : class
    {
        try
        {
            using var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            var header = new byte[SnapshotHeader.Length];
            from.ReadExactly(header);
            if (!SnapshotHeader.TryRead(header, out var id, out var position, out var hash)
                || hashAt(position) is not { } expected
                || !hash.AsSpan().SequenceEqual(expected)
                || keys.FindSnapshotKey(id) is not { } key)
            {
                return null;
            }

            using var opening = new OpeningStream(from, key, header);
            var state = load(position, opening);
            opening.ReadToEnd();
            return state;
        }
        catch (Exception fault) when (fault is SnapshotDamagedException or CryptographicException or FileNotFoundException or DirectoryNotFoundException or EndOfStreamException)
        {
            return null;
        }
    }

    /// <summary>Removes the snapshot whose key has just been destroyed, and asks for a new one.</summary>
    internal void Forget(IReadOnlyCollection<Guid> records)
    {
        File.Delete(file);
        Destroyed?.Invoke(this, records);
    }
}

/// <summary>A snapshot turned out torn or altered while it was read.</summary>
internal sealed class SnapshotDamagedException(string message) : IOException(message);

/// <summary>What stands before the sealed chunks, in clear: which snapshot it is, and of which row of which chain.</summary>
internal static class SnapshotHeader
{
    public const int Length = 8 + 16 + 8 + Chain.HashLength;

    private static ReadOnlySpan<byte> Magic => "HWSNAP1\n"u8;

    public static byte[] Write(Guid id, long position, byte[] hash)
    {
        var header = new byte[Length];
        Magic.CopyTo(header);
        id.TryWriteBytes(header.AsSpan(8), bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(24), position);
        hash.CopyTo(header.AsSpan(32));
        return header;
    }

    public static bool TryRead(ReadOnlySpan<byte> header, out Guid id, out long position, out byte[] hash)
    {
        id = new Guid(header.Slice(8, 16), bigEndian: true);
        position = BinaryPrimitives.ReadInt64BigEndian(header[24..]);
        hash = header[32..].ToArray();
        return header.StartsWith(Magic);
    }
}
