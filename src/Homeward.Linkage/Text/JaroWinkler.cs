using System.Buffers;
using System.Numerics;

namespace Homeward.Linkage;

/// <summary>
/// Jaro–Winkler similarity (Winkler 1990): 1 for equal texts, 0 for texts without a letter in common. A common beginning
/// of up to four letters raises a similarity above 0.7, because people get the start of a name right more often than its end.
/// </summary>
public static class JaroWinkler
{
    private const double BoostAbove = 0.7;
    private const double BoostPerLetter = 0.1;
    private const int LongestPrefix = 4;

    /// <summary>The similarity, 0 to 1. Symmetric. Two empty texts are equal (1); an empty and another one have nothing in common (0).</summary>
    public static double Similarity(ReadOnlySpan<char> text, ReadOnlySpan<char> other)
    {
        var jaro = Jaro(text, other);
        return jaro <= BoostAbove ? jaro : jaro + (BoostPerLetter * CommonPrefix(text, other) * (1 - jaro));
    }

    /// <summary>Jaro's similarity without the reward for a common beginning.</summary>
    public static double Jaro(ReadOnlySpan<char> text, ReadOnlySpan<char> other)
    {
        if (text.Length > other.Length)
        {
            // The greedy choice of matches below would otherwise depend on the order of the arguments.
            return Jaro(other, text);
        }

        if (text.IsEmpty)
        {
            return other.IsEmpty ? 1 : 0;
        }

        return other.Length <= 64 ? JaroOfWords(text, other) : JaroOfLongTexts(text, other);
    }

    private static int CommonPrefix(ReadOnlySpan<char> text, ReadOnlySpan<char> other) =>
        Math.Min(LongestPrefix, text.CommonPrefixLength(other));

    // Up to 64 letters the two "already matched" flags are one register each.
    private static double JaroOfWords(ReadOnlySpan<char> text, ReadOnlySpan<char> other)
    {
        var reach = Math.Max(0, (other.Length / 2) - 1);
        ulong textMatched = 0, otherMatched = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var last = Math.Min(other.Length - 1, i + reach);
            for (var j = Math.Max(0, i - reach); j <= last; j++)
            {
                if (text[i] == other[j] && (otherMatched & (1UL << j)) == 0)
                {
                    textMatched |= 1UL << i;
                    otherMatched |= 1UL << j;
                    break;
                }
            }
        }

        var matches = BitOperations.PopCount(textMatched);
        var outOfPlace = 0;
        for (var left = textMatched; left != 0; left &= left - 1, otherMatched &= otherMatched - 1)
        {
            if (text[BitOperations.TrailingZeroCount(left)] != other[BitOperations.TrailingZeroCount(otherMatched)])
            {
                outOfPlace++;
            }
        }

        return Combine(matches, outOfPlace, text.Length, other.Length);
    }

    private static double JaroOfLongTexts(ReadOnlySpan<char> text, ReadOnlySpan<char> other)
    {
        var rented = ArrayPool<bool>.Shared.Rent(text.Length + other.Length);
        var flags = rented.AsSpan(0, text.Length + other.Length);
        flags.Clear();
        var textMatched = flags[..text.Length];
        var otherMatched = flags[text.Length..];

        var reach = Math.Max(0, (other.Length / 2) - 1);
        var matches = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var last = Math.Min(other.Length - 1, i + reach);
            for (var j = Math.Max(0, i - reach); j <= last; j++)
            {
                if (text[i] == other[j] && !otherMatched[j])
                {
                    textMatched[i] = otherMatched[j] = true;
                    matches++;
                    break;
                }
            }
        }

        var outOfPlace = 0;
        for (int i = 0, j = 0; i < text.Length; i++)
        {
            if (textMatched[i])
            {
                while (!otherMatched[j]) { j++; }

                if (text[i] != other[j++]) { outOfPlace++; }
            }
        }

        ArrayPool<bool>.Shared.Return(rented);
        return Combine(matches, outOfPlace, text.Length, other.Length);
    }

    private static double Combine(int matches, int outOfPlace, int length, int otherLength)
    {
        if (matches == 0)
        {
            return 0;
        }

        double common = matches;
        var transpositions = outOfPlace / 2;
        return ((common / length) + (common / otherLength) + ((common - transpositions) / common)) / 3;
    }
}
