namespace Homeward.Linkage;

/// <summary>A name of a <see cref="NameColumn"/> that is similar to the one sought.</summary>
/// <param name="Number">Its place in the list the column was made of.</param>
/// <param name="Similarity">Jaro–Winkler similarity, 0 to 1.</param>
public readonly record struct SimilarName(int Number, double Similarity);

/// <summary>
/// A list of names laid out so that one name is compared with all of them in a few nanoseconds each.
/// </summary>
/// <remarks>
/// Names of up to 16 letters stand on shelves, one for each length, in blocks of 16 names: first the first letters of all 16,
/// then their second letters, one byte each. So one instruction does one step of the comparison for 16 names, and what
/// depends on lengths alone is worked out once a shelf. The few names that are longer, or have a letter beyond the list's
/// 31 commonest, are compared one by one. A column never changes once made, so any number of threads may use it.
/// </remarks>
public sealed class NameColumn
{
    private readonly IReadOnlyList<string> names;
    private readonly LetterAlphabet alphabet;
    private readonly NameShelf[] shelves;
    private readonly int[] unshelved;

    /// <summary>Lays the names out; their places in the list are their numbers. The list must not change afterwards.</summary>
    public NameColumn(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        this.names = names;
        alphabet = new(names);
        var byLength = Enumerable.Range(0, names.Count).ToLookup(number =>
            names[number].Length <= NameShelf.LongestName && alphabet.Spells(names[number]) ? names[number].Length : 0);
        shelves = [.. Enumerable.Range(1, NameShelf.LongestName).Where(byLength.Contains).Select(length => new NameShelf(length, [.. byLength[length]], names, alphabet))];
        unshelved = [.. byLength[0]];
    }

    /// <summary>How many names the list has.</summary>
    public int Count => names.Count;

    /// <summary>
    /// Finds the names whose Jaro–Winkler similarity to a name is at least <paramref name="least"/>; similarities are to the
    /// last bit what <see cref="JaroWinkler.Similarity"/> gives.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="least">0 to 1, 0 for all. The higher, the more names are passed over by length and common letters alone.</param>
    /// <param name="found">The similar names are added here, in no particular order.</param>
    public void FindSimilar(ReadOnlySpan<char> name, double least, List<SimilarName> found)
    {
        ArgumentNullException.ThrowIfNull(found);
        if (name.Length is 0 or > NameShelf.LongestName)
        {
            for (var number = 0; number < names.Count; number++)
            {
                CompareOne(name, number, least, found);
            }

            return;
        }

        var sought = new SoughtName(name, alphabet, stackalloc ushort[LetterAlphabet.Codes]);
        foreach (var shelf in shelves)
        {
            shelf.FindSimilar(sought, least, found);
        }

        foreach (var number in unshelved)
        {
            CompareOne(name, number, least, found);
        }
    }

    private void CompareOne(ReadOnlySpan<char> name, int number, double least, List<SimilarName> found)
    {
        if (JaroWinkler.IsAtLeast(least, name, names[number]))
        {
            found.Add(new(number, JaroWinkler.Similarity(name, names[number])));
        }
    }
}
