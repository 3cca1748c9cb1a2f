using System.Security.Cryptography;
using Homeward.Domain;

namespace Homeward.SealedReports;

/// <summary>What a device needs to report: its own key, and the incident's.</summary>
/// <param name="Incident">The incident's code.</param>
/// <param name="SealTo">The public key that reports are sealed to.</param>
/// <param name="Private">The device's own, which signs.</param>
public sealed record Station(string Incident, Guid Key, byte[] SealTo, byte[] Private)
{
    /// <summary>A station from the line that says what to seal to and the device's key; null when the line is none.</summary>
    public static Station? Of(string sealTo, byte[] key)
    {
        if (sealTo.Trim().Split(':') is not [var code, var text] || !Engine.Incidents.IsCode(code) || ReadPublic(text) is not { } to)
        {
            return null;
        }

        using var own = ECDsa.Create();
        own.ImportPkcs8PrivateKey(key, out _);
        return new(code, IdOf(own.ExportSubjectPublicKeyInfo()).Value, to, key);
    }

    /// <summary>A key is known by what it is, so that a device knows its own number without being told.</summary>
    public static Id<ReportingKey> IdOf(ReadOnlySpan<byte> publicKey) => new(new Guid(SHA256.HashData(publicKey).AsSpan(0, 16)));

    /// <summary>A public key as it is printed and typed; null when it is none on P-256.</summary>
    public static byte[]? ReadPublic(string? text)
    {
        var bytes = new byte[ReportingKey.Length];
        if (!Convert.TryFromBase64String(text?.Trim() ?? "", bytes, out var length) || length != bytes.Length)
        {
            return null;
        }

        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(bytes, out _);
            return key.KeySize == 256 ? bytes : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    internal ECDsa SigningKey()
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(Private, out _);
        return key;
    }
}
