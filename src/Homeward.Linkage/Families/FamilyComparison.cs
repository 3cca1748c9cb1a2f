namespace Homeward.Linkage.Families;

/// <summary>Compares what is said of a child with a declared child, field by field. Says how well they agree; what that weighs is <see cref="FamilyWeights"/>.</summary>
internal sealed class FamilyComparison(NameBook book)
{
    private const double DaysPerYear = 365.25;

    private const int WithName = 1, WithSchool = 2;

    // A number chosen at random; several declarations may share one.
    private const double SamePhoneByChance = 1e-5, PhoneOneOffByChance = 2e-4;

    private readonly NameAgreement names = new(book);
    private readonly RelativeAgreement relatives = new(book);

    /// <summary>What concerns the family as a whole, whichever of its children the record is about.</summary>
    internal Agreements OfFamily(Mention child, DeclaredFamily family)
    {
        var agreements = default(Agreements);
        var town = SharedTown(child, family);
        agreements[(int)FamilyField.Mother] = relatives.Parent(child.Mother, DeclarantRelation.Mother, family, child.Name.Surnames, town);
        agreements[(int)FamilyField.Father] = relatives.Parent(child.Father, DeclarantRelation.Father, family, child.Name.Surnames, town);
        agreements[(int)FamilyField.Phone] = PhoneOf(child.Phone, family);
        agreements[(int)FamilyField.Town] = TownOf(child.Town, family);
        agreements[(int)FamilyField.Generation] = GenerationOf(child.Birth, family);
        return agreements;
    }

    /// <summary>All fields, given what <see cref="OfFamily"/> said.</summary>
    internal Agreements OfChild(Mention child, DeclaredChild declared, Agreements ofFamily)
    {
        var agreements = ofFamily;
        var town = SharedTown(child, declared.Family);
        var (given, age, sex, school) = (default(Nearest), default(Nearest), default(Nearest), default(Nearest));
        foreach (var dependent in declared.Named)
        {
            given.Add(names.Given(child.Name.Given, dependent.Name.Given, town));
            school.Add(PlaceOf(child.School, dependent.School, TokenRole.School));
        }

        var (sameName, sameSchool) = (Agrees(given.Agreement), Agrees(school.Agreement));
        foreach (var dependent in declared.Named)
        {
            age.Add(AgeOf(child.Birth, dependent.Birth, sameSchool));
            sex.Add(SexOf(child.Sex, dependent.Sex, sameName));
        }

        agreements[(int)FamilyField.Given] = given.Agreement;
        agreements[(int)FamilyField.Age] = age.Agreement;
        agreements[(int)FamilyField.Sex] = sex.Agreement;
        agreements[(int)FamilyField.School] = school.Agreement;
        agreements[(int)FamilyField.Surname] = names.Surnames(child.Name.Surnames, declared, town);
        agreements[(int)FamilyField.Siblings] = relatives.Siblings(child.Siblings, declared.Family, declared, town);
        ref var ofTown = ref agreements[(int)FamilyField.Town];
        if (sameSchool && ofTown.Code != 0) { ofTown = Agreement.Of(ofTown.Level, WithSchool); }

        return agreements;
    }

    /// <summary>The given names alone.</summary>
    internal Agreement OfGiven(Mention child, Dependent dependent) => names.Given(child.Name.Given, dependent.Name.Given, town: -1);

    /// <summary>The fields that speak for the family when the record is about a child it has not declared.</summary>
    internal Agreements OfUndeclared(Mention child, DeclaredFamily family, Agreements ofFamily)
    {
        var agreements = ofFamily;
        var town = SharedTown(child, family);
        foreach (var declared in family.Children) { Closest(ref agreements[(int)FamilyField.Surname], names.Surnames(child.Name.Surnames, declared, town)); }

        agreements[(int)FamilyField.Siblings] = relatives.Siblings(child.Siblings, family, self: null, town);
        return agreements;
    }

    // The town that both are of; -1 when one doesn't say, or they differ.
    private static int SharedTown(Mention child, DeclaredFamily family) =>
        child.Town >= 0 && family.Adults.Exists(adult => adult.Town == child.Town) ? child.Town : -1;

    private static void Closest(ref Agreement best, Agreement other) => best = NameAgreement.Closer(best, other);

    // Strangers of one name are of one sex, and strangers of one school of one town and nearly of one age. Such an agreement is
    // a situation of its own: what follows from another agreement must not count again.
    private static bool Agrees(Agreement agreement) => agreement.Code != 0 && agreement.Level < FamilyLevel.PartlyDifferent;

    // Ages are compared by the days on which somebody can have been born: 7 in August and 8 in October may be one child.
    private static Agreement AgeOf(BirthSpan birth, BirthSpan other, bool sameSchool)
    {
        if (!birth.IsKnown || !other.IsKnown) { return Agreement.Missing; }

        var apart = Math.Abs((birth.Earliest + birth.Latest) - (other.Earliest + other.Latest)) / 2.0 / DaysPerYear;
        var vague = Math.Max(0, (((birth.Days + other.Days) / DaysPerYear) - 2.02) / 2);
        return Agreement.Of((apart - vague) switch { < 0.5 => FamilyLevel.Same, < 1.5 => FamilyLevel.OneOff, < 2.6 => FamilyLevel.TwoOff, _ => FamilyLevel.Different }, (vague > 0 ? 1 : 0) + (sameSchool ? WithSchool : 0));
    }

    private static Agreement SexOf(Sex sex, Sex other, bool sameName) =>
        sex == Sex.Unknown || other == Sex.Unknown ? Agreement.Missing : Agreement.Of(sex == other ? FamilyLevel.Same : FamilyLevel.Different, sameName ? WithName : 0);

    private Agreement PlaceOf(int place, int other, TokenRole role) =>
        place < 0 || other < 0 ? Agreement.Missing : place == other ? Agreement.By(FamilyLevel.Same, 0, book.Share(place, role)) : Agreement.Of(FamilyLevel.Different);

    private Agreement TownOf(int town, DeclaredFamily family)
    {
        var nearest = default(Nearest);
        foreach (var adult in family.Adults) { nearest.Add(PlaceOf(town, adult.Town, TokenRole.Town)); }

        return nearest.Agreement;
    }

    private static Agreement PhoneOf(long phone, DeclaredFamily family)
    {
        var best = Agreement.Missing;
        foreach (var adult in family.Adults)
        {
            if (phone == 0 || adult.Phone == 0) { continue; }

            Closest(ref best, phone == adult.Phone ? Agreement.By(FamilyLevel.Same, 0, SamePhoneByChance)
                : DigitsApart(phone, adult.Phone) == 1 ? Agreement.By(FamilyLevel.OneOff, 0, PhoneOneOffByChance)
                : Agreement.Of(FamilyLevel.Different));
        }

        return best;
    }

    private static int DigitsApart(long number, long other)
    {
        var apart = 0;
        for (; number > 0 || other > 0; number /= 10, other /= 10) { apart += number % 10 == other % 10 ? 0 : 1; }

        return apart;
    }

    private static Agreement GenerationOf(BirthSpan child, DeclaredFamily family)
    {
        var best = Agreement.Missing;
        foreach (var adult in family.Adults)
        {
            if (!child.IsKnown || !adult.Birth.IsKnown || adult.Role == DeclarantRelation.Other) { continue; }

            var years = ((child.Earliest + child.Latest) - (adult.Birth.Earliest + adult.Birth.Latest)) / 2.0 / DaysPerYear;
            Closest(ref best, Agreement.Of(years is > 15 and < 48 ? FamilyLevel.Same : FamilyLevel.Different));
        }

        return best;
    }

    /// <summary>
    /// The closest of several agreements. Where two statements could have agreed, one of them does so by chance more often:
    /// that is a situation of its own.
    /// </summary>
    private struct Nearest
    {
        private const int SeveralKnown = 8;

        private Agreement best;
        private int known;

        internal readonly Agreement Agreement => known < 2 ? best
            : best with { Code = (byte)(best.Code | (SeveralKnown << 4)), LogChance = best.LogChance + (float)Math.Log(known) };

        internal void Add(Agreement agreement)
        {
            if (agreement.Code == 0) { return; }

            known++;
            Closest(ref best, agreement);
        }
    }
}
