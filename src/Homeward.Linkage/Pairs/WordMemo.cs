namespace Homeward.Linkage;

/// <summary>
/// How pairs of words agreed when they were last compared. Names follow each other in pairs as unevenly as they occur alone:
/// the commonest have a table of their own, each with a row that lies together, and of the others a pair that falls on another's
/// place takes it.
/// </summary>
/// <remarks>
/// Any number of threads may use it: an entry is one number, and whoever finds another pair's compares anew. But a thread that
/// has one of its own finds it in its own cache, where no other's writing drives it out.
/// </remarks>
internal sealed class WordMemo
{
    // A pair of words takes 28 bits each, then one for given names, then three for the level and one that says it is there.
    private const int WordBits = 28;
    private const int LevelBits = 4;
    private const int EntryBits = 17;
    private const int Common = 1024;

    private readonly Words words;
    private readonly WordSketch[] sketches;
    private readonly bool[] areInitials;
    private readonly ushort[] placeAmongCommon;
    private readonly ulong[] entries = new ulong[1 << EntryBits];

    // The level and one; 0 where nobody has compared the two yet.
    private readonly byte[] givenOfCommon, surnamesOfCommon;

    /// <param name="words">The words.</param>
    /// <param name="uses">How often each is used, which says which are common.</param>
    internal WordMemo(Words words, Func<int, int> uses)
    {
        this.words = words;
        sketches = new WordSketch[words.Count];
        for (var word = 0; word < sketches.Length; word++)
        {
            sketches[word] = new(words[word], words.Sound(word));
        }

        areInitials = words.Each(word => word.Text.Length == 1);
        placeAmongCommon = new ushort[words.Count];
        var commonest = Enumerable.Range(0, words.Count).OrderByDescending(uses).Take(Common).ToArray();
        for (var place = 0; place < commonest.Length; place++)
        {
            placeAmongCommon[commonest[place]] = (ushort)(place + 1);
        }

        (givenOfCommon, surnamesOfCommon) = (new byte[commonest.Length * commonest.Length], new byte[commonest.Length * commonest.Length]);
        CommonWords = commonest.Length;
    }

    private WordMemo(WordMemo like) =>
        (words, sketches, areInitials, placeAmongCommon, CommonWords, givenOfCommon, surnamesOfCommon)
        = (like.words, like.sketches, like.areInitials, like.placeAmongCommon, like.CommonWords, new byte[like.givenOfCommon.Length], new byte[like.surnamesOfCommon.Length]);

    private int CommonWords { get; }

    /// <summary>A memory of the same words, for one thread.</summary>
    internal WordMemo ForOneThread() => new(this);

    /// <summary>The level of <see cref="NameLevels.Compare(Words, int, int, bool)"/>.</summary>
    internal NameLevels.Word Compare(int word, int other, bool given)
    {
        if (word == other)
        {
            // Equal initials are equal initials, not equal names.
            return areInitials[word] ? NameLevels.Word.Initial : NameLevels.Word.Same;
        }

        if (sketches[word].IsUnlike(in sketches[other], given))
        {
            return NameLevels.Word.Different;
        }

        int place = placeAmongCommon[word], otherPlace = placeAmongCommon[other];
        if (place != 0 && otherPlace != 0)
        {
            unchecked
            {
                ref var level = ref (given ? givenOfCommon : surnamesOfCommon)[((place - 1) * CommonWords) + otherPlace - 1];
                if (level == 0)
                {
                    level = (byte)(NameLevels.Compare(words, word, other, given) + 1);
                }

                return (NameLevels.Word)(level - 1);
            }
        }

        return (word | other) >> WordBits == 0 ? Remembered(word, other, given) : NameLevels.Compare(words, word, other, given);
    }

    private NameLevels.Word Remembered(int word, int other, bool given)
    {
        unchecked
        {
            var (less, more) = word < other ? (word, other) : (other, word);
            var pair = ((((ulong)less << WordBits) | (uint)more) << 1) | (given ? 1UL : 0UL);
            ref var entry = ref entries[(pair * 0x9E3779B97F4A7C15UL) >> (64 - EntryBits)];
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
