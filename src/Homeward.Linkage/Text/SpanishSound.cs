namespace Homeward.Linkage;

/// <summary>
/// How a name sounds to a Spanish or English ear, so that what was misheard still meets: b and v, s, z and soft c, ll and y,
/// silent h, j, x and soft g, qu, k and hard c, doubled letters.
/// </summary>
public static class SpanishSound
{
    /// <summary>The sound of a folded word. Equal sounds mean "may be the same name, heard", no more.</summary>
    public static string Of(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        Span<char> sounds = stackalloc char[NameFolding.LongestWord];
        var length = 0;
        for (var at = 0; at < word.Length && length < sounds.Length;)
        {
            var (sound, taken) = Next(word, at);
            at += taken;
            if (sound != '\0' && (length == 0 || sounds[length - 1] != sound))
            {
                sounds[length++] = sound;
            }
        }

        return new string(sounds[..length]);
    }

    // The sound that begins at a letter ('\0' for silence), and how many letters it takes.
    private static (char Sound, int Taken) Next(string word, int at)
    {
        var next = At(word, at + 1);
        var isLast = at == word.Length - 1;
        return (word[at], next) switch
        {
            ('c', 'h') => ('ç', 2),
            ('c', 'k') => ('k', 2),
            ('c', 'e' or 'i') => ('s', 1),
            ('c', _) => ('k', 1),
            ('q', 'u') => ('k', 2),
            ('q', _) => ('k', 1),
            ('g', 'u') when At(word, at + 2) is 'e' or 'i' => ('g', 2),
            ('g', 'e' or 'i') => ('j', 1),
            ('l', 'l') => ('y', 2),
            ('y', 'a' or 'e' or 'i' or 'o' or 'u') => ('y', 1),
            ('y', _) => ('i', 1),
            ('i', 'a' or 'e' or 'o' or 'u') when at == 0 => ('y', 1),
            ('p', 'h') => ('f', 2),
            ('t', 'h') => ('t', 2),
            ('t', 's' or 'z') => ('s', 2),
            ('s', 'h') => ('s', 2),
            ('m', 'b' or 'p' or 'v') => ('n', 1),
            ('x', _) => (isLast ? 's' : 'j', 1),
            ('z', _) => ('s', 1),
            ('v', _) => ('b', 1),
            ('w', _) => ('u', 1),
            ('h', _) => ('\0', 1),
            ('d', _) when isLast && at > 0 => ('\0', 1),
            var (letter, _) => (letter, 1),
        };
    }

    private static char At(string word, int at) => at < word.Length ? word[at] : '\0';
}
