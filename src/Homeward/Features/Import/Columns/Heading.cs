using System.Globalization;
using System.Text;
using Homeward.Text;

namespace Homeward.Features.Import;

/// <summary>
/// A column's heading taken apart, so that "Guardian 2 - Phone", "guardian2Phone" and "Phone (Guardian #2)" are the same:
/// words without accents, order and filling words, and the number.
/// </summary>
/// <param name="Words">The words, sorted and joined by a space.</param>
/// <param name="Number">The number in the heading, 0 when there is none.</param>
public readonly record struct Heading(string Words, int Number)
{
    private static readonly HashSet<string> Filling =
        ["de", "del", "la", "el", "los", "las", "of", "the", "for", "s", "a", "al", "y", "and", "student", "students", "alumno", "alumna", "alumnos", "estudiante", "pupil", "childs", "person", "persona", "no", "su", "en", "in", "if", "any"];

    private static readonly Dictionary<string, int> Ordinals = new(StringComparer.Ordinal)
    {
        ["primary"] = 1,
        ["secondary"] = 2,
        ["second"] = 2,
        ["third"] = 3,
        ["segundo"] = 2,
        ["segunda"] = 2,
        ["tercer"] = 3,
        ["tercero"] = 3,
    };

    /// <summary>Takes a heading apart.</summary>
    public static Heading Of(string heading)
    {
        var (words, number) = (new List<string>(), 0);
        foreach (var word in Split(heading))
        {
            if (char.IsAsciiDigit(word[0]))
            {
                number = word.Length <= 2 ? int.Parse(word, CultureInfo.InvariantCulture) : number;
            }
            else if (!Filling.Contains(word))
            {
                words.Add(word);
            }
        }

        // "Student" alone is the column of names; a heading of nothing but filling words keeps them.
        if (words.Count == 0) { words.AddRange(Split(heading).Where(word => !char.IsAsciiDigit(word[0]))); }
        words.Sort(StringComparer.Ordinal);
        return new Heading(string.Join(' ', words), number);
    }

    /// <summary>
    /// The heading with an ordinal word read as its number ("secondary contact" is contact 2); null when it has none.
    /// "Second surname" is a column of its own, so this is asked last.
    /// </summary>
    public Heading? WithOrdinalAsNumber()
    {
        foreach (var word in Words.Split(' '))
        {
            if (Number == 0 && Ordinals.TryGetValue(word, out var number))
            {
                return new Heading(string.Join(' ', Words.Split(' ').Where(other => other != word)), number);
            }
        }

        return null;
    }

    /// <summary>The words of a heading in their order: cut at anything that is no letter, at aB, and between letters and digits.</summary>
    public static IEnumerable<string> Split(string heading)
    {
        var composed = Accents.Compose(heading);
        var word = new StringBuilder();
        for (var i = 0; i < composed.Length; i++)
        {
            var letter = composed[i];
            var cuts = i > 0 && ((char.IsUpper(letter) && char.IsLower(composed[i - 1])) || char.IsAsciiDigit(letter) != char.IsAsciiDigit(composed[i - 1]));
            if ((cuts || !char.IsLetterOrDigit(letter)) && word.Length > 0)
            {
                yield return Accents.Fold(word.ToString());
                word.Clear();
            }

            if (char.IsLetterOrDigit(letter)) { word.Append(letter); }
        }

        if (word.Length > 0) { yield return Accents.Fold(word.ToString()); }
    }
}
