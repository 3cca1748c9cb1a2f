using System.Numerics;

namespace Homeward.Linkage;

/// <summary>A column of other texts (a street, a town, an occupation), folded, as far as comparing needs it.</summary>
internal sealed class TextColumn
{
    private const int LongestCompared = 64;
    private const double CloseSimilarity = 0.92;
    private const double SomeSimilarity = 0.80;

    private readonly string[] texts;
    private readonly ulong[] letters;

    internal TextColumn(string name, int[] codes, string[] texts)
    {
        (Name, Codes, this.texts) = (name, codes, texts);
        letters = new ulong[texts.Length];
        Counts = new int[texts.Length];
        for (var code = 0; code < texts.Length; code++)
        {
            foreach (var character in texts[code])
            {
                letters[code] |= 1UL << (character & 63);
            }
        }

        foreach (var code in codes)
        {
            Counts[code]++;
        }

        Filled = codes.Length - Counts[0];
    }

    internal string Name { get; }

    /// <summary>Each record's text; 0 where there is none.</summary>
    internal int[] Codes { get; }

    /// <summary>How many records have each text.</summary>
    internal int[] Counts { get; }

    internal int Filled { get; }

    internal int Distinct => texts.Length - 1;

    internal string Text(int code) => texts[code];

    /// <summary>The column of a table, with what folds to the same text made one.</summary>
    internal static TextColumn Of(Column column)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal) { [""] = 0 };
        var texts = new List<string> { "" };
        var folded = new int[column.Values.Length];
        for (var code = 1; code < folded.Length; code++)
        {
            var text = NameFolding.FoldPlace(column.Values[code]);
            text = text.Length > LongestCompared ? text[..LongestCompared] : text;
            if (!numbers.TryGetValue(text, out folded[code]))
            {
                numbers.Add(text, folded[code] = texts.Count);
                texts.Add(text);
            }
        }

        return new(column.Name, [.. column.Codes.ToArray().Select(code => folded[code])], [.. texts]);
    }

    /// <summary>How two texts, both there and different, agree.</summary>
    internal Likeness Compare(int code, int other)
    {
        if (code == other)
        {
            return Likeness.Equal;
        }

        var (text, second) = (texts[code], texts[other]);
        var (longer, missing) = (Math.Max(text.Length, second.Length), BitOperations.PopCount(letters[code] & ~letters[other]) + BitOperations.PopCount(letters[other] & ~letters[code]));
        if (missing > 2 + (longer / 2))
        {
            return Likeness.Different;
        }

        if (longer <= 1)
        {
            return Likeness.Different;
        }

        if (EditDistance.Within(1, text, second) <= 1)
        {
            return longer > 3 ? Likeness.Close : Likeness.Some;
        }

        var isNumber = char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(second[0]);
        if (isNumber)
        {
            return Likeness.Different;
        }

        var similarity = JaroWinkler.Similarity(text, second);
        return similarity >= CloseSimilarity ? Likeness.Close : similarity >= SomeSimilarity ? Likeness.Some : Likeness.Different;
    }
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
