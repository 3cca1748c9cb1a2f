using Homeward.Domain;

namespace Homeward.Features.Import;

/// <summary>A contact of a child as the file names them.</summary>
/// <param name="MayCollect">What the file says about collecting; null when it says nothing.</param>
public sealed record ReadContact(string Name, Kinship Kinship, string? Phone, bool? MayCollect);

/// <summary>What one row says, in the words of the domain.</summary>
/// <param name="Number">The row as a spreadsheet numbers it.</param>
/// <param name="FileId">The file's own number of the row; null when it has none. Never saved.</param>
/// <param name="Details">The person of the row: the child of a roll, the held adult of a declaration.</param>
public sealed record ReadRow(int Number, string? FileId, PersonDetails Details)
{
    /// <summary>Child or adult, as the row says or the age shows; null when neither does.</summary>
    public PersonKind? PersonKind { get; init; }

    /// <summary>Guardians and contacts, mother and father with phones included, in the file's order.</summary>
    public IReadOnlyList<ReadContact> Contacts { get; init; } = [];

    /// <summary>Dependents in the declaration's own row.</summary>
    public IReadOnlyList<PersonDetails> Dependents { get; init; } = [];

    /// <summary>How the adult of a declaration is related to the dependents.</summary>
    public Kinship Relation { get; init; }

    /// <summary>When it was declared or seen; null when the file doesn't say.</summary>
    public DateTimeOffset? Happened { get; init; }

    /// <summary>Kinds of need, for counting.</summary>
    public Needs Needs { get; init; }

    /// <summary>The needs in the file's words.</summary>
    public string NeedsInWords { get; init; } = "";

    /// <summary>Who must not be handed the child, or a custody alert, in the file's words; empty when there is none.</summary>
    public string Restriction { get; init; } = "";

    /// <summary>In a file of dependents: which child of the declaration, from 1; 0 when the file doesn't say.</summary>
    public int DependentNumber { get; init; }

    /// <summary>What is wrong with the row or its cells.</summary>
    public IReadOnlyList<ImportProblem> Problems { get; init; } = [];

    /// <summary>True when the row can't be saved as it stands.</summary>
    public bool Stopped => Problems.Any(problem => problem.Kind.Severity() == Severity.StopsRow);
}
