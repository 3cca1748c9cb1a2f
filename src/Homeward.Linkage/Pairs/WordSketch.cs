using System.Numerics;

namespace Homeward.Linkage;

/// <summary>
/// What of a word is enough to see that another is nothing like it, in sixteen bytes: most words that are compared are, and
/// need not be looked up.
/// </summary>
/// <remarks>
/// Each part says too little rather than too much: different letters, beginnings, sounds or formal names may fall on the same
/// bits, and then the words are compared.
/// </remarks>
internal readonly struct WordSketch
{
    private const int Longest = NameFolding.LongestWord;
    private const int LongestBeginning = 4;

    // Below, two words are different; a little less, because a bound is computed in another order than what it bounds.
    private const double LeastSimilar = NameLevels.SomeSimilarity - 1e-9;

    // By both lengths and their common beginning the fewest letters that similar words have in common; no word is longer, and
    // one that were is never ruled out.
    private static readonly sbyte[] FewestCommon = FewestCommonLetters();

    private readonly uint letters, beginning, formals;
    private readonly ushort sound;
    private readonly byte length;

    internal WordSketch(NameToken word, int sound)
    {
        foreach (var letter in word.Text)
        {
            letters |= 1u << (letter & 31);
        }

        for (var at = 0; at < Math.Min(LongestBeginning, word.Text.Length); at++)
        {
            beginning |= (uint)(word.Text[at] & 0xFF) << (8 * at);
        }

        foreach (var formal in word.Formals)
        {
            formals |= 1u << (formal & 31);
        }

        this.sound = (ushort)(sound & 0xFFFF);
        length = (byte)(word.Text.Length <= Longest ? word.Text.Length : 0);
    }

    /// <summary>Whether this word and another, not the same, are <see cref="NameLevels.Word.Different"/>; false where that takes a closer look.</summary>
    internal bool IsUnlike(in WordSketch other, bool given)
    {
        unchecked
        {
            var prefix = BitOperations.TrailingZeroCount(beginning ^ other.beginning) >> 3;
            if (length == 1 || other.length == 1)
            {
                return prefix == 0;
            }

            // All of it is worked out at once: which of it decides can't be foreseen, and stopping to find out takes longer.
            var (missing, extra) = (BitOperations.PopCount(letters & ~other.letters), BitOperations.PopCount(other.letters & ~letters));
            var isSimilar = Math.Min(length - missing, other.length - extra) >= FewestCommon[At(length, other.length, prefix)];
            return !isSimilar & (missing > 1 | extra > 1) & sound != other.sound & !(given & (formals & other.formals) != 0);
        }
    }

    private static int At(int length, int other, int prefix) => (((length * (Longest + 1)) + other) * (LongestBeginning + 1)) + prefix;

    private static sbyte[] FewestCommonLetters()
    {
        var fewest = new sbyte[At(Longest, Longest, LongestBeginning) + 1];
        Array.Fill(fewest, sbyte.MinValue);
        for (var length = 1; length <= Longest; length++)
        {
            for (var other = 1; other <= Longest; other++)
            {
                for (var prefix = 0; prefix <= LongestBeginning; prefix++)
                {
                    var common = 0;
                    while (common <= Math.Min(length, other) && JaroWinkler.Boosted(JaroWinkler.Combine(common, 0, length, other), prefix) < LeastSimilar)
                    {
                        common++;
                    }

                    fewest[At(length, other, prefix)] = (sbyte)common;
                }
            }
        }

        return fewest;
    }
}
