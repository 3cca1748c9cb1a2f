using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Homeward.Linkage;

/// <summary>
/// Where each letter stands in a text of at most 64 letters, one bit a place: what bit-parallel comparisons look up for
/// every letter of the other text. Found by comparing sixteen letters at once, so that no table has to be filled and cleared
/// for texts that are met once.
/// </summary>
internal readonly ref struct LetterPositions
{
    internal const int MostLetters = 64;

    private readonly Vector256<ushort> first;
    private readonly Vector256<ushort> second;
    private readonly Vector256<ushort> third;
    private readonly Vector256<ushort> fourth;
    private readonly int length;
    private readonly ulong places;

    internal LetterPositions(ReadOnlySpan<char> text)
    {
        length = text.Length;
        places = ulong.MaxValue >> (MostLetters - text.Length);
        first = Sixteen(text);
        if (length > 16)
        {
            second = Sixteen(text[16..]);
            third = length > 32 ? Sixteen(text[32..]) : default;
            fourth = length > 48 ? Sixteen(text[48..]) : default;
        }
    }

    /// <summary>Whether this machine compares sixteen letters at once; without, plain loops are faster.</summary>
    internal static bool AreFast => Vector256.IsHardwareAccelerated;

    /// <summary>The places of a letter; bit 0 is the first place.</summary>
    internal ulong Of(char letter)
    {
        var sought = Vector256.Create((ushort)letter);
        ulong found = Vector256.Equals(first, sought).ExtractMostSignificantBits();
        if (length > 16)
        {
            found |= (ulong)Vector256.Equals(second, sought).ExtractMostSignificantBits() << 16;
            found |= (ulong)Vector256.Equals(third, sought).ExtractMostSignificantBits() << 32;
            found |= (ulong)Vector256.Equals(fourth, sought).ExtractMostSignificantBits() << 48;
        }

        // What fills the last vector up is no letter of the text, whatever letter is sought.
        return found & places;
    }

    private static Vector256<ushort> Sixteen(ReadOnlySpan<char> text)
    {
        if (text.Length >= 16)
        {
            return Vector256.Create(MemoryMarshal.Cast<char, ushort>(text));
        }

        var letters = Vector256<ushort>.Zero;
        MemoryMarshal.Cast<char, ushort>(text).CopyTo(MemoryMarshal.Cast<Vector256<ushort>, ushort>(new Span<Vector256<ushort>>(ref letters)));
        return letters;
    }
}
