namespace Homeward.Features.Import;

/// <summary>What came of opening a file.</summary>
public abstract record CsvOpening
{
    private CsvOpening()
    {
    }

    /// <summary>It is a table.</summary>
    public sealed record Opened(CsvFile File) : CsvOpening;

    /// <summary>It is not; the kind says what it seems to be and what to do.</summary>
    public sealed record Refused(ProblemKind Reason) : CsvOpening;
}
