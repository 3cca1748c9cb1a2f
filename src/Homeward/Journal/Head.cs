using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Homeward.Journal;

/// <summary>
/// Where a journal ended at some moment: enough to find out later that it was cut or recomputed.
/// Its text is short enough to print on a shift sheet and to type in again: <c>1042-6YVT2K0D-…-3F</c>.
/// </summary>
/// <remarks>
/// The text holds the position, 20 bytes of the hash, 5 bytes that tell the signing key, and four characters that catch slips of the pen,
/// in Crockford's alphabet (no I, L, O or U). 20 bytes suffice: to fake a chain that ends in them takes 2^160 tries.
/// The hash itself also commits to the whole public key, so the short fingerprint only says *what* was replaced.
/// </remarks>
/// <param name="Position">The position of the last row; 0 for an empty journal.</param>
/// <param name="Hash">The hash of the last row: 32 bytes, or the first 20 when it was read from text.</param>
/// <param name="KeyFingerprint">The first 5 bytes of the SHA-256 of the public key that signs this journal's heads.</param>
public sealed record Head(long Position, byte[] Hash, byte[] KeyFingerprint)
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int PrintedHash = 20;
    private const int PrintedFingerprint = 5;
    private const int CheckCharacters = 4;

    /// <summary>The fingerprint of a public key in SubjectPublicKeyInfo form.</summary>
    public static byte[] FingerprintOf(ReadOnlySpan<byte> publicKey) => SHA256.HashData(publicKey)[..PrintedFingerprint];

    /// <summary>Whether a row with this hash is the row this head was taken from.</summary>
    public bool Matches(ReadOnlySpan<byte> hash) => hash.StartsWith(Hash.AsSpan(0, Math.Min(Hash.Length, hash.Length)));

    /// <inheritdoc/>
    public override string ToString()
    {
        var hash = Encode(Hash.AsSpan(0, PrintedHash));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Position}-{hash[..8]}-{hash[8..16]}-{hash[16..24]}-{hash[24..]}-{Encode(KeyFingerprint)}-{Check()}");
    }

    /// <summary>Reads what <see cref="ToString"/> printed. Capitals, spaces and hyphens do not matter; O is read as 0, and I and L as 1.</summary>
    /// <returns>The head, or null with a sentence that says what is wrong with the text.</returns>
    public static Head? Parse(string text, out string? problem)
    {
        const int Tail = ((PrintedHash + PrintedFingerprint) * 8 / 5) + CheckCharacters;
        var plain = Plain(text);
        if (plain.Length <= Tail || !long.TryParse(plain.AsSpan(0, plain.Length - Tail), NumberStyles.None, CultureInfo.InvariantCulture, out var position))
        {
            problem = $"\"{text}\" is not the head of a journal. It is a row number and {Tail} letters and digits, as in \"{new Head(1042, new byte[PrintedHash], new byte[PrintedFingerprint])}\".";
            return null;
        }

        var tail = plain.AsSpan(plain.Length - Tail);
        var bytes = Decode(tail[..^CheckCharacters]);
        if (bytes is null)
        {
            problem = $"\"{text}\" has a character that a head never has. Heads use the digits and the letters without I, L, O and U.";
            return null;
        }

        var head = new Head(position, bytes[..PrintedHash], bytes[PrintedHash..]);
        if (!tail[^CheckCharacters..].SequenceEqual(head.Check()))
        {
            problem = $"\"{text}\" was mistyped somewhere: its last four characters do not fit the others. Compare it with the sheet again.";
            return null;
        }

        problem = null;
        return head;
    }

    /// <inheritdoc/>
    public bool Equals(Head? other) =>
        other is not null && Position == other.Position && Hash.AsSpan().SequenceEqual(other.Hash) && KeyFingerprint.AsSpan().SequenceEqual(other.KeyFingerprint);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Position, BinaryPrimitives.ReadInt32BigEndian(Hash));

    private string Check()
    {
        Span<byte> bytes = stackalloc byte[8 + PrintedHash + PrintedFingerprint];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Position);
        Hash.AsSpan(0, PrintedHash).CopyTo(bytes[8..]);
        KeyFingerprint.CopyTo(bytes[(8 + PrintedHash)..]);
        return Encode(SHA256.HashData(bytes).AsSpan(0, 5))[..CheckCharacters];
    }

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in text.ToUpperInvariant())
        {
            if (character is not ('-' or ' '))
            {
                plain.Append(character switch { 'O' => '0', 'I' or 'L' => '1', _ => character });
            }
        }

        return plain.ToString();
    }

    // Five bytes are eight characters, and both lengths here are multiples of five bytes.
    private static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length * 8 / 5);
        for (var i = 0; i < bytes.Length; i += 5)
        {
            var group = ((ulong)bytes[i] << 32) | BinaryPrimitives.ReadUInt32BigEndian(bytes[(i + 1)..]);
            for (var shift = 35; shift >= 0; shift -= 5)
            {
                text.Append(Alphabet[(int)((group >> shift) & 31)]);
            }
        }

        return text.ToString();
    }

    private static byte[]? Decode(ReadOnlySpan<char> text)
    {
        var bytes = new byte[text.Length * 5 / 8];
        for (int i = 0, to = 0; i < text.Length; i += 8, to += 5)
        {
            ulong group = 0;
            foreach (var character in text.Slice(i, 8))
            {
                var value = Alphabet.IndexOf(character, StringComparison.Ordinal);
                if (value < 0)
                {
                    return null;
                }

                group = (group << 5) | (uint)value;
            }

            bytes[to] = (byte)(group >> 32);
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(to + 1), (uint)(group & uint.MaxValue));
        }

        return bytes;
    }
}
