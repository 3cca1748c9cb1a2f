using System.CommandLine;
using System.Text.Json;
using Homeward.Access;
using Homeward.Features.Drill;
using Homeward.Features.Drill.Families;
using Homeward.Features.Drill.Measure;
using Homeward.Features.Drill.Play;
using Homeward.Features.Drill.Reports;
using Homeward.Features.Drill.Truth;
using Homeward.Journal;
using Homeward.Web;
using Command = System.CommandLine.Command;

namespace Homeward.Commands;

/// <summary><c>homeward drill</c>: an exercise on invented people; plays it, measures it, removes it.</summary>
internal static class DrillCommand
{
    private static readonly JsonSerializerOptions JsonForPrograms = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Build()
    {
        var (data, json, asked) = (Options.Data(), Options.Json(), new DrillOptions());
        var atOnce = new Option<bool>("--at-once") { Description = "Play both days into the data folder now, each report recorded at its own time, and end." };
        var live = new Option<bool>("--live") { Description = "Serve the pages and let the reports arrive on them, faster than life. The default." };
        var hours = new Option<int>("--hours") { Description = "With --at-once: play only the first hours of the two days.", DefaultValueFactory = _ => 48, HelpName = "N" };
        var truth = new Option<string?>("--truth") { Description = "Write what is true in this drill to this file (docs/guides/drill-truth.md).", HelpName = "FILE" };
        var remove = new Option<string?>("--remove") { Description = "Remove the drill of this code: every file, key and sign-in.", HelpName = "CODE" };
        var measure = new Option<string?>("--measure") { Description = "Hold the drill in the data folder against this truth file.", HelpName = "FILE" };
        var report = new Option<string?>("--report") { Description = "With --measure: write the measurement to this file as Markdown.", HelpName = "FILE" };
        var families = new Option<string?>("--families") { Description = "Write the lists that homeward families reads, of invented people, and truth.csv beside them, to this folder.", HelpName = "DIR" };
        var noise = new Option<double>("--noise") { Description = "With --families: how much is said wrong or left out; 0 is nothing.", DefaultValueFactory = _ => 1, HelpName = "N" };
        var url = ServeCommand.Url();
        var command = new Command("drill", Options.WithExample(
            "Makes an incident of invented people from a seed, plays what is reported about them over two days, and removes it again.",
            "homeward drill --scenario mississippi-2019 --seed 7 --scale 1 --at-once --truth truth.json --data ./drill"))
        {
            asked.Scenario, asked.Seed, asked.Scale, asked.Speed, atOnce, live, hours, truth, remove, measure, report, families, noise, url, data, json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var path = parsed.GetValue(data)!;
            if (parsed.GetValue(remove) is { } code) { return Remove(path, code); }

            if (parsed.GetValue(measure) is { } file) { return Measure(path, file, parsed.GetValue(report), parsed.GetValue(json)); }

            if (parsed.GetValue(families) is { } lists) { return WriteFamilies(lists, asked.Order(parsed, new DataFolder(path)), parsed.GetValue(noise)); }

            var order = asked.Order(parsed, new DataFolder(path));
            if (parsed.GetValue(truth) is { } truthFile) { WriteTruth(order, truthFile); }

            return parsed.GetValue(atOnce)
                ? await PlayAsync(path, order with { Minutes = Math.Min(parsed.GetValue(hours), 48) * 60 }, parsed.GetValue(json), cancellation)
                : await ServeCommand.RunAsync(path, parsed.GetValue(url)!, order, parsed.GetValue(asked.Speed), cancellation);
        });
        return command;
    }

    private static async Task<int> PlayAsync(string path, DrillOrder order, bool json, CancellationToken cancellation)
    {
        var folder = new DataFolder(path);
        using var locked = Options.Lock(folder);
        var key = InstallationKey.FromEnvironmentOrFile(folder.Path);
        using var accounts = AccountStore.Open(folder, key, TimeProvider.System);
        var progress = Progress.OnError("Reports played", TimeProvider.System);
        var (signIns, played) = await DrillAtOnce.PlayAsync(folder, key, accounts, order, progress.At, cancellation);
        progress.Done();
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(
                new { Incident = order.Code, Scenario = order.Scenario.Name, order.Seed, order.Scale, played.Tally.Requests, played.Tally.Refused, played.Tally.Released, played.Refusals, SignIns = signIns.People },
                JsonForPrograms));
        }
        else
        {
            Console.Out.WriteLine($"{order.Code} is in {folder.Path}: {played.Tally.Requests:N0} requests, of which {played.Tally.Refused:N0} were refused; {played.Tally.Released:N0} children released.");
            Console.Out.WriteLine(Sheet(signIns, folder, order.Code));
        }

        return CommandLine.Good;
    }

    /// <summary>Who can sign in to a drill, one line a seat.</summary>
    public static string Sheet(SignIns signIns, DataFolder folder, string code) => string.Join(Environment.NewLine,
    [
        "Everybody in this drill is invented. Sign in as (these exist for this drill only, and go with it):",
        .. signIns.People.Select(p => $"  {p.Name,-42} {p.Password}   {JsonNamingPolicy.SnakeCaseLower.ConvertName(p.Role.ToString()).Replace('_', ' ')}, {p.OrganisationName}"),
        $"The same list is in {Path.Combine(folder.Incident(code), SignIns.FileName)}. Remove the drill with: homeward drill --remove {code} --data {folder.Path}",
    ]);

    private static void WriteTruth(DrillOrder order, string file)
    {
        var world = new World(order.Scenario, order.Seed, order.Scale);
        var stream = new ReportStream(world, new Stage(order.Scenario, order.Seed, Timetable.AsPublished(order.Scenario)), NoiseLevels.Default);
        var progress = Progress.OnError("Households in the truth file", TimeProvider.System);
        using var to = File.Create(file);
        TruthFile.Write(to, world, stream, order.Code, number => progress.At(number, world.HouseholdCount));
        progress.Done();
    }

    private static int WriteFamilies(string folder, DrillOrder order, double noise)
    {
        if (!(noise is >= 0 and <= 10)) { throw new CommandRefusedException($"--noise is {noise}; it is a number from 0 (everybody is right) to 10."); }

        var (children, declarations, dependents, pairs) = FamilyFiles.Write(folder, order.Scenario, order.Seed, order.Scale, noise);
        Console.Error.WriteLine($"{folder}: {children:N0} children's records, {declarations:N0} declarations with {dependents:N0} dependents, {pairs:N0} true pairs in {FamilyFiles.Truth}. Everybody is invented.");
        return CommandLine.Good;
    }

    private static int Remove(string path, string code)
    {
        var folder = Options.Existing(path);
        var only = Options.Only(folder, code);
        using var locked = Options.Lock(folder);
        using var accounts = AccountStore.Open(folder, InstallationKey.FromEnvironmentOrFile(folder.Path), TimeProvider.System);
        if (!DrillRemoval.RemoveClosed(accounts, folder, only))
        {
            throw new CommandRefusedException($"{only} is a real incident, not a drill. Nothing was removed.");
        }

        Console.Error.WriteLine($"{only} is gone: its journal, keys and sign-ins.");
        return CommandLine.Good;
    }

    private static int Measure(string path, string truthFile, string? report, bool json)
    {
        if (!File.Exists(truthFile)) { throw new CommandRefusedException($"There is no file {truthFile}."); }

        var truth = KnownTruth.Read(truthFile)
            ?? throw new CommandRefusedException($"{truthFile} is not a truth file of a drill. One is written by: homeward drill --at-once --truth {truthFile}");
        var folder = Options.Existing(path);
        var code = Options.Only(folder, truth.Incident);
        using var journal = IncidentJournal.Open(folder.Incident(code), InstallationKey.FromEnvironmentOrFile(folder.Path), TimeProvider.System);
        var (hours, last) = new Measurement(truth).Take(journal);
        var measured = new MeasuredReport(
            truth,
            $"homeward drill --scenario {truth.Scenario} --seed {truth.Seed} --scale {truth.Scale} --at-once --truth truth.json --data DIR\nhomeward drill --measure truth.json --data DIR --report docs/measured/drill-{truth.Scenario}.md",
            hours, LeadsMeasured.Of(last, truth), LeadsMeasured.Recall(last, truth), last.Records.Count,
            LeadClaims.Of(last, truth), LeadClaims.InWords(last, truth));
        if (report is not null) { File.WriteAllText(report, measured.Markdown()); }

        if (json || report is null) { Console.Out.WriteLine(json ? measured.Json() : measured.Markdown()); }

        return CommandLine.Good;
    }
}
