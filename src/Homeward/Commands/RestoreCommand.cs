using System.CommandLine;
using System.Text.Json;
using Homeward.Journal;
using Command = System.CommandLine.Command;

namespace Homeward.Commands;

/// <summary><c>homeward restore</c>: a backup, put into an empty data folder.</summary>
internal static class RestoreCommand
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static Command Build()
    {
        var (data, json) = (Options.Data(), Options.Json());
        var file = new Argument<string>("FILE") { Description = "The backup." };
        var keys = new Option<string?>("--keys") { Description = "Its keys. Without them rows can be verified and not read.", HelpName = "FILE.keys" };
        var forget = new Option<string[]>("--forget-as")
        {
            Description = "A newer backup, or the old data folder: what has been forgotten there since is forgotten here too, before anything is read.",
            HelpName = "PATH",
        };
        var seals = new Option<string?>("--backup-keys") { Description = "The folder backup-keys that lay beside the backup, when it isn't there any more.", HelpName = "FOLDER" };
        var command = new Command("restore", Options.WithExample(
            "Restores a backup into an empty data folder. Every chain is verified before anything is in place.",
            "homeward restore /media/backup/monday --keys /media/keys/monday.keys --forget-as /media/backup/friday --data ./data")) { file, keys, seals, forget, data, json };
        command.SetAction(parsed =>
        {
            var folder = new DataFolder(parsed.GetValue(data)!);
            using var locked = Options.Lock(folder);
            var restored = Restore.Run(folder, parsed.GetValue(file)!, parsed.GetValue(keys), parsed.GetValue(forget) ?? [], TimeProvider.System, parsed.GetValue(seals));
            Console.Out.WriteLine(parsed.GetValue(json)
                ? JsonSerializer.Serialize(new { restored.Manifest.Made, restored.WithKeys, restored.Forgotten, Journals = restored.Manifest.Journals.Select(journal => new { Journal = journal.Name, journal.Rows, journal.Head }) }, Json)
                : string.Join(Environment.NewLine, restored.Manifest.Journals.Select(journal => $"{journal.Name}: {journal.Rows} rows, verified to head {journal.Head}")
                    .Append($"Restored what was kept up to {restored.Manifest.Made:yyyy-MM-dd HH:mm} UTC. {restored.Forgotten} records stay forgotten.")));
            if (!restored.WithKeys)
            {
                Console.Error.WriteLine("No keys were given: the rows can be verified and not read. To read them, restore into another empty folder with --keys.");
            }
            else if (!File.Exists(folder.KeyFile) && Environment.GetEnvironmentVariable(InstallationKey.Variable) is null)
            {
                Console.Error.WriteLine($"Now put installation.key into {folder.Path}, or set {InstallationKey.Variable}. No backup holds it.");
            }

            return CommandLine.Good;
        });
        return command;
    }
}
