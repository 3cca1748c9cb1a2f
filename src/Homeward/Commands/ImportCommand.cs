using System.CommandLine;
using Homeward.Access;
using Homeward.Domain;
using Homeward.Engine;
using Homeward.Features.Drill.Play;
using Homeward.Features.Import;
using Homeward.Journal;
using Homeward.Web;
using Command = System.CommandLine.Command;

namespace Homeward.Commands;

/// <summary><c>homeward import</c>: a school roll, declarations or people from a CSV file. What was cut short is finished by the same command.</summary>
internal static class ImportCommand
{
    private const int ProblemsPrinted = 50;

    // Whoever sits at the machine and has the installation's key; no account, so no name.
    private static readonly Id<User> AtTheMachine = new(new Guid("00000000-0000-0000-0000-00000000000b"));

    private static readonly Dictionary<string, ImportKind> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["roll"] = ImportKind.Roll,
        ["declarations"] = ImportKind.Declarations,
        ["people"] = ImportKind.People,
    };

    private static readonly Dictionary<string, DateOrder> Orders = new(StringComparer.OrdinalIgnoreCase)
    {
        ["dmy"] = DateOrder.DayMonthYear,
        ["mdy"] = DateOrder.MonthDayYear,
    };

    public static Command Build()
    {
        var (data, incident, json) = (Options.Data(), Options.Incident(), Options.Json());
        var file = new Argument<string>("FILE") { Description = "The CSV file. Any usual separator and encoding." };
        var kind = new Option<string>("--kind") { Description = "What the file holds: roll, declarations or people.", Required = true };
        kind.AcceptOnlyFromAmong([.. Kinds.Keys]);
        var place = new Option<string?>("--place") { Description = "The place whose roll it is, or from where the reports come. Needed for a roll.", HelpName = "NAME" };
        var dependents = new Option<string?>("--dependents") { Description = "For declarations: a second file with the children.", HelpName = "FILE" };
        var map = new Option<string?>("--map") { Description = "A JSON file that says what columns mean: { \"Heading\": \"given_name\", \"Other\": \"ignore\" }.", HelpName = "FILE" };
        var order = new Option<string?>("--date-order") { Description = "Which number of 3/4/2015 is the day, where the file doesn't show it: dmy or mdy." };
        order.AcceptOnlyFromAmong([.. Orders.Keys]);
        var actAs = new Option<string?>("--as") { Description = "The person who signs in by this name is the one who brings the list. Without it, the organisation that runs the place is.", HelpName = "NAME" };
        var contacts = new Option<bool>("--contacts-may-collect") { Description = "Contacts of a file that doesn't say who may collect may do so." };
        var preview = new Option<bool>("--preview") { Description = "Show what would happen and save nothing." };
        var skip = new Option<bool>("--skip-problems") { Description = "Save the good rows and leave out those with problems." };
        var command = new Command("import", Options.WithExample(
            "Brings in a school roll, declarations or people from a CSV file. The same file twice changes nothing, and finishes what was cut short.",
            "homeward import roll.csv --kind roll --place \"Morton Elementary\" --preview"))
        { file, kind, place, dependents, map, order, actAs, contacts, preview, skip, data, incident, json };
        command.SetAction(async (parsed, _) =>
        {
            var texts = new Texts(TextCatalogue.Embedded, Language.English);
            var files = new BroughtFiles(Read(parsed.GetValue(file)!), parsed.GetValue(dependents) is { } second ? Read(second) : null);
            var choices = Choices(parsed.GetValue(map), parsed.GetValue(order) is { } said ? Orders[said] : null, texts);
            var folder = Options.Existing(parsed.GetValue(data)!);
            using var locked = Options.Lock(folder);
            var (key, code) = (InstallationKey.FromEnvironmentOrFile(folder.Path), Options.Only(folder, parsed.GetValue(incident)));
            await using var engine = IncidentEngine.Open(IncidentJournal.Open(folder.Incident(code), key, TimeProvider.System), TimeProvider.System);
            var at = FindPlace(engine.Current, parsed.GetValue(place));
            var target = new ImportTarget(Kinds[parsed.GetValue(kind)!], at?.Id, ActorFor(folder, key, engine.Current, at, parsed.GetValue(actAs)), parsed.GetValue(contacts));
            if (target.Kind == ImportKind.Roll && at is null) { throw new CommandRefusedException($"A roll belongs to a place. Say which with --place. {PlacesOf(engine.Current)}"); }

            await Console.Error.WriteLineAsync("Reading…");
            var check = ImportCheck.Of(engine.Current, target, files, choices, TimeProvider.System.GetUtcNow());
            var import = ImportSaving.IdOf(engine.Current, target, files);
            if (engine.Current.UnfinishedImports.Any(unfinished => unfinished.Id == import)) { await Console.Error.WriteLineAsync("A part of this file is saved already. Saving adds the rest."); }
            var outcome = await FinishAsync(engine, check, target, import, parsed.GetValue(preview), parsed.GetValue(skip));
            Print(check, outcome, parsed.GetValue(json), texts);
            return outcome is Outcome.Refused ? CommandLine.Refused : CommandLine.Good;
        });
        return command;
    }

    private enum Outcome { Preview, Saved, NothingNew, Refused }

    private static async Task<Outcome> FinishAsync(IncidentEngine engine, ImportCheck check, ImportTarget target, Id<UnfinishedImport> import, bool preview, bool skip)
    {
        if (check.Plan is not { } plan || (check.StoppedRows > 0 && !skip)) { return Outcome.Refused; }
        if (preview) { return Outcome.Preview; }
        var goesOn = engine.Current.UnfinishedImports.Any(unfinished => unfinished.Id == import);
        if (plan.Requests.Count == 0 && !goesOn) { return Outcome.NothingNew; }

        await Console.Error.WriteLineAsync($"Saving {plan.New + plan.Changed:#,0} rows…");
        var progress = Progress.OnError("Rows saved", TimeProvider.System);
        var saved = await ImportSaving.SaveAsync(engine, target, import, plan, TimeProvider.System, progress.At);
        progress.Done();
        return saved switch
        {
            ImportSaving.Outcome.Done => plan.Requests.Count == 0 ? Outcome.NothingNew : Outcome.Saved,
            { Saved: 0 } => throw new CommandRefusedException("The journal can't be written now. Nothing was saved; the same command may be given again."),
            _ => throw new CommandRefusedException($"The journal can't be written now. {saved.Saved:#,0} of {saved.Of:#,0} rows are saved; the same command given again adds the rest."),
        };
    }

    private static void Print(ImportCheck check, Outcome outcome, bool json, Texts texts)
    {
        if (json)
        {
            Console.Out.WriteLine(ImportReport.Write(check, System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(outcome.ToString()), texts));
            return;
        }

        List<ImportProblem> problems = [.. check.Rows.Problems, .. check.Dependents?.Problems ?? [], .. check.Plan?.Problems ?? []];
        foreach (var problem in problems.Take(ProblemsPrinted)) { Console.Error.WriteLine(ProblemWords.Of(problem, texts)); }
        if (problems.Count > ProblemsPrinted) { Console.Error.WriteLine($"{problems.Count - ProblemsPrinted:#,0} more; --json prints them all."); }

        Console.Out.WriteLine($"{check.Rows.Survey?.Rows ?? 0:#,0} rows read, {check.StoppedRows:#,0} of them can't be saved as they stand.");
        if (check.Plan is { } plan)
        {
            Console.Out.WriteLine($"{plan.New:#,0} new, {plan.Changed:#,0} corrected, {plan.Same:#,0} known already ({plan.Children:#,0} children, {plan.Adults:#,0} adults).");
            if (plan.Contacts > 0) { Console.Out.WriteLine(texts["import.contacts_hint", plan.Contacts].Replace("tick this", "give --contacts-may-collect", StringComparison.Ordinal)); }
        }

        Console.Out.WriteLine(outcome switch
        {
            Outcome.Saved => "All of it is saved.",
            Outcome.NothingNew => "There was nothing new to save.",
            Outcome.Preview => "This was a preview. Nothing has been saved.",
            _ => "Nothing has been saved. Correct the file, or give --skip-problems to leave out rows that can't be saved.",
        });
    }

    private static ReadingChoices Choices(string? map, DateOrder? order, Texts texts)
    {
        if (map is null) { return ReadingChoices.None with { DateOrder = order }; }

        return MappingFile.Read(System.Text.Encoding.UTF8.GetString(Read(map)).TrimStart('\uFEFF'), order)
            ?? throw new CommandRefusedException($"{map}: {ProblemWords.Of(ImportProblem.OfFile(ProblemKind.MappingUnreadable), texts)}");
    }

    private static byte[] Read(string path)
    {
        try
        {
            // One byte past the limit is enough to say that a file is too large, and nobody has to hold all of it.
            using var stream = File.OpenRead(path);
            var bytes = new byte[Math.Min(stream.Length, NotATable.MaxBytes + 1L)];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandRefusedException($"{path} can't be read: {fault.Message}");
        }
    }

    private static Place? FindPlace(IncidentState state, string? name)
    {
        if (name is null) { return null; }

        var found = state.Places.Select(pair => pair.Value).Where(place => Same(place.Name, name)).ToList();
        return found switch
        {
            [var only] => only,
            [] => throw new CommandRefusedException($"There is no place \"{name}\" in this incident. {PlacesOf(state)}"),
            _ => throw new CommandRefusedException($"There are {found.Count} places called \"{name}\" in this incident. Do this on the page, where you can choose."),
        };
    }

    private static string PlacesOf(IncidentState state) =>
        $"It has: {string.Join(", ", state.Places.Select(pair => pair.Value.Name).Order(StringComparer.OrdinalIgnoreCase))}.";

    private static Actor ActorFor(DataFolder folder, InstallationKey key, IncidentState state, Place? place, string? name)
    {
        if (name is null)
        {
            var organisation = place?.RunBy ?? (state.Organisations.Count == 1 ? state.Organisations.Single().Key : null as Id<Organisation>?)
                ?? throw new CommandRefusedException("It isn't clear for which organisation this is. Say who brings the list with --as NAME.");
            return new Actor(AtTheMachine, organisation, Role.Coordinator, Guid.Empty);
        }

        using var accounts = AccountStore.Open(folder, key, TimeProvider.System);
        return accounts.Current.Find(name) is { Ended: false } account
            ? new Actor(account.Id, account.Organisation, account.Role, Guid.Empty)
            : throw new CommandRefusedException($"Nobody signs in as \"{name}\" here.");
    }

    private static bool Same(string left, string right) => Heading.Split(left).SequenceEqual(Heading.Split(right));
}
