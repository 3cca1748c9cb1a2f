namespace Homeward.Linkage;

/// <summary>Every distinct word of an index's records, and how often it is used as what.</summary>
internal sealed class TokenTable
{
    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);
    private readonly Stack<int> free = new();
    private readonly long[] totals = new long[6];
    private NameToken[] tokens = new NameToken[64];
    private int used;

    internal TokenTable()
    {
    }

    internal TokenTable(SnapshotReader reader)
    {
        used = reader.Number();
        tokens = new NameToken[Math.Max(64, used)];
        for (var id = 0; id < used; id++)
        {
            if (reader.Number() is > 0 and var references)
            {
                tokens[id] = new NameToken(reader.Text()) { References = references };
                ids.Add(tokens[id].Text, id);
                foreach (var role in Enum.GetValues<TokenRole>())
                {
                    Count(id, role, reader.Number());
                }
            }
            else
            {
                free.Push(id);
            }
        }
    }

    internal void Write(SnapshotWriter writer)
    {
        writer.Number(used);
        for (var id = 0; id < used; id++)
        {
            writer.Number(tokens[id]?.References ?? 0);
            if (tokens[id] is { } token)
            {
                writer.Text(token.Text);
                foreach (var role in Enum.GetValues<TokenRole>())
                {
                    writer.Number(token.Count(role));
                }
            }
        }
    }

    internal NameToken this[int id] => tokens[id];

    internal bool TryFind(string text, out int id) => ids.TryGetValue(text, out id);

    /// <summary>The id of a word, which from now on has one more reference.</summary>
    internal int Refer(string text)
    {
        if (!ids.TryGetValue(text, out var id))
        {
            id = free.Count > 0 ? free.Pop() : used++;
            if (id == tokens.Length)
            {
                Array.Resize(ref tokens, tokens.Length * 2);
            }

            tokens[id] = new NameToken(text);
            ids.Add(text, id);
        }

        tokens[id].References++;
        return id;
    }

    /// <summary>Takes one reference back. A word nobody refers to is forgotten: it may be all that was known of a person.</summary>
    internal void Release(int id)
    {
        if (--tokens[id].References == 0)
        {
            ids.Remove(tokens[id].Text);
            tokens[id] = null!;
            free.Push(id);
        }
    }

    internal void Count(int id, TokenRole role, int change)
    {
        tokens[id].Count(role) += change;
        totals[(int)role] += change;
    }

    /// <summary>How rare a word is in a role, in bits: as among the records of a file with the same counts.</summary>
    internal float Rarity(NameToken token, TokenRole role) => role switch
    {
        TokenRole.Given => Linkage.Rarity.OfName(token.Count(role), totals[(int)role], token.GivenPrior),
        TokenRole.Surname => Linkage.Rarity.OfName(token.Count(role), totals[(int)role], token.SurnamePrior),
        _ => Linkage.Rarity.Of(token.Count(role), totals[(int)role]),
    };

    /// <summary>The share of uses in a role that are this word: the running count, smoothed towards the census.</summary>
    internal double Frequency(NameToken token, TokenRole role)
    {
        // Until some hundreds of names were seen, the census knows better; places have no census.
        const double CensusWeight = 400;
        const double PlaceWeight = 20;
        double count = token.Count(role), total = totals[(int)role];
        return role switch
        {
            TokenRole.Given or TokenRole.AdultGiven => (count + (CensusWeight * token.GivenPrior)) / (total + CensusWeight),
            TokenRole.Surname => (count + (CensusWeight * token.SurnamePrior)) / (total + CensusWeight),
            _ => (count + 1) / (total + PlaceWeight),
        };
    }
}
