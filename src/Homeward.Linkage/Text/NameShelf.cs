using System.Runtime.Intrinsics;

namespace Homeward.Linkage;

/// <summary>The names of one length of a <see cref="NameColumn"/>.</summary>
internal sealed class NameShelf
{
    internal const int LongestName = 16;

    /// <summary>Names compared at once: as many 16-bit lanes as a vector of 256 bits has.</summary>
    internal const int Lanes = 16;

    private readonly int length;
    private readonly int[] numbers;
    private readonly byte[] letters;

    /// <summary>Lays out names that all have <paramref name="length"/> letters, all of the alphabet.</summary>
    internal NameShelf(int length, int[] numbers, IReadOnlyList<string> names, LetterAlphabet alphabet)
    {
        this.length = length;
        this.numbers = numbers;
        letters = new byte[(numbers.Length + Lanes - 1) / Lanes * Lanes * length];
        for (var i = 0; i < numbers.Length; i++)
        {
            var name = names[numbers[i]];
            for (var at = 0; at < length; at++)
            {
                letters[(((i / Lanes * length) + at) * Lanes) + (i % Lanes)] = alphabet[name[at]];
            }
        }
    }

    internal void FindSimilar(scoped in SoughtName sought, double least, List<SimilarName> found)
    {
        if (FewestMatches(sought.Length, least) is not { } fewestMatches)
        {
            return;
        }

        Span<ushort> within = stackalloc ushort[length];
        FillWithin(within, JaroWinkler.Reach(sought.Length, length));
        Span<ushort> counts = stackalloc ushort[3 * Lanes];
        for (int block = 0, from = 0; from < numbers.Length; block += length * Lanes, from += Lanes)
        {
            var ofBlock = letters.AsSpan(block, length * Lanes);
            var any = Vector256.IsHardwareAccelerated
                ? sought.CompareAtOnce(ofBlock, within, fewestMatches, counts)
                : sought.CompareInTurn(ofBlock, within, counts);
            for (var lane = 0; any && lane < Math.Min(Lanes, numbers.Length - from); lane++)
            {
                if (counts[lane] >= fewestMatches)
                {
                    var jaro = JaroWinkler.Combine(counts[lane], counts[Lanes + lane], sought.Length, length);
                    var similarity = JaroWinkler.Boosted(jaro, counts[(2 * Lanes) + lane]);
                    if (similarity >= least)
                    {
                        found.Add(new(numbers[from + lane], similarity));
                    }
                }
            }
        }
    }

    // The fewest matching letters with which a name of this length can be similar enough; null when no number is enough.
    private int? FewestMatches(int soughtLength, double least)
    {
        for (var matches = 0; matches <= Math.Min(soughtLength, length); matches++)
        {
            if (JaroWinkler.MostWith(matches, soughtLength, length) >= least)
            {
                return matches;
            }
        }

        return null;
    }

    // For each place of a name on the shelf, the places of the sought name within its reach.
    private static void FillWithin(Span<ushort> within, int reach)
    {
        unchecked
        {
            var places = (1u << (reach + 1)) - 1;
            for (var i = 0; i < within.Length; i++)
            {
                within[i] = (ushort)places;
                places = (places << 1) | (i < reach ? 1u : 0u);
            }
        }
    }
}
