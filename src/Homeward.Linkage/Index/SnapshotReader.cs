using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Homeward.Linkage;

/// <summary>Reads what <see cref="SnapshotWriter"/> wrote, after looking whether it is whole.</summary>
internal sealed class SnapshotReader
{
    private const string Refused = "This is no snapshot of an index, or it was cut off or changed, or another version wrote it. Make the index anew from its records.";

    private readonly Stream stream;

    /// <summary>Reads the stream through once and goes back.</summary>
    /// <exception cref="InvalidDataException">What follows is not what was written.</exception>
    internal SnapshotReader(Stream stream)
    {
        this.stream = stream;
        var (start, left) = (stream.Position, stream.Length - stream.Position - SHA256.HashSizeInBytes);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        while (left > 0)
        {
            var read = stream.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
            if (read == 0) { break; }

            hash.AppendData(buffer, 0, read);
            left -= read;
        }

        var written = new byte[SHA256.HashSizeInBytes];
        if (left != 0 || stream.ReadAtLeast(written, written.Length, throwOnEndOfStream: false) < written.Length || !hash.GetHashAndReset().AsSpan().SequenceEqual(written))
        {
            throw Wrong();
        }

        stream.Position = start;
    }

    internal static InvalidDataException Wrong() => new(Refused);

    internal int Number()
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        stream.ReadExactly(bytes);
        return BinaryPrimitives.ReadInt32LittleEndian(bytes);
    }

    internal int[] Numbers()
    {
        var values = new int[Number()];
        stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    internal string Text()
    {
        var bytes = new byte[Number()];
        stream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }
}
