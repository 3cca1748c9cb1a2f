namespace Homeward.Linkage.Families;

/// <summary>
/// Every distinct word of the three lists, how often it is used as what, and how two words agree; each pair of words is
/// looked at once, however many people bear them.
/// </summary>
internal sealed class NameBook
{
    private readonly TokenTable table = new();
    private readonly Dictionary<long, FamilyLevel> compared = [];

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

    /// <summary><see cref="FamilyLevel.Same"/>, <see cref="FamilyLevel.Nickname"/>, <see cref="FamilyLevel.Close"/> or <see cref="FamilyLevel.Different"/>.</summary>
    internal FamilyLevel Compare(int word, int other, bool given)
    {
        if (word == other) { return FamilyLevel.Same; }

        var key = ((long)Math.Min(word, other) << 33) | ((long)Math.Max(word, other) << 1) | (given ? 1L : 0);
        if (!compared.TryGetValue(key, out var level))
        {
            level = WordComparison.Compare(table[word], table[other], given) switch
            {
                EvidenceLevel.Same => FamilyLevel.Same,
                EvidenceLevel.Nickname => FamilyLevel.Nickname,
                EvidenceLevel.SoundsAlike or EvidenceLevel.Close => FamilyLevel.Close,
                _ => FamilyLevel.Different,
            };
            compared.Add(key, level);
        }

        return level;
    }

    private int[] Words(string[] words, TokenRole? role)
    {
        var found = new int[words.Length];
        for (var i = 0; i < found.Length; i++)
        {
            found[i] = table.Refer(words[i]);
            if (role is { } counted) { table.Count(found[i], counted, 1); }
        }

        return found;
    }
}
