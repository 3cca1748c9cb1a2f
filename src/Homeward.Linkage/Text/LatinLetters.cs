using System.Text;

namespace Homeward.Linkage;

/// <summary>
/// Letters without case and accents. A table of our own and not <see cref="string.Normalize()"/>, because the result
/// must be the same on every machine, with or without the operating system's Unicode library.
/// </summary>
internal static class LatinLetters
{
    // U+00C0..U+017F, one base letter each; '.' marks a letter that becomes two, '*' a sign that is no letter.
    private const string Bases =
        "aaaaaa.ceeeeiiii" + "dnooooo*ouuuuy.." + "aaaaaa.ceeeeiiii" + "dnooooo*ouuuuy.y" +
        "aaaaaaccccccccdd" + "ddeeeeeeeeeegggg" + "gggghhhhiiiiiiii" + "ii..jjkkklllllll" +
        "lllnnnnnnnnnoooo" + "oo..rrrrrrssssss" + "ssttttttuuuuuuuu" + "uuuuwwyyyzzzzzzs";

    // U+1E00..U+1EFF: runs of one base letter, as in the Unicode chart.
    private static readonly (char From, char Base)[] Additional =
    [
        ('\u1E00', 'a'), ('\u1E02', 'b'), ('\u1E08', 'c'), ('\u1E0A', 'd'), ('\u1E14', 'e'), ('\u1E1E', 'f'), ('\u1E20', 'g'),
        ('\u1E22', 'h'), ('\u1E2C', 'i'), ('\u1E30', 'k'), ('\u1E36', 'l'), ('\u1E3E', 'm'), ('\u1E44', 'n'), ('\u1E4C', 'o'),
        ('\u1E54', 'p'), ('\u1E58', 'r'), ('\u1E60', 's'), ('\u1E6A', 't'), ('\u1E72', 'u'), ('\u1E7C', 'v'), ('\u1E80', 'w'),
        ('\u1E8A', 'x'), ('\u1E8E', 'y'), ('\u1E90', 'z'), ('\u1E96', 'h'), ('\u1E97', 't'), ('\u1E98', 'w'), ('\u1E99', 'y'),
        ('\u1E9A', 'a'), ('\u1E9B', 's'), ('\u1EA0', 'a'), ('\u1EB8', 'e'), ('\u1EC8', 'i'), ('\u1ECC', 'o'), ('\u1EE4', 'u'),
        ('\u1EF2', 'y'),
    ];

    internal static void AppendFolded(StringBuilder word, char letter)
    {
        if (letter < '\u0080')
        {
            word.Append(char.ToLowerInvariant(letter));
            return;
        }

        switch (letter)
        {
            case 'Æ' or 'æ': word.Append("ae"); return;
            case 'Œ' or 'œ': word.Append("oe"); return;
            case 'ß' or 'ẞ': word.Append("ss"); return;
            case 'Þ' or 'þ': word.Append("th"); return;
            case 'Ĳ' or 'ĳ': word.Append("ij"); return;
            case 'ª': word.Append('a'); return;
            case 'º': word.Append('o'); return;
        }

        word.Append(letter switch
        {
            >= '\u00C0' and <= '\u017F' => Bases[letter - '\u00C0'],
            >= '\u1E00' and <= '\u1EFF' => BaseOfAdditional(letter),
            _ => char.ToLowerInvariant(letter),
        });
    }

    internal static bool IsCombiningMark(char character) => character is >= '\u0300' and <= '\u036F';

    private static char BaseOfAdditional(char letter)
    {
        var found = letter;
        foreach (var (from, to) in Additional)
        {
            if (letter < from)
            {
                break;
            }

            found = to;
        }

        return found;
    }
}
