using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Homeward.Journal;

/// <summary>
/// A stream sealed in chunks, so that gigabytes need no memory. Each chunk is bound to the header, to its number and to whether it is the last,
/// so that chunks cannot be altered, reordered or cut off unnoticed. The key is used for one stream only, which is why counting nonces are safe.
/// </summary>
internal static class SealedChunk
{
    public const int Clear = 256 * 1024;

    /// <summary>A chunk starts with its length; the highest bit says that it is the last.</summary>
    public const int Prefix = 4;

    public const uint Last = 0x8000_0000;

    public static void Nonce(Span<byte> nonce, long number)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64BigEndian(nonce[4..], number);
    }

    public static byte[] Binding(ReadOnlySpan<byte> header) => [.. header, 0];
}

/// <summary>Seals what is written to it. Without <see cref="Complete"/> the stream has no last chunk and counts as torn.</summary>
internal sealed class SealingStream(Stream to, byte[] key, ReadOnlySpan<byte> header) : Stream
{
    private readonly AesGcm aes = new(key, Sealing.TagLength);
    private readonly byte[] binding = SealedChunk.Binding(header);
    private readonly byte[] clear = new byte[SealedChunk.Clear];
    private readonly byte[] chunk = new byte[SealedChunk.Prefix + SealedChunk.Clear + Sealing.TagLength];
    private int filled;
    private long number;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            if (filled == clear.Length)
            {
                WriteChunk(last: false);
            }

            var part = Math.Min(buffer.Length, clear.Length - filled);
            buffer[..part].CopyTo(clear.AsSpan(filled));
            filled += part;
            buffer = buffer[part..];
        }
    }

    /// <summary>Writes the last chunk.</summary>
    public void Complete() => WriteChunk(last: true);

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            aes.Dispose();
            CryptographicOperations.ZeroMemory(clear);
        }

        base.Dispose(disposing);
    }

    private void WriteChunk(bool last)
    {
        Span<byte> nonce = stackalloc byte[Sealing.NonceLength];
        SealedChunk.Nonce(nonce, number++);
        binding[^1] = last ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt32BigEndian(chunk, (uint)filled | (last ? SealedChunk.Last : 0));
        aes.Encrypt(nonce, clear.AsSpan(0, filled), chunk.AsSpan(SealedChunk.Prefix, filled), chunk.AsSpan(SealedChunk.Prefix + filled, Sealing.TagLength), binding);
        to.Write(chunk.AsSpan(0, SealedChunk.Prefix + filled + Sealing.TagLength));
        filled = 0;
    }
}

/// <summary>Opens what <see cref="SealingStream"/> sealed. A chunk is handed out only after it has proved to be what was written.</summary>
internal sealed class OpeningStream(Stream from, byte[] key, ReadOnlySpan<byte> header) : Stream
{
    private readonly AesGcm aes = new(key, Sealing.TagLength);
    private readonly byte[] binding = SealedChunk.Binding(header);
    private readonly byte[] clear = new byte[SealedChunk.Clear];
    private readonly byte[] chunk = new byte[SealedChunk.Clear + Sealing.TagLength];
    private int taken;
    private int filled;
    private long number;
    private bool last;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (taken == filled && !NextChunk())
        {
            return 0;
        }

        var part = Math.Min(buffer.Length, filled - taken);
        clear.AsSpan(taken, part).CopyTo(buffer);
        taken += part;
        return part;
    }

    public override int ReadByte()
    {
        if (taken == filled && !NextChunk())
        {
            return -1;
        }

        return clear[taken++];
    }

    /// <summary>Reads what the loader left, because only the last chunk proves that nothing is missing.</summary>
    public void ReadToEnd()
    {
        while (NextChunk())
        {
        }
    }

    public override void Flush()
    {
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            aes.Dispose();
            CryptographicOperations.ZeroMemory(clear);
        }

        base.Dispose(disposing);
    }

    /// <summary>Opens the next chunk that has something in it; false after the last.</summary>
    private bool NextChunk()
    {
        taken = filled = 0;
        while (!last && filled == 0)
        {
            OpenChunk();
        }

        return filled > 0;
    }

    private void OpenChunk()
    {
        Span<byte> prefix = stackalloc byte[SealedChunk.Prefix];
        if (from.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false) < prefix.Length)
        {
            throw new SnapshotDamagedException("The snapshot is torn: its last chunk is missing.");
        }

        var word = BinaryPrimitives.ReadUInt32BigEndian(prefix);
        last = (word & SealedChunk.Last) != 0;
        var length = word & ~SealedChunk.Last;
        if (length > SealedChunk.Clear || from.ReadAtLeast(chunk.AsSpan(0, (int)length + Sealing.TagLength), (int)length + Sealing.TagLength, throwOnEndOfStream: false) < length + Sealing.TagLength)
        {
            throw new SnapshotDamagedException($"The snapshot is torn in chunk {number}.");
        }

        Span<byte> nonce = stackalloc byte[Sealing.NonceLength];
        SealedChunk.Nonce(nonce, number++);
        binding[^1] = last ? (byte)1 : (byte)0;
        try
        {
            aes.Decrypt(nonce, chunk.AsSpan(0, (int)length), chunk.AsSpan((int)length, Sealing.TagLength), clear.AsSpan(0, (int)length), binding);
        }
        catch (CryptographicException)
        {
            throw new SnapshotDamagedException($"The snapshot was altered in chunk {number - 1}.");
        }

        filled = (int)length;
    }
}
