namespace Homeward.Linkage;

/// <summary>Names of relatives in one record against names in another: where two halves of a family meet.</summary>
internal static class NamedRelatives
{
    private const double MostBits = 16;

    /// <summary>The adult's own name against the parents the child's record names.</summary>
    internal static (Weighed Weighed, bool NamesSurname) NamedParent(PersonView child, PersonView adult, TokenScope scope)
    {
        var best = (Weighed: Weighed.Missing, NamesSurname: false);
        var named = child.FirstRelative;
        for (var i = 0; i < child.RelativeCount; i++, named = named.Next)
        {
            var isOtherSex = (named.Relation, adult.Sex) is (Relation.Mother, Sex.Male) or (Relation.Father, Sex.Female);
            if (named.IsParent && !isOtherSex)
            {
                var names = CompareNames(named.Given, named.Surnames, adult.Given, adult.Surnames, scope);
                if (names.Level != EvidenceLevel.Missing)
                {
                    var weighed = Agrees(names) ? names with { Relative = names.Same } : new(EvidenceLevel.Different, -4, -4);
                    best = Better(best, weighed, named.Surnames.Length > 0);
                }
            }
        }

        return best;
    }

    /// <summary>The child's own name and age against relatives of one kind that another record names: the children of an adult, or siblings.</summary>
    internal static (Weighed Weighed, bool NamesSurname) NamedIn(PersonView record, Relation relation, PersonView child, double bitsIfNone, TokenScope scope)
    {
        var best = (Weighed: Weighed.Missing, NamesSurname: false);
        var named = record.FirstRelative;
        for (var i = 0; i < record.RelativeCount; i++, named = named.Next)
        {
            if (named.Relation != relation)
            {
                continue;
            }

            var names = CompareNames(named.Given, named.Surnames, child.Given, child.Surnames, scope);
            if (names.Level == EvidenceLevel.Missing)
            {
                continue;
            }

            var age = AgeComparison.Compare(named.Birth, child.Birth, children: true);
            var bits = Math.Min(MostBits, names.Same + age.Same);
            var weighed = Agrees(names) && bits > bitsIfNone ? new(names.Level, bits, bits) : new Weighed(EvidenceLevel.Different, bitsIfNone, bitsIfNone);
            best = Better(best, weighed, named.Surnames.Length > 0);
        }

        return best;
    }

    // The level is that of the given name: it is what tells members of a family apart.
    private static Weighed CompareNames(
        ReadOnlySpan<int> given, ReadOnlySpan<int> surnames, ReadOnlySpan<int> otherGiven, ReadOnlySpan<int> otherSurnames, TokenScope scope)
    {
        var givenNames = GivenNameComparison.Compare(given, otherGiven, scope);
        var familyNames = SurnameComparison.Compare(surnames, otherSurnames, scope);
        if (givenNames.Level == EvidenceLevel.Missing)
        {
            // A surname alone names a family, not one of its members.
            return familyNames.Level == EvidenceLevel.Missing ? Weighed.Missing : familyNames with { Same = Math.Clamp(familyNames.Same, -2, 4) };
        }

        // Married and maiden names differ; that speaks against less than for a person's own surname.
        return givenNames with { Same = Math.Min(MostBits, givenNames.Same + Math.Max(-2.5, familyNames.Same)) };
    }

    // A whole family shares the surname; without the given name it is not this member of it.
    private static bool Agrees(Weighed names) =>
        names.Same > 0 && names.Level is not (EvidenceLevel.Different or EvidenceLevel.PartlyDifferent);

    private static (Weighed Weighed, bool NamesSurname) Better((Weighed Weighed, bool NamesSurname) best, Weighed weighed, bool namesSurname) =>
        Better(best.Weighed, weighed) == best.Weighed ? best : (weighed, namesSurname);

    // On equal bits the closer agreement, so that it does not matter who is compared with whom.
    private static Weighed Better(Weighed weighed, Weighed other) =>
        weighed.Level == EvidenceLevel.Missing ? other
        : other.Level == EvidenceLevel.Missing ? weighed
        : (other.Relative, other.Same, weighed.Level).CompareTo((weighed.Relative, weighed.Same, other.Level)) > 0 ? other
        : weighed;
}
