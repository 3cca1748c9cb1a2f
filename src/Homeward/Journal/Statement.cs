using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Homeward.Journal;

/// <summary>
/// A prepared statement that is bound, stepped and reset many times. It speaks to SQLite below the ADO.NET layer, because a
/// journal binds and reads bytes, and here they need no copy, no boxing and no parameter objects.
/// Parameters count from 1 and columns from 0, as in SQLite.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;

    public Statement(SqliteConnection connection, string sql)
    {
        database = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        Check(raw.sqlite3_prepare_v2(database, sql, out statement));
    }

    public static void Run(SqliteConnection connection, string sql)
    {
        using var statement = new Statement(connection, sql);
        statement.Run();
    }

    public static long Number(SqliteConnection connection, string sql)
    {
        using var statement = new Statement(connection, sql);
        return statement.Step() ? statement.Integer(0) : throw new InvalidOperationException($"No row from: {sql}");
    }

    public Statement Bind(int parameter, long value)
    {
        Check(raw.sqlite3_bind_int64(statement, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, ReadOnlySpan<byte> blob)
    {
        // SQLite takes a null pointer for NULL, and an empty span is one.
        Check(blob.IsEmpty
            ? raw.sqlite3_bind_zeroblob(statement, parameter, 0)
            : raw.sqlite3_bind_blob(statement, parameter, blob));
        return this;
    }

    public Statement Bind(int parameter, Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return Bind(parameter, bytes);
    }

    public Statement BindText(int parameter, ReadOnlySpan<byte> utf8)
    {
        Check(raw.sqlite3_bind_text(statement, parameter, utf8));
        return this;
    }

    public Statement BindNull(int parameter)
    {
        Check(raw.sqlite3_bind_null(statement, parameter));
        return this;
    }

    /// <summary>Goes to the next row; false when there is none.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(statement);
        if (result is raw.SQLITE_ROW or raw.SQLITE_DONE)
        {
            return result == raw.SQLITE_ROW;
        }

        SqliteException.ThrowExceptionForRC(result, database);
        throw new InvalidOperationException($"SQLite answered {result}.");
    }

    /// <summary>Runs to the end and makes the statement ready for the next values.</summary>
    public void Run()
    {
        try
        {
            while (Step())
            {
            }
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Ready for the next values. What failed has been thrown by <see cref="Step"/> already.</summary>
    public void Reset() => raw.sqlite3_reset(statement);

    public int TypeOf(int column) => raw.sqlite3_column_type(statement, column);

    public long Integer(int column) => raw.sqlite3_column_int64(statement, column);

    /// <summary>The bytes of a blob or of a text, valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(statement, column);

    public Guid Id(int column) => new(Bytes(column), bigEndian: true);

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();


    /// <summary>We store no floating point number; only a file that was tampered with has one.</summary>
    public double Floating(int column) => raw.sqlite3_column_double(statement, column);

    public void Dispose() => statement.Dispose();

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, database);
        }
    }
}
