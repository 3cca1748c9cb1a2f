using System.Runtime.InteropServices;
using Homeward.Domain;

namespace Homeward.Features.Import;

/// <summary>What a person chose about how a file is read.</summary>
/// <param name="Columns">Heading to the name of a meaning, or to <see cref="ColumnMapping.Ignore"/>.</param>
/// <param name="DateOrder">Which number of 3/4/2015 is the day, for all columns; null leaves it to the file.</param>
public sealed record ReadingChoices(IReadOnlyDictionary<string, string> Columns, DateOrder? DateOrder = null)
{
    /// <summary>Everything as the file suggests.</summary>
    public static readonly ReadingChoices None = new(new Dictionary<string, string>());

    /// <summary>The same as <see cref="Columns"/> for the second file of an import, the file of dependents.</summary>
    public IReadOnlyDictionary<string, string> Dependents { get; init; } = new Dictionary<string, string>();
}

/// <summary>One file, read whole: its rows in the domain's words and everything wrong with it. Nothing is saved here.</summary>
public sealed class ImportReading
{
    /// <summary>Problems beyond this many are counted and not listed one by one.</summary>
    public const int MaxProblemsListed = 1_000;

    private readonly Dictionary<ProblemKind, int> counts = [];
    private readonly List<ImportProblem> problems = [];
    private readonly List<ReadRow> rows = [];

    private ImportReading(CsvFile? file, ColumnMapping? mapping, FileSurvey? survey)
    {
        File = file;
        Mapping = mapping;
        Survey = survey;
    }

    /// <summary>The file; null when it isn't a table.</summary>
    public CsvFile? File { get; }

    /// <summary>What each column means; null when the file isn't a table.</summary>
    public ColumnMapping? Mapping { get; }

    /// <summary>What the first walk over the file found; null when the file isn't a table.</summary>
    public FileSurvey? Survey { get; }

    /// <summary>By column index: the order its dates were read in.</summary>
    public IReadOnlyDictionary<int, DateOrder> Orders { get; private set; } = new Dictionary<int, DateOrder>();

    /// <summary>All rows in order, those with problems included.</summary>
    public IReadOnlyList<ReadRow> Rows => rows;

    /// <summary>Rows that can be saved.</summary>
    public IEnumerable<ReadRow> GoodRows => rows.Where(row => !row.Stopped);

    /// <summary>How many rows can't be saved as they stand.</summary>
    public int StoppedRows => rows.Count(row => row.Stopped);

    /// <summary>The first problems, in the order of the file.</summary>
    public IReadOnlyList<ImportProblem> Problems => problems;

    /// <summary>How many problems of each kind, all of them.</summary>
    public IReadOnlyDictionary<ProblemKind, int> Counts => counts;

    /// <summary>True when nothing can be imported until the file, the mapping or the date order is settled.</summary>
    public bool FileStopped => counts.Keys.Any(kind => kind.Severity() == Severity.StopsFile);

    /// <summary>Reads a file.</summary>
    /// <param name="bytes">The file as it was brought.</param>
    /// <param name="part">What it is a list of.</param>
    /// <param name="choices">What a person chose.</param>
    /// <param name="zone">The incident's time zone.</param>
    /// <param name="now">The moment of the import.</param>
    public static ImportReading Of(
        ReadOnlyMemory<byte> bytes, FilePart part, ReadingChoices choices, TimeZoneInfo zone, DateTimeOffset now) => CsvFile.Open(bytes) switch
        {
            CsvOpening.Opened opened => Of(opened.File, part, choices, zone, now),
            CsvOpening.Refused refused => Stopped(refused.Reason),
            var other => throw new InvalidOperationException($"Unhandled opening {other}."),
        };

    private static ImportReading Of(CsvFile file, FilePart part, ReadingChoices choices, TimeZoneInfo zone, DateTimeOffset now)
    {
        var (mapping, wrongChoices) = ColumnMapping.Suggest(file, part).With(part == FilePart.Dependents ? choices.Dependents : choices.Columns);
        var survey = FileSurvey.Of(file, mapping);
        var reading = new ImportReading(file, mapping, survey);
        foreach (var problem in wrongChoices) { reading.Add(problem); }
        foreach (var missing in mapping.Missing()) { reading.Add(ImportProblem.OfFile(missing)); }
        if (survey.Rows == 0) { reading.Add(ImportProblem.OfFile(ProblemKind.FileHasNoRows)); }
        if (survey.Rows > FileSurvey.MaxRows) { reading.Add(ImportProblem.OfFile(ProblemKind.FileTooManyRows)); }
        var orders = survey.OrdersWith(choices.DateOrder);
        foreach (var (index, order) in orders)
        {
            if (order is null) { reading.Add(new ImportProblem(0, mapping.Columns[index].Place, Example(file, index), ProblemKind.DateOrderUnclear)); }
        }

        reading.Orders = orders.Where(entry => entry.Value is not null).ToDictionary(entry => entry.Key, entry => entry.Value!.Value);
        if (survey.Rows <= FileSurvey.MaxRows) { reading.ReadRows(new ReadingRules(mapping, reading.Orders, survey.Sexes, !survey.RowIdHoldsForbidden, zone, now)); }
        return reading;
    }

    private static ImportReading Stopped(ProblemKind reason)
    {
        var reading = new ImportReading(null, null, null);
        reading.Add(ImportProblem.OfFile(reason));
        return reading;
    }

    private void ReadRows(ReadingRules rules)
    {
        var ids = new Dictionary<string, ReadRow>(StringComparer.OrdinalIgnoreCase);
        foreach (var raw in File!.Rows())
        {
            var row = RowReader.Read(rules, raw);
            if (RepeatOf(row, ids, rules.Mapping.Part) is { } repeat) { row = row with { Problems = [.. row.Problems, repeat] }; }
            rows.Add(row);
            foreach (var problem in row.Problems) { Add(problem); }
        }
    }

    // The file's own number says which row is which. Two different rows under one number would overwrite each other, so
    // they stop; a declaration may stand in several rows, one for each dependent.
    private static ImportProblem? RepeatOf(ReadRow row, Dictionary<string, ReadRow> ids, FilePart part)
    {
        if (row.FileId is not { } id || part == FilePart.Dependents || ids.TryAdd(id, row)) { return null; }

        var first = ids[id];
        var same = first.Details == row.Details;
        return same && part == FilePart.Declarations ? null
            : ImportProblem.OfRow(row.Number, same ? ProblemKind.RepeatedRow : ProblemKind.RowIdRepeated, id);
    }

    private void Add(ImportProblem problem)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(counts, problem.Kind, out _)++;
        if (problems.Count < MaxProblemsListed) { problems.Add(problem); }
    }

    private static string Example(CsvFile file, int index) =>
        file.Rows().Select(row => row.Cells[index]).FirstOrDefault(cell => DateCell.Numbers(cell) is ( >= 1 and <= 12, >= 1 and <= 12) and var (first, second) && first != second) ?? "";
}
