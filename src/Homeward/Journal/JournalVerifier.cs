using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Homeward.Journal;

/// <summary>
/// Checks a journal without any key: that each row follows from the one before, that the heads are signed with the journal's key,
/// and that it goes back to a head that somebody holds outside. A server may be writing to it meanwhile.
/// </summary>
/// <remarks>
/// Whoever has the signing key can compute a whole chain anew, and whoever has the file can cut it together with its heads.
/// Only a head that is held outside (on a shift sheet, in a receipt, in a backup) shows that, back to where it was taken.
/// </remarks>
public static class JournalVerifier
{
    /// <summary>Checks a journal file.</summary>
    /// <param name="journalFile">The file, in its folder; its write-ahead log is read with it.</param>
    /// <param name="heldOutside">A head that was kept elsewhere, or null.</param>
    public static Verification Verify(string journalFile, Head? heldOutside = null)
    {
        if (!File.Exists(journalFile))
        {
            return new Verification.Bad(0, 0, Fault.Unreadable, $"There is no journal at {journalFile}.");
        }

        long lastGood = 0;
        try
        {
            using var connection = Open(journalFile);
            using var examination = new Examination(connection, heldOutside);
            try
            {
                return examination.Run();
            }
            finally
            {
                lastGood = examination.LastGood;
            }
        }
        catch (SqliteException fault)
        {
            return new Verification.Bad(
                lastGood + 1,
                lastGood + 1,
                Fault.Unreadable,
                $"The database cannot be read {(lastGood == 0 ? "at all" : $"after row {lastGood}")} (SQLite error {fault.SqliteExtendedErrorCode}). {Examination.Advice}");
        }
    }

    // Opens it and looks at one page, because SQLite opens a file only when it is read.
    private static SqliteConnection Open(string journalFile)
    {
        var connection = Database.OpenForReading(journalFile);
        try
        {
            // One transaction, so that rows and heads are of the same moment while a server writes.
            Statement.Run(connection, "BEGIN");
            Statement.Number(connection, "PRAGMA schema_version");
            return connection;
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode is raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY && !File.Exists(journalFile + "-wal"))
        {
            // On a medium that cannot be written SQLite has no place for its locks. Nobody else can write there either, so none are needed.
            connection.Dispose();
            return Database.OpenUnchanging(journalFile);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
