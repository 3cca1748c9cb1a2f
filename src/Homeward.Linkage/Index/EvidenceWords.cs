namespace Homeward.Linkage;

/// <summary>The levels of comparing in the fewer words that records of leads are kept in.</summary>
internal static class EvidenceWords
{
    internal static FieldEvidence Of(FieldKind kind, byte level, double bits) => kind switch
    {
        FieldKind.Given => new(LinkageField.GivenName, Of((NameLevels.Given)level), bits),
        FieldKind.Surname => new(LinkageField.Surname, Of((NameLevels.Surname)level), bits),
        FieldKind.Birth => new(LinkageField.Age, OfBirth(level), bits),
        FieldKind.Sex => new(LinkageField.Sex, level == 1 ? EvidenceLevel.Same : EvidenceLevel.Different, bits),
        FieldKind.Phone => new(LinkageField.Phone, Of((Likeness)level), bits),
        FieldKind.Address => new(LinkageField.Town, AddressLevels.Parts(level).Area switch { 4 => EvidenceLevel.Same, 5 => EvidenceLevel.Close, _ => EvidenceLevel.Different }, bits),
        FieldKind.School => new(LinkageField.School, Of((Likeness)level), bits),
        FieldKind.Place => new(LinkageField.Place, level == 1 ? EvidenceLevel.Same : EvidenceLevel.Different, bits),
        FieldKind.Mother => new(LinkageField.Mother, Of((KinLevels.Parent)level), bits),
        FieldKind.Father => new(LinkageField.Father, Of((KinLevels.Parent)level), bits),
        FieldKind.Siblings => (KinLevels.Siblings)level is KinLevels.Siblings.OneNamesTheOther or KinLevels.Siblings.OneNamesOthers
            ? new(LinkageField.NamedSibling, level == (byte)KinLevels.Siblings.OneNamesTheOther ? EvidenceLevel.Same : EvidenceLevel.Different, bits)
            : new(LinkageField.Siblings, level == (byte)KinLevels.Siblings.SomeSame ? EvidenceLevel.Same : EvidenceLevel.Different, bits),
        FieldKind.Children => new(LinkageField.Children, level == (byte)KinLevels.Children.SomeSame ? EvidenceLevel.Same : EvidenceLevel.Different, bits),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "An index compares no such field."),
    };

    private static EvidenceLevel Of(NameLevels.Given level) => level switch
    {
        NameLevels.Given.SameSeveral or NameLevels.Given.Same => EvidenceLevel.Same,
        NameLevels.Given.SameAndMore or NameLevels.Given.SameAndInitial => EvidenceLevel.PartOf,
        NameLevels.Given.AnotherOrder => EvidenceLevel.SameInAnotherOrder,
        NameLevels.Given.FirstSameOthersDiffer or NameLevels.Given.AnotherSameFirstsDiffer => EvidenceLevel.PartlyDifferent,
        NameLevels.Given.Nickname => EvidenceLevel.Nickname,
        NameLevels.Given.SoundsAlike => EvidenceLevel.SoundsAlike,
        NameLevels.Given.Close => EvidenceLevel.Close,
        NameLevels.Given.Initial => EvidenceLevel.Initial,
        NameLevels.Given.Some => EvidenceLevel.Resembles,
        NameLevels.Given.ChangedPlaces => EvidenceLevel.ChangedPlaces,
        _ => EvidenceLevel.Different,
    };

    private static EvidenceLevel Of(NameLevels.Surname level) => level switch
    {
        NameLevels.Surname.SameSeveral or NameLevels.Surname.Same => EvidenceLevel.Same,
        NameLevels.Surname.FirstOfTwo or NameLevels.Surname.SecondOfTwo => EvidenceLevel.PartOf,
        NameLevels.Surname.AnotherOrder or NameLevels.Surname.Joined => EvidenceLevel.SameInAnotherOrder,
        NameLevels.Surname.SoundsAlike => EvidenceLevel.SoundsAlike,
        NameLevels.Surname.Close or NameLevels.Surname.CloseInPart => EvidenceLevel.Close,
        NameLevels.Surname.PartlyDifferent => EvidenceLevel.PartlyDifferent,
        NameLevels.Surname.Some => EvidenceLevel.Resembles,
        _ => EvidenceLevel.Different,
    };

    private static EvidenceLevel OfBirth(byte level) => level switch
    {
        1 => EvidenceLevel.Same,
        3 => EvidenceLevel.DayAndMonthSwapped,
        2 or 4 or 5 => EvidenceLevel.Close,
        10 => EvidenceLevel.Fits,
        11 => EvidenceLevel.NearlyFits,
        6 or 7 or 12 => EvidenceLevel.Off,
        _ => EvidenceLevel.Different,
    };

    private static EvidenceLevel Of(Likeness level) => level switch
    {
        Likeness.Equal => EvidenceLevel.Same,
        Likeness.Close => EvidenceLevel.Close,
        Likeness.Some => EvidenceLevel.Resembles,
        _ => EvidenceLevel.Different,
    };

    private static EvidenceLevel Of(KinLevels.Parent level) => level switch
    {
        KinLevels.Parent.Same or KinLevels.Parent.GivenNameSame => EvidenceLevel.Same,
        KinLevels.Parent.Alike => EvidenceLevel.Close,
        KinLevels.Parent.OtherSurname or KinLevels.Parent.OtherGivenName => EvidenceLevel.PartlyDifferent,
        KinLevels.Parent.SurnameOnly => EvidenceLevel.PartOf,
        _ => EvidenceLevel.Different,
    };
}
