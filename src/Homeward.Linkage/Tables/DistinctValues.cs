using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Homeward.Linkage;

/// <summary>
/// Gives each distinct text a number, in the order in which texts are first seen; the empty text is number 0. A table of its
/// own because a million rows of ten cells are looked up here one by one, straight from the buffer of the file.
/// </summary>
internal sealed class DistinctValues
{
    // Whoever writes the file must not be able to choose texts that fall on one place.
    private static readonly ulong Seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) | 1;

    private readonly List<PackedText> values = [default];
    private readonly List<string> longTexts = [];
    private int[] places = new int[256];

    internal int Count => values.Count;

    /// <summary>The number of a text, a new one when it was not seen before.</summary>
    internal int NumberOf(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return 0;
        }

        var isShort = PackedText.TryPack(text, out var packed);
        if (!isShort)
        {
            packed = PackedText.Long(longTexts.Count, HashOf(text));
        }

        var mask = places.Length - 1;
        for (var place = (int)(PlaceHash(packed) & (uint)mask); ; place = (place + 1) & mask)
        {
            var number = places[place];
            if (number == 0)
            {
                places[place] = values.Count;
                values.Add(packed);
                if (!isShort)
                {
                    longTexts.Add(text.ToString());
                }

                GrowWhenHalfFull();
                return values.Count - 1;
            }

            var known = values[number];
            if (isShort ? known == packed : known.IsLong && known.LongHash == packed.LongHash && text.SequenceEqual(longTexts[known.Number]))
            {
                return number;
            }
        }
    }

    /// <summary>The values by their numbers; what was needed to find them is given up.</summary>
    internal ColumnValues Build()
    {
        var built = new ColumnValues([.. values], [.. longTexts]);
        places = [];
        values.Clear();
        values.TrimExcess();
        return built;
    }

    private void GrowWhenHalfFull()
    {
        if (values.Count * 2L < places.Length)
        {
            return;
        }

        places = new int[places.Length * 2];
        var mask = places.Length - 1;
        for (var number = 1; number < values.Count; number++)
        {
            var place = (int)(PlaceHash(values[number]) & (uint)mask);
            while (places[place] != 0)
            {
                place = (place + 1) & mask;
            }

            places[place] = number;
        }
    }

    private static uint PlaceHash(PackedText text)
    {
        if (text.IsLong)
        {
            return text.LongHash;
        }

        var (low, high) = text.Halves;
        var hash = Folded(Folded(Seed ^ low) ^ high);
        return unchecked((uint)(hash ^ (hash >> 32)));
    }

    // Four letters at a time, each step the two halves of a 128-bit product folded together.
    private static uint HashOf(ReadOnlySpan<char> text)
    {
        unchecked
        {
            var hash = Seed ^ (ulong)text.Length;
            for (; text.Length >= 4; text = text[4..])
            {
                hash = Folded(hash ^ MemoryMarshal.Read<ulong>(MemoryMarshal.AsBytes(text)));
            }

            var rest = 0UL;
            foreach (var letter in text)
            {
                rest = (rest << 16) | letter;
            }

            hash = Folded(hash ^ rest);
            return (uint)(hash ^ (hash >> 32));
        }
    }

    private static ulong Folded(ulong value)
    {
        var high = Math.BigMul(value, 0x9E3779B97F4A7C15UL ^ Seed, out var low);
        return high ^ low;
    }
}
