using System.Globalization;
using Homeward.Domain;
using Homeward.Engine;
using Homeward.Web;
using Homeward.Web.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Homeward.Features.Import;

/// <summary>How the file will be read and what saving it would do; the choices; and the button that saves all of it or nothing.</summary>
public sealed class PreviewModel(BroughtLists lists, TimeProvider clock) : IncidentPage
{
    private const int RowsShown = 8;
    private const int ProblemsShown = 100;
    private BroughtList? list;

    /// <summary>The file and what was chosen.</summary>
    public BroughtList List => list ?? throw new InvalidOperationException("The page is drawn only with a list.");

    /// <summary>What was found in it.</summary>
    public ImportCheck Check { get; private set; } = null!;

    /// <summary>A sentence that must be read first, such as that nothing was saved; null when there is none.</summary>
    public string? Notice { get; private set; }

    /// <summary>The first rows, good or not.</summary>
    public IEnumerable<ReadRow> FirstRows => Check.Rows.Rows.Take(RowsShown);

    /// <summary>The files with their columns, and where the names of their selects start.</summary>
    public IEnumerable<(string Prefix, ImportReading Reading)> Files =>
        Check.Dependents is { } second ? [("m", Check.Rows), ("d", second)] : [("m", Check.Rows)];

    /// <summary>The first problems, the worst first, and how many more there are.</summary>
    public (IReadOnlyList<ProblemWords> Listed, int More) Problems()
    {
        var all = Check.Rows.Problems.Select(problem => (problem, second: false))
            .Concat(Check.Dependents?.Problems.Select(problem => (problem, second: true)) ?? [])
            .Concat(Check.Plan?.Problems.Select(problem => (problem, second: problem.Kind == ProblemKind.DeclarationNotFound)) ?? [])
            .OrderBy(found => found.problem.Kind.Severity());
        var total = Check.Rows.Counts.Values.Sum() + (Check.Dependents?.Counts.Values.Sum() ?? 0) + (Check.Plan?.Problems.Count ?? 0);
        var listed = all.Take(ProblemsShown).Select(found =>
        {
            var words = ProblemWords.Of(found.problem, T);
            return found.second ? words with { Where = T["import.second_file", words.Where] } : words;
        }).ToList();
        return (listed, total - listed.Count);
    }

    /// <summary>How many rows would be saved.</summary>
    public int RowsToSave => Check.Plan is { } plan ? plan.New + plan.Changed : 0;

    /// <summary>True when a date column can be read in two orders, so that choosing makes a difference.</summary>
    public bool AsksForDateOrder =>
        List.Choices.DateOrder is not null || Files.Any(file => file.Reading.Survey?.Orders.Values.Any(votes => votes.Either + votes.OnlyDayFirst + votes.OnlyMonthFirst > 0) == true);

    /// <summary>What a column can be read as.</summary>
    public IReadOnlyList<Choice> Meanings(FilePart part) =>
        [new(ColumnMapping.Ignore, T["import.ignored"]), .. ColumnMeaning.For(part).Select(meaning => new Choice(meaning.Name, Words(meaning)))];

    /// <summary>The word for what stands between the cells.</summary>
    public string SeparatorWord(char separator) => separator switch
    {
        ';' => T["import.separator.semicolon"],
        '\t' => T["import.separator.tab"],
        '|' => T["import.separator.bar"],
        _ => T["import.separator.comma"],
    };

    /// <summary>Birth or age, as it will be saved.</summary>
    public static string Born(PersonDetails said) => (said.BirthDate, said.Age) switch
    {
        ({ } born, _) => born.Month is null ? $"{born.Year:0000}" : born.Day is null ? $"{born.Year:0000}-{born.Month:00}" : $"{born.Year:0000}-{born.Month:00}-{born.Day:00}",
        (null, { } age) => (age.Low == age.High ? $"{age.Low}" : $"{age.Low}–{age.High}") + (age.InMonths ? " m" : ""),
        _ => "",
    };

    public IActionResult OnGet(Guid list) => Look(list) is { } elsewhere ? elsewhere : Page();

    public IActionResult OnGetReport(Guid list) =>
        Look(list) is { } elsewhere ? elsewhere : Content(ImportReport.Write(Check, "preview", T), "application/json");

    /// <summary>Reads the file again with what was chosen in the form.</summary>
    public async Task<IActionResult> OnPostAsync(Guid list, CancellationToken cancellation)
    {
        if (Look(list) is { } elsewhere) { return elsewhere; }

        Choose(await Request.ReadFormAsync(cancellation));
        return LocalRedirect(Here.ToNow($"import/{list:N}"));
    }

    /// <summary>What of this very list was saved before it was cut short; null when it wasn't.</summary>
    public UnfinishedImport? Unfinished { get; private set; }

    private ImportTarget Target => new(List.Kind, List.Place, new Actor(Account.Id, Account.Organisation, Account.Role, Guid.Empty), List.ContactsMayCollect);

    /// <summary>Saves the plan that this page showed.</summary>
    public async Task<IActionResult> OnPostSaveAsync(Guid list, bool skip, int rows)
    {
        if (Look(list) is { } elsewhere) { return elsewhere; }

        // Somebody may have changed the incident, or a choice may not have been read yet: then the person looks once more.
        if (!Check.MaySave(skip) || rows != RowsToSave) { return Again(T["import.moved_on"], StatusCodes.Status409Conflict); }

        var plan = Check.Plan!;
        var outcome = await ImportSaving.SaveAsync(Engine, Target, ImportSaving.IdOf(State, Target, List.Files), plan, clock);
        if (outcome is not ImportSaving.Outcome.Done)
        {
            Look(list);
            var unavailable = outcome is ImportSaving.Outcome.Unavailable;
            return Again(
                outcome.Saved > 0 ? T[unavailable ? "import.unavailable_after" : "import.moved_on_after", outcome.Saved, outcome.Of]
                : T[unavailable ? "import.unavailable" : "import.moved_on"],
                unavailable ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status409Conflict);
        }

        lists.Forget(list);
        return LocalRedirect(Here.ToNow(string.Create(CultureInfo.InvariantCulture, $"import/done?new={plan.New}&changed={plan.Changed}&same={plan.Same}&skipped={Check.StoppedRows}")));
    }

    private LocalRedirectResult? Look(Guid id)
    {
        list = lists.Find(id, Account.Id, Engine.Current.Incident!.Id);
        if (list is null) { return LocalRedirect(Here.ToNow("import?gone=true")); }

        Check = ImportCheck.Of(Engine.Current, Target, list.Files, list.Choices, clock.GetUtcNow());
        Unfinished = Engine.Current.UnfinishedImports.Find(import => import.Id == ImportSaving.IdOf(Engine.Current, Target, list.Files));
        return null;
    }

    private void Choose(IFormCollection form)
    {
        lists.Change(List with
        {
            Choices = new ReadingChoices(Chosen(form, "m", Check.Rows), Enum.TryParse<DateOrder>(form["dateOrder"], out var order) && Enum.IsDefined(order) ? order : null)
            {
                Dependents = Check.Dependents is { } second ? Chosen(form, "d", second) : new Dictionary<string, string>(),
            },
            ContactsMayCollect = form["contacts"] == "yes",
        });
    }

    private static Dictionary<string, string> Chosen(IFormCollection form, string prefix, ImportReading reading) =>
        (reading.Mapping?.Columns ?? []).Where(column => column.Forbidden is null && form[$"{prefix}{column.Index}"].ToString().Length > 0)
            .ToDictionary(column => column.Heading, column => form[$"{prefix}{column.Index}"].ToString());

    private string Words(ColumnMeaning meaning) => meaning.Number == 0 ? T.Of(meaning.Field) : T["import.numbered", T.Of(meaning.Field), meaning.Number];

    private PageResult Again(string notice, int status)
    {
        Notice = notice;
        Response.StatusCode = status;
        return Page();
    }
}
