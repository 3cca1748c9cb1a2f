using System.Security.Cryptography;

namespace Homeward.Journal;

/// <summary>
/// How a row is chained to the row before: its hash is SHA-256 over the previous hash and every other column, the sealed payload included.
/// The chain runs over what is stored, so anybody can check it without a key, also after keys are destroyed.
/// </summary>
internal static class Chain
{
    public const int HashLength = 32;

    /// <summary>
    /// The columns in the order in which they are hashed, after the previous hash. The hash itself comes last and is not hashed.
    /// </summary>
    public const string Columns = "position, stream, version, command, ordinal, command_print, type, actor, device, occurred, recorded, record, payload";

    public const int ColumnCount = 13;

    /// <summary>What the first row is chained to. It commits to the incident, to the format and to the key that signs heads.</summary>
    public static byte[] Genesis(ReadOnlySpan<byte> incident, long format, ReadOnlySpan<byte> publicKey)
    {
        var bytes = new RowBytes();
        bytes.AddText("homeward journal"u8);
        bytes.Add(format);
        bytes.Add(incident);
        bytes.Add(publicKey);
        return SHA256.HashData(bytes.Written);
    }

    /// <summary>What the signature of a head is over.</summary>
    public static byte[] SignedHead(ReadOnlySpan<byte> incident, long position, long previous, long made, ReadOnlySpan<byte> hash)
    {
        var bytes = new RowBytes(256);
        bytes.AddText("homeward head"u8);
        bytes.Add(incident);
        bytes.Add(position);
        bytes.Add(previous);
        bytes.Add(made);
        bytes.Add(hash);
        return bytes.Written.ToArray();
    }
}
