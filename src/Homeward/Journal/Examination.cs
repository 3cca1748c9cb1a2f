using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Homeward.Journal;

/// <summary>One check of one journal, from its account of itself to its end.</summary>
internal sealed class Examination : IDisposable
{
    public const string Advice = "Keep this file as it is for whoever investigates, and restore the newest backup that verifies.";

    private readonly SqliteConnection connection;
    private readonly Head? held;
    private readonly RowRelations relations;
    private readonly RowBytes row = new(4096);
    private readonly byte[] previousHash = new byte[Chain.HashLength];
    private byte[] incident = [];
    private SignedHeads? heads;

    public Examination(SqliteConnection connection, Head? held)
    {
        this.connection = connection;
        this.held = held;
        relations = new RowRelations(connection);
    }

    /// <summary>The last row that was found good.</summary>
    public long LastGood { get; private set; }

    public void Dispose()
    {
        heads?.Dispose();
        relations.Dispose();
    }

    public Verification Run() => (Verification?)(CheckIdentity() ?? CheckRows() ?? CheckEnd() ?? CheckHeld() ?? CheckShape()) ?? Good();

    private Verification.Good Good() => new(LastGood, new Head(LastGood, [.. previousHash], heads!.KeyFingerprint));

    /// <summary>Whether the file's account of itself is the one that the chain began with.</summary>
    private Verification.Bad? CheckIdentity()
    {
        var format = Statement.Number(connection, "PRAGMA user_version");
        if (format != JournalSchema.Format)
        {
            return Bad(0, Fault.Misdescribed, $"The file says that its format is {format}, and this program knows {JournalSchema.Format}. If a newer program made it, verify it with that one; otherwise it was changed.");
        }

        if (JournalSchema.Meta(connection, "incident") is not { Length: 16 } named || JournalSchema.Meta(connection, "public_key") is not { } publicKey)
        {
            return Bad(0, Fault.Misdescribed, "The file has lost its incident's id or its public key.");
        }

        incident = named;
        if (held is not null && !Head.FingerprintOf(publicKey).AsSpan().SequenceEqual(held.KeyFingerprint))
        {
            return Bad(1, Math.Max(1, held.Position), Fault.BadSignature, "The journal's signing key is not the one of the head you hold: either the head is of another journal, or the whole chain was computed anew with another key.");
        }

        heads = SignedHeads.Read(connection, incident, publicKey);
        if (heads is null)
        {
            return Bad(0, Fault.Misdescribed, "The public key in the file is not a key.");
        }

        Chain.Genesis(incident, format, publicKey).CopyTo(previousHash, 0);
        return CheckHead(0);
    }

    private Verification.Bad? CheckRows()
    {
        Span<byte> hash = stackalloc byte[Chain.HashLength];
        using var rows = new Statement(connection, $"SELECT {Chain.Columns}, hash FROM journal NOT INDEXED ORDER BY position");
        while (rows.Step())
        {
            var position = LastGood + 1;
            if (rows.Integer(0) != position)
            {
                return RowRelations.Missing(position, rows.Integer(0));
            }

            row.Clear();
            row.Add(previousHash);
            for (var column = 0; column < Chain.ColumnCount; column++)
            {
                row.AddStored(rows, column);
            }

            SHA256.HashData(row.Written, hash);
            if (rows.TypeOf(Chain.ColumnCount) != raw.SQLITE_BLOB || !rows.Bytes(Chain.ColumnCount).SequenceEqual(hash))
            {
                return relations.Explain(position, previousHash, hash.ToArray());
            }

            hash.CopyTo(previousHash);
            if (CheckHead(position) is { } wrongHead)
            {
                return wrongHead;
            }

            if (held is not null && held.Position == position && !held.Matches(hash))
            {
                return NotTheHeldChain();
            }

            LastGood = position;
        }

        return null;
    }

    /// <summary>The head of this row, if there is one: signed with the journal's key, and of this row.</summary>
    private Verification.Bad? CheckHead(long position)
    {
        if (heads!.Current is not { } head || head.Position > position)
        {
            return position == 0 ? Bad(0, Fault.BadSignature, "The head that the chain begins with is missing.") : null;
        }

        // What comes after the last good head and up to this one is in doubt.
        var from = position == 0 ? 0 : heads.LastGood + 1;
        if (!heads.IsSigned(head))
        {
            return Bad(from, position, Fault.BadSignature, $"The head of row {head.Position} is not signed with the journal's key, or a head before it was taken out. {Doubt(from, position)}");
        }

        if (!head.Hash.AsSpan().SequenceEqual(previousHash))
        {
            return position == 0
                ? Bad(0, Fault.Misdescribed, "The incident's id, the format or the public key in the file is not the one that the chain began with.")
                : Bad(from, position, Fault.Recomputed, $"The chain was computed anew: row {position} is not the one whose head was signed. {Doubt(from, position)}");
        }

        heads.Next();
        return null;
    }

    private Verification.Bad? CheckEnd()
    {
        if (heads!.Current is { } beyond)
        {
            return heads.IsSigned(beyond)
                ? Bad(LastGood + 1, Fault.CutTail, $"The tail was cut: the journal ends at row {LastGood}, and its signed heads go to row {heads.Highest()}.")
                : Bad(LastGood + 1, Fault.BadSignature, $"There is a head of row {beyond.Position}, which does not exist, and it is not signed with the journal's key.");
        }

        return heads.LastGood < LastGood
            ? Bad(heads.LastGood + 1, LastGood + 1, Fault.Inserted, $"The rows after {heads.LastGood} are not signed: they were added by another hand, or the head after them was taken out.")
            : null;
    }

    private Verification.Bad? CheckHeld()
    {
        if (held is null)
        {
            return null;
        }

        if (held.Position > LastGood)
        {
            return Bad(LastGood + 1, Fault.CutTail, $"The tail was cut: the head you hold is of row {held.Position}, and the journal ends at row {LastGood}.");
        }

        return held.Position == 0 && !held.Matches(Chain.Genesis(incident, JournalSchema.Format, heads!.PublicKey)) ? NotTheHeldChain() : null;
    }

    /// <summary>
    /// Last of all the tables, triggers and indexes: an index that disagrees with its table changes nothing that we read,
    /// but it would let a retry be kept twice.
    /// </summary>
    private Verification.Bad? CheckShape()
    {
        var seen = new List<string>();
        using (var schema = new Statement(connection, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"))
        {
            while (schema.Step())
            {
                seen.Add(schema.Text(0));
            }
        }

        if (!seen.Order(StringComparer.Ordinal).SequenceEqual(JournalSchema.Statements.Order(StringComparer.Ordinal)))
        {
            return Bad(0, Fault.Misdescribed, "The rows are good, but the file's tables or triggers are not those of a journal: something that guards it was added, taken out or changed.");
        }

        using var check = new Statement(connection, "PRAGMA integrity_check(1)");
        return check.Step() && check.Text(0) != "ok"
            ? Bad(0, Fault.Misdescribed, $"The rows are good, but the database around them is damaged ({check.Text(0)}).")
            : null;
    }

    private Verification.Bad NotTheHeldChain() =>
        Bad(1, Math.Max(1, held!.Position), Fault.Recomputed, $"The chain was computed anew: row {held.Position} is not the one of the head you hold. {Doubt(1, held.Position)} If you hold an older head, verify with that one too: it narrows this down.");

    private static string Doubt(long from, long upTo) => from >= upTo ? string.Empty : $"The first bad row is one of {from} to {upTo}.";

    private static Verification.Bad Bad(long position, Fault what, string problem) => Bad(position, position, what, problem);

    internal static Verification.Bad Bad(long position, long upTo, Fault what, string problem) => new(position, upTo, what, $"{problem} {Advice}");
}
