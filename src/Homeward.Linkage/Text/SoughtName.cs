using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Homeward.Linkage;

/// <summary>
/// One name of at most 16 letters, ready to be compared with the blocks of a <see cref="NameShelf"/>: for each letter of the
/// alphabet the places where the name has it, as the bits of 16.
/// </summary>
/// <remarks>
/// The table of 32 letters fits into two registers, so that looking up the letters of 16 names is one instruction on
/// machines with AVX-512, and a few with AVX2. The rest is the comparison of <see cref="JaroWinkler"/>, each name in its
/// own lane, without a branch.
/// </remarks>
internal readonly ref struct SoughtName
{
    private const int Lanes = NameShelf.Lanes;
    private const int LongestPrefix = 4;

    private static readonly Vector256<ushort> LowByte = Vector256.Create((ushort)0x00FF);

    private readonly ReadOnlySpan<ushort> places;
    private readonly Vector256<ushort> firstCodes;
    private readonly Vector256<ushort> lastCodes;
    private readonly Vector256<byte> lowBytes;
    private readonly Vector256<byte> highBytes;

    /// <param name="name">The name.</param>
    /// <param name="alphabet">The alphabet of the column.</param>
    /// <param name="places">Room for 32 numbers, of which the name makes its table.</param>
    internal SoughtName(ReadOnlySpan<char> name, LetterAlphabet alphabet, Span<ushort> places)
    {
        Length = name.Length;
        places.Clear();
        for (var i = 0; i < name.Length; i++)
        {
            if (alphabet[name[i]] is var code && code != LetterAlphabet.None)
            {
                places[code] |= (ushort)(1 << i);
            }
        }

        this.places = places;
        firstCodes = Vector256.Create<ushort>(places[..Lanes]);
        lastCodes = Vector256.Create<ushort>(places[Lanes..]);
        lowBytes = Vector256.Narrow(firstCodes & LowByte, lastCodes & LowByte);
        highBytes = Vector256.Narrow(firstCodes >> 8, lastCodes >> 8);
    }

    internal int Length { get; }

    /// <summary>
    /// Compares with the 16 names of a block: writes for each how many letters match, how many of them are out of place and
    /// how many, up to four, the beginnings share. False, and nothing written, when none has enough matches.
    /// </summary>
    /// <param name="block">Letter by letter, 16 names each.</param>
    /// <param name="within">For each letter, the places of this name within its reach.</param>
    /// <param name="fewestMatches">How many matches are enough.</param>
    /// <param name="counts">16 counts of matches, 16 of letters out of place, 16 of letters at the beginning.</param>
    internal bool CompareAtOnce(ReadOnlySpan<byte> block, ReadOnlySpan<ushort> within, int fewestMatches, Span<ushort> counts)
    {
        unchecked
        {
            var matched = Vector256<ushort>.Zero;
            var theirMatched = Vector256<ushort>.Zero;
            var matches = Vector256<ushort>.Zero;
            var bit = Vector256<ushort>.One;
            for (var i = 0; i < within.Length; i++)
            {
                var free = Vector256.AndNot(PlacesOf(block, i) & Vector256.Create(within[i]), matched);
                var taken = free & (Vector256<ushort>.Zero - free);
                var isFound = ~Vector256.Equals(taken, Vector256<ushort>.Zero);
                matched |= taken;
                theirMatched |= isFound & bit;
                bit <<= 1;

                // A lane that is true is all ones, which is -1.
                matches -= isFound;
            }

            if (fewestMatches > 0 && !Vector256.GreaterThanOrEqualAny(matches, Vector256.Create((ushort)fewestMatches)))
            {
                return false;
            }

            // Both names' matched letters side by side: their next matched letter against this name's next matched place.
            var outOfPlace = Vector256<ushort>.Zero;
            var samePrefix = Vector256<ushort>.AllBitsSet;
            var prefix = Vector256<ushort>.Zero;
            bit = Vector256<ushort>.One;
            for (var i = 0; i < within.Length; i++)
            {
                var theirs = PlacesOf(block, i);
                var next = matched & (Vector256<ushort>.Zero - matched) & Vector256.Equals(theirMatched & bit, bit);
                outOfPlace -= Vector256.Equals(theirs & next, Vector256<ushort>.Zero) & ~Vector256.Equals(next, Vector256<ushort>.Zero);
                matched ^= next;
                if (i < LongestPrefix)
                {
                    samePrefix &= Vector256.Equals(theirs & bit, bit);
                    prefix -= samePrefix;
                }

                bit <<= 1;
            }

            matches.CopyTo(counts);
            outOfPlace.CopyTo(counts[Lanes..]);
            prefix.CopyTo(counts[(2 * Lanes)..]);
            return true;
        }
    }

    /// <summary>The same, one name after the other, for machines without such vectors.</summary>
    internal bool CompareInTurn(ReadOnlySpan<byte> block, ReadOnlySpan<ushort> within, Span<ushort> counts)
    {
        unchecked
        {
            for (var lane = 0; lane < Lanes; lane++)
            {
                uint matched = 0, theirMatched = 0;
                for (var i = 0; i < within.Length; i++)
                {
                    var free = places[block[(i * Lanes) + lane]] & (uint)within[i] & ~matched;
                    matched |= free & (0 - free);
                    theirMatched |= (free == 0 ? 0u : 1u) << i;
                }

                counts[lane] = (ushort)BitOperations.PopCount(theirMatched);
                var outOfPlace = 0;
                for (; theirMatched != 0; theirMatched &= theirMatched - 1, matched &= matched - 1)
                {
                    var theirs = block[(BitOperations.TrailingZeroCount(theirMatched) * Lanes) + lane];
                    outOfPlace += (places[theirs] & matched & (0 - matched)) == 0 ? 1 : 0;
                }

                counts[Lanes + lane] = (ushort)outOfPlace;
                var prefix = 0;
                while (prefix < LongestPrefix && prefix < within.Length && (places[block[(prefix * Lanes) + lane]] & (1 << prefix)) != 0)
                {
                    prefix++;
                }

                counts[(2 * Lanes) + lane] = (ushort)prefix;
            }

            return true;
        }
    }

    // Where this name has the letter that each of the 16 names has at a place.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<ushort> PlacesOf(ReadOnlySpan<byte> block, int at)
    {
        var codes = Vector256.WidenLower(Vector128.Create(block.Slice(at * Lanes, Lanes)).ToVector256Unsafe());
        if (Avx512BW.VL.IsSupported)
        {
            return Avx512BW.VL.PermuteVar16x16x2(firstCodes, codes, lastCodes);
        }

        // The code in both bytes of a lane looks up both bytes of the lane.
        var twice = (codes | (codes << 8)).AsByte();
        return Vector256.ConditionalSelect(LowByte, Vector256.Shuffle(lowBytes, twice).AsUInt16(), Vector256.Shuffle(highBytes, twice).AsUInt16());
    }
}
