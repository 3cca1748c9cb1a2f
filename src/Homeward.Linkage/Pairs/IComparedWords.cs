namespace Homeward.Linkage;

/// <summary>
/// The words of names by number, as comparing them needs them: those of a file, or those of an index. The comparison is
/// written once for both, so that neither can weigh a pair in its own way.
/// </summary>
internal interface IComparedWords
{
    /// <summary>How two words agree; the same whichever comes first.</summary>
    NameLevels.Word Compare(int word, int other, bool given);

    /// <summary>log2 of one over the share of given names that are this word.</summary>
    float GivenRarity(int word);

    /// <summary>log2 of one over the share of surnames that are this word.</summary>
    float SurnameRarity(int word);

    string Text(int word);
}

/// <summary>One person's names as numbered words.</summary>
/// <param name="given">Given names in the order said.</param>
/// <param name="surnames">Surnames in the order said.</param>
/// <param name="others">Other names the person goes by.</param>
internal readonly ref struct NameWords(ReadOnlySpan<int> given, ReadOnlySpan<int> surnames, ReadOnlySpan<int> others)
{
    internal ReadOnlySpan<int> Given { get; } = given;

    internal ReadOnlySpan<int> Surnames { get; } = surnames;

    internal ReadOnlySpan<int> Others { get; } = others;
}
