using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace Homeward.Journal;

/// <summary>AES-256-GCM as everything here is sealed: a random nonce of 12 bytes, the ciphertext, and a tag of 16 bytes.</summary>
internal static class Sealing
{
    public const int KeyLength = 32;
    public const int NonceLength = 12;
    public const int TagLength = 16;
    public const int Overhead = NonceLength + TagLength;

    /// <param name="key">The key.</param>
    /// <param name="clear">What to seal.</param>
    /// <param name="about">What the sealed bytes are bound to: they open only beside the same.</param>
    /// <param name="result">Takes the sealed bytes: <see cref="Overhead"/> longer than the clear ones.</param>
    public static void Seal(AesGcm key, ReadOnlySpan<byte> clear, ReadOnlySpan<byte> about, Span<byte> result)
    {
        var nonce = result[..NonceLength];
        RandomNumberGenerator.Fill(nonce);
        key.Encrypt(nonce, clear, result[NonceLength..^TagLength], result[^TagLength..], about);
    }

    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> clear, ReadOnlySpan<byte> about)
    {
        var result = new byte[clear.Length + Overhead];
        using var aes = new AesGcm(key, TagLength);
        Seal(aes, clear, about, result);
        return result;
    }

    /// <exception cref="CryptographicException">The key is another, or what was sealed or what it is bound to was changed.</exception>
    public static void Open(AesGcm key, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> about, Span<byte> clear)
    {
        if (bytes.Length != clear.Length + Overhead)
        {
            throw new CryptographicException("What was sealed has been cut.");
        }

        key.Decrypt(bytes[..NonceLength], bytes[NonceLength..^TagLength], bytes[^TagLength..], clear, about);
    }

    /// <inheritdoc cref="Open(AesGcm, ReadOnlySpan{byte}, ReadOnlySpan{byte}, Span{byte})"/>
    public static byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> about)
    {
        var clear = new byte[Math.Max(0, bytes.Length - Overhead)];
        using var aes = new AesGcm(key, TagLength);
        Open(aes, bytes, about, clear);
        return clear;
    }
}

/// <summary>A key of 32 bytes kept in place, because a million of them as arrays would cost twice the memory.</summary>
[InlineArray(Sealing.KeyLength)]
internal struct KeyBytes
{
    private byte first;
}

/// <summary>What the payload of an event is bound to, so that it cannot be moved to another row and still open.</summary>
internal static class PayloadBinding
{
    // incident, record (a flag and an id), stream, version, command, ordinal; the type comes last and takes the rest.
    private const int Fixed = 16 + 1 + 16 + 16 + 4 + 16 + 4;

    public const int MaxTypeLength = 128;
    public const int MaxLength = Fixed + MaxTypeLength;

    public static ReadOnlySpan<byte> Write(Span<byte> to, Guid incident, Guid? record, Guid stream, int version, Guid command, int ordinal, ReadOnlySpan<byte> type)
    {
        incident.TryWriteBytes(to, bigEndian: true, out _);
        to[16] = record is null ? (byte)0 : (byte)1;
        (record ?? Guid.Empty).TryWriteBytes(to[17..], bigEndian: true, out _);
        stream.TryWriteBytes(to[33..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(to[49..], version);
        command.TryWriteBytes(to[53..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(to[69..], ordinal);
        type.CopyTo(to[Fixed..]);
        return to[..(Fixed + type.Length)];
    }

    /// <summary>The type in UTF-8.</summary>
    /// <exception cref="ArgumentException">It is empty or too long.</exception>
    public static ReadOnlySpan<byte> Encode(string type, Span<byte> to) =>
        type.Length > 0 && Encoding.UTF8.TryGetBytes(type, to[..MaxTypeLength], out var length)
            ? to[..length]
            : throw new ArgumentException($"An event type has 1 to {MaxTypeLength} bytes; \"{type}\" has {Encoding.UTF8.GetByteCount(type)}.", nameof(type));
}
