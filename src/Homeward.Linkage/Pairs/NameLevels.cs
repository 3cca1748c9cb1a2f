namespace Homeward.Linkage;

/// <summary>How two people's names agree, as levels that a model can count.</summary>
internal static class NameLevels
{
    internal const byte Missing = 0;

    /// <summary>How words agree, best first.</summary>
    internal enum Word : byte
    {
        Same = 0,
        Nickname = 1,
        SoundsAlike = 2,
        Close = 3,
        Initial = 4,
        Some = 5,
        Different = 6,
    }

    internal enum Given : byte
    {
        Missing = 0,
        SameSeveral = 1,
        Same = 2,
        SameAndMore = 3,
        SameAndInitial = 4,
        AnotherOrder = 5,
        FirstSameOthersDiffer = 6,
        Nickname = 7,
        SoundsAlike = 8,
        Close = 9,
        Initial = 10,
        Some = 11,
        AnotherSameFirstsDiffer = 12,
        Different = 13,
        ChangedPlaces = 14,
    }

    internal enum Surname : byte
    {
        Missing = 0,
        SameSeveral = 1,
        Same = 2,
        FirstOfTwo = 3,
        SecondOfTwo = 4,
        AnotherOrder = 5,
        Joined = 6,
        SoundsAlike = 7,
        Close = 8,
        CloseInPart = 9,
        PartlyDifferent = 10,
        Some = 11,
        Different = 12,
    }

    /// <summary>Jaro–Winkler similarity below which words are different.</summary>
    internal const double SomeSimilarity = 0.82;

    // Names borne by one in 4,000 or more are known to whoever writes them down.
    private const float WellKnown = 2.5e-4f;

    internal const int GivenCount = 15;
    internal const int SurnameCount = 13;

    /// <summary>Whether given names at this level may be one name.</summary>
    internal static bool Agrees(Given level) => level is >= Given.SameSeveral and <= Given.Close or Given.ChangedPlaces;

    /// <summary>Whether given names that agree so may stand where the other's surnames do.</summary>
    internal static bool MayHaveChangedPlaces(Given level) => level is Given.Missing or >= Given.Some;

    /// <summary>How a word agrees with itself: equal initials are equal initials, not equal names.</summary>
    internal static Word Same(NameToken word) => word.Text.Length == 1 ? Word.Initial : Word.Same;

    /// <summary>How two words of a file agree.</summary>
    internal static Word Compare(Words words, int word, int other, bool given) =>
        Compare(words[word], words[other], given, word == other, words.Sound(word) == words.Sound(other));

    /// <summary>How two words agree, wherever they are kept; the same whichever comes first.</summary>
    internal static Word Compare(NameToken one, NameToken two, bool given) =>
        Compare(one, two, given, ReferenceEquals(one, two) || one.Text == two.Text, one.SoundHash == two.SoundHash && one.Sound == two.Sound);

    private static Word Compare(NameToken one, NameToken two, bool given, bool areEqual, bool soundEqual)
    {
        if (areEqual)
        {
            return Same(one);
        }

        if (one.Text.Length == 1 || two.Text.Length == 1)
        {
            return one.Text[0] == two.Text[0] ? Word.Initial : Word.Different;
        }

        if (given && one.Formals.Length > 0 && two.Formals.Length > 0 && Nicknames.Share(one.Formals, two.Formals))
        {
            return Word.Nickname;
        }

        if (soundEqual && one.Sound.Length > 1)
        {
            return Word.SoundsAlike;
        }

        var (missing, extra) = (one.LettersMissingIn(two), two.LettersMissingIn(one));
        var shorter = Math.Min(one.Text.Length, two.Text.Length);
        if (missing > (shorter + 3) / 2 || extra > (shorter + 3) / 2 || missing + extra > shorter + 1)
        {
            return Word.Different;
        }

        // Mario and María, Hernández and Fernández are one letter apart, and nobody slips from one well-known name to another.
        var slip = AreWellKnown(one, two, given) ? Word.Some : Word.Close;
        if (missing <= 1 && extra <= 1 && shorter >= 3 && EditDistance.Within(1, one.Text, two.Text) <= 1)
        {
            return slip;
        }

        return JaroWinkler.Similarity(one.Text, two.Text) switch
        {
            >= 0.92 => slip,
            >= SomeSimilarity => Word.Some,
            _ => Word.Different,
        };
    }

    private static bool AreWellKnown(NameToken one, NameToken two, bool given) => given
        ? one.GivenPrior >= WellKnown && two.GivenPrior >= WellKnown
        : one.SurnamePrior >= WellKnown && two.SurnamePrior >= WellKnown;
}
