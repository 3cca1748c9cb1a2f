using System.CommandLine;
using Homeward.Linkage;
using Command = System.CommandLine.Command;

namespace Homeward.Commands;

/// <summary><c>homeward label</c>: a page on which a person judges pairs, the most informative first.</summary>
internal static class LabelCommand
{
    private const int UsualPairs = 200;
    private const int MostPairs = 2_000;

    public static Command Build()
    {
        var file = new Argument<string>("FILE") { Description = "A CSV file of people." };
        var right = new Argument<string?>("RIGHT") { Description = "Another CSV file, for pairs between two files.", Arity = ArgumentArity.ZeroOrOne };
        var output = new Option<string>("--out") { Description = "The page. Open it in a browser; it needs no network. It holds people's data, like the file itself.", Required = true, HelpName = "FILE.html" };
        var count = new Option<int>("--pairs") { Description = "How many pairs to ask about.", DefaultValueFactory = _ => UsualPairs, HelpName = "N" };
        var language = new Option<string?>("--language") { Description = "Language of the page; the browser's without it.", HelpName = "en|es" };
        var common = new LinkageOptions();
        language.AcceptOnlyFromAmong("en", "es");
        var command = new Command("label", Options.WithExample(
            "Writes a page on which a person judges whether two records are about one person, the most informative pairs first. It saves labels.csv for --labels of dedupe and link.",
            "homeward label people.csv --out label.html"))
        { file, right, output, count, language };
        common.AddForLabellingTo(command);
        LinkageOptions.SetWork(command, (parsed, cancellation) =>
        {
            var wanted = parsed.GetValue(count);
            if (wanted is < 1 or > MostPairs) { throw new CommandRefusedException($"--pairs is {wanted}; it is 1 to {MostPairs:#,0}."); }

            var files = new LinkageFiles(common, parsed, parsed.GetValue(file)!, parsed.GetValue(right), cancellation);
            var result = files.Run(wanted, cancellation);
            LinkageOptions.Write(parsed.GetValue(output)!, to => LabelPage.Write(to, result, files.NameOf, files.Settings.Labels, parsed.GetValue(language)));
            Console.Out.WriteLine(result.ToJudge.Count == 0
                ? $"There is nothing to judge: no two records are likely to be about one person."
                : $"{parsed.GetValue(output)} asks about {result.ToJudge.Count:#,0} pairs. Open it in a browser, judge, save labels.csv, and give it to homeward with --labels.");
            return CommandLine.Good;
        });
        return command;
    }
}
