using Homeward.NeverHeld;

namespace Homeward.Features.Import;

/// <summary>What can be wrong with a file, a row or a cell. Each has a sentence and a remedy in the text catalogue.</summary>
public enum ProblemKind
{
    // The file: nothing of it can be read.
    FileEmpty,
    FileTooLarge,
    FileIsWorkbook,
    FileIsPdf,
    FileIsPicture,
    FileNotText,
    FileTooManyColumns,
    FileTooManyRows,
    FileHasNoRows,

    // The mapping: a person has to choose before rows can be read.
    NoNameColumn,
    DateOrderUnclear,
    NoDeclarationIdColumn,
    MappingUnreadable,
    MappingColumnUnknown,
    MappingFieldUnknown,
    MappingFieldTwice,
    MappingForbidden,

    // The row: it can't be saved as it stands.
    TooManyCells,
    CellTooLong,
    NameMissing,
    AdultOnRoll,
    ChildOrAdultUnclear,
    RowIdRepeated,
    DeclarationNotFound,
    SomebodyElse,
    RefusedHere,

    // The cell: it is left out, the rest of the row is read.
    TextTooLong,
    LooksLikeFormula,
    ForbiddenContent,
    NotADate,
    ImpossibleDate,
    DateInFuture,
    NotAMoment,
    NotAnAge,
    NotASex,
    SexLetterUnclear,
    NotAPhone,
    PhoneDigitsLost,
    NotYesOrNo,
    NotChildOrAdult,
    DependentIsAdult,
    DependentHasNothing,

    // Worth knowing: the row is read as it stands.
    TooFewCells,
    NulRemoved,
    AgeAndBirthDateDisagree,
    OnlyFirstPhoneKept,
    RepeatedRow,
    KeptLaterCorrection,
}

/// <summary>What a problem does to the import.</summary>
public enum Severity
{
    /// <summary>Nothing can be imported until it is solved.</summary>
    StopsFile,

    /// <summary>The row can't be saved; the import waits, unless such rows are to be skipped.</summary>
    StopsRow,

    /// <summary>The cell is left out and the rest of the row is saved.</summary>
    LeavesOutCell,

    /// <summary>Nothing is lost.</summary>
    Noted,
}

/// <summary>How severe each kind of problem is.</summary>
public static class ProblemKinds
{
    /// <summary>What a problem of this kind does to the import.</summary>
    public static Severity Severity(this ProblemKind kind) => kind switch
    {
        <= ProblemKind.MappingForbidden => Import.Severity.StopsFile,
        <= ProblemKind.RefusedHere => Import.Severity.StopsRow,
        <= ProblemKind.DependentHasNothing => Import.Severity.LeavesOutCell,
        _ => Import.Severity.Noted,
    };
}
