using System.Security.Cryptography;
using System.Text;
using Homeward.Domain;

namespace Homeward.Features.Import;

/// <summary>
/// Ids that come out the same each time the same row is imported, so that a file imported twice, or again after an
/// interruption, ends in one copy. They are worked out from what the row is about, never drawn.
/// </summary>
public sealed class RowIds
{
    private readonly string scope;

    /// <summary>Ids for one incident, one organisation's files of one kind at one place.</summary>
    public RowIds(Id<Incident> incident, ImportKind kind, Id<Organisation> organisation, Id<Place>? place) =>
        scope = $"{incident}|{kind}|{organisation}|{place?.ToString() ?? ""}|";

    /// <summary>The id of one thing about one row.</summary>
    /// <param name="rowKey">What tells the row from all others, from <see cref="RowKeys"/>.</param>
    /// <param name="what">Which thing: person, record, the second dependent's record.</param>
    public Guid Of(string rowKey, string what)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{scope}{rowKey.Length}|{rowKey}|{what}"), hash);

        // UUID version 8 (RFC 9562): the bits are ours, here the first of a SHA-256.
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
