namespace Homeward.Linkage;

/// <summary>Some of the records, a bit each: those of a million fit into the nearest caches, where a number each would not.</summary>
internal sealed class RecordSet(int records)
{
    private readonly ulong[] bits = new ulong[(records + 63) / 64];

    /// <summary>Adds a record; false when it is there already.</summary>
    internal bool Add(int record)
    {
        unchecked
        {
            ref var word = ref bits[(uint)record >> 6];
            var bit = 1UL << record;
            var isNew = (word & bit) == 0;
            word |= bit;
            return isNew;
        }
    }

    /// <summary>Empties the set, given all that is in it.</summary>
    internal void Empty(ReadOnlySpan<int> records)
    {
        foreach (var record in records)
        {
            bits[(uint)record >> 6] = 0;
        }
    }
}
