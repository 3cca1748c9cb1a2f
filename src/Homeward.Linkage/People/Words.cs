namespace Homeward.Linkage;

/// <summary>The distinct words of all names, each with what comparing it again and again would otherwise recompute.</summary>
internal sealed class Words
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> soundNumbers = new(StringComparer.Ordinal);
    private readonly List<NameToken> tokens = [];
    private readonly List<int> sounds = [];

    internal int Count => tokens.Count;

    internal NameToken this[int number] => tokens[number];

    /// <summary>The number of how a word sounds; equal sounds have equal numbers.</summary>
    internal int Sound(int number) => sounds[number];

    /// <summary>Something of each word, by its number.</summary>
    internal T[] Each<T>(Func<NameToken, T> of) => [.. tokens.Select(of)];

    internal int NumberOf(string word)
    {
        if (!numbers.TryGetValue(word, out var number))
        {
            number = tokens.Count;
            var token = new NameToken(word);
            if (!soundNumbers.TryGetValue(token.Sound, out var sound))
            {
                soundNumbers.Add(token.Sound, sound = soundNumbers.Count);
            }

            tokens.Add(token);
            sounds.Add(sound);
            numbers.Add(word, number);
        }

        return number;
    }
}
