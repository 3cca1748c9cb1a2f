using System.Text;
using Microsoft.Data.Sqlite;

namespace Homeward.Journal;

/// <summary>The tables of a journal file, and how an empty one begins.</summary>
internal static class JournalSchema
{
    /// <summary>Raised whenever the meaning of the file changes. The chain commits to it.</summary>
    public const long Format = 1;

    /// <summary>The statements that make the file. A verifier compares them with what the file says of itself.</summary>
    public static readonly IReadOnlyList<string> Statements =
    [
        """
        CREATE TABLE journal (
            position INTEGER PRIMARY KEY,
            stream BLOB NOT NULL,
            version INTEGER NOT NULL,
            command BLOB NOT NULL,
            ordinal INTEGER NOT NULL,
            command_print BLOB NOT NULL,
            type TEXT NOT NULL,
            actor BLOB NOT NULL,
            device BLOB NOT NULL,
            occurred INTEGER NOT NULL,
            recorded INTEGER NOT NULL,
            record BLOB,
            payload BLOB NOT NULL,
            hash BLOB NOT NULL,
            UNIQUE (stream, version),
            UNIQUE (command, ordinal)
        ) STRICT
        """,
        """
        CREATE TABLE heads (
            position INTEGER PRIMARY KEY,
            previous INTEGER NOT NULL,
            made INTEGER NOT NULL,
            hash BLOB NOT NULL,
            signature BLOB NOT NULL
        ) STRICT
        """,
        "CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID",
        """
        CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal
        BEGIN SELECT RAISE(ABORT, 'The journal is append-only: a row is never changed.'); END
        """,
        """
        CREATE TRIGGER journal_is_never_cut BEFORE DELETE ON journal
        BEGIN SELECT RAISE(ABORT, 'The journal is append-only: a row is never deleted.'); END
        """,
        """
        CREATE TRIGGER journal_has_no_gaps BEFORE INSERT ON journal
        WHEN NEW.position <> (SELECT COALESCE(MAX(position), 0) + 1 FROM journal)
        BEGIN SELECT RAISE(ABORT, 'The journal is append-only: a row goes after the last one.'); END
        """,
    ];

    /// <summary>Makes an empty journal with its first head, signed, at position 0.</summary>
    public static void Create(string file, Guid incident, byte[] publicKey, HeadSigner signer, DateTimeOffset now)
    {
        using var connection = Database.OpenForWriting(file, Durability.Full, create: true);
        Statement.Run(connection, "BEGIN IMMEDIATE");
        foreach (var statement in Statements)
        {
            Statement.Run(connection, statement);
        }

        PutMeta(connection, "incident", incident.ToByteArray(bigEndian: true));
        PutMeta(connection, "public_key", publicKey);
        Statement.Run(connection, $"PRAGMA user_version = {Format}");
        var genesis = Chain.Genesis(incident.ToByteArray(bigEndian: true), Format, publicKey);
        using (var put = new Statement(connection, HeadSigner.Insert))
        {
            signer.Put(put, 0, HeadSigner.NoPrevious, now.ToUnixTimeMilliseconds(), genesis);
        }

        Statement.Run(connection, "COMMIT");
    }

    /// <summary>A value of the meta table, or null when it has none of that name.</summary>
    public static byte[]? Meta(SqliteConnection connection, string name)
    {
        using var read = new Statement(connection, "SELECT value FROM meta WHERE name = ?");
        return read.BindText(1, Encoding.ASCII.GetBytes(name)).Step() ? read.Bytes(0).ToArray() : null;
    }

    private static void PutMeta(SqliteConnection connection, string name, byte[] value)
    {
        using var put = new Statement(connection, "INSERT INTO meta VALUES (?, ?)");
        put.BindText(1, Encoding.ASCII.GetBytes(name)).Bind(2, value).Run();
    }
}
