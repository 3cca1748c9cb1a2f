using System.Buffers;
using System.Text;

namespace Homeward.Linkage;

/// <summary>
/// Brings a name as somebody wrote it to the form in which names are compared: lower case, no accents, no apostrophes,
/// hyphens as spaces, and without particles (de, la, von), titles (Mr, Sra) and suffixes (Jr).
/// </summary>
/// <remarks>
/// Folding is idempotent. Input is bounded: only the first <see cref="MostCharacters"/> characters are read, a word keeps
/// its first <see cref="LongestWord"/> letters, and words after the first <see cref="MostWords"/> are dropped, so that no
/// text, however hostile, takes more than microseconds.
/// </remarks>
public static class NameFolding
{
    /// <summary>Characters of a name that are read; the rest is ignored.</summary>
    public const int MostCharacters = 256;

    /// <summary>Words kept of one name.</summary>
    public const int MostWords = 7;

    /// <summary>Letters kept of one word.</summary>
    public const int LongestWord = 32;

    private static readonly SearchValues<char> Apostrophes = SearchValues.Create("'`´‘’ʼʻ′＇");

    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    private static readonly HashSet<string> Particles = new(StringComparer.Ordinal)
    {
        "de", "del", "la", "las", "lo", "los", "el", "y", "e", "i", "da", "das", "do", "dos", "di", "du", "le",
        "von", "van", "der", "den", "ter", "zu", "zur", "bin", "ibn", "bint", "al",
        "mr", "mrs", "ms", "miss", "dr", "dra", "sr", "sra", "srta", "jr", "ii", "iii",
    };

    /// <summary>The words of a name in comparable form, in the order they were said; empty when the text holds no letter.</summary>
    public static string[] Words(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return [];
        }

        var words = AllWords(text);

        // "La" or "Van" alone is somebody's name; only beside another word is it a particle.
        var kept = words.FindAll(word => !Particles.Contains(word));
        var chosen = kept.Count > 0 ? kept : words;
        return [.. chosen.Take(MostWords).Select(Unjoined)];
    }

    /// <summary>The words of <see cref="Words"/> with one space between them.</summary>
    public static string Fold(string? text) => string.Join(' ', Words(text));

    /// <summary>Words of a place or school in comparable form; nothing is dropped but case, accents and punctuation; digits stay.</summary>
    public static string FoldPlace(string? text) =>
        string.IsNullOrEmpty(text) ? "" : IsPlainWord(text) ? text : string.Join(' ', AllWords(text, keepDigits: true));

    // A word of lower case letters or digits is folded already; files that were cleaned once have little else.
    private static bool IsPlainWord(string text) => text.Length <= LongestWord && !text.AsSpan().ContainsAnyExcept(Plain);

    private static List<string> AllWords(string text, bool keepDigits = false)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var character in text.AsSpan(0, Math.Min(text.Length, MostCharacters)))
        {
            var isLetter = char.IsLetter(character) || (keepDigits && char.IsAsciiDigit(character));
            if (isLetter)
            {
                LatinLetters.AppendFolded(word, character);
            }
            else if (!Apostrophes.Contains(character) && !LatinLetters.IsCombiningMark(character))
            {
                End(words, word);
            }
        }

        End(words, word);
        return words;
    }

    private static void End(List<string> words, StringBuilder word)
    {
        if (word.Length > 0)
        {
            words.Add(word.ToString(0, Math.Min(word.Length, LongestWord)));
            word.Clear();
        }
    }

    // "Delacruz" and "de la Cruz" are one name; "Delgado" is not "de l'gado", so the rest must be the commoner surname.
    private static string Unjoined(string word)
    {
        foreach (var prefix in (ReadOnlySpan<string>)["delas", "delos", "dela", "del", "de"])
        {
            if (word.Length >= prefix.Length + 4 && word.StartsWith(prefix, StringComparison.Ordinal)
                && word[prefix.Length..] is var rest && !Particles.Contains(rest)
                && NameFrequencies.Surname(rest) > NameFrequencies.Surname(word))
            {
                return Unjoined(rest);
            }
        }

        return word;
    }
}
