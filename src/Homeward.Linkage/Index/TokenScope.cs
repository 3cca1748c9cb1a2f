namespace Homeward.Linkage;

/// <summary>The words of an index, and those of one question that no record of the index has.</summary>
internal sealed class TokenScope(TokenTable table)
{
    private readonly List<NameToken> unseen = [];

    internal NameToken this[int id] => id >= 0 ? table[id] : unseen[~id];

    internal int IdOf(string text)
    {
        if (table.TryFind(text, out var id))
        {
            return id;
        }

        var known = unseen.FindIndex(token => token.Text == text);
        if (known < 0)
        {
            known = unseen.Count;
            unseen.Add(new NameToken(text));
        }

        return ~known;
    }

    /// <summary>How rare a word is in a role, in bits, by the counts of the index.</summary>
    internal float Rarity(int id, TokenRole role) => table.Rarity(this[id], role);

    internal double Frequency(NameToken token, TokenRole role) => table.Frequency(token, role);
}
