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
    private const int MostOfForm = 64;
    private const double LeastChance = 1e-5, MostChance = 0.5;

    // A name badly heard is seldom in the lists twice; so many of those not seen yet would agree with any name.
    private const double UnseenClose = 0.0007, UnseenResembling = 0.001;

    private readonly Heard[] heard = [.. Enum.GetValues<TokenRole>().Select(_ => new Heard())];

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

    /// <summary>How common names are among the families of each town; nothing until <see cref="CountTowns"/>.</summary>
    private LocalNames givenOfTowns = LocalNames.Nowhere, surnamesOfTowns = LocalNames.Nowhere;

    /// <summary>Counts the names of declared families by town, each family's surnames and each child's given names once.</summary>
    internal void CountTowns(IReadOnlyList<DeclaredFamily> families)
    {
        givenOfTowns = new(families.SelectMany(family => OfTowns(family, family.Children.SelectMany(child => child.Named.SelectMany(one => one.Name.Given).Distinct()))), word => Share(word, TokenRole.Given));
        surnamesOfTowns = new(
            families.SelectMany(family => OfTowns(family, family.Adults.SelectMany(adult => adult.Name.Surnames).Concat(family.Children.SelectMany(child => child.Named.SelectMany(one => one.Name.Surnames))).Distinct())),
            word => Share(word, TokenRole.Surname));
    }

    private static IEnumerable<(int, int)> OfTowns(DeclaredFamily family, IEnumerable<int> words) =>
        family.Adults.Select(adult => adult.Town).Where(town => town >= 0).Distinct().SelectMany(town => words.Select(word => (town, word)));

    /// <summary>
    /// How probable it is that somebody else's name agrees with this one as well as a declared one does: the share of all names
    /// that would.
    /// </summary>
    /// <param name="said">The word of the record.</param>
    /// <param name="level">How the declared word agrees with it.</param>
    /// <param name="role">What the declared word is.</param>
    /// <param name="town">The town that both are of; -1 when that is not known.</param>
    internal double Chance(int said, FamilyLevel level, TokenRole role, int town)
    {
        var (words, everywhere) = level == FamilyLevel.Same ? ([said], Share(said, role)) : Near(said, role)[level == FamilyLevel.Nickname ? 0 : level == FamilyLevel.Close ? 1 : 2];
        var local = role == TokenRole.Given ? givenOfTowns : role == TokenRole.Surname ? surnamesOfTowns : LocalNames.Nowhere;
        everywhere += level switch { FamilyLevel.Same => 0, FamilyLevel.Resembles => UnseenResembling, _ => UnseenClose };
        return Math.Clamp(town < 0 ? everywhere : local.Share(town, words, everywhere), LeastChance, MostChance);
    }

    // The words that agree as a nickname, that are close, and that resemble; with their shares.
    private (int[] Words, double Share)[] Near(int said, TokenRole role)
    {
        var borne = heard[(int)role];
        if (borne.Near.TryGetValue(said, out var near)) { return near; }

        var found = new SortedSet<int>();
        foreach (var form in FormsOf(said, role))
        {
            if (borne.ByForm.TryGetValue(form, out var those)) { found.UnionWith(those.Take(MostOfForm)); }
        }

        var levels = found.Where(word => word != said).ToLookup(word => Compare(said, word, given: role != TokenRole.Surname));
        near = [.. ((FamilyLevel[])[FamilyLevel.Nickname, FamilyLevel.Close, FamilyLevel.Resembles]).Select(level => (levels[level].ToArray(), levels[level].Sum(word => Share(word, role))))];
        borne.Near.TryAdd(said, near);
        return near;
    }

    // As it is filed to be heard, and by the formal names behind it.
    private IEnumerable<ulong> FormsOf(int word, TokenRole role) =>
        Resemblance.Forms(table[word].Text).Concat(role == TokenRole.Surname ? [] : table[word].Formals.Select(formal => unchecked(0xF0F0_0000_0000_0000UL + (ulong)formal)));

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
        var known = heard[(int)(given ? TokenRole.Given : TokenRole.Surname)];
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

    private void Hear(int word, TokenRole role)
    {
        var known = heard[(int)role];
        if (!known.Words.Add(word)) { return; }

        foreach (var form in FormsOf(word, role))
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
            Hear(found[i], counted);
        }

        return found;
    }

    private sealed class Heard
    {
        internal HashSet<int> Words { get; } = [];

        internal ConcurrentDictionary<int, (int[] Words, double Share)[]> Near { get; } = [];

        internal Dictionary<ulong, List<int>> ByForm { get; } = [];

        internal ConcurrentDictionary<int, IReadOnlyList<int>> Found { get; } = [];
    }
}
