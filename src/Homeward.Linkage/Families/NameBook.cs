using System.Collections.Concurrent;

namespace Homeward.Linkage.Families;

/// <summary>
/// Every distinct word of the three lists, how often it is used as what, and how two words agree; each pair of words is
/// looked at once, however many people bear them.
/// </summary>
/// <remarks>Names are entered by one thread; afterwards any number of threads may compare them.</remarks>
internal sealed class NameBook
{
    private readonly TokenTable table = new();
    private const int MostResembling = 32;

    // How pairs of words agreed when they were last compared, as in WordMemo: a pair that falls on another's place takes it.
    private const int WordBits = 28, LevelBits = 5, Places = 20;

    private readonly ulong[] compared = new ulong[1 << Places];
    private readonly Heard givenHeard = new(), surnamesHeard = new();

    internal NameToken this[int word] => table[word];

    /// <summary>A name's words; given names are counted in the role of whose name it is, null for nobody's.</summary>
    internal BookedName Name(SaidName said, TokenRole? role) =>
        new(Words(said.Given, role), Words(said.Surnames, role is null ? null : TokenRole.Surname));

    /// <summary>A town or school as one word; -1 where nothing is said.</summary>
    internal int Place(string? text, TokenRole role)
    {
        var folded = NameFolding.FoldPlace(text);
        if (folded.Length == 0) { return -1; }

        var word = table.Refer((role == TokenRole.Town ? "town " : "school ") + folded);
        table.Count(word, role, 1);
        return word;
    }

    /// <summary>The share of names in this role that are this word.</summary>
    internal double Share(int word, TokenRole role) => table.Frequency(table[word], role);

    /// <summary>How common a name is among those that could be heard as one: by how well the two agree.</summary>
    internal double Chance(int word, int other, FamilyLevel level, TokenRole role)
    {
        var share = (Share(word, role) + Share(other, role)) / 2;
        return level switch
        {
            FamilyLevel.Same => share,
            FamilyLevel.Resembles => Math.Min(0.5, (5 * share) + 0.004),
            _ => Math.Min(0.5, (3 * share) + 0.001),
        };
    }

    /// <summary>
    /// <see cref="FamilyLevel.Same"/>, <see cref="FamilyLevel.Nickname"/>, <see cref="FamilyLevel.Close"/>,
    /// <see cref="FamilyLevel.Resembles"/> or <see cref="FamilyLevel.Different"/>.
    /// </summary>
    internal FamilyLevel Compare(int word, int other, bool given)
    {
        if (word == other) { return FamilyLevel.Same; }

        unchecked
        {
            var (less, more) = word < other ? (word, other) : (other, word);
            var pair = ((((ulong)less << WordBits) | (uint)more) << 1) | (given ? 1UL : 0UL);
            ref var place = ref compared[(pair * 0x9E3779B97F4A7C15UL) >> (64 - Places)];
            var known = Volatile.Read(ref place);
            if (known >> LevelBits == pair && (known & 1) != 0) { return (FamilyLevel)((known >> 1) & 15); }

            var level = Look(table[word], table[other], given);
            Volatile.Write(ref place, (pair << LevelBits) | ((ulong)level << 1) | 1);
            return level;
        }
    }

    private static FamilyLevel Look(NameToken word, NameToken other, bool given) => WordComparison.Compare(word, other, given) switch
    {
        EvidenceLevel.Same => FamilyLevel.Same,
        EvidenceLevel.Nickname => FamilyLevel.Nickname,
        EvidenceLevel.SoundsAlike or EvidenceLevel.Close => FamilyLevel.Close,
        _ => Resemblance.Of(word, other, given) ? FamilyLevel.Resembles : FamilyLevel.Different,
    };

    /// <summary>
    /// Words of a role that may be this one, badly heard. They are found by leaving out one letter on either side, so that no
    /// word is compared with all others.
    /// </summary>
    internal IReadOnlyList<int> Resembling(int word, bool given)
    {
        var known = given ? givenHeard : surnamesHeard;
        if (known.Found.TryGetValue(word, out var found)) { return found; }

        var candidates = new SortedSet<int>();
        foreach (var form in Resemblance.Forms(table[word].Text))
        {
            if (known.ByForm.TryGetValue(form, out var those)) { candidates.UnionWith(those.Take(MostResembling)); }
        }

        found = [.. candidates.Where(other => other != word && Compare(word, other, given) < FamilyLevel.Different).Take(MostResembling)];
        known.Found.TryAdd(word, found);
        return found;
    }

    private void Hear(int word, bool given)
    {
        var known = given ? givenHeard : surnamesHeard;
        if (!known.Words.Add(word)) { return; }

        foreach (var form in Resemblance.Forms(table[word].Text))
        {
            if (!known.ByForm.TryGetValue(form, out var those)) { known.ByForm[form] = those = []; }

            those.Add(word);
        }
    }

    private int[] Words(string[] words, TokenRole? role)
    {
        var found = new int[words.Length];
        for (var i = 0; i < found.Length; i++)
        {
            found[i] = table.Refer(words[i]);
            if (role is not { } counted) { continue; }

            table.Count(found[i], counted, 1);
            if (counted != TokenRole.AdultGiven) { Hear(found[i], given: counted == TokenRole.Given); }
        }

        return found;
    }

    private sealed class Heard
    {
        internal HashSet<int> Words { get; } = [];

        internal Dictionary<ulong, List<int>> ByForm { get; } = [];

        internal ConcurrentDictionary<int, IReadOnlyList<int>> Found { get; } = [];
    }
}
