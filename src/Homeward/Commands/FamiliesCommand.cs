using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CsvHelper;
using Homeward.Features.Families;
using Homeward.Features.Import;
using Homeward.Linkage.Families;
using Homeward.Web;
using Command = System.CommandLine.Command;

namespace Homeward.Commands;

/// <summary><c>homeward families</c>: which declared dependent each child's record is about.</summary>
internal static class FamiliesCommand
{
    private const int ProblemsPrinted = 50;

    private static readonly JsonSerializerOptions JsonForPrograms = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Build()
    {
        var json = Options.Json();
        var children = new Argument<string>("CHILDREN") { Description = "Children's records: id, reported_at, given_name, family_name, age, sex, town, school, mother_name, father_name, sibling_names (;), phone. Any may be empty." };
        var declarations = new Argument<string>("DECLARATIONS") { Description = "Declarations of held adults: id, declared_at, given_name, family_name, sex, age, relation, town, phone." };
        var dependents = new Argument<string>("DEPENDENTS") { Description = "The children they name: declaration_id, number, name, age, sex, school." };
        var output = new Option<string>("--out") { Description = "The leads: child_id, declaration_id, dependent_number, probability.", Required = true, HelpName = "FILE" };
        var threshold = new Option<double>("--threshold") { Description = "Write leads that are at least this probable, 0 to 1.", DefaultValueFactory = _ => 0.5, HelpName = "P" };
        var seed = new Option<long>("--seed") { Description = "The same seed and the same lists give the same leads.", DefaultValueFactory = _ => 1, HelpName = "N" };
        var map = new Option<string?>("--map") { Description = "A JSON file that says what columns mean: { \"Heading\": \"given_name\", \"dependents\": { \"Heading\": \"name\" } }.", HelpName = "FILE" };
        var command = new Command("families", Options.WithExample(
            "Finds which declared dependent each child's record is about: a probability for each pair, consistent over the family. Needs no training and no labels.",
            "homeward families children.csv declarations.csv dependents.csv --out leads.csv"))
        { children, declarations, dependents, output, threshold, seed, map, json };
        command.SetAction((parsed, cancellation) =>
        {
            var least = parsed.GetValue(threshold);
            if (!(least is >= 0 and <= 1)) { throw new CommandRefusedException($"--threshold is {least}; it is a probability from 0 to 1."); }

            var texts = new Texts(TextCatalogue.Embedded, Language.English);
            var lists = Read(parsed.GetValue(children)!, parsed.GetValue(declarations)!, parsed.GetValue(dependents)!, parsed.GetValue(map), texts);
            Say(lists, texts);
            var links = FamilyLinker.Link(lists.Children, lists.Declarations, new FamilySettings { Seed = parsed.GetValue(seed), LeastProbability = least }, cancellation);
            Write(parsed.GetValue(output)!, links);
            Summarise(links, lists, parsed.GetValue(json));
            return Task.FromResult(CommandLine.Good);
        });
        return command;
    }

    private static FamilyLists Read(string children, string declarations, string dependents, string? map, Texts texts)
    {
        try
        {
            var choices = map is null ? ReadingChoices.None
                : MappingFile.Read(System.Text.Encoding.UTF8.GetString(Bytes(map)).TrimStart('\uFEFF'), null)
                    ?? throw new CommandRefusedException($"{map}: {ProblemWords.Of(ImportProblem.OfFile(ProblemKind.MappingUnreadable), texts)}");
            return FamilyLists.Read(new(children, Bytes(children)), new(declarations, Bytes(declarations)), new(dependents, Bytes(dependents)), choices);
        }
        catch (ListRefusedException refused)
        {
            throw new CommandRefusedException($"{refused.File}: {ProblemWords.Of(refused.Problem, texts)} Nothing was written.");
        }
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandRefusedException($"{path} can't be read: {fault.Message} Nothing was written.");
        }
    }

    private static void Say(FamilyLists lists, Texts texts)
    {
        foreach (var problem in lists.Problems.Take(ProblemsPrinted)) { Console.Error.WriteLine($"{problem.File}: {ProblemWords.Of(problem.Problem, texts)}"); }

        if (lists.Problems.Count > ProblemsPrinted) { Console.Error.WriteLine($"{lists.Problems.Count - ProblemsPrinted:#,0} more of this kind. What can't be read is left out; the rest is used."); }

        foreach (var column in lists.ColumnsNotRead) { Console.Error.WriteLine($"Not used as evidence: column {column}. Say what it is with --map if it should be."); }
    }

    private static void Write(string path, FamilyLinks links)
    {
        // Written beside and moved, so that a file with this name is whole or is the one from before.
        var beside = path + ".part";
        try
        {
            using (var to = new StreamWriter(beside))
            using (var csv = new CsvWriter(to, CultureInfo.InvariantCulture))
            {
                foreach (var heading in (string[])["child_id", "declaration_id", "dependent_number", "probability"]) { csv.WriteField(heading); }

                csv.NextRecord();
                foreach (var lead in links.Leads)
                {
                    csv.WriteField(lead.ChildId);
                    csv.WriteField(lead.DeclarationId);
                    csv.WriteField(lead.DependentNumber);
                    csv.WriteField(lead.Probability.ToString("0.######", CultureInfo.InvariantCulture));
                    csv.NextRecord();
                }
            }

            File.Move(beside, path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandRefusedException($"{path} can't be written: {fault.Message}");
        }
    }

    private static void Summarise(FamilyLinks links, FamilyLists lists, bool json)
    {
        var summary = links.Summary;
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(
                new { summary.Children, summary.Declarations, summary.Dependents, summary.Families, summary.Candidates, Leads = links.Leads.Count, Problems = lists.Problems.Count, summary.Stages, Seconds = summary.Stages.Sum(s => s.Seconds) },
                JsonForPrograms));
            return;
        }

        Console.Out.WriteLine($"{summary.Children:#,0} children's records, {summary.Declarations:#,0} declarations of {summary.Dependents:#,0} dependents in {summary.Families:#,0} families: {links.Leads.Count:#,0} leads in {summary.Stages.Sum(s => s.Seconds):0.0} s.");
    }
}
