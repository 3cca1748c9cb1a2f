namespace Homeward.Linkage;

/// <summary>
/// Fellegi–Sunter with three explanations instead of two: one person, two of one household, strangers. Siblings agree on
/// nearly everything two records of one child agree on; told apart only from strangers they would be "the same person".
/// So each explanation is weighed against strangers, and each against the other.
/// </summary>
internal sealed class PairComparison(TokenScope scope, int records, Func<long, (int Records, int Of)> phoneBearers)
{
    private const int FewestRecords = 100;
    private const int Fields = 17;

    // Of one record: how many others are expected to be of the same person, of a brother or sister, of a parent or child.
    private const double ExpectedSame = 0.5;
    private const double ExpectedSiblings = 1.5;
    private const double ExpectedParents = 1.5;

    /// <summary>log2 of the odds of the hypothesis; negative infinity when it makes no sense for the two (a child is no adult).</summary>
    internal double Bits(PersonView record, PersonView other, Hypothesis hypothesis)
    {
        Span<Weighed> fields = stackalloc Weighed[Fields];
        return Weigh(record, other, hypothesis, fields);
    }

    /// <summary>The same with the evidence field by field.</summary>
    internal Comparison Explain(PersonView record, PersonView other, Hypothesis hypothesis)
    {
        Span<Weighed> fields = stackalloc Weighed[Fields];
        var bits = Weigh(record, other, hypothesis, fields);
        var evidence = new List<FieldEvidence>();
        for (var field = 0; field < Fields; field++)
        {
            if (fields[field].Level != EvidenceLevel.Missing)
            {
                var weight = hypothesis == Hypothesis.SamePerson ? fields[field].Same : fields[field].Relative;
                evidence.Add(new((LinkageField)field, fields[field].Level, weight));
            }
        }

        return new(bits, evidence);
    }

    private double Weigh(PersonView record, PersonView other, Hypothesis hypothesis, Span<Weighed> fields)
    {
        var generations = (record.Kind, other.Kind);
        if (generations is (PersonKind.Child, PersonKind.Adult) or (PersonKind.Adult, PersonKind.Child))
        {
            return hypothesis == Hypothesis.SamePerson
                ? double.NegativeInfinity
                : record.Kind == PersonKind.Child ? WeighParentAndChild(record, other, fields) : WeighParentAndChild(other, record, fields);
        }

        // Two adults of one household are no lead: the children they both declare are.
        if (hypothesis == Hypothesis.SameFamily && generations is not (PersonKind.Child, PersonKind.Child))
        {
            return double.NegativeInfinity;
        }

        return WeighAlike(record, other, hypothesis, fields);
    }

    private double WeighAlike(PersonView record, PersonView other, Hypothesis hypothesis, Span<Weighed> fields)
    {
        var children = record.Kind == PersonKind.Child || other.Kind == PersonKind.Child;
        WeighNames(record, other, fields);
        fields[(int)LinkageField.Age] = AgeComparison.Compare(record.Birth, other.Birth, children);
        fields[(int)LinkageField.Sex] = SharedFields.Sexes(record.Sex, other.Sex);
        fields[(int)LinkageField.Phone] = SharedFields.Phones(record.Phones, other.Phones, phoneBearers);
        fields[(int)LinkageField.Town] = SharedFields.Town(record.Town, other.Town, scope);
        fields[(int)LinkageField.School] = SharedFields.School(record.School, other.School, scope);
        fields[(int)LinkageField.Place] = SharedFields.Place(record.Place, other.Place, scope);
        if (record.RelativeCount > 0 || other.RelativeCount > 0)
        {
            fields[(int)LinkageField.Mother] = NamedRelatives.SharedParent(record, other, mother: true, scope);
            fields[(int)LinkageField.Father] = NamedRelatives.SharedParent(record, other, mother: false, scope);
            fields[(int)LinkageField.Children] = NamedRelatives.SharedChildren(record, other, scope);
            fields[(int)LinkageField.NamedSibling] = NamedSibling(record, other);
        }

        var pairs = Math.Max(records, FewestRecords);
        fields[(int)LinkageField.Prior] = new(EvidenceLevel.Considered, Math.Log2(ExpectedSame / pairs), Math.Log2(ExpectedSiblings / pairs));
        var (same, relative) = Sum(fields);
        var (asked, rival) = hypothesis == Hypothesis.SamePerson ? (same, relative) : (relative, same);

        // P(asked) : P(rival or strangers) = 2^asked : 2^rival + 1.
        var taken = -Math.Log2(1 + Math.Pow(2, Math.Min(rival, 500)));
        if (taken < -0.05)
        {
            fields[(int)LinkageField.Rival] = new(EvidenceLevel.Considered, taken, taken);
            return asked + taken;
        }

        return asked;
    }

    private void WeighNames(PersonView record, PersonView other, Span<Weighed> fields)
    {
        var given = GivenNameComparison.Compare(record.Given, other.Given, scope);
        var surname = SurnameComparison.Compare(record.Surnames, other.Surnames, scope);
        if (given.Level == EvidenceLevel.Different && IsAlias(record, other))
        {
            given = Weighed.Chances(EvidenceLevel.Nickname, 0.12, 0.008, 0.01);
        }
        else if (given.Level is EvidenceLevel.Different or EvidenceLevel.Missing && surname.Level is EvidenceLevel.Different or EvidenceLevel.Missing)
        {
            // A form filled in the wrong way round: the given name stands where the surname belongs.
            var crossed = SurnameComparison.Compare(record.Given, other.Surnames, scope);
            var crossedBack = SurnameComparison.Compare(other.Given, record.Surnames, scope);
            if (IsAgreement(crossed.Level) && IsAgreement(crossedBack.Level))
            {
                const double BitsOfCrossing = -4;
                const double MostBits = 14;
                given = new(
                    EvidenceLevel.ChangedPlaces,
                    Math.Min(MostBits, crossed.Same + crossedBack.Same + BitsOfCrossing),
                    Math.Min(MostBits, crossed.Relative + crossedBack.Relative + BitsOfCrossing) - 6);
                surname = Weighed.Missing;
            }
        }

        fields[(int)LinkageField.GivenName] = given;
        fields[(int)LinkageField.Surname] = surname;
    }

    private static bool IsAgreement(EvidenceLevel level) =>
        level is EvidenceLevel.Same or EvidenceLevel.SameInAnotherOrder or EvidenceLevel.PartOf or EvidenceLevel.SoundsAlike or EvidenceLevel.Close;

    private bool IsAlias(PersonView record, PersonView other)
    {
        return AnyAgrees(record.Others, other.Given) || AnyAgrees(other.Others, record.Given) || AnyAgrees(record.Others, other.Others);

        bool AnyAgrees(ReadOnlySpan<int> names, ReadOnlySpan<int> others)
        {
            foreach (var name in names)
            {
                foreach (var second in others)
                {
                    if (WordComparison.Compare(scope[name], scope[second], given: true) <= EvidenceLevel.SoundsAlike)
                    {
                        return true;
                    }
                }
            }

            return false;
        }
    }

    // Nobody names themselves as a sibling, so what speaks for siblings speaks against one person.
    private Weighed NamedSibling(PersonView record, PersonView other)
    {
        const double BitsIfNone = -1;
        var (named, _) = NamedRelatives.NamedIn(record, Relation.Sibling, other, BitsIfNone, scope);
        var (namedBack, _) = NamedRelatives.NamedIn(other, Relation.Sibling, record, BitsIfNone, scope);
        var (stronger, weaker) = named.Relative >= namedBack.Relative ? (named, namedBack) : (namedBack, named);
        if (stronger.Level == EvidenceLevel.Missing)
        {
            (stronger, weaker) = (weaker, stronger);
        }

        return stronger.Level == EvidenceLevel.Missing
            ? Weighed.Missing
            : new(stronger.Level, stronger.Relative > 0 ? -3 : 0, stronger.Relative + (weaker.Relative > 0 ? weaker.Relative / 2 : 0));
    }

    private double WeighParentAndChild(PersonView child, PersonView adult, Span<Weighed> fields)
    {
        const double BitsIfNotDeclared = -3;
        var (namedParent, parentWithSurname) = NamedRelatives.NamedParent(child, adult, scope);
        var (namedChild, childWithSurname) = NamedRelatives.NamedIn(adult, Relation.Child, child, BitsIfNotDeclared, scope);
        fields[(int)LinkageField.NamedParent] = namedParent;
        fields[(int)LinkageField.NamedChild] = namedChild;

        // A name that was given with its surname has already used what the surnames can say.
        if (!(parentWithSurname && namedParent.Relative > 0) && !(childWithSurname && namedChild.Relative > 0))
        {
            fields[(int)LinkageField.Surname] = Generations.SharedSurname(child.Surnames, adult.Surnames, scope);
        }

        fields[(int)LinkageField.Phone] = SharedFields.Phones(child.Phones, adult.Phones, phoneBearers);
        fields[(int)LinkageField.Town] = SharedFields.Town(child.Town, adult.Town, scope);
        fields[(int)LinkageField.Generation] = Generations.Compare(child.Birth, adult.Birth);
        var prior = Math.Log2(ExpectedParents / Math.Max(records, FewestRecords));
        fields[(int)LinkageField.Prior] = new(EvidenceLevel.Considered, prior, prior);
        return Sum(fields).Relative;
    }

    private static (double Same, double Relative) Sum(ReadOnlySpan<Weighed> fields)
    {
        double same = 0, relative = 0;
        foreach (var field in fields)
        {
            same += field.Same;
            relative += field.Relative;
        }

        return (same, relative);
    }
}
