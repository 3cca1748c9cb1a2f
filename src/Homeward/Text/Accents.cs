using System.Buffers;
using System.Text;

namespace Homeward.Text;

/// <summary>
/// Accented letters of the Latin alphabet, put together and taken off. .NET's own normalisation needs the ICU library,
/// which this installation does without, so the letters that occur in names and headings are listed here.
/// </summary>
public static class Accents
{
    private const string Marks = "\u0300\u0301\u0302\u0303\u0308\u030A\u0327\u030C";

    private static readonly SearchValues<char> AnyMark = SearchValues.Create(Marks);

    // One row per mark above: base letters, then the same letters carrying the mark.
    private static readonly (string Bases, string Accented)[] Letters =
    [
        ("AEIOUaeiouNn", "ÀÈÌÒÙàèìòùǸǹ"),
        ("AEIOUYaeiouyCcNnSsZz", "ÁÉÍÓÚÝáéíóúýĆćŃńŚśŹź"),
        ("AEIOUaeiou", "ÂÊÎÔÛâêîôû"),
        ("ANOano", "ÃÑÕãñõ"),
        ("AEIOUYaeiouy", "ÄËÏÖÜŸäëïöüÿ"),
        ("AaUu", "ÅåŮů"),
        ("CcSs", "ÇçŞş"),
        ("CcEeNnRrSsZz", "ČčĚěŇňŘřŠšŽž"),
    ];

    private static readonly Dictionary<char, char> Bare = Letters.SelectMany(row => row.Accented.Zip(row.Bases)).DistinctBy(pair => pair.First).ToDictionary(pair => pair.First, pair => pair.Second);

    /// <summary>Joins a letter and the loose accent after it (as macOS writes them) into the one letter everybody else writes.</summary>
    public static string Compose(string text)
    {
        if (!text.AsSpan().ContainsAny(AnyMark)) { return text; }

        var composed = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            var mark = Marks.IndexOf(letter, StringComparison.Ordinal);
            var at = mark >= 0 && composed.Length > 0 ? Letters[mark].Bases.IndexOf(composed[^1], StringComparison.Ordinal) : -1;
            if (at >= 0) { composed[^1] = Letters[mark].Accented[at]; } else { composed.Append(letter); }
        }

        return composed.ToString();
    }

    /// <summary>Lower case without accents, for comparing headings and words. Names keep theirs.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in Compose(text))
        {
            folded.Append(char.ToLowerInvariant(Bare.GetValueOrDefault(letter, letter)));
        }

        return folded.ToString();
    }
}
