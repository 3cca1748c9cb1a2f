namespace Homeward.Linkage.Families;

/// <summary>The mother, the father and the siblings a record names against the adults and the other children of a declaration.</summary>
internal sealed class RelativeAgreement(NameBook book)
{
    internal Agreement Parent(BookedName named, DeclarantRelation role, DeclaredFamily family, int[] ownSurnames, int town)
    {
        if (!named.IsKnown) { return Agreement.Missing; }

        var best = Agreement.Missing;
        foreach (var adult in family.Adults)
        {
            if (adult.Name.IsKnown && (adult.Role == role || adult.Role == DeclarantRelation.Unknown)) { best = NameAgreement.Closer(best, Names(named, adult.Name, ownSurnames, town)); }
        }

        return best;
    }

    internal Agreement Siblings(int[][] named, DeclaredFamily family, DeclaredChild? self, int town)
    {
        if (named.Length == 0) { return Agreement.Missing; }

        var others = family.Children.Count - (self is null ? 0 : 1);
        if (others == 0) { return Agreement.Of(FamilyLevel.Different); }

        var situation = named.Length > 1 ? 2 : 1;
        var (matched, chance, taken) = (0, 1.0, 0);
        foreach (var sibling in named)
        {
            var (best, bestAt, share) = (FamilyLevel.Different, -1, 1.0);
            for (var k = 0; k < family.Children.Count && k < 31; k++)
            {
                if (family.Children[k] == self || (taken & (1 << k)) != 0) { continue; }

                foreach (var dependent in family.Children[k].Named)
                {
                    var (level, common) = AnyWord(sibling, dependent.Name.Given, TokenRole.Given, town);
                    if (level < best) { (best, bestAt, share) = (level, k, common); }
                }
            }

            if (bestAt < 0) { continue; }

            taken |= 1 << bestAt;
            matched++;
            chance *= Math.Min(0.7, share * others);
        }

        return matched == 0 ? Agreement.Of(FamilyLevel.Different, situation)
            : matched < named.Length ? Agreement.By(FamilyLevel.PartlyDifferent, situation, chance * named.Length)
            : Agreement.By(FamilyLevel.Same, situation, chance);
    }

    private Agreement Names(BookedName named, BookedName adult, int[] ownSurnames, int town)
    {
        var (given, share) = AnyWord(named.Given, adult.Given, TokenRole.AdultGiven, town);
        var hasSurnames = named.Surnames.Length > 0 && adult.Surnames.Length > 0;
        var situation = hasSurnames ? 1 : 0;
        if (!hasSurnames)
        {
            return given == FamilyLevel.Different ? Agreement.Of(FamilyLevel.Different)
                : Agreement.By(given == FamilyLevel.Same ? FamilyLevel.PartOf : given, 0, share);
        }

        var (surname, common) = AnyWord(named.Surnames, adult.Surnames, TokenRole.Surname, town);

        // The child's own surname speaks in a field of its own; that the parent bears it too follows from it.
        if (surname == FamilyLevel.Same && ownSurnames.Intersect(named.Surnames).Intersect(adult.Surnames).Any()) { (situation, common) = (2, 1); }

        return (given, surname) switch
        {
            (FamilyLevel.Different, FamilyLevel.Different) => Agreement.Of(FamilyLevel.Different, situation),
            (FamilyLevel.Different, _) => Agreement.By(FamilyLevel.OnlySurname, situation, common),
            (_, FamilyLevel.Different) => Agreement.By(FamilyLevel.PartlyDifferent, situation, share),
            (FamilyLevel.Same, _) => Agreement.By(surname == FamilyLevel.Same ? FamilyLevel.Same : surname, situation, share * common),
            _ => Agreement.By(given, situation, share * common),
        };
    }

    // Of several words on either side the two that agree best, and how common such an agreement is.
    private (FamilyLevel Level, double Share) AnyWord(int[] words, int[] other, TokenRole role, int town)
    {
        var (best, share) = (FamilyLevel.Different, 1.0);
        foreach (var word in words)
        {
            foreach (var theirs in other)
            {
                var level = book.Compare(word, theirs, given: role != TokenRole.Surname);
                if (level == FamilyLevel.Different) { continue; }

                var common = Math.Min(0.5, book.Chance(word, level, role, town) * words.Length * other.Length);
                if (level < best || (level == best && common < share)) { (best, share) = (level, common); }
            }
        }

        return (best, share);
    }
}
