namespace Homeward.Linkage;

/// <summary>
/// How words agreed, for the length of one search: the words of whoever is sought meet the same few hundred words again and
/// again. A pair that falls on another's place takes it.
/// </summary>
internal sealed class SearchMemo
{
    private const int PlaceBits = 10;

    // A thread asks one question after the other, so its questions share the room; they do not share what it holds.
    [ThreadStatic]
    private static ulong[]? pairsOfThread;

    [ThreadStatic]
    private static NameLevels.Word[]? levelsOfThread;

    private readonly ulong[] pairs = pairsOfThread ??= new ulong[2 << PlaceBits];
    private readonly NameLevels.Word[] levels = levelsOfThread ??= new NameLevels.Word[2 << PlaceBits];

    internal SearchMemo() => Array.Clear(pairs);

    /// <summary>The level of two different words.</summary>
    internal NameLevels.Word Compare(TokenScope scope, int word, int other, bool given)
    {
        unchecked
        {
            // Two different words are never both 0, so an empty place is nobody's.
            var (less, more) = word < other ? (word, other) : (other, word);
            var pair = ((ulong)(uint)less << 32) | (uint)more;
            var at = (int)((pair * 0x9E3779B97F4A7C15) >> (64 - PlaceBits)) | (given ? 1 << PlaceBits : 0);
            if (pairs[at] != pair)
            {
                (pairs[at], levels[at]) = (pair, NameLevels.Compare(scope[word], scope[other], given));
            }

            return levels[at];
        }
    }
}
