using Microsoft.Data.Sqlite;

namespace Homeward.Journal;

/// <summary>How safely and how large a database is written. Everything but the default exists for proofs, which need to see it fail.</summary>
/// <param name="Synchronous">FULL: a commit is on the disk when it returns.</param>
/// <param name="MaxPages">The number of pages after which SQLite says that the disk is full.</param>
internal sealed record Durability(string Synchronous = "FULL", long? MaxPages = null)
{
    public static Durability Full { get; } = new();
}

/// <summary>Opens SQLite files as the journal and the key store need them.</summary>
internal static class Database
{
    public static SqliteConnection OpenForWriting(string file, Durability durability, bool create)
    {
        var connection = Open(file, create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite);
        try
        {
            // The memory map stays off: a failed read through it kills the process instead of returning an error.
            Statement.Run(connection, "PRAGMA journal_mode = WAL");
            Statement.Run(connection, $"PRAGMA synchronous = {durability.Synchronous}");
            Statement.Run(connection, "PRAGMA wal_autocheckpoint = 4000");
            Statement.Run(connection, "PRAGMA journal_size_limit = 67108864");
            Statement.Run(connection, "PRAGMA cache_size = -65536");
            Statement.Run(connection, "PRAGMA secure_delete = ON");
            if (durability.MaxPages is { } pages)
            {
                Statement.Run(connection, $"PRAGMA max_page_count = {pages}");
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A new file that takes a copy of another.</summary>
    public static SqliteConnection OpenCopy(string file) => Open(file, SqliteOpenMode.ReadWriteCreate);

    /// <summary>A connection that reads beside the writer and never writes.</summary>
    public static SqliteConnection OpenForReading(string file) => Open(file, SqliteOpenMode.ReadOnly);

    /// <summary>A file that nobody can write to, and that has no write-ahead log beside it.</summary>
    public static SqliteConnection OpenUnchanging(string file) =>
        Open($"file:{Uri.EscapeDataString(Path.GetFullPath(file)).Replace("%2F", "/", StringComparison.Ordinal)}?immutable=1", SqliteOpenMode.ReadOnly);

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            SQLitePCL.raw.sqlite3_busy_timeout(connection.Handle, 5000);
            Statement.Run(connection, "PRAGMA temp_store = MEMORY");
            Statement.Run(connection, "PRAGMA mmap_size = 0");
            Statement.Run(connection, "PRAGMA trusted_schema = OFF");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
