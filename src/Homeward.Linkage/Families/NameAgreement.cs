namespace Homeward.Linkage.Families;

/// <summary>A child's given names and surnames against those of a dependent and of the adults who declare.</summary>
internal sealed class NameAgreement(NameBook book)
{
    internal Agreement Given(int[] names, int[] other, int town)
    {
        if (names.Length == 0 || other.Length == 0) { return Agreement.Missing; }

        var situation = (names.Length > 1 ? 1 : 0) + (other.Length > 1 ? 2 : 0);
        var (fewer, more) = names.Length <= other.Length ? (names, other) : (other, names);
        var (weakest, matched, rarest, chance) = (FamilyLevel.Same, 0, 1.0, 1.0);
        var taken = 0;
        foreach (var word in fewer)
        {
            var (level, at) = Best(word, more, taken, given: true);
            if (at < 0) { continue; }

            taken |= 1 << at;
            matched++;
            weakest = level > weakest ? level : weakest;
            var share = book.Chance(fewer == names ? word : more[at], level, TokenRole.Given, town);

            // A second name that agrees adds less than its rarity says: names go together (Maria Jose, John Paul).
            (rarest, chance) = share < rarest ? (share, chance * Math.Pow(rarest, 0.4)) : (rarest, chance * Math.Pow(share, 0.4));
        }

        if (matched == 0) { return Agreement.Of(FamilyLevel.Different, situation); }

        if (matched < fewer.Length) { return Agreement.Of(FamilyLevel.PartlyDifferent, situation); }

        if (weakest == FamilyLevel.Same && fewer.Length < more.Length) { return Agreement.By(FamilyLevel.PartOf, situation, rarest * chance * more.Length); }

        return Agreement.By(weakest, situation, rarest * chance * (fewer.Length < more.Length ? more.Length : 1));
    }

    internal Agreement Surnames(int[] surnames, DeclaredChild child, int town)
    {
        if (surnames.Length == 0) { return Agreement.Missing; }

        var best = Agreement.Missing;
        foreach (var dependent in child.Named)
        {
            if (dependent.Name.Surnames.Length > 0) { best = Closer(best, OfDependent(surnames, dependent.Name.Surnames, child.Family, town)); }
        }

        return best.Code != 0 ? best : OfAdults(surnames, child.Family, named: 0, town);
    }

    private Agreement OfDependent(int[] surnames, int[] other, DeclaredFamily family, int town)
    {
        var situation = Situation(surnames, other.Length, family);
        var (fewer, more) = surnames.Length <= other.Length ? (surnames, other) : (other, surnames);
        var (matched, taken, inOrder, weakest, chance) = (0, 0, true, FamilyLevel.Same, 1.0);
        for (var i = 0; i < fewer.Length; i++)
        {
            var (level, at) = Best(fewer[i], more, taken, given: false, first: i);
            if (at < 0) { continue; }

            taken |= 1 << at;
            matched++;
            inOrder &= at == i;
            weakest = level > weakest ? level : weakest;
            chance *= book.Chance(fewer == surnames ? fewer[i] : more[at], level, TokenRole.Surname, town);
        }

        if (matched == 0)
        {
            var adults = OfAdults(surnames, family, other.Length, town);
            return adults.Level == FamilyLevel.Different ? Agreement.Of(FamilyLevel.Different, situation)
                : Agreement.By(FamilyLevel.OnlySurname, situation, Math.Exp(adults.LogChance));
        }

        if (matched < fewer.Length) { return Agreement.By(FamilyLevel.PartlyDifferent, situation, chance * surnames.Length * other.Length); }

        var choices = fewer.Length < more.Length ? more.Length : 1;
        return Agreement.By(
            weakest > FamilyLevel.Same ? weakest : fewer.Length < more.Length ? FamilyLevel.PartOf : inOrder ? FamilyLevel.Same : FamilyLevel.SameInAnotherOrder,
            situation, chance * choices);
    }

    private Agreement OfAdults(int[] surnames, DeclaredFamily family, int named, int town)
    {
        var situation = Situation(surnames, named, family);
        var (best, chance, agreeing, together) = (FamilyLevel.Different, 1.0, 0, 1.0);
        var taken = 0;
        foreach (var adult in family.Adults)
        {
            var (ofThis, at, share) = (FamilyLevel.Different, -1, 1.0);
            for (var i = 0; i < surnames.Length; i++)
            {
                foreach (var theirs in adult.Name.Surnames)
                {
                    if (book.Compare(surnames[i], theirs, given: false) is var level && level < ofThis && (taken & (1 << i)) == 0)
                    {
                        (ofThis, at, share) = (level, i, book.Chance(surnames[i], level, TokenRole.Surname, town) * surnames.Length);
                    }
                }
            }

            if (at < 0) { continue; }

            taken |= 1 << at;
            agreeing++;
            together *= share;
            if (ofThis < best || share < chance) { (best, chance) = (ofThis, share); }
        }

        return agreeing > 1 ? Agreement.By(FamilyLevel.OfBothAdults, situation, together)
            : best == FamilyLevel.Different ? Agreement.Of(FamilyLevel.Different, situation)
            : Agreement.By(best == FamilyLevel.Same ? FamilyLevel.OfTheAdult : best, situation, chance);
    }

    private (FamilyLevel Level, int At) Best(int word, int[] words, int taken, bool given, int first = 0)
    {
        var (best, bestAt) = (FamilyLevel.Different, -1);
        for (var k = 0; k < words.Length; k++)
        {
            // The same position first: on a tie "Garcia Garcia" is in order.
            var at = (first + k) % words.Length;
            if ((taken & (1 << at)) == 0 && book.Compare(word, words[at], given) is var level && level < best) { (best, bestAt) = (level, at); }
        }

        return (best, bestAt);
    }

    // What is possible depends on how many surnames there are to agree.
    private static int Situation(int[] surnames, int named, DeclaredFamily family) =>
        (surnames.Length > 1 ? 1 : 0) + (2 * Math.Min(named, 2)) + (family.Adults.Count > 1 ? 6 : 0);

    internal static Agreement Closer(Agreement one, Agreement other) =>
        one.Code == 0 ? other : other.Code == 0 || one.Level < other.Level || (one.Level == other.Level && !(other.LogChance < one.LogChance)) ? one : other;
}
