using System.Security.Cryptography;
using Homeward.Journal;
using Microsoft.Data.Sqlite;

namespace Homeward.Tests.Journal;

/// <summary>What somebody with the file and a SQLite shell can do to a journal, with and without its signing key.</summary>
internal static class Tampering
{
    /// <summary>Nobody cuts the power in these tests, so they need not wait for the disk.</summary>
    public static Durability Quick { get; } = new(Synchronous: "OFF");

    /// <summary>Runs SQL on the journal with its triggers out of the way, and puts them back as they were.</summary>
    public static void Tamper(this JournalFolder folder, params string[] statements)
    {
        using var connection = Database.OpenForWriting(folder.JournalFile, Quick, create: false);
        using (var transaction = connection.BeginTransaction())
        {
            foreach (var trigger in JournalSchema.Statements.Where(IsTrigger))
            {
                Run(connection, "DROP TRIGGER " + trigger.Split(' ')[2]);
            }

            foreach (var statement in statements)
            {
                Run(connection, statement);
            }

            foreach (var trigger in JournalSchema.Statements.Where(IsTrigger))
            {
                Run(connection, trigger);
            }

            transaction.Commit();
        }
    }

    /// <summary>Computes the chain anew from a row on, and signs its end in place of the heads it had from there.</summary>
    public static void Recompute(this JournalFolder folder, long from, ECDsa? signWith)
    {
        using var connection = Database.OpenForWriting(folder.JournalFile, Quick, create: false);
        using var transaction = connection.BeginTransaction();
        Run(connection, "DROP TRIGGER journal_is_never_changed");
        var incident = JournalSchema.Meta(connection, "incident")!;
        var hash = from == 1 ? Chain.Genesis(incident, JournalSchema.Format, JournalSchema.Meta(connection, "public_key")!) : HashOf(connection, from - 1);
        var last = Statement.Number(connection, "SELECT MAX(position) FROM journal");
        for (var position = from; position <= last; position++)
        {
            var bytes = new RowBytes();
            bytes.Add(hash);
            using (var read = new Statement(connection, $"SELECT {Chain.Columns} FROM journal WHERE position = {position}"))
            {
                read.Step();
                for (var column = 0; column < Chain.ColumnCount; column++)
                {
                    bytes.AddStored(read, column);
                }
            }

            hash = SHA256.HashData(bytes.Written);
            using var write = new Statement(connection, $"UPDATE journal SET hash = ? WHERE position = {position}");
            write.Bind(1, hash).Run();
        }

        Run(connection, JournalSchema.Statements.Single(sql => sql.Contains("journal_is_never_changed", StringComparison.Ordinal)));
        if (signWith is not null)
        {
            Run(connection, $"DELETE FROM heads WHERE position >= {from}");
            var previous = Statement.Number(connection, "SELECT COALESCE(MAX(position), -1) FROM heads");
            using var insert = new Statement(connection, HeadSigner.Insert);
            using var signer = new HeadSigner(new Guid(incident, bigEndian: true), signWith);
            if (previous < 0)
            {
                signer.Put(insert, 0, HeadSigner.NoPrevious, 0, Chain.Genesis(incident, JournalSchema.Format, JournalSchema.Meta(connection, "public_key")!));
                previous = 0;
            }

            signer.Put(insert, last, previous, 0, hash);
        }

        transaction.Commit();
    }

    public static byte[] HashOf(SqliteConnection connection, long position)
    {
        using var read = new Statement(connection, $"SELECT hash FROM journal WHERE position = {position}");
        read.Step();
        return read.Bytes(0).ToArray();
    }

    private static bool IsTrigger(string sql) => sql.StartsWith("CREATE TRIGGER", StringComparison.Ordinal);

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
