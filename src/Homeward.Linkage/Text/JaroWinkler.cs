using System.Buffers;
using System.Numerics;

namespace Homeward.Linkage;

/// <summary>
/// Jaro–Winkler similarity: 1 for equal texts, 0 for texts without a letter in common. A common beginning of up to four
/// letters raises a similarity above 0.7, because people get the start of a name right more often than its end.
/// </summary>
/// <remarks>
/// W. E. Winkler, "String Comparator Metrics and Enhanced Decision Rules in the Fellegi-Sunter Model of Record Linkage",
/// Proceedings of the Section on Survey Research Methods, American Statistical Association, 1990. Up to 64 letters the
/// letters already matched are the bits of one register, and a letter's match is the lowest free bit among its places
/// within reach, as in the bit-parallel algorithms of H. Hyyrö (2003). To compare one text with very many, see
/// <see cref="NameColumn"/>: the same numbers to the last bit, many times faster.
/// </remarks>
public static class JaroWinkler
{
    private const double BoostAbove = 0.7;
    private const double BoostPerLetter = 0.1;
    private const int LongestPrefix = 4;

    /// <summary>The similarity, 0 to 1. Symmetric. Two empty texts are equal (1); an empty and another one have nothing in common (0).</summary>
    public static double Similarity(ReadOnlySpan<char> text, ReadOnlySpan<char> other)
    {
        // Most texts are so unlike that it does not matter how they begin.
        var jaro = Jaro(text, other);
        return jaro <= BoostAbove ? jaro : Boosted(jaro, Math.Min(LongestPrefix, text.CommonPrefixLength(other)));
    }

    /// <summary>
    /// Whether the similarity is at least <paramref name="least"/>; the same answer as comparing <see cref="Similarity"/>,
    /// sooner where the lengths alone rule it out.
    /// </summary>
    public static bool IsAtLeast(double least, ReadOnlySpan<char> text, ReadOnlySpan<char> other) =>
        MostWith(Math.Min(text.Length, other.Length), text.Length, other.Length) >= least && Similarity(text, other) >= least;

    /// <summary>Jaro's similarity without the reward for a common beginning.</summary>
    public static double Jaro(ReadOnlySpan<char> text, ReadOnlySpan<char> other)
    {
        if (text.IsEmpty || other.IsEmpty)
        {
            return text.Length == other.Length ? 1 : 0;
        }

        // Which text is read letter by letter does not change the result: equal letters match from left to right on both sides.
        return (text.Length <= LetterPositions.MostLetters && other.Length <= LetterPositions.MostLetters, LetterPositions.AreFast) switch
        {
            (true, true) => JaroOfPlaces(text, other),
            (true, false) => JaroOfWords(text, other),
            _ => JaroOfLongTexts(text, other),
        };
    }

    /// <summary>How far apart two equal letters may stand and still match.</summary>
    internal static int Reach(int length, int otherLength) => Math.Max(0, (Math.Max(length, otherLength) / 2) - 1);

    /// <summary>The most two texts can come to that have this many matching letters: all in order, with a common beginning.</summary>
    internal static double MostWith(int matches, int length, int otherLength) =>
        length == 0 && otherLength == 0 ? 1 : Boosted(Combine(matches, 0, length, otherLength), Math.Min(LongestPrefix, matches));

    /// <summary>Jaro's similarity from what was counted.</summary>
    internal static double Combine(int matches, int outOfPlace, int length, int otherLength)
    {
        if (matches == 0)
        {
            return 0;
        }

        double common = matches;
        var transpositions = outOfPlace / 2;
        return ((common / length) + (common / otherLength) + ((common - transpositions) / common)) / 3;
    }

    /// <summary>Jaro's similarity raised for a common beginning of <paramref name="prefix"/> letters, at most four.</summary>
    internal static double Boosted(double jaro, int prefix) =>
        jaro <= BoostAbove ? jaro : jaro + (BoostPerLetter * prefix * (1 - jaro));

    private static double JaroOfPlaces(ReadOnlySpan<char> text, ReadOnlySpan<char> other)
    {
        unchecked
        {
            var positions = new LetterPositions(other);
            var reach = Reach(text.Length, other.Length);
            ulong textMatched = 0, otherMatched = 0;

            // The places within reach of letter i. Those beyond the other text's end are nobody's.
            var within = (2UL << reach) - 1;
            for (var i = 0; i < text.Length; i++)
            {
                var free = positions.Of(text[i]) & within & ~otherMatched;
                otherMatched |= free & (0 - free);
                textMatched |= (free == 0 ? 0UL : 1UL) << i;
                within = (within << 1) | (i < reach ? 1UL : 0UL);
            }

            return Combine(BitOperations.PopCount(textMatched), OutOfPlace(text, textMatched, other, otherMatched), text.Length, other.Length);
        }
    }

    // Without vectors, a loop over the few letters within reach.
    internal static double JaroOfWords(ReadOnlySpan<char> text, ReadOnlySpan<char> other)
    {
        var reach = Reach(text.Length, other.Length);
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

        return Combine(BitOperations.PopCount(textMatched), OutOfPlace(text, textMatched, other, otherMatched), text.Length, other.Length);
    }

    // Matched letters that differ when both texts' matched letters are read side by side.
    private static int OutOfPlace(ReadOnlySpan<char> text, ulong textMatched, ReadOnlySpan<char> other, ulong otherMatched)
    {
        var outOfPlace = 0;
        for (; textMatched != 0; textMatched &= textMatched - 1, otherMatched &= otherMatched - 1)
        {
            outOfPlace += text[BitOperations.TrailingZeroCount(textMatched)] != other[BitOperations.TrailingZeroCount(otherMatched)] ? 1 : 0;
        }

        return outOfPlace;
    }

    // Equal letters match first to first, second to second, unless one of the two is out of the other's reach: so with the
    // places sorted by letter, one walk along both finds all matches, and a megabyte is no attack.
    private static double JaroOfLongTexts(ReadOnlySpan<char> text, ReadOnlySpan<char> other)
    {
        var places = SortedByLetter(text);
        var otherPlaces = SortedByLetter(other);
        var reach = Reach(text.Length, other.Length);
        var matches = 0;
        for (int i = 0, j = 0; i < text.Length && j < other.Length;)
        {
            var (letter, place) = (LetterOf(places[i]), PlaceOf(places[i]));
            var (otherLetter, otherPlace) = (LetterOf(otherPlaces[j]), PlaceOf(otherPlaces[j]));
            if (letter == otherLetter && Math.Abs(place - otherPlace) <= reach)
            {
                (places[matches], otherPlaces[matches]) = (place, otherPlace);
                matches++;
                i++;
                j++;
            }
            else if (letter < otherLetter || (letter == otherLetter && place < otherPlace))
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        places.AsSpan(0, matches).Sort();
        otherPlaces.AsSpan(0, matches).Sort();
        var outOfPlace = 0;
        for (var k = 0; k < matches; k++)
        {
            outOfPlace += text[PlaceOf(places[k])] != other[PlaceOf(otherPlaces[k])] ? 1 : 0;
        }

        ArrayPool<long>.Shared.Return(places);
        ArrayPool<long>.Shared.Return(otherPlaces);
        return Combine(matches, outOfPlace, text.Length, other.Length);
    }

    private static long[] SortedByLetter(ReadOnlySpan<char> text)
    {
        var places = ArrayPool<long>.Shared.Rent(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            places[i] = ((long)text[i] << 32) | (uint)i;
        }

        places.AsSpan(0, text.Length).Sort();
        return places;
    }

    private static char LetterOf(long place) => (char)(place >> 32);

    private static int PlaceOf(long place) => (int)(place & int.MaxValue);
}
