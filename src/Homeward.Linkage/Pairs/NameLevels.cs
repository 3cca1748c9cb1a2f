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

    internal const int GivenCount = 15;
    internal const int SurnameCount = 13;

    /// <summary>Whether given names at this level may be one name.</summary>
    internal static bool Agrees(Given level) => level is >= Given.SameSeveral and <= Given.Close or Given.ChangedPlaces;

    internal static Word Compare(Words words, int word, int other, bool given)
    {
        var (one, two) = (words[word], words[other]);
        if (word == other)
        {
            // Equal initials are equal initials, not equal names.
            return one.Text.Length == 1 ? Word.Initial : Word.Same;
        }

        if (one.Text.Length == 1 || two.Text.Length == 1)
        {
            return one.Text[0] == two.Text[0] ? Word.Initial : Word.Different;
        }

        if (given && one.Formals.Length > 0 && two.Formals.Length > 0 && Nicknames.Share(one.Formals, two.Formals))
        {
            return Word.Nickname;
        }

        if (words.Sound(word) == words.Sound(other) && one.Sound.Length > 1)
        {
            return Word.SoundsAlike;
        }

        var (missing, extra) = (one.LettersMissingIn(two), two.LettersMissingIn(one));
        var shorter = Math.Min(one.Text.Length, two.Text.Length);
        if (missing > (shorter + 3) / 2 || extra > (shorter + 3) / 2 || missing + extra > shorter + 1)
        {
            return Word.Different;
        }

        if (missing <= 1 && extra <= 1 && shorter >= 3 && EditDistance.Within(1, one.Text, two.Text) <= 1)
        {
            return Word.Close;
        }

        return JaroWinkler.Similarity(one.Text, two.Text) switch
        {
            >= 0.92 => Word.Close,
            >= 0.82 => Word.Some,
            _ => Word.Different,
        };
    }
}
