using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Homeward.Linkage;

/// <summary>Writes numbers and texts of an index one after the other, and at the end their SHA-256, so that a file that was cut off or changed is known.</summary>
internal sealed class SnapshotWriter(Stream stream) : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    internal void Number(int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        Bytes(bytes);
    }

    internal void Numbers(ReadOnlySpan<int> values)
    {
        Number(values.Length);
        Bytes(MemoryMarshal.AsBytes(values));
    }

    internal void Text(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        Number(bytes.Length);
        Bytes(bytes);
    }

    internal void End() => stream.Write(hash.GetHashAndReset());

    public void Dispose() => hash.Dispose();

    private void Bytes(ReadOnlySpan<byte> bytes)
    {
        hash.AppendData(bytes);
        stream.Write(bytes);
    }
}
