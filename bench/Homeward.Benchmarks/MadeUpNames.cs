namespace Homeward.Benchmarks;

/// <summary>Seeded names that look like names to a comparison: out of the syllables of Spanish and English ones.</summary>
internal static class MadeUpNames
{
    private static readonly string[] Syllables =
    [
        "ma", "ri", "jo", "se", "lu", "is", "an", "to", "pe", "dro", "gar", "cia", "lo", "pez", "her", "nan", "dez", "vas", "quez", "mo",
        "ra", "les", "cruz", "ol", "mos", "xu", "te", "wil", "son", "ber", "ken", "ly", "chri", "ste", "phan", "hud", "gu", "bo", "fa", "ti",
    ];

    /// <summary>Distinct names of a number of syllables or one more.</summary>
    internal static string[] OfSyllables(Random random, int count, int syllables) => Distinct(count, () => Joined(random, syllables + random.Next(2)));

    /// <summary>Distinct names whose lengths lie around a mean; long ones are of two words.</summary>
    internal static string[] OfLength(Random random, int count, int mean) => Distinct(count, () =>
    {
        var length = mean + random.Next(-2, 3);
        var letters = Joined(random, length);
        return mean > 10 ? $"{letters[..6]} {letters[6..(length - 1)]}" : letters[..length];
    });

    private static string Joined(Random random, int syllables) =>
        string.Concat(Enumerable.Range(0, syllables).Select(_ => Syllables[random.Next(Syllables.Length)]));

    private static string[] Distinct(int count, Func<string> next)
    {
        var names = new HashSet<string>();
        while (names.Count < count)
        {
            names.Add(next());
        }

        return [.. names];
    }
}
