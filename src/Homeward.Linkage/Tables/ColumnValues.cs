namespace Homeward.Linkage;

/// <summary>The distinct values of a column by their codes, packed: a string is made of one when it is asked for.</summary>
public sealed class ColumnValues
{
    private readonly PackedText[] packed;
    private readonly string[] longTexts;

    internal ColumnValues(PackedText[] packed, string[] longTexts) => (this.packed, this.longTexts) = (packed, longTexts);

    /// <summary>How many there are, the empty text of code 0 included.</summary>
    public int Length => packed.Length;

    /// <summary>The value of a code.</summary>
    public string this[int code] =>
        packed[code] is var value && value.IsLong ? longTexts[value.Number]
        : value.Length == 0 ? "" : string.Create(value.Length, value, static (letters, from) => from.CopyTo(letters));

    /// <summary>All of them as strings, by code.</summary>
    public string[] ToArray()
    {
        var values = new string[packed.Length];
        for (var code = 0; code < values.Length; code++)
        {
            values[code] = this[code];
        }

        return values;
    }

    /// <summary>Packs values.</summary>
    internal static ColumnValues Of(string[] values)
    {
        var (packed, longTexts) = (new PackedText[values.Length], new List<string>());
        for (var code = 0; code < values.Length; code++)
        {
            if (!PackedText.TryPack(values[code], out packed[code]))
            {
                packed[code] = PackedText.Long(longTexts.Count, 0);
                longTexts.Add(values[code]);
            }
        }

        return new(packed, [.. longTexts]);
    }

    /// <summary>The letters of a value, in <paramref name="room"/> (sixteen letters) unless they are kept as a string.</summary>
    internal ReadOnlySpan<char> Read(int code, Span<char> room)
    {
        var value = packed[code];
        if (value.IsLong)
        {
            return longTexts[value.Number];
        }

        value.CopyTo(room);
        return room[..value.Length];
    }
}
