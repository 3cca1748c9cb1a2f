using System.Numerics;

namespace Homeward.Linkage;

/// <summary>A column of other texts (a street, a town, an occupation), folded, as far as comparing needs it.</summary>
internal sealed class TextColumn
{
    private const int LongestCompared = 64;
    private const double CloseSimilarity = 0.92;
    private const double SomeSimilarity = 0.80;

    private readonly string[] texts;
    private readonly Sketch[] sketches;
    private readonly ValueComparison? comparison;

    internal TextColumn(string name, int[] codes, string[] texts, ValueComparison? comparison = null)
    {
        (Name, Codes, this.texts, this.comparison) = (name, codes, texts, comparison);
        sketches = Array.ConvertAll(texts, text => new Sketch(text));
        Counts = new int[texts.Length];
        foreach (var code in codes)
        {
            Counts[code]++;
        }

        Filled = codes.Length - Counts[0];
    }

    private TextColumn(TextColumn like, int[] codes) =>
        (Name, Codes, Counts, Filled, texts, sketches, comparison) = (like.Name, codes, like.Counts, like.Filled, like.texts, like.sketches, like.comparison);

    internal string Name { get; }

    /// <summary>Each record's text; 0 where there is none.</summary>
    internal int[] Codes { get; }

    /// <summary>How many records have each text.</summary>
    internal int[] Counts { get; }

    internal int Filled { get; }

    internal int Distinct => texts.Length - 1;

    internal string Text(int code) => texts[code];

    /// <summary>A number of each text that depends on the text alone, not on where it stands; by code.</summary>
    internal uint[] Hashes() => Array.ConvertAll(texts, text => unchecked((uint)(KeyHash.OfText(text) >> 32)));

    /// <summary>The column with its records in an order.</summary>
    internal TextColumn InOrder(int[] order) => new(this, Array.ConvertAll(order, record => Codes[record]));

    /// <summary>The column of a table, with what folds to the same text made one.</summary>
    internal static TextColumn Of(Column column) => Of(column, ColumnKind.Text);

    /// <summary>A further column of a file, compared as its values want it.</summary>
    internal static TextColumn OfKind(Column column) => Of(column, ColumnProfile.KindOf(column));

    private static TextColumn Of(Column column, ColumnKind kind)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal) { [""] = 0 };
        var texts = new List<string> { "" };
        var folded = new int[column.Values.Length];
        for (var code = 1; code < folded.Length; code++)
        {
            // A decimal point and a sign are part of a quantity.
            var text = kind == ColumnKind.Number ? Shortened(column.Values[code].Trim()) : Folded(column.Values[code]);
            if (!numbers.TryGetValue(text, out folded[code]))
            {
                numbers.Add(text, folded[code] = texts.Count);
                texts.Add(text);
            }
        }

        return new(column.Name, [.. column.Codes.ToArray().Select(code => folded[code])], [.. texts], ValueComparison.Of(kind, texts));
    }

    /// <summary>A text as it is compared: folded, and no longer than anything needs to be.</summary>
    internal static string Folded(string? text) => NameFolding.FoldPlace(text) is var folded && folded == text ? Shortened(text) : Shortened(folded);

    private static string Shortened(string text) => text.Length > LongestCompared ? text[..LongestCompared] : text;

    /// <summary>How two texts, both there and different, agree.</summary>
    internal Likeness Compare(int code, int other)
    {
        if (code == other)
        {
            return Likeness.Equal;
        }

        return comparison is not null ? comparison.Compare(code, other, texts)
            : Compare(texts[code], sketches[code], texts[other], sketches[other]);
    }

    /// <summary>How two folded texts, both there, agree, wherever they are kept.</summary>
    internal static Likeness Compare(string text, ulong letters, string other, ulong otherLetters) =>
        text == other ? Likeness.Equal : Compare(text, new Sketch(text, letters), other, new Sketch(other, otherLetters));

    private static Likeness Compare(string text, in Sketch sketch, string other, in Sketch otherSketch)
    {
        var (length, second) = (sketch.Length, otherSketch.Length);

        // Two lengths and which letters occur rule nearly all pairs out before a text is looked at.
        var missing = BitOperations.PopCount(sketch.Letters & ~otherSketch.Letters);
        var extra = BitOperations.PopCount(otherSketch.Letters & ~sketch.Letters);
        if (missing + extra > 2 + (Math.Max(length, second) / 2) || Math.Max(length, second) <= 1)
        {
            return Likeness.Different;
        }

        if (missing <= 1 && extra <= 1 && EditDistance.Within(1, text, other) <= 1)
        {
            return Math.Max(length, second) > 3 ? Likeness.Close : Likeness.Some;
        }

        if ((sketch.IsNumber && otherSketch.IsNumber) || !CanBeSimilar(Math.Min(length - missing, second - extra), length, second))
        {
            return Likeness.Different;
        }

        var similarity = JaroWinkler.Similarity(text, other);
        return similarity >= CloseSimilarity ? Likeness.Close : similarity >= SomeSimilarity ? Likeness.Some : Likeness.Different;
    }

    /// <summary>What of a text rules most others out.</summary>
    private readonly struct Sketch
    {
        internal Sketch(string text, ulong letters) =>
            (Letters, Length, IsNumber) = (letters, text.Length, text.Length > 0 && char.IsAsciiDigit(text[0]));

        internal Sketch(string text)
            : this(text, 0)
        {
            foreach (var character in text)
            {
                Letters |= 1UL << (character & 63);
            }
        }

        /// <summary>Which letters occur (modulo 64).</summary>
        internal ulong Letters { get; }

        internal int Length { get; }

        internal bool IsNumber { get; }
    }

    // Jaro's similarity of texts with so many letters in common, all in place, must be above 0.7: below, a common beginning
    // counts for nothing, and 0.7 is not even "some".
    private static bool CanBeSimilar(int common, int length, int other) => 10 * common * (length + other) >= 11 * length * other;
}

/// <summary>How two texts agree.</summary>
internal enum Likeness : byte
{
    Missing = 0,
    Equal = 1,
    Close = 2,
    Some = 3,
    Different = 4,
}
