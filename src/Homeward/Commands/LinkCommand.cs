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
            var files = new LinkageFiles(common, parsed, parsed.GetValue(left)!, parsed.GetValue(right)!, cancellation);
            files.Say();
            var result = files.Run(pairsToJudge: 0, cancellation);
            var watch = new StageWatch();
            var links = files.Likely(result);
            files.WriteLinks(parsed.GetValue(output)!, links);
            files.WriteRest(result);
            StageTime[] times = [files.Loading, .. result.Times, watch.Stop("write")];
            Console.Out.WriteLine(common.Json(parsed)
                ? JsonSerializer.Serialize(
                    new { Left = files.LeftRows, Right = files.RightRows, result.Candidates, Links = links.Count, result.Unlinkable, Rules = result.Rules.Where(rule => rule.Pairs > 0), Stages = times, Seconds = times.Sum(time => time.Seconds), ProcessorSeconds = times.Sum(time => time.ProcessorSeconds) },
                    LinkageOptions.JsonForPrograms)
                : $"{links.Count:#,0} links between {files.LeftRows:#,0} and {files.RightRows:#,0} records ({result.Candidates:#,0} pairs compared in {times.Sum(time => time.Seconds):0.0} s). {LinkageOptions.Words(result.Unlinkable)}");
            return CommandLine.Good;
        });
        return command;
    }
}
