namespace Homeward.Linkage;

/// <summary>Sorts entries by the upper half of each; what is equal there stays in its order.</summary>
internal static class RadixSort
{
    private const int Bits = 11;
    private const int Buckets = 1 << Bits;

    // Below, filling and emptying the buckets costs more than it saves.
    private const int Few = 4_096;

    /// <summary>Sorts.</summary>
    /// <param name="entries">What is sorted; used as room for it, too.</param>
    /// <param name="spare">Further room, of the same length.</param>
    /// <returns>The sorted entries, in the one or the other.</returns>
    internal static Span<ulong> ByUpperHalf(Span<ulong> entries, Span<ulong> spare)
    {
        if (entries.Length <= Few)
        {
            // Whoever added entries added them by their lower half, so the whole number gives the same order.
            entries.Sort();
            return entries;
        }

        unchecked
        {
            var from = entries;
            var to = spare;
            var counts = new int[Buckets];
            for (var shift = 32; shift < 64; shift += Bits)
            {
                Array.Clear(counts);
                foreach (var entry in from)
                {
                    counts[(int)(entry >> shift) & (Buckets - 1)]++;
                }

                var start = 0;
                for (var bucket = 0; bucket < Buckets; bucket++)
                {
                    (counts[bucket], start) = (start, start + counts[bucket]);
                }

                foreach (var entry in from)
                {
                    to[counts[(int)(entry >> shift) & (Buckets - 1)]++] = entry;
                }

                var sorted = to;
                to = from;
                from = sorted;
            }

            return from;
        }
    }
}
