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
            var files = new LinkageFiles(common, parsed, parsed.GetValue(file)!, null, cancellation);
            files.Decide(parsed.GetValue(together), parsed.GetValue(apart), cancellation);
            files.Say();
            var result = files.Run(pairsToJudge: 0, cancellation);
            var watch = new StageWatch();
            LinkageOptions.Write(parsed.GetValue(output)!, to => WriteClusters(to, result, files));
            if (parsed.GetValue(links) is { } path) { files.WriteLinks(path, files.Likely(result)); }

            files.WriteRest(result);
            Summarise(result, [files.Loading, .. result.Times, watch.Stop("write")], common.Json(parsed));
            return CommandLine.Good;
        });
        return command;
    }

    private static void WriteClusters(TextWriter to, LinkageResult result, LinkageFiles files)
    {
        to.WriteLine("id,cluster");
        for (var row = 0; row < result.Clusters.Count; row++)
        {
            to.WriteLine($"{LinkageOptions.Cell(files.NameOf(row))},{LinkageOptions.Cell(files.NameOf(result.Clusters[row]))}");
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
