namespace Homeward.Linkage;

/// <summary>How two words of names agree.</summary>
internal static class WordComparison
{
    private const double CloseSimilarity = 0.92;
    private const int ShortestForSlips = 4;

    // Names borne by one in 4,000 or more are known to whoever writes them down.
    private const float WellKnown = 2.5e-4f;

    /// <summary>
    /// <see cref="EvidenceLevel.Same"/>, <see cref="EvidenceLevel.Nickname"/> (given names only),
    /// <see cref="EvidenceLevel.SoundsAlike"/>, <see cref="EvidenceLevel.Close"/>, <see cref="EvidenceLevel.Initial"/> or
    /// <see cref="EvidenceLevel.Different"/>; symmetric.
    /// </summary>
    internal static EvidenceLevel Compare(NameToken word, NameToken other, bool given)
    {
        if (ReferenceEquals(word, other) || word.Text == other.Text)
        {
            return EvidenceLevel.Same;
        }

        if (word.Text.Length == 1 || other.Text.Length == 1)
        {
            return word.Text[0] == other.Text[0] ? EvidenceLevel.Initial : EvidenceLevel.Different;
        }

        if (given && Nicknames.Share(word.Formals, other.Formals))
        {
            return EvidenceLevel.Nickname;
        }

        if (word.SoundHash == other.SoundHash && word.Sound.Length > 1)
        {
            return EvidenceLevel.SoundsAlike;
        }

        return IsSlip(word, other, given) ? EvidenceLevel.Close : EvidenceLevel.Different;
    }

    /// <summary>
    /// The order in which two lists of words are compared, the shorter one first. Words are paired off greedily, so the order
    /// must depend on the words alone, or a comparison would not be symmetric.
    /// </summary>
    internal static bool ComesAfter(ReadOnlySpan<int> words, ReadOnlySpan<int> other, TokenScope scope)
    {
        if (words.Length != other.Length || words.Length == 1)
        {
            return words.Length > other.Length;
        }

        for (var i = 0; i < words.Length; i++)
        {
            if (words[i] != other[i] && string.CompareOrdinal(scope[words[i]].Text, scope[other[i]].Text) is not 0 and var order)
            {
                return order > 0;
            }
        }

        return false;
    }

    /// <summary>Whether every one of these given names is one that whoever hears it knows.</summary>
    internal static bool AreWellKnown(ReadOnlySpan<int> givenNames, TokenScope scope)
    {
        foreach (var id in givenNames)
        {
            if (scope[id].GivenPrior < WellKnown)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsSlip(NameToken word, NameToken other, bool given)
    {
        // A slip changes one or two letters, which the letter sets show before any table is filled.
        if (Math.Min(word.Text.Length, other.Text.Length) < ShortestForSlips
            || word.LettersMissingIn(other) > 2 || other.LettersMissingIn(word) > 2)
        {
            return false;
        }

        // Mario and María, Hernández and Fernández are one letter apart, and nobody slips from one well-known name to another.
        var (prior, otherPrior) = given ? (word.GivenPrior, other.GivenPrior) : (word.SurnamePrior, other.SurnamePrior);
        if (prior >= WellKnown && otherPrior >= WellKnown)
        {
            return false;
        }

        return EditDistance.Within(1, word.Text, other.Text) <= 1 || JaroWinkler.IsAtLeast(CloseSimilarity, word.Text, other.Text);
    }
}
