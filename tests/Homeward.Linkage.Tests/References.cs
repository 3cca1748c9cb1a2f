using System.Text;
using System.Text.RegularExpressions;

namespace Homeward.Linkage.Tests;

/// <summary>Slow and obvious twins of the fast comparators. Nothing here is clever.</summary>
internal static class References
{
    internal static double JaroWinkler(string a, string b)
    {
        var jaro = Jaro(a, b);
        var prefix = 0;
        while (prefix < 4 && prefix < a.Length && prefix < b.Length && a[prefix] == b[prefix]) { prefix++; }
        return jaro > 0.7 ? jaro + (0.1 * prefix * (1 - jaro)) : jaro;
    }

    internal static double Jaro(string a, string b)
    {
        if (a.Length > b.Length) { (a, b) = (b, a); }
        if (a.Length == 0) { return b.Length == 0 ? 1 : 0; }

        var reach = Math.Max(0, (b.Length / 2) - 1);
        var free = Enumerable.Range(0, b.Length).ToList();
        var fromA = new StringBuilder();
        var matchedInB = new SortedSet<int>();
        for (var i = 0; i < a.Length; i++)
        {
            var j = free.Where(at => Math.Abs(at - i) <= reach && b[at] == a[i]).DefaultIfEmpty(-1).First();
            if (j >= 0)
            {
                free.Remove(j);
                matchedInB.Add(j);
                fromA.Append(a[i]);
            }
        }

        if (fromA.Length == 0) { return 0; }

        double m = fromA.Length;
        var fromB = string.Concat(matchedInB.Select(j => b[j]));
        var transpositions = Enumerable.Range(0, fromA.Length).Count(k => fromA[k] != fromB[k]) / 2;
        return ((m / a.Length) + (m / b.Length) + ((m - transpositions) / m)) / 3;
    }

    /// <summary>Optimal string alignment by its recursive definition.</summary>
    internal static int OptimalStringAlignment(string a, string b)
    {
        var known = new Dictionary<(int, int), int>();
        return Distance(a.Length, b.Length);

        int Distance(int i, int j)
        {
            if (i == 0 || j == 0) { return i + j; }

            if (known.TryGetValue((i, j), out var distance)) { return distance; }

            distance = Math.Min(Distance(i - 1, j) + 1, Distance(i, j - 1) + 1);
            distance = Math.Min(distance, Distance(i - 1, j - 1) + (a[i - 1] == b[j - 1] ? 0 : 1));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            {
                distance = Math.Min(distance, Distance(i - 2, j - 2) + 1);
            }

            return known[(i, j)] = distance;
        }
    }

    private static readonly (string Letters, string Sound)[] Sounds =
    [
        ("ch", "ç"), ("ck", "k"), ("c(?=[ei])", "s"), ("c", "k"), ("qu", "k"), ("q", "k"),
        ("gu(?=[ei])", "g"), ("g(?=[ei])", "j"), ("ll", "y"), ("y(?=[aeiou])", "y"), ("y", "i"), ("^i(?=[aeou])", "y"),
        ("ph", "f"), ("th", "t"), ("t[sz]", "s"), ("sh", "s"), ("m(?=[bpv])", "n"), ("x$", "s"), ("x", "j"), ("z", "s"), ("v", "b"),
        ("w", "u"), ("h", ""), ("(?<=.)d$", ""),
    ];

    /// <summary>The sound by a list of rules, the first that fits at each letter, and then doubled sounds once.</summary>
    internal static string SpanishSound(string word)
    {
        var sounds = new StringBuilder();
        for (var at = 0; at < word.Length;)
        {
            (string Letters, string Sound) itself = (".", word[at..(at + 1)]);
            var (letters, sound) = Sounds.Append(itself).First(rule => Regex.IsMatch(word[at..], "^(?:" + InMidWord(rule.Letters, at) + ")"));
            sounds.Append(sound);
            at += Regex.Match(word[at..], "^(?:" + InMidWord(letters, at) + ")").Length;
        }

        return Regex.Replace(sounds.ToString(), @"(.)\1+", "$1");
    }

    // The rest of the word has lost what stands before it: a rule for the beginning fits nowhere else, one for the end not at the beginning.
    private static string InMidWord(string letters, int at) => (letters[0], at) switch
    {
        ('^', > 0) => "(?!)",
        ('(', 0) => "(?!)",
        ('(', _) => letters["(?<=.)".Length..],
        _ => letters,
    };
}
