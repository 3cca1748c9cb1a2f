using System.Security.Cryptography;

namespace Homeward.Journal;

/// <summary>Signs where the journal ends, so that whoever cannot sign cannot cut it or compute it anew without being found out.</summary>
internal sealed class HeadSigner(Guid incident, ECDsa key) : IDisposable
{
    public const string Insert = "INSERT INTO heads VALUES (?, ?, ?, ?, ?)";

    /// <summary>What the first head names as the one before it.</summary>
    public const long NoPrevious = -1;

    private readonly byte[] incidentBytes = incident.ToByteArray(bigEndian: true);

    /// <summary>Signs a head and stores it. It names the head before it, so that none can be taken out of the middle.</summary>
    public void Put(Statement insert, long position, long previous, long made, ReadOnlySpan<byte> hash)
    {
        var signature = key.SignData(Chain.SignedHead(incidentBytes, position, previous, made, hash), HashAlgorithmName.SHA256);
        insert.Bind(1, position).Bind(2, previous).Bind(3, made).Bind(4, hash).Bind(5, signature).Run();
    }

    public void Dispose() => key.Dispose();
}
