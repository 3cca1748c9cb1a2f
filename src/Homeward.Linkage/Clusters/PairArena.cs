using System.Runtime.InteropServices;

namespace Homeward.Linkage;

/// <summary>One side of a scored pair, as the record on the other side's list holds it.</summary>
internal struct HalfPair
{
    internal int Other;
    internal float Bits;
}

/// <summary>
/// Blocks of scored pairs, one per record that has any, in pages that never move: room for one more never makes everybody wait
/// for all to be copied.
/// </summary>
internal sealed class PairArena
{
    /// <summary>
    /// Pairs kept of one record, the strongest. More than a part holds, so a pair that is left out lies between records that hang
    /// together with more than a part at that strength anyway, and what is one part stays so.
    /// </summary>
    internal const int MostPairs = Components.Most + 10;

    private const int PageShift = 16;
    private const int NoBlock = -1;

    private static readonly int[] Capacities = [1, 2, 4, 8, 16, 32, 64, MostPairs];

    private readonly List<HalfPair[]> pages = [];
    private readonly int[] free = [.. Enumerable.Repeat(NoBlock, Capacities.Length)];
    private int used;

    internal static int Capacity(byte size) => Capacities[size];

    /// <summary>The least size that holds so many.</summary>
    internal static byte SizeFor(int pairs) => (byte)Array.FindIndex(Capacities, capacity => capacity >= pairs);

    internal Span<HalfPair> At(int block, int length) => MemoryMarshal.CreateSpan(ref pages[block >> PageShift][block & ((1 << PageShift) - 1)], length);

    internal int Rent(byte size)
    {
        if (free[size] != NoBlock)
        {
            var block = free[size];
            free[size] = At(block, 1)[0].Other;
            return block;
        }

        // A block lies within one page; what is left of the page before is less than one block.
        var room = (pages.Count << PageShift) - used;
        if (room < Capacities[size])
        {
            used = pages.Count << PageShift;
            pages.Add(new HalfPair[1 << PageShift]);
        }

        used += Capacities[size];
        return used - Capacities[size];
    }

    internal void Return(int block, byte size)
    {
        At(block, 1)[0].Other = free[size];
        free[size] = block;
    }
}
