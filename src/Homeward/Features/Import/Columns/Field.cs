namespace Homeward.Features.Import;

/// <summary>What a column can mean. There is no member for what must never be saved, so no mapping can bring it in.</summary>
public enum Field
{
    /// <summary>The file's own number for the row. Never saved: it only tells that a row is the same as in an earlier file.</summary>
    RowId,

    /// <summary>In a file of dependents: the number of the declaration they belong to. Never saved.</summary>
    DeclarationId,

    /// <summary>In a file of dependents: first, second, third child of one declaration. Never saved.</summary>
    DependentNumber,

    /// <summary>Child or adult, where the age doesn't say.</summary>
    ChildOrAdult,

    /// <summary>First and middle names.</summary>
    GivenName,

    /// <summary>A middle name in a column of its own; joined to the given name.</summary>
    MiddleName,

    /// <summary>Surname, or both surnames.</summary>
    FamilyName,

    /// <summary>A second surname in a column of its own; joined to the first.</summary>
    SecondFamilyName,

    /// <summary>The whole name in one cell.</summary>
    FullName,

    /// <summary>Nickname, or another name the person goes by.</summary>
    OtherNames,

    /// <summary>Date of birth, perhaps only the year.</summary>
    BirthDate,

    /// <summary>Age, perhaps a range.</summary>
    Age,

    /// <summary>Sex.</summary>
    Sex,

    /// <summary>The school the child goes to.</summary>
    School,

    /// <summary>Grade or class.</summary>
    Grade,

    /// <summary>Town or area, never an address.</summary>
    Town,

    /// <summary>The person's phone.</summary>
    Phone,

    /// <summary>How a held adult is related to the dependents, or the reporter to the person.</summary>
    Relation,

    /// <summary>The mother's name.</summary>
    MotherName,

    /// <summary>The mother's phone.</summary>
    MotherPhone,

    /// <summary>The father's name.</summary>
    FatherName,

    /// <summary>The father's phone.</summary>
    FatherPhone,

    /// <summary>Brothers and sisters.</summary>
    SiblingNames,

    /// <summary>Guardian or contact: name. Numbered.</summary>
    ContactName,

    /// <summary>Guardian or contact: phone. Numbered.</summary>
    ContactPhone,

    /// <summary>Guardian or contact: relation to the child. Numbered.</summary>
    ContactRelation,

    /// <summary>Guardian or contact: whether they may collect the child. Numbered.</summary>
    ContactMayCollect,

    /// <summary>Somebody to whom the child must not be handed over, or a custody alert. Holds every release until a supervisor decides.</summary>
    Restriction,

    /// <summary>When the declaration was made.</summary>
    DeclaredAt,

    /// <summary>When the person was seen or reported.</summary>
    SeenAt,

    /// <summary>Needs: medicine, diapers, wheelchair.</summary>
    Needs,

    /// <summary>The language an interpreter is needed for. Never counted, never compared.</summary>
    Interpreter,

    /// <summary>How to recognise somebody: clothes, what the child calls the adults.</summary>
    Description,

    /// <summary>A dependent in the declaration's own row: whole name. Numbered.</summary>
    DependentName,

    /// <summary>A dependent in the declaration's own row: age. Numbered.</summary>
    DependentAge,

    /// <summary>A dependent in the declaration's own row: date of birth. Numbered.</summary>
    DependentBirthDate,

    /// <summary>A dependent in the declaration's own row: sex. Numbered.</summary>
    DependentSex,

    /// <summary>A dependent in the declaration's own row: school. Numbered.</summary>
    DependentSchool,
}
