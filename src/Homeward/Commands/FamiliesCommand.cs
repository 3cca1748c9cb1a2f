using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CsvHelper;
using Homeward.Features.Families;
using Homeward.Features.Import;
using Homeward.Linkage;
using Homeward.Linkage.Families;
using Homeward.Web;
using Command = System.CommandLine.Command;

namespace Homeward.Commands;

/// <summary><c>homeward families</c>: which declared dependent each child's record is about.</summary>
internal static class FamiliesCommand
{
    private const int ProblemsPrinted = 50, LeadsExplained = 5;

    // A lead below this is explained to nobody.
    private const double FaintestExplained = 0.01;

    public static Command Build()
    {
        var children = new Argument<string>("CHILDREN") { Description = "Children's records: id, reported_at, given_name, family_name, age, sex, town, school, mother_name, father_name, sibling_names (;), phone. Any may be empty." };
        var declarations = new Argument<string>("DECLARATIONS") { Description = "Declarations of held adults: id, declared_at, given_name, family_name, sex, age, relation, town, phone." };
        var dependents = new Argument<string>("DEPENDENTS") { Description = "The children they name: declaration_id, number, name, age, sex, school." };
        var output = new Option<string>("--out") { Description = "The leads: child_id, declaration_id, dependent_number, probability.", Required = true, HelpName = "FILE" };
        var common = new LinkageOptions();
        var explain = new Option<string?>("--explain") { Description = "Say in words what speaks for and against the leads of one child's record.", HelpName = "CHILD_ID" };
        var language = new Option<string>("--language") { Description = "The language of --explain and --report: en or es.", DefaultValueFactory = _ => "en" };
        language.AcceptOnlyFromAmong("en", "es");
        var command = new Command("families", Options.WithExample(
            "Finds which declared dependent each child's record is about: a probability for each pair, consistent over the family. Needs no training and no labels.",
            "homeward families children.csv declarations.csv dependents.csv --out leads.csv"))
        { children, declarations, dependents, output, explain, language };
        common.AddForFamiliesTo(command);
        LinkageOptions.SetWork(command, (parsed, cancellation) =>
        {
            var least = common.Threshold(parsed) ?? LinkageOptions.LeastLinkProbability;
            var settings = common.FamilySettings(parsed) with { LeastProbability = Math.Min(least, FaintestExplained) };
            var texts = new Texts(TextCatalogue.Embedded, Language.English);
            var spoken = new Texts(TextCatalogue.Embedded, parsed.GetValue(language) == "es" ? Language.Spanish : Language.English);
            var watch = new StageWatch();
            var lists = Read(parsed.GetValue(children)!, parsed.GetValue(declarations)!, parsed.GetValue(dependents)!, common.Map(parsed), common.Id(parsed), texts);
            var loading = watch.Stop("load");
            var wanted = parsed.GetValue(explain);
            if (wanted is not null && !lists.Children.Any(child => child.Id == wanted)) { throw new CommandRefusedException($"There is no record {wanted} in {parsed.GetValue(children)}. Nothing was written."); }

            Say(lists, texts);
            var links = FamilyLinker.Link(lists.Children, lists.Declarations, settings, cancellation);
            watch = new StageWatch();
            LinkageOptions.Write(parsed.GetValue(output)!, to => Write(to, links.Leads.Where(lead => lead.Probability >= least)));
            common.WriteModel(parsed, links.Model);
            if (common.Report(parsed) is { } page) { LinkageOptions.Write(page, to => to.Write(new FamilyReport(lists, links, least, spoken).Html())); }

            if (wanted is not null) { Explain(wanted, links, new FamilyWords(lists, spoken)); }

            Summarise(links, lists, least, [loading, .. links.Summary.Stages, watch.Stop("write")], common.Json(parsed));
            return CommandLine.Good;
        });
        return command;
    }

    private static FamilyLists Read(string children, string declarations, string dependents, string? map, string? id, Texts texts)
    {
        try
        {
            var choices = map is null ? ReadingChoices.None
                : MappingFile.Read(System.Text.Encoding.UTF8.GetString(Bytes(map)).TrimStart('\uFEFF'), null)
                    ?? throw new CommandRefusedException($"{map}: {ProblemWords.Of(ImportProblem.OfFile(ProblemKind.MappingUnreadable), texts)}");
            if (id is not null) { choices = choices with { Columns = new Dictionary<string, string>(choices.Columns) { [id] = "id" } }; }

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

    private static void Write(TextWriter to, IEnumerable<FamilyLead> leads)
    {
        using var csv = new CsvWriter(to, CultureInfo.InvariantCulture, leaveOpen: true);
        foreach (var heading in (string[])["child_id", "declaration_id", "dependent_number", "probability"]) { csv.WriteField(heading); }

        csv.NextRecord();
        foreach (var lead in leads)
        {
            csv.WriteField(lead.ChildId);
            csv.WriteField(lead.DeclarationId);
            csv.WriteField(lead.DependentNumber);
            csv.WriteField(lead.Probability.ToString("0.######", CultureInfo.InvariantCulture));
            csv.NextRecord();
        }
    }

    // On stderr: it holds personal data, and stdout may be read by a program.
    private static void Explain(string child, FamilyLinks links, FamilyWords words)
    {
        var leads = links.Leads.Where(lead => lead.ChildId == child).Take(LeadsExplained).ToList();
        if (leads.Count == 0) { Console.Error.WriteLine($"{child}: no declared dependent is at all probable. What the record says fits nobody, or too many."); }

        foreach (var lead in leads)
        {
            Console.Error.WriteLine(words.Title(lead));
            foreach (var evidence in links.Explain(lead).Evidence) { Console.Error.WriteLine($"  {evidence.Bits.ToString("+0.0;-0.0", CultureInfo.InvariantCulture),6}  {words.Of(lead, evidence)}"); }
        }
    }

    private static void Summarise(FamilyLinks links, FamilyLists lists, double least, StageTime[] times, bool json)
    {
        var summary = links.Summary;
        var written = links.Leads.Count(lead => lead.Probability >= least);
        var seconds = times.Sum(time => time.Seconds);
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(
                new
                {
                    summary.Children,
                    summary.Declarations,
                    summary.Dependents,
                    summary.Families,
                    summary.Candidates,
                    Leads = written,
                    Problems = lists.Problems.Count,
                    Stages = times,
                    Seconds = seconds,
                    ProcessorSeconds = times.Sum(time => time.ProcessorSeconds),
                },
                LinkageOptions.JsonForPrograms));
            return;
        }

        Console.Out.WriteLine($"{summary.Children:#,0} children's records, {summary.Declarations:#,0} declarations of {summary.Dependents:#,0} dependents in {summary.Families:#,0} families: {written:#,0} leads in {seconds:0.0} s.");
    }
}
