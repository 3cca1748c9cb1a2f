namespace Homeward.Linkage;

/// <summary>
/// The 31 commonest letters of a list of names, as codes 1 to 31: all that can be looked up in one register. Whatever
/// script the names are in, nearly all of them are written with their list's commonest letters alone.
/// </summary>
internal sealed class LetterAlphabet
{
    internal const int Codes = 32;

    /// <summary>The code of a letter that no name written in this alphabet has.</summary>
    internal const byte None = 0;

    private readonly byte[] codes = new byte[char.MaxValue + 1];

    internal LetterAlphabet(IReadOnlyList<string> names)
    {
        var counts = new int[char.MaxValue + 1];
        foreach (var name in names)
        {
            foreach (var letter in name)
            {
                counts[letter]++;
            }
        }

        var letters = Enumerable.Range(0, counts.Length).Where(letter => counts[letter] > 0);
        byte code = None;
        foreach (var letter in letters.OrderByDescending(letter => counts[letter]).ThenBy(letter => letter).Take(Codes - 1))
        {
            codes[letter] = ++code;
        }
    }

    /// <summary>The letter's code, or <see cref="None"/>.</summary>
    internal byte this[char letter] => codes[letter];

    /// <summary>Whether a name has no other letters.</summary>
    internal bool Spells(ReadOnlySpan<char> name)
    {
        foreach (var letter in name)
        {
            if (codes[letter] == None)
            {
                return false;
            }
        }

        return true;
    }
}
