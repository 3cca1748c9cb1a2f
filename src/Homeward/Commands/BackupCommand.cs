using System.CommandLine;
using System.Text.Json;
using Homeward.Journal;
using Command = System.CommandLine.Command;

namespace Homeward.Commands;

/// <summary><c>homeward backup</c>: a copy of every journal, while a server runs or without one.</summary>
internal static class BackupCommand
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static Command Build()
    {
        var (data, json) = (Options.Data(), Options.Json());
        var to = new Option<string>("--out") { Description = "The file to make. The keys go to FILE.keys beside it: keep the two in different places.", HelpName = "FILE", Required = true };
        var command = new Command("backup", Options.WithExample(
            $"Copies every journal, encrypted as it is, into one file, and the wrapped keys into another that opens for {Backup.KeysLive.Days} days: the folder backup-keys beside it holds what opens it, and loses it then.\nThe installation key is in neither: without it nothing can be read.",
            "homeward backup --out /media/backup/monday")) { data, to, json };
        command.SetAction(parsed =>
        {
            var folder = Options.Existing(parsed.GetValue(data)!);
            var file = Path.GetFullPath(parsed.GetValue(to)!);
            if (!Directory.Exists(Path.GetDirectoryName(file)))
            {
                throw new CommandRefusedException($"There is no folder {Path.GetDirectoryName(file)}. Nothing was changed.");
            }

            var made = Backup.Make(folder, file, TimeProvider.System);
            Console.Out.WriteLine(parsed.GetValue(json)
                ? JsonSerializer.Serialize(new { File = file, Keys = Backup.KeysOf(file), made.Made, KeysExpire = made.Made + Backup.KeysLive, Journals = made.Journals.Select(journal => new { Journal = journal.Name, journal.Rows, journal.Head }) }, Json)
                : string.Join(Environment.NewLine, made.Journals.Select(journal => $"{journal.Name}: {journal.Rows} rows, head {journal.Head}")
                    .Append($"Journals: {file}")
                    .Append($"Keys:     {Backup.KeysOf(file)} (until {made.Made + Backup.KeysLive:yyyy-MM-dd HH:mm} UTC; keep them elsewhere, and the installation key in a third place)")
                    .Append("Leave the folder backup-keys where it is, and copy it only to where it can be overwritten: while it is there, the keys open.")));
            return CommandLine.Good;
        });
        return command;
    }
}
