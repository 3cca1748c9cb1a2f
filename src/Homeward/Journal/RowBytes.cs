using System.Buffers.Binary;
using SQLitePCL;

namespace Homeward.Journal;

/// <summary>
/// Columns written one after the other, each with its SQLite type and its length, so that no two different rows are the same bytes.
/// It is what a row's hash is taken over, and also how rows travel from the reading thread to those that open them.
/// </summary>
internal sealed class RowBytes(int capacity = 1024)
{
    private byte[] bytes = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    public ReadOnlySpan<byte> From(int start, int end) => bytes.AsSpan(start, end - start);

    public void Clear() => Length = 0;

    public void Add(long value)
    {
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(number, value);
        Add(raw.SQLITE_INTEGER, number);
    }

    public void Add(Guid id)
    {
        Span<byte> blob = stackalloc byte[16];
        id.TryWriteBytes(blob, bigEndian: true, out _);
        Add(raw.SQLITE_BLOB, blob);
    }

    public void Add(ReadOnlySpan<byte> blob) => Add(raw.SQLITE_BLOB, blob);

    public void AddText(ReadOnlySpan<byte> utf8) => Add(raw.SQLITE_TEXT, utf8);

    public void AddNull() => Add(raw.SQLITE_NULL, []);

    /// <summary>Adds a column as it is stored, whatever its type is now: in a file that was tampered with it may be any.</summary>
    public void AddStored(Statement statement, int column)
    {
        var type = statement.TypeOf(column);
        Span<byte> number = stackalloc byte[8];
        switch (type)
        {
            case raw.SQLITE_INTEGER:
                BinaryPrimitives.WriteInt64BigEndian(number, statement.Integer(column));
                Add(type, number);
                break;
            case raw.SQLITE_FLOAT:
                BinaryPrimitives.WriteDoubleBigEndian(number, statement.Floating(column));
                Add(type, number);
                break;
            default:
                Add(type, statement.Bytes(column));
                break;
        }
    }

    private void Add(int type, ReadOnlySpan<byte> value)
    {
        var end = Length + 5 + value.Length;
        if (end > bytes.Length)
        {
            Array.Resize(ref bytes, Math.Max(end, bytes.Length * 2));
        }

        bytes[Length] = (byte)type;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(Length + 1), value.Length);
        value.CopyTo(bytes.AsSpan(Length + 5));
        Length = end;
    }
}

/// <summary>Walks over the columns that <see cref="RowBytes"/> wrote.</summary>
internal ref struct RowWalk(ReadOnlySpan<byte> columns)
{
    private ReadOnlySpan<byte> rest = columns;

    /// <summary>The next column, which must be of this type.</summary>
    public ReadOnlySpan<byte> Take(int type) =>
        TryTake(type, out var value) ? value : throw new FormatException("A column has a type that the journal never writes.");

    public bool TryTake(int type, out ReadOnlySpan<byte> value)
    {
        if (rest[0] != type)
        {
            value = default;
            return false;
        }

        var length = BinaryPrimitives.ReadInt32BigEndian(rest[1..]);
        value = rest.Slice(5, length);
        rest = rest[(5 + length)..];
        return true;
    }

    public long TakeInteger() => BinaryPrimitives.ReadInt64BigEndian(Take(raw.SQLITE_INTEGER));

    public Guid TakeId() => new(Take(raw.SQLITE_BLOB), bigEndian: true);
}
