namespace Homeward.Linkage;

/// <summary>Whether an adult is a child's parent: what each says of the other, and what a household shares.</summary>
/// <param name="scope">The words, and how common they are.</param>
/// <param name="records">How many records there are.</param>
/// <param name="phoneBearers">How many of them have a telephone number.</param>
internal sealed class ParentComparison(TokenScope scope, int records, Func<long, int> phoneBearers)
{
    private const int FewestRecords = 100;
    private const int Fields = 17;

    // Of one record: how many others are expected to be of a parent or child.
    private const double ExpectedParents = 1.5;

    /// <summary>log2 of the odds that the one is the other's parent.</summary>
    internal double Bits(PersonView one, PersonView two)
    {
        Span<Weighed> fields = stackalloc Weighed[Fields];
        return Weigh(one, two, fields);
    }

    /// <summary>The same with the evidence field by field.</summary>
    internal Comparison Explain(PersonView one, PersonView two)
    {
        Span<Weighed> fields = stackalloc Weighed[Fields];
        var bits = Weigh(one, two, fields);
        var evidence = new List<FieldEvidence>();
        for (var field = 0; field < Fields; field++)
        {
            if (fields[field].Level != EvidenceLevel.Missing)
            {
                evidence.Add(new((LinkageField)field, fields[field].Level, fields[field].Relative));
            }
        }

        return new(bits, evidence);
    }

    private double Weigh(PersonView one, PersonView two, Span<Weighed> fields) =>
        one.Kind == PersonKind.Child ? WeighParentAndChild(one, two, fields) : WeighParentAndChild(two, one, fields);

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

        fields[(int)LinkageField.Phone] = SharedFields.Phones(child.Phones, adult.Phones, phoneBearers, records);
        fields[(int)LinkageField.Town] = SharedFields.Town(child.Town, adult.Town, scope);
        fields[(int)LinkageField.Generation] = Generations.Compare(child.Birth, adult.Birth);
        var prior = Math.Log2(ExpectedParents / Math.Max(records, FewestRecords));
        fields[(int)LinkageField.Prior] = new(EvidenceLevel.Considered, prior, prior);
        var sum = 0.0;
        foreach (var field in fields)
        {
            sum += field.Relative;
        }

        return sum;
    }
}
