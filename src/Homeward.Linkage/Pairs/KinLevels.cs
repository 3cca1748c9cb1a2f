namespace Homeward.Linkage;

/// <summary>How the relatives agree that two records name.</summary>
internal static class KinLevels
{
    /// <summary>How a parent agrees whom both records name, best first.</summary>
    internal enum Parent : byte
    {
        Missing = 0,
        Same = 1,
        GivenNameSame = 2,
        Alike = 3,
        OtherSurname = 4,
        SurnameOnly = 5,
        OtherGivenName = 6,
        Different = 7,
    }

    /// <summary>What the brothers and sisters say that two records name.</summary>
    internal enum Siblings : byte
    {
        Missing = 0,
        SomeSame = 1,
        Different = 2,

        /// <summary>The one record names the other person as a brother or sister, so the two are not one.</summary>
        OneNamesTheOther = 3,

        /// <summary>One record names brothers and sisters, and the other person is none of them.</summary>
        OneNamesOthers = 4,
    }

    /// <summary>The children two adults name.</summary>
    internal enum Children : byte
    {
        Missing = 0,
        SomeSame = 1,
        Different = 2,
    }

    internal const int ParentCount = 8;
    internal const int SiblingsCount = 5;
    internal const int ChildrenCount = 3;
}

/// <summary>Compares the relatives two records name; the same whoever comes first.</summary>
internal readonly struct KinComparison<TWords>(TWords words)
    where TWords : struct, IComparedWords
{
    private readonly NameComparison<TWords> names = new(words);

    internal (KinLevels.Parent Level, float Rarity) Parent(Kin one, Kin two, bool mother)
    {
        var best = (Level: KinLevels.Parent.Missing, Rarity: 0f);
        var mine = one.First;
        for (var i = 0; i < one.Count; i++, mine = mine.Next)
        {
            var theirs = two.First;
            for (var j = 0; j < two.Count; j++, theirs = theirs.Next)
            {
                if (IsThisParent(mine.Relation, theirs.Relation, mother) && Names(mine, theirs) is var found && found.Level != KinLevels.Parent.Missing
                    && (best.Level == KinLevels.Parent.Missing || found.Level < best.Level || (found.Level == best.Level && found.Rarity > best.Rarity)))
                {
                    best = found;
                }
            }
        }

        return best;
    }

    internal KinLevels.Siblings Siblings(Kin one, ReadOnlySpan<int> given, Kin two, ReadOnlySpan<int> otherGiven)
    {
        if (Names(one, Relation.Sibling, otherGiven) || Names(two, Relation.Sibling, given))
        {
            return KinLevels.Siblings.OneNamesTheOther;
        }

        return Shared(one, two, Relation.Sibling) is > 0 and var shared ? (KinLevels.Siblings)shared
            : (!otherGiven.IsEmpty && Has(one, Relation.Sibling)) || (!given.IsEmpty && Has(two, Relation.Sibling)) ? KinLevels.Siblings.OneNamesOthers
            : KinLevels.Siblings.Missing;
    }

    internal KinLevels.Children Children(Kin one, Kin two) => (KinLevels.Children)Shared(one, two, Relation.Child);

    private bool Names(Kin kin, Relation relation, ReadOnlySpan<int> given)
    {
        var named = kin.First;
        for (var i = 0; i < kin.Count; i++, named = named.Next)
        {
            if (named.Relation == relation && names.AnyAgrees(named.Given, given))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Has(Kin kin, Relation relation)
    {
        var named = kin.First;
        for (var i = 0; i < kin.Count; i++, named = named.Next)
        {
            if (named.Relation == relation && !named.Given.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    // 0 when one side names none, 1 when one is named by both, else 2.
    private byte Shared(Kin one, Kin two, Relation relation)
    {
        byte level = 0;
        var mine = one.First;
        for (var i = 0; i < one.Count; i++, mine = mine.Next)
        {
            var theirs = two.First;
            for (var j = 0; mine.Relation == relation && j < two.Count; j++, theirs = theirs.Next)
            {
                if (theirs.Relation == relation && !mine.Given.IsEmpty && !theirs.Given.IsEmpty)
                {
                    if (names.AnyAgrees(mine.Given, theirs.Given) && AgesFit(mine.Birth, theirs.Birth))
                    {
                        return 1;
                    }

                    level = 2;
                }
            }
        }

        return level;
    }

    private static bool AgesFit(BirthSpan one, BirthSpan two)
    {
        const int DaysOfAYear = 366;
        return !one.IsKnown || !two.IsKnown || one.GapTo(two) <= DaysOfAYear;
    }

    private (KinLevels.Parent Level, float Rarity) Names(RelativeView one, RelativeView two)
    {
        var given = names.CompareGiven(one.Given, two.Given, out var rarity);
        var surname = names.CompareSurnames(one.Surnames, two.Surnames, out _);
        var surnameAgrees = surname is > NameLevels.Surname.Missing and <= NameLevels.Surname.PartlyDifferent;
        return given switch
        {
            NameLevels.Given.Missing => (surname == NameLevels.Surname.Missing ? KinLevels.Parent.Missing : surnameAgrees ? KinLevels.Parent.SurnameOnly : KinLevels.Parent.Different, 0),
            _ when given <= NameLevels.Given.Initial && surname >= NameLevels.Surname.Some => (KinLevels.Parent.OtherSurname, rarity),
            <= NameLevels.Given.AnotherOrder => (surname == NameLevels.Surname.Missing ? KinLevels.Parent.GivenNameSame : KinLevels.Parent.Same, rarity),
            <= NameLevels.Given.Initial => (KinLevels.Parent.Alike, rarity),
            _ => (surnameAgrees ? KinLevels.Parent.OtherGivenName : KinLevels.Parent.Different, 0),
        };
    }

    private static bool IsThisParent(Relation relation, Relation other, bool mother) => mother
        ? (relation, other) is (Relation.Mother or Relation.Parent, Relation.Mother or Relation.Parent)
        : (relation, other) is (Relation.Father, Relation.Father or Relation.Parent) or (Relation.Parent, Relation.Father);
}

/// <summary>The relatives one record names.</summary>
/// <param name="first">The first, which leads to the others.</param>
/// <param name="count">How many there are.</param>
internal readonly ref struct Kin(RelativeView first, int count)
{
    internal RelativeView First { get; } = first;

    internal int Count { get; } = count;
}
