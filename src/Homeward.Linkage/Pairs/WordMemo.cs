namespace Homeward.Linkage;

/// <summary>
/// How pairs of words agreed when they were last compared. Names follow each other in pairs as unevenly as they occur alone,
/// so that few of them make up most comparisons; a pair that falls on another's place takes it.
/// </summary>
/// <remarks>Any number of threads may use it: an entry is one number, and whoever finds another pair's compares anew.</remarks>
internal sealed class WordMemo(Words words)
{
    // A pair of words takes 28 bits each, then one for given names, then three for the level and one that says it is there.
    private const int WordBits = 28;
    private const int LevelBits = 4;
    private const int Entries = 1 << 20;

    private readonly ulong[] entries = new ulong[Entries];

    /// <summary>The level of <see cref="NameLevels.Compare(Words, int, int, bool)"/>.</summary>
    internal NameLevels.Word Compare(int word, int other, bool given)
    {
        // A word and itself is decided at once, and needs no remembering.
        if (word == other || (word | other) >> WordBits != 0)
        {
            return NameLevels.Compare(words, word, other, given);
        }

        unchecked
        {
            var (less, more) = word < other ? (word, other) : (other, word);
            var pair = ((((ulong)less << WordBits) | (uint)more) << 1) | (given ? 1UL : 0UL);
            ref var entry = ref entries[(pair * 0x9E3779B97F4A7C15UL) >> 44];
            var known = Volatile.Read(ref entry);
            if (known >> LevelBits == pair && (known & 1) != 0)
            {
                return (NameLevels.Word)((known >> 1) & 7);
            }

            var level = NameLevels.Compare(words, word, other, given);
            Volatile.Write(ref entry, (pair << LevelBits) | ((ulong)level << 1) | 1);
            return level;
        }
    }
}
