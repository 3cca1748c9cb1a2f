using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Homeward.Journal;

/// <summary>
/// Tells what was done to a row that does not follow from the one before. The row is bad in any case; to say what happened,
/// it is asked which rows would follow from which if they stood elsewhere.
/// </summary>
internal sealed class RowRelations(SqliteConnection connection) : IDisposable
{
    // How far a row is looked for that was moved, and how many may have been taken out before the others moved up.
    private const int Reach = 10_000;

    private readonly Statement at = new(connection, $"SELECT {Chain.Columns}, hash FROM journal NOT INDEXED WHERE position = ?");
    private readonly RowBytes row = new(4096);

    public static Verification.Bad Missing(long position, long next) => next > position
        ? Examination.Bad(position, position, Fault.Missing, next == position + 1
            ? $"Row {position} is missing."
            : $"Rows {position} to {next - 1} are missing.")
        : Examination.Bad(position, position, Fault.Inserted, $"There is a row numbered {next} before row {position}, where none belongs.");

    /// <summary>Explains why the row at this position does not follow from the hash before it.</summary>
    /// <param name="position">The row.</param>
    /// <param name="previous">The hash of the row before.</param>
    /// <param name="computed">The hash that the row should have, if what it says is true.</param>
    public Verification.Bad Explain(long position, byte[] previous, byte[] computed)
    {
        if (Displaced(position, previous) is { } elsewhere)
        {
            var before = elsewhere == position + 1 ? HashOf(elsewhere) : HashOf(elsewhere - 1);
            if (before is not null && Follows(before, elsewhere, position))
            {
                return Examination.Bad(position, position, Fault.Swapped, $"Rows {position} and {elsewhere} have changed places.");
            }

            return Examination.Bad(position, position, Fault.Inserted, elsewhere == position + 1
                ? $"Row {position} was put in; what belongs there is row {elsewhere} now."
                : $"Rows {position} to {elsewhere - 1} were put in; what belongs there is row {elsewhere} now.");
        }

        if (MovedUp(position) is { } missing)
        {
            return Examination.Bad(position, position, Fault.Missing, $"Before what is row {position} now, {missing} {(missing == 1 ? "row was" : "rows were")} taken out and the others renumbered.");
        }

        return Examination.Bad(position, position, Fault.Altered, Follows(computed, position + 1, position + 1)
            ? $"Row {position} was altered: its hash was changed, while the next row follows from what it says."
            : $"Row {position} was altered: it does not say what was written.");
    }

    public void Dispose() => at.Dispose();

    // Where the row is now that follows from this hash at this position.
    private long? Displaced(long position, byte[] previous)
    {
        for (var elsewhere = position + 1; elsewhere <= position + Reach; elsewhere++)
        {
            switch (Find(previous, position, elsewhere))
            {
                case true:
                    return elsewhere;
                case null:
                    return null;
            }
        }

        return null;
    }

    // How many rows were taken out, if the next row follows from this one once both stand so much further down.
    private int? MovedUp(long position)
    {
        if (HashOf(position) is not { } hash)
        {
            return null;
        }

        for (var missing = 1; missing <= Reach; missing++)
        {
            switch (Find(hash, position + 1 + missing, position + 1))
            {
                case true:
                    return missing;
                case null:
                    return null;
            }
        }

        return null;
    }

    private bool Follows(byte[] previous, long asPosition, long position) => Find(previous, asPosition, position) == true;

    /// <summary>Whether the row at a position would follow from a hash if it stood elsewhere; null when there is no such row.</summary>
    private bool? Find(byte[] previous, long asPosition, long position)
    {
        try
        {
            if (!at.Bind(1, position).Step())
            {
                return null;
            }

            row.Clear();
            row.Add(previous);
            row.Add(asPosition);
            for (var column = 1; column < Chain.ColumnCount; column++)
            {
                row.AddStored(at, column);
            }

            Span<byte> hash = stackalloc byte[Chain.HashLength];
            SHA256.HashData(row.Written, hash);
            return at.Bytes(Chain.ColumnCount).SequenceEqual(hash);
        }
        catch (SqliteException)
        {
            // The rest of the file may be unreadable. The row that is being explained is bad all the same.
            return null;
        }
        finally
        {
            at.Reset();
        }
    }

    private byte[]? HashOf(long position)
    {
        try
        {
            return at.Bind(1, position).Step() && at.TypeOf(Chain.ColumnCount) == raw.SQLITE_BLOB ? at.Bytes(Chain.ColumnCount).ToArray() : null;
        }
        catch (SqliteException)
        {
            return null;
        }
        finally
        {
            at.Reset();
        }
    }
}
