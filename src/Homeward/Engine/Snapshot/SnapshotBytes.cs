using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Homeward.Domain;

namespace Homeward.Engine;

/// <summary>Writes plain values, one after the other, without names. <see cref="SnapshotSource"/> reads them in the same order.</summary>
internal sealed class SnapshotSink
{
    private byte[] bytes = new byte[1 << 16];

    /// <summary>What has been written since the last <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    /// <summary>How many bytes that is.</summary>
    public int Length { get; private set; }

    public void Clear() => Length = 0;

    public void Byte(int value) => Room(1)[0] = checked((byte)value);

    public void Flag(bool value) => Byte(value ? 1 : 0);

    public void Number(int value)
    {
        var rest = (uint)value;
        while (rest >= 0x80)
        {
            Room(1)[0] = (byte)((rest & 0x7F) | 0x80);
            rest >>= 7;
        }

        Room(1)[0] = (byte)rest;
    }

    public void Long(long value) => BinaryPrimitives.WriteInt64LittleEndian(Room(8), value);

    public void Real(double value) => BinaryPrimitives.WriteDoubleLittleEndian(Room(8), value);

    public void Guid(Guid value) => value.TryWriteBytes(Room(16));

    public void Id<T>(Id<T> id) => Guid(id.Value);

    public void Id<T>(Id<T>? id)
    {
        Flag(id is not null);
        if (id is { } there)
        {
            Guid(there.Value);
        }
    }

    public void Time(DateTimeOffset time) => Long(time.ToUnixTimeMilliseconds());

    public void Time(DateTimeOffset? time) => Long(time?.ToUnixTimeMilliseconds() ?? long.MinValue);

    /// <summary>A text, or that there is none: the length is written one up.</summary>
    public void Text(string? text)
    {
        if (text is null)
        {
            Number(0);
            return;
        }

        var length = Encoding.UTF8.GetByteCount(text);
        Number(length + 1);
        Encoding.UTF8.GetBytes(text, Room(length));
    }

    public void Many<T>(ImmutableArray<T> items, Action<T> write)
    {
        Number(items.Length);
        foreach (var item in items)
        {
            write(item);
        }
    }

    /// <summary>Something rare enough to be written as the journal writes it.</summary>
    public void Json<T>(T value)
    {
        var json = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(value, EventCodec.Json);
        Number(json.Length);
        json.CopyTo(Room(json.Length));
    }

    private Span<byte> Room(int count)
    {
        if (bytes.Length - Length < count)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, Length + count));
        }

        var room = bytes.AsSpan(Length, count);
        Length += count;
        return room;
    }
}

/// <summary>Reads what a <see cref="SnapshotSink"/> wrote.</summary>
internal sealed class SnapshotSource(byte[] bytes, int length)
{
    // Towns, schools and common names repeat by the thousand; one string each is enough.
    private readonly string?[] seen = new string?[4096];

    // So do holders: a gym holds hundreds of children.
    private readonly Dictionary<Holder, Holder> holders = [];
    private int at;

    /// <summary>Whether everything has been read.</summary>
    public bool Done => at == length;

    public int Byte() => Take(1)[0];

    public bool Flag() => Byte() != 0;

    public int Number()
    {
        var (value, shift) = (0u, 0);
        while (true)
        {
            var next = Take(1)[0];
            value |= (uint)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return (int)value;
            }

            shift += 7;
        }
    }

    public long Long() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public double Real() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    public Guid Guid() => new(Take(16));

    public Id<T> Id<T>() => new(Guid());

    public Id<T>? IdOrNot<T>() => Flag() ? Id<T>() : null;

    public DateTimeOffset Time() => DateTimeOffset.FromUnixTimeMilliseconds(Long());

    public DateTimeOffset? TimeOrNot() => Long() is var time && time == long.MinValue ? null : DateTimeOffset.FromUnixTimeMilliseconds(time);

    public string? Text()
    {
        var size = Number();
        if (size == 0)
        {
            return null;
        }

        var utf8 = Take(size - 1);
        if (utf8.Length > 24)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        var hash = new HashCode();
        hash.AddBytes(utf8);
        ref var known = ref seen[hash.ToHashCode() & 4095];
        Span<char> text = stackalloc char[24];
        text = text[..Encoding.UTF8.GetChars(utf8, text)];
        return known is not null && text.SequenceEqual(known) ? known : known = new string(text);
    }

    /// <summary>One object for all equal holders.</summary>
    public Holder Shared(Holder holder) => holders.TryGetValue(holder, out var known) ? known : holders[holder] = holder;

    /// <summary>Several of a kind.</summary>
    /// <param name="read">Given the source, so that it need hold nothing: one for all entities instead of one for each.</param>
    public ImmutableArray<T> Many<T>(Func<SnapshotSource, T> read)
    {
        var count = Number();
        if (count == 0)
        {
            return [];
        }

        var items = new T[count];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = read(this);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(items);
    }

    public T Json<T>() => System.Text.Json.JsonSerializer.Deserialize<T>(Take(Number()), EventCodec.Json)!;

    private ReadOnlySpan<byte> Take(int count)
    {
        if (length - at < count)
        {
            throw new InvalidDataException("The snapshot ends in the middle of a value.");
        }

        var taken = bytes.AsSpan(at, count);
        at += count;
        return taken;
    }
}
