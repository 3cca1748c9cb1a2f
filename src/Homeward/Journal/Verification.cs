namespace Homeward.Journal;

/// <summary>What was done to a journal, as far as it can be told from outside.</summary>
public enum Fault
{
    /// <summary>What a row says, or its hash, was changed.</summary>
    Altered,

    /// <summary>Rows were taken out.</summary>
    Missing,

    /// <summary>Rows were put in, or added at the end by somebody who cannot sign.</summary>
    Inserted,

    /// <summary>Two rows changed places.</summary>
    Swapped,

    /// <summary>The journal once went on after its last row.</summary>
    CutTail,

    /// <summary>A signed head is missing, or was not signed with the journal's key.</summary>
    BadSignature,

    /// <summary>The rows fit each other, but not a head that was signed or is held outside: the chain was computed anew.</summary>
    Recomputed,

    /// <summary>The file says something else of itself than a journal does: its incident, its format, its tables.</summary>
    Misdescribed,

    /// <summary>The database cannot read the file any more.</summary>
    Unreadable,
}

/// <summary>What checking a journal found.</summary>
public abstract record Verification
{
    private Verification()
    {
    }

    /// <summary>Every row is as it was written, back to the head that was held outside, if one was given.</summary>
    /// <param name="Rows">The number of rows.</param>
    /// <param name="Head">Where the journal ends. Print it and keep it elsewhere: it proves later that nothing up to here was cut or changed.</param>
    public sealed record Good(long Rows, Head Head) : Verification;

    /// <summary>The journal is not what was written. Rows before <paramref name="Position"/> are good.</summary>
    /// <param name="Position">The first bad row, or the first that may be bad; 0 when the file is wrong about itself.</param>
    /// <param name="UpTo">The first bad row is not after this one. The same as <paramref name="Position"/> when it is known exactly.</param>
    /// <param name="What">What was done, as far as it can be told.</param>
    /// <param name="Problem">What is wrong and what to do, for a person.</param>
    public sealed record Bad(long Position, long UpTo, Fault What, string Problem) : Verification;
}
