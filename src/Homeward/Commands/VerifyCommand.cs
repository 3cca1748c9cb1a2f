using System.CommandLine;
using System.Text.Json;
using Homeward.Journal;
using Command = System.CommandLine.Command;

namespace Homeward.Commands;

/// <summary><c>homeward verify</c>: whether a journal is what was written, without any key.</summary>
internal static class VerifyCommand
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static Command Build()
    {
        var (data, incident, json) = (Options.Data(), Options.Incident(), Options.Json());
        incident.Description = "The incident's code. Without it every journal in the folder is checked.";
        var head = new Option<string?>("--head")
        {
            Description = "A head that was kept elsewhere, as on a shift sheet: finds a cut tail and a chain that was computed anew.",
            HelpName = "TEXT",
        };
        head.Validators.Add(result =>
        {
            if (result.Tokens is [var typed] && Head.Parse(typed.Value, out var problem) is null)
            {
                result.AddError(problem!);
            }
        });
        var command = new Command("verify", Options.WithExample(
            "Checks that nothing in a journal was altered, deleted, inserted or swapped. Needs no key; a server may be running.\nPrints the number of rows and the last hash, or the first bad row and ends with 1.",
            "homeward verify --incident MS2019 --head 1042-6YVT2K0D-8Q1WZ3RM-04KJ7N5H-B2XG9C6P-T3E8A1VD-3F7K")) { data, incident, head, json };
        command.SetAction(parsed =>
        {
            var folder = Options.Existing(parsed.GetValue(data)!);
            var held = parsed.GetValue(head) is { } text ? Head.Parse(text, out _) : null;

            // A head is of one journal, so with one the incident is named or the only one.
            var names = (held, parsed.GetValue(incident)) switch
            {
                ({ }, var code) => [$"incidents/{Options.Only(folder, code)}"],
                (null, { } code) => folder.JournalsOf(Options.Only(folder, code)),
                _ => folder.Journals(),
            };
            var found = names.Select(name => (name, JournalVerifier.Verify(Path.Combine(folder.Path, name, IncidentJournal.JournalFile), held))).ToList();
            var good = found.All(journal => journal.Item2 is Verification.Good);
            Console.Out.WriteLine(parsed.GetValue(json)
                ? JsonSerializer.Serialize(new { Good = good, Journals = found.Select(journal => AsData(journal.name, journal.Item2)) }, Json)
                : string.Join(Environment.NewLine, found.Select(journal => AsWords(journal.name, journal.Item2))));
            return good ? CommandLine.Good : CommandLine.Refused;
        });
        return command;
    }

    private static object AsData(string name, Verification found) => found switch
    {
        Verification.Good good => new { Journal = name, Good = true, good.Rows, Hash = Convert.ToHexStringLower(good.Head.Hash), Head = good.Head.ToString() },
        Verification.Bad bad => new
        {
            Journal = name,
            Good = false,
            FirstBadRow = bad.Position,
            NotAfterRow = bad.UpTo,
            What = JsonNamingPolicy.SnakeCaseLower.ConvertName(bad.What.ToString()),
            bad.Problem,
        },
        _ => throw new InvalidOperationException($"Unhandled outcome {found}."),
    };

    private static string AsWords(string name, Verification found) => found switch
    {
        Verification.Good good => $"{name}: {good.Rows} rows, last hash {Convert.ToHexStringLower(good.Head.Hash)}\n  head to keep elsewhere: {good.Head}",
        Verification.Bad { Position: 0 } bad => $"{name}: wrong. {bad.Problem}",
        Verification.Bad bad => $"{name}: first bad row {bad.Position}{(bad.UpTo > bad.Position ? $" (or one up to {bad.UpTo})" : "")}. {bad.Problem}",
        _ => throw new InvalidOperationException($"Unhandled outcome {found}."),
    };
}
