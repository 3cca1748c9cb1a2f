using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Homeward.Journal;

/// <summary>The signed heads of a journal, walked in the order of their positions. Each names the one before it.</summary>
internal sealed class SignedHeads : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Statement read;
    private readonly byte[] incident;
    private readonly ECDsa key;

    private SignedHeads(SqliteConnection connection, byte[] incident, byte[] publicKey, ECDsa key)
    {
        this.connection = connection;
        this.incident = incident;
        this.key = key;
        PublicKey = publicKey;
        KeyFingerprint = Head.FingerprintOf(publicKey);
        read = new Statement(connection, "SELECT position, previous, made, hash, signature FROM heads NOT INDEXED ORDER BY position");
        Advance();
    }

    public sealed record SignedHead(long Position, long Previous, long Made, byte[] Hash, byte[] Signature);

    public byte[] PublicKey { get; }

    public byte[] KeyFingerprint { get; }

    /// <summary>The head to look at now, or null after the last.</summary>
    public SignedHead? Current { get; private set; }

    /// <summary>The position of the last head that was passed with <see cref="Next"/>.</summary>
    public long LastGood { get; private set; } = HeadSigner.NoPrevious;

    /// <summary>Begins to read; null when the public key is not a key.</summary>
    public static SignedHeads? Read(SqliteConnection connection, byte[] incident, byte[] publicKey)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(publicKey, out var length);
            if (length == publicKey.Length)
            {
                return new SignedHeads(connection, incident, publicKey, key);
            }
        }
        catch (CryptographicException)
        {
        }
        catch
        {
            key.Dispose();
            throw;
        }

        key.Dispose();
        return null;
    }

    /// <summary>Whether this head is signed with the journal's key and names the head that really is before it.</summary>
    public bool IsSigned(SignedHead head)
    {
        try
        {
            return head.Previous == LastGood
                && key.VerifyData(Chain.SignedHead(incident, head.Position, head.Previous, head.Made, head.Hash), head.Signature, HashAlgorithmName.SHA256);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>The current head is good; goes on to the next.</summary>
    public void Next()
    {
        LastGood = Current!.Position;
        Advance();
    }

    public long Highest() => Statement.Number(connection, "SELECT MAX(position) FROM heads");

    public void Dispose()
    {
        read.Dispose();
        key.Dispose();
    }

    private void Advance() => Current = read.Step()
        ? new SignedHead(read.Integer(0), read.Integer(1), read.Integer(2), BlobOrNothing(3), BlobOrNothing(4))
        : null;

    private byte[] BlobOrNothing(int column) => read.TypeOf(column) == raw.SQLITE_BLOB ? read.Bytes(column).ToArray() : [];
}
