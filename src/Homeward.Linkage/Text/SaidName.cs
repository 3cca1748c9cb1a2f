namespace Homeward.Linkage;

/// <summary>A name told apart into folded given names and surnames, by the speaker or, failing that, by what names usually are.</summary>
internal readonly record struct SaidName(string[] Given, string[] Surnames)
{
    internal static SaidName Of(string? given, string? surnames, string? fullName)
    {
        if (!string.IsNullOrWhiteSpace(given) || !string.IsNullOrWhiteSpace(surnames))
        {
            return new(NameFolding.Words(given), NameFolding.Words(surnames));
        }

        if (string.IsNullOrWhiteSpace(fullName))
        {
            return new([], []);
        }

        // "García López, Ana": whoever writes a comma writes the surnames first.
        var beginning = fullName.AsSpan(0, Math.Min(fullName.Length, NameFolding.MostCharacters));
        var comma = beginning.IndexOf(',');
        if (comma > 0 && NameFolding.Words(fullName[(comma + 1)..]) is { Length: > 0 } afterComma)
        {
            return new(afterComma, NameFolding.Words(fullName[..comma]));
        }

        var words = NameFolding.Words(fullName);
        var givenCount = GivenCount(words);
        return new(words[..givenCount], words[givenCount..]);
    }

    private static int GivenCount(string[] words) => words.Length switch
    {
        <= 2 => Math.Min(1, words.Length),
        3 => IsRatherGiven(words[1]) ? 2 : 1,
        4 => IsRatherGiven(words[1]) || !IsRatherGiven(words[0]) ? 2 : 1,
        var many => many - 2,
    };

    private static bool IsRatherGiven(string word) =>
        word.Length == 1 || NameFrequencies.Given(word) > NameFrequencies.Surname(word) || Nicknames.Related(word).Count > 0;
}
