using System.Security.Cryptography;

namespace Homeward.Journal.Shares;

/// <summary>
/// Splits a secret so that any <c>needed</c> shares give it back and fewer say nothing about it at all: each byte is the value at 0 of a random polynomial over the field of 256 elements,
/// and a share is the polynomials' values at the share's number (Shamir, How to Share a Secret, Communications of the ACM 22, 1979).
/// </summary>
public static class SecretSharing
{
    /// <summary>As many shares as there are numbers but 0.</summary>
    public const int Most = 255;

    // The field of AES (FIPS 197): bytes as polynomials over two elements, modulo x^8 + x^4 + x^3 + x + 1; 3 generates its multiplication.
    private static readonly byte[] Powers = new byte[510], Logarithms = new byte[256];

    static SecretSharing()
    {
        var value = 1;
        for (var exponent = 0; exponent < 255; exponent++)
        {
            Powers[exponent] = Powers[exponent + 255] = (byte)value;
            Logarithms[value] = (byte)exponent;
            var doubled = value << 1;
            value ^= doubled > 255 ? doubled ^ 0x11b : doubled;
        }
    }

    /// <summary>The shares, the first with number 1. Each is as long as the secret.</summary>
    public static byte[][] Split(ReadOnlySpan<byte> secret, int needed, int shares)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(needed, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(shares, needed);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shares, Most);
        var length = secret.Length;
        var made = Enumerable.Range(0, shares).Select(_ => new byte[length]).ToArray();
        Span<byte> polynomial = stackalloc byte[needed];
        for (var at = 0; at < length; at++)
        {
            RandomNumberGenerator.Fill(polynomial);
            polynomial[0] = secret[at];
            for (var share = 0; share < shares; share++)
            {
                made[share][at] = ValueAt((byte)(share + 1), polynomial);
            }
        }

        CryptographicOperations.ZeroMemory(polynomial);
        return made;
    }

    /// <summary>The secret, from as many different shares as are needed. Too few, or one that was changed, give another value and no error: check what comes out.</summary>
    public static byte[] Join(IReadOnlyList<(byte Number, byte[] Share)> shares)
    {
        if (shares.Count == 0 || shares.Any(share => share.Number == 0 || share.Share.Length != shares[0].Share.Length)
            || shares.DistinctBy(share => share.Number).Count() != shares.Count)
        {
            throw new ArgumentException("Shares have different numbers from 1 and one length.", nameof(shares));
        }

        var secret = new byte[shares[0].Share.Length];
        foreach (var (number, share) in shares)
        {
            // Lagrange's polynomial of this share, at 0.
            byte weight = 1;
            foreach (var (other, _) in shares)
            {
                weight = other == number ? weight : Multiply(weight, Divide(other, (byte)(other ^ number)));
            }

            for (var at = 0; at < secret.Length; at++)
            {
                secret[at] ^= Multiply(weight, share[at]);
            }
        }

        return secret;
    }

    internal static byte Multiply(byte a, byte b) => a == 0 || b == 0 ? (byte)0 : Powers[Logarithms[a] + Logarithms[b]];

    private static byte Divide(byte a, byte b) => a == 0 ? (byte)0 : Powers[Logarithms[a] + 255 - Logarithms[b]];

    // Horner's rule, from the highest power down.
    private static byte ValueAt(byte number, ReadOnlySpan<byte> polynomial)
    {
        byte value = 0;
        for (var power = polynomial.Length - 1; power >= 0; power--)
        {
            value = (byte)(Multiply(value, number) ^ polynomial[power]);
        }

        return value;
    }
}
