using System.CommandLine;
using System.Text.Json;
using Homeward.Linkage;
using Command = System.CommandLine.Command;

namespace Homeward.Commands;

/// <summary><c>homeward dedupe</c>: which records of a file are about one person.</summary>
internal static class DedupeCommand
{
    public static Command Build()
    {
        var file = new Argument<string>("FILE") { Description = "A CSV file of people. Columns are recognised by their usual names and by what they hold." };
        var output = new Option<string>("--out") { Description = "The clusters: id, cluster.", Required = true, HelpName = "FILE" };
        var links = new Option<string?>("--links") { Description = "The linked pairs: left_id, right_id, probability, weight_bits.", HelpName = "FILE" };
        var together = new Option<string?>("--together") { Description = "Pairs that people decided are one person: left_id, right_id. They are in one cluster.", HelpName = "FILE.csv" };
        var apart = new Option<string?>("--apart") { Description = "Pairs that people decided are two people: left_id, right_id. They are in two clusters.", HelpName = "FILE.csv" };
        var common = new LinkageOptions();
        var command = new Command("dedupe", Options.WithExample(
            "Finds the records of a file that are about one person. Needs no labels: what agreement is worth is learned from the file itself.",
            "homeward dedupe people.csv --out clusters.csv --links links.csv"))
        { file, output, links, together, apart };
        common.AddTo(command);
        LinkageOptions.SetWork(command, (parsed, cancellation) =>
        {
            var settings = common.Settings(parsed);
            var watch = new StageWatch();
            var table = LinkageOptions.Read(parsed.GetValue(file)!, cancellation);
            var ids = LinkageOptions.Ids(table, settings);
            var loading = watch.Stop("load");
            settings = settings with
            {
                Together = DecidedPairs.Read(parsed.GetValue(together), table.Rows, ids, cancellation),
                Apart = DecidedPairs.Read(parsed.GetValue(apart), table.Rows, ids, cancellation),
            };
            DecidedPairs.Check(settings.Together, settings.Apart, table.Rows, ids);
            settings = common.WithLabels(parsed, settings, (ids, table.Rows), null, cancellation);
            settings = common.WithExplained(parsed, settings, (ids, table.Rows), null);
            LinkageOptions.Say(table, ColumnRoles.Recognise(table, settings.Roles), ids);
            var result = LinkageOptions.Refusing(parsed.GetValue(file)!, () => Deduplication.Run(table, settings, LinkageOptions.Progress(), cancellation));
            watch = new StageWatch();
            LinkageOptions.Write(parsed.GetValue(output)!, to => WriteClusters(to, result, ids));
            if (parsed.GetValue(links) is { } path) { LinkageOptions.Write(path, to => LinkageOptions.WriteLinks(to, result.Links.Where(link => link.Probability >= (settings.Threshold ?? LinkageOptions.LeastLinkProbability)), row => ids[row])); }

            common.WriteModel(parsed, result, ids);
            common.WriteReport(parsed, result, row => ids[row], isOneFile: true);
            LinkageOptions.SayWhy(result, row => ids[row]);
            Summarise(result, [loading, .. result.Times, watch.Stop("write")], common.Json(parsed));
            return CommandLine.Good;
        });
        return command;
    }

    private static void WriteClusters(TextWriter to, LinkageResult result, RecordIds ids)
    {
        to.WriteLine("id,cluster");
        for (var row = 0; row < result.Clusters.Count; row++)
        {
            to.WriteLine($"{LinkageOptions.Cell(ids[row])},{LinkageOptions.Cell(ids[result.Clusters[row]])}");
        }
    }

    private static void Summarise(LinkageResult result, StageTime[] times, bool json)
    {
        var people = result.Clusters.Distinct().Count();
        if (json)
        {
            var summary = new
            {
                Records = result.Table.Rows,
                People = people,
                result.Candidates,
                Links = result.Links.Count(link => link.Probability >= LinkageOptions.LeastLinkProbability),
                result.Unlinkable,
                Rules = result.Rules.Where(rule => rule.Pairs > 0),
                Stages = times,
                Seconds = times.Sum(time => time.Seconds),
                ProcessorSeconds = times.Sum(time => time.ProcessorSeconds),
            };
            Console.Out.WriteLine(JsonSerializer.Serialize(summary, LinkageOptions.JsonForPrograms));
            return;
        }

        Console.Out.WriteLine($"{result.Table.Rows:#,0} records are about {people:#,0} people ({result.Candidates:#,0} pairs compared in {times.Sum(time => time.Seconds):0.0} s). {LinkageOptions.Words(result.Unlinkable)}");
    }
}
