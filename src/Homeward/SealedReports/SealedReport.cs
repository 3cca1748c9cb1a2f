using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Homeward.Domain;
using Homeward.Journal;

namespace Homeward.SealedReports;

/// <summary>
/// A report that nobody on its way can read: sealed to the incident's key (ECDH on P-256, HKDF, AES-256-GCM) and signed by a device that the
/// incident's journal knows (ECDSA). Everything but what is sealed stands in clear and is signed as well.
/// </summary>
/// <param name="Incident">The incident's code.</param>
/// <param name="Id">Made once by the sender; the same report sent again has the same.</param>
/// <param name="Key">The key it is signed with.</param>
/// <param name="Ephemeral">The sender's half of the key agreement, used for this report only.</param>
/// <param name="Sealed">Nonce, what was sealed, and tag.</param>
public sealed record SealedReport(int Format, string Incident, Guid Id, Guid Key, DateTimeOffset Made, byte[] Ephemeral, byte[] Sealed, byte[] Signature)
{
    /// <summary>What a report may weigh: a page of text is a tenth of it.</summary>
    public const int LargestBytes = 64 * 1024;

    private const int CurrentFormat = 1;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectRequiredConstructorParameters = true,
        MaxDepth = 4,
    };

    /// <summary>Seals and signs a report.</summary>
    public static byte[] Seal(Station station, Guid id, DateTimeOffset made, ReportedChild content)
    {
        var report = new SealedReport(CurrentFormat, station.Incident, id, station.Key, BatchTime(made), [], [], []);
        using var ephemeral = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        using var to = ECDiffieHellman.Create();
        to.ImportSubjectPublicKeyInfo(station.SealTo, out _);
        report = report with { Ephemeral = ephemeral.ExportSubjectPublicKeyInfo() };
        report = report with { Sealed = Sealing.Seal(report.Agreed(ephemeral, to.PublicKey), JsonSerializer.SerializeToUtf8Bytes(content, Json), report.About()) };
        using var signing = station.SigningKey();
        return JsonSerializer.SerializeToUtf8Bytes(report with { Signature = signing.SignData(report.Signed(), HashAlgorithmName.SHA256) }, Json);
    }

    /// <summary>Reads the outside of a report; null when it is none.</summary>
    public static SealedReport? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return body.Length <= LargestBytes && JsonSerializer.Deserialize<SealedReport>(body, Json) is
            { Format: CurrentFormat, Incident.Length: > 0 and <= 40, Ephemeral.Length: ReportingKey.Length, Sealed.Length: > Sealing.Overhead, Signature.Length: 64 } report
                && report.Id != Guid.Empty && Engine.Incidents.IsCode(report.Incident)
                ? report
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether it was signed with this key, as it stands here.</summary>
    public bool IsSignedBy(ReadOnlySpan<byte> publicKey)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(publicKey, out _);
            return key.VerifyData(Signed(), Signature, HashAlgorithmName.SHA256);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>What was sealed. False when it was sealed to another incident, or isn't a report.</summary>
    public bool TryOpen(ECDiffieHellman sealedTo, [NotNullWhen(true)] out ReportedChild? content)
    {
        content = null;
        try
        {
            using var ephemeral = ECDiffieHellman.Create();
            ephemeral.ImportSubjectPublicKeyInfo(Ephemeral, out _);
            content = JsonSerializer.Deserialize<ReportedChild>(Sealing.Open(Agreed(sealedTo, ephemeral.PublicKey), Sealed, About()), Json);
            return content is not null;
        }
        catch (Exception fault) when (fault is CryptographicException or JsonException)
        {
            return false;
        }
    }

    private byte[] Agreed(ECDiffieHellman own, ECDiffieHellmanPublicKey other) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, own.DeriveRawSecretAgreement(other), Sealing.KeyLength, Ephemeral, Encoding.UTF8.GetBytes("homeward sealed report"));

    private byte[] About() => Encoding.UTF8.GetBytes($"homeward report {Format}\n{Incident}\n{Id:N}\n{Key:N}\n{Made.UtcTicks}\n");

    private byte[] Signed() => [.. About(), .. Ephemeral, .. Sealed];

    // To the millisecond, as the journal keeps times.
    private static DateTimeOffset BatchTime(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}

/// <summary>What is inside: one child as somebody reports it.</summary>
/// <param name="Here">The child is in care at the station's place.</param>
/// <param name="Alone">It was seen in nobody's care. With neither, somebody says that it is missing.</param>
public sealed record ReportedChild(string? Name, int? Age = null, bool Here = false, bool Alone = false, string? Mother = null, string? Note = null, Needs Needs = Needs.None);
