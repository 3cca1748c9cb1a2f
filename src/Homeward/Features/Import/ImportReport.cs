using System.Text.Json;
using System.Text.Json.Serialization;
using Homeward.Web;

namespace Homeward.Features.Import;

/// <summary>The row-by-row report as JSON, for programs and for whoever corrects the file. Contains personal data.</summary>
public static class ImportReport
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DictionaryKeyPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the report.</summary>
    /// <param name="check">What was found.</param>
    /// <param name="outcome">What became of it: preview, saved or refused.</param>
    /// <param name="texts">The language of the sentences.</param>
    public static string Write(ImportCheck check, string outcome, Texts texts) => JsonSerializer.Serialize(
        new
        {
            outcome,
            file = FileOf(check.Rows, texts),
            dependentsFile = check.Dependents is { } dependents ? FileOf(dependents, texts) : null,
            stoppedRows = check.StoppedRows,
            plan = check.Plan is { } plan
                ? new { plan.New, plan.Changed, plan.Same, plan.Children, plan.Adults, contactsWithoutRight = plan.Contacts, problems = Problems(plan.Problems, texts) }
                : null,
        },
        Json);

    private static object FileOf(ImportReading reading, Texts texts) => new
    {
        encoding = reading.File?.Encoding.Name,
        encodingGuessed = reading.File?.Encoding.Guessed,
        separator = reading.File?.Separator.ToString(),
        rows = reading.Survey?.Rows ?? 0,
        columns = reading.Mapping?.Columns.Select(column => new
        {
            column = column.Heading,
            readAs = column.Meaning?.Name ?? ColumnMapping.Ignore,
            neverSaved = column.Forbidden is { } thing ? texts.Of(thing) : null,
        }),
        counts = reading.Counts.ToDictionary(count => count.Key.ToString(), count => count.Value),
        problems = Problems(reading.Problems, texts),
    };

    private static IEnumerable<object> Problems(IEnumerable<ImportProblem> problems, Texts texts) => problems.Select(problem =>
    {
        var words = ProblemWords.Of(problem, texts);
        return new
        {
            row = problem.Row,
            column = problem.Column.Heading,
            seen = problem.Seen,
            kind = JsonNamingPolicy.SnakeCaseLower.ConvertName(problem.Kind.ToString()),
            severity = JsonNamingPolicy.SnakeCaseLower.ConvertName(problem.Kind.Severity().ToString()),
            problem = words.Problem,
            remedy = words.Remedy,
        };
    });
}
