using System.CommandLine;
using System.Text.Json;
using Homeward.Linkage;
using Command = System.CommandLine.Command;

namespace Homeward.Commands;

/// <summary><c>homeward link</c>: which records of two files are about one person.</summary>
internal static class LinkCommand
{
    public static Command Build()
    {
        var left = new Argument<string>("LEFT") { Description = "A CSV file of people." };
        var right = new Argument<string>("RIGHT") { Description = "Another CSV file of people. Its headings may differ." };
        var output = new Option<string>("--out") { Description = "The linked pairs: left_id, right_id, probability, weight_bits.", Required = true, HelpName = "FILE" };
        var common = new LinkageOptions();
        var command = new Command("link", Options.WithExample(
            "Finds the records of two files that are about one person. Needs no labels. Where a file lists each person once, so do the links.",
            "homeward link reports.csv roll.csv --out links.csv"))
        { left, right, output };
        common.AddTo(command);
        LinkageOptions.SetWork(command, (parsed, cancellation) =>
        {
            var settings = common.Settings(parsed);
            var watch = new StageWatch();
            var (one, two) = (LinkageOptions.Read(parsed.GetValue(left)!, cancellation), LinkageOptions.Read(parsed.GetValue(right)!, cancellation));
            var (leftIds, rightIds) = (LinkageOptions.Ids(one, settings), LinkageOptions.Ids(two, settings));
            settings = common.WithLabels(parsed, settings, (leftIds, one.Rows), (rightIds, two.Rows), cancellation);
            settings = common.WithExplained(parsed, settings, (leftIds, one.Rows), (rightIds, two.Rows));
            LinkageOptions.Say(one, ColumnRoles.Recognise(one, settings.Roles), leftIds);
            LinkageOptions.Say(two, ColumnRoles.Recognise(two, settings.Roles), rightIds);
            var loading = watch.Stop("load");
            var result = LinkageOptions.Refusing($"{parsed.GetValue(left)} and {parsed.GetValue(right)}", () => FileLinking.Run(one, two, settings, LinkageOptions.Progress(), cancellation));
            watch = new StageWatch();
            var links = result.Links.Where(link => link.Probability >= (settings.Threshold ?? LinkageOptions.LeastLinkProbability)).ToList();
            LinkageOptions.Write(parsed.GetValue(output)!, to => LinkageOptions.WriteLinks(to, links, NameOf));
            common.WriteModel(parsed, result, leftIds);
            common.WriteReport(parsed, result, NameOf, isOneFile: false);
            LinkageOptions.SayWhy(result, NameOf);
            StageTime[] times = [loading, .. result.Times, watch.Stop("write")];
            Console.Out.WriteLine(common.Json(parsed)
                ? JsonSerializer.Serialize(
                    new { Left = one.Rows, Right = two.Rows, result.Candidates, Links = links.Count, result.Unlinkable, Rules = result.Rules.Where(rule => rule.Pairs > 0), Stages = times, Seconds = times.Sum(time => time.Seconds), ProcessorSeconds = times.Sum(time => time.ProcessorSeconds) },
                    LinkageOptions.JsonForPrograms)
                : $"{links.Count:#,0} links between {one.Rows:#,0} and {two.Rows:#,0} records ({result.Candidates:#,0} pairs compared in {times.Sum(time => time.Seconds):0.0} s). {LinkageOptions.Words(result.Unlinkable)}");
            return CommandLine.Good;

            string NameOf(int row) => row < one.Rows ? leftIds[row] : rightIds[row - one.Rows];
        });
        return command;
    }
}
