using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Homeward.Linkage;

/// <summary>
/// A text of up to fifteen letters of Latin-1 in sixteen bytes, which most cells of a file of people are; or the number of a
/// longer text, which is kept elsewhere. A string takes three times as much, and is somewhere else in memory.
/// </summary>
internal readonly record struct PackedText
{
    private const int MostLetters = 15;
    private const ulong LongMark = 0xFFUL << 56;

    private readonly ulong low, high;

    private PackedText(ulong low, ulong high) => (this.low, this.high) = (low, high);

    /// <summary>A longer text.</summary>
    /// <param name="number">Its number among the longer texts.</param>
    /// <param name="hash">Its hash, which tells it from most others.</param>
    internal static PackedText Long(int number, uint hash) => new((uint)number, LongMark | hash);

    internal bool IsLong => high >> 56 == 0xFF;

    /// <summary>The number of a longer text.</summary>
    internal int Number => (int)low;

    /// <summary>The hash of a longer text.</summary>
    internal uint LongHash => unchecked((uint)high);

    /// <summary>The number of letters of a text that isn't longer.</summary>
    internal int Length => (int)(high >> 56);

    /// <summary>Both halves, to be hashed.</summary>
    internal (ulong Low, ulong High) Halves => (low, high);

    /// <summary>Packs a text; false when it is too long, or has other letters.</summary>
    internal static bool TryPack(ReadOnlySpan<char> text, out PackedText packed)
    {
        packed = default;
        if (text.Length > MostLetters)
        {
            return false;
        }

        Span<char> room = stackalloc char[MostLetters + 1];
        room.Clear();
        text.CopyTo(room);
        var letters = MemoryMarshal.Cast<char, ushort>(room);
        var (first, second) = (Vector128.Create<ushort>(letters), Vector128.Create<ushort>(letters[8..]));
        if (((first | second) & Vector128.Create<ushort>(0xFF00)) != Vector128<ushort>.Zero)
        {
            return false;
        }

        var bytes = Vector128.Narrow(first, second).AsUInt64();
        packed = new(bytes[0], bytes[1] | ((ulong)text.Length << 56));
        return true;
    }

    /// <summary>Writes the letters of a text that isn't longer.</summary>
    internal void CopyTo(Span<char> letters)
    {
        var (first, second) = (low, high);
        for (var at = 0; at < Length; at++)
        {
            letters[at] = (char)(((at < 8 ? first : second) >> (8 * (at & 7))) & 0xFF);
        }
    }
}
