using Homeward.Domain;

namespace Homeward.Features.Import;

/// <summary>What a person brought: one file, and for declarations perhaps a second with the children.</summary>
public sealed record BroughtFiles(ReadOnlyMemory<byte> Rows, ReadOnlyMemory<byte>? Dependents = null);

/// <summary>
/// A file read and held against the incident: everything a person has to see before saying yes. Looking changes nothing;
/// what is saved is exactly the plan that was worked out here.
/// </summary>
/// <param name="Rows">The file as read.</param>
/// <param name="Dependents">The second file as read; null when there is none.</param>
/// <param name="Plan">What saving would do; null while the file, the mapping or the date order isn't settled.</param>
public sealed record ImportCheck(ImportReading Rows, ImportReading? Dependents, ImportPlan? Plan)
{
    /// <summary>How many rows can't be saved as they stand, of both files.</summary>
    public int StoppedRows => Rows.StoppedRows + (Dependents?.StoppedRows ?? 0) + (Plan?.Problems.Count(problem => problem.Kind.Severity() == Severity.StopsRow) ?? 0);

    /// <summary>True when there is something to save and nothing stands in the way, or only rows that may be skipped.</summary>
    public bool MaySave(bool skippingProblems) => Plan is { Requests.Count: > 0 } && (skippingProblems || StoppedRows == 0);

    /// <summary>Reads and compares. Pure: touches nothing.</summary>
    /// <param name="state">The incident as it is now.</param>
    /// <param name="target">Where the import goes and who brings it.</param>
    /// <param name="files">What was brought.</param>
    /// <param name="choices">What the person chose about the reading; headings of the second file included.</param>
    /// <param name="now">The moment of the import.</param>
    public static ImportCheck Of(IncidentState state, ImportTarget target, BroughtFiles files, ReadingChoices choices, DateTimeOffset now)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(state.Incident?.TimeZone ?? "UTC", out var known) ? known : TimeZoneInfo.Utc;
        var part = target.Kind switch
        {
            ImportKind.Roll => FilePart.Roll,
            ImportKind.Declarations => FilePart.Declarations,
            ImportKind.People => FilePart.People,
            var other => throw new ArgumentOutOfRangeException(nameof(target), other, "A kind of import that isn't known."),
        };
        var second = files.Dependents is { } bytes && target.Kind == ImportKind.Declarations;
        var rows = ImportReading.Of(files.Rows, part, choices, zone, now);
        var dependents = second ? ImportReading.Of(files.Dependents!.Value, FilePart.Dependents, choices, zone, now) : null;
        var settled = !rows.FileStopped && dependents?.FileStopped != true;
        return new(rows, dependents, settled ? ImportPlan.Of(state, target, [.. rows.GoodRows], [.. dependents?.GoodRows ?? []], now) : null);
    }
}
