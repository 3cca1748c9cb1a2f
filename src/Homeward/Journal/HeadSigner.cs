using System.Security.Cryptography;

namespace Homeward.Journal;

/// <summary>Signs where the journal ends, so that whoever cannot sign cannot cut it or compute it anew without being found out.</summary>
internal sealed class HeadSigner(Guid incident, ECDsa key) : IDisposable
{
    public const string Insert = "INSERT INTO heads VALUES (?, ?, ?, ?)";

    private readonly byte[] incidentBytes = incident.ToByteArray(bigEndian: true);

    public void Put(Statement insert, long position, long made, ReadOnlySpan<byte> hash)
    {
        var signature = key.SignData(Chain.SignedHead(incidentBytes, position, made, hash), HashAlgorithmName.SHA256);
        insert.Bind(1, position).Bind(2, made).Bind(3, hash).Bind(4, signature).Run();
    }

    public void Dispose() => key.Dispose();
}
