namespace Homeward.Linkage;

/// <summary>What the values of a further column are, which decides how two of them are compared.</summary>
public enum ColumnKind
{
    /// <summary>Several words: compared as a whole, by letters.</summary>
    Text = 0,

    /// <summary>A quantity: compared by how far apart two are.</summary>
    Number = 1,

    /// <summary>A date: compared digit by digit, and day and month may have changed places.</summary>
    Date = 2,

    /// <summary>A number or code that few share: equal, or a slip of one character.</summary>
    FreeId = 3,

    /// <summary>One of few values, such as a grade or a building: equal, or a misspelling.</summary>
    Category = 4,
}
