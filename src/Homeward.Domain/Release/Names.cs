using System.Globalization;
using System.Text;

namespace Homeward.Domain;

/// <summary>
/// Two questions about names, each erring on the side that brings a supervisor: whether a claimant may be a barred adult
/// (the slightest likeness says yes), and whether a claimant is whom the roll or the parent names (only a real likeness
/// does). Neither decides anything. (Leads use the linkage library; this is deliberately small and cautious.)
/// </summary>
public static class Names
{
    /// <summary>
    /// Whether any name part sounds alike: a nickname, a married name or one of two surnames is enough to have a second
    /// look. A name without any letters could be anybody's.
    /// </summary>
    public static bool ShareAPart(string? left, string? right)
    {
        var (a, b) = (Parts(left), Parts(right));
        return a.Count == 0 || b.Count == 0 || Alike(a, b) > 0;
    }

    /// <summary>Whether two names agree: at least two parts of each sound alike, whatever else is there.</summary>
    public static bool Agree(string? left, string? right) => Alike(Parts(left), Parts(right)) >= 2;

    /// <summary>The words of a text, in small letters without accents.</summary>
    internal static List<string> PlainWords(string? text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var letter in (text ?? "").Append(' '))
        {
            var c = Plain(letter);
            if (char.IsLetterOrDigit(c))
            {
                word.Append(c);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && c != '\'' && word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        return words;
    }

    /// <summary>The parts of a name as they are heard.</summary>
    internal static List<string> HeardParts(string? name) => Parts(name);

    /// <summary>Whether two words sound the same, give or take one letter in longer ones. An initial is not enough.</summary>
    internal static bool SoundTheSame(string one, string other) =>
        AsHeard(one) is var a && AsHeard(other) is var b && (a == b || (a.Length > 1 && b.Length > 1 && SoundAlike(a, b)));

    private static int Alike(List<string> a, List<string> b)
    {
        var free = new List<string>(b);
        var alike = 0;
        foreach (var part in a)
        {
            var match = free.FindIndex(other => SoundAlike(part, other));
            if (match >= 0)
            {
                free.RemoveAt(match);
                alike++;
            }
        }

        return alike;
    }

    private static List<string> Parts(string? name)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        foreach (var letter in (name ?? "").Append(' '))
        {
            var c = Plain(letter);
            if (char.IsLetter(c))
            {
                part.Append(c);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && c != '\'' && part.Length > 0)
            {
                if (part.ToString() is not ("de" or "del" or "la" or "las" or "los" or "y" or "da" or "dos" or "van" or "von"))
                {
                    parts.Add(AsHeard(part.ToString()));
                }

                part.Clear();
            }
        }

        return parts;
    }

    // Without case and accent, so that Noé is Noe. A table, because string.Normalize does nothing where the operating
    // system's Unicode library is switched off, as it is here; a restriction must not depend on that.
    private static char Plain(char letter) => letter is >= '\u00C0' and <= '\u017F'
        ? Bases[letter - '\u00C0']
        : char.ToLowerInvariant(letter);

    // U+00C0 to U+017F, one base letter each; a sign that is no letter stays one.
    private const string Bases =
        "aaaaaaaceeeeiiiidnooooo*ouuuuyts" + "aaaaaaaceeeeiiiidnooooo*ouuuuyty" +
        "aaaaaaccccccccddddeeeeeeeeeegggg" + "gggghhhhiiiiiiiiiiiijjkkklllllll" +
        "lllnnnnnnnnnoooooooorrrrrrssssss" + "ssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

    // What a Spanish or English ear mixes up is written one way: b/v, s/z/soft c, ll/y, silent h, j/g/x, k/q/hard c.
    private static string AsHeard(string part)
    {
        var heard = new StringBuilder(part.Length);
        for (var i = 0; i < part.Length; i++)
        {
            var next = i + 1 < part.Length ? part[i + 1] : ' ';
            var sound = part[i] switch
            {
                'v' => 'b',
                'z' => 's',
                'c' when next is 'e' or 'i' => 's',
                'c' or 'q' => 'k',
                'l' when next == 'l' => 'y',
                'x' => 'j',
                'g' when next is 'e' or 'i' => 'j',
                'h' => '\0',
                'u' when i > 0 && part[i - 1] is 'q' => '\0',
                var other => other,
            };
            if (sound != '\0' && (heard.Length == 0 || heard[^1] != sound))
            {
                heard.Append(sound);
            }
        }

        return heard.Length == 0 ? part : heard.ToString();
    }

    private static bool SoundAlike(string a, string b) =>
        a == b
        || ((a.Length == 1 || b.Length == 1) && a[0] == b[0])
        || (Math.Min(a.Length, b.Length) >= 4 && Distance(a, b) <= (Math.Min(a.Length, b.Length) >= 7 ? 2 : 1));

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
