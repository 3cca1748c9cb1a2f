using System.CommandLine;
using Homeward.Engine;
using Homeward.Journal;

namespace Homeward.Commands;

/// <summary>Options that several commands share, and what they open.</summary>
internal static class Options
{
    public static Option<string> Data() => new("--data")
    {
        Description = "The data folder.",
        DefaultValueFactory = _ => DataFolder.Default,
        HelpName = "DIR",
    };

    public static Option<string?> Incident() => new("--incident")
    {
        Description = "The incident's code. Not needed when the folder has only one.",
        HelpName = "CODE",
    };

    public static Option<bool> Json() => new("--json") { Description = "Print JSON for programs instead of words for people." };

    /// <summary>A help text that ends with an example.</summary>
    public static string WithExample(string description, string example) => $"{description}\n\nExample:\n  {example}";

    /// <summary>The folder, which must exist for a command that only reads.</summary>
    public static DataFolder Existing(string path)
    {
        var folder = new DataFolder(path);
        return folder.HasJournals
            ? folder
            : throw new CommandRefusedException($"There is no Homeward data in {folder.Path}. Give the folder with --data, or start an exercise with: homeward drill --data {path}");
    }

    /// <summary>The one incident meant.</summary>
    public static string Only(DataFolder folder, string? code)
    {
        var codes = folder.IncidentCodes();
        if (code is not null)
        {
            return codes.FirstOrDefault(c => c.Equals(code, StringComparison.OrdinalIgnoreCase))
                ?? throw new CommandRefusedException($"There is no incident {code} in {folder.Path}. It has: {string.Join(", ", codes)}.");
        }

        return codes switch
        {
            [var only] => only,
            [] => throw new CommandRefusedException($"There is no incident in {folder.Path} yet."),
            _ => throw new CommandRefusedException($"{folder.Path} has several incidents: {string.Join(", ", codes)}. Choose one with --incident."),
        };
    }

    /// <summary>Takes the folder for writing; refused while a server runs on it.</summary>
    public static IDisposable Lock(DataFolder folder) =>
        folder.TryLock() ?? throw new CommandRefusedException(
            $"A Homeward server or another command is using {folder.Path}. Do this on its pages, or stop it first. Nothing was changed.");

    /// <summary>Reads an incident beside a running server or without one. Nothing is written.</summary>
    public static IncidentReader Read(DataFolder folder, string? code) => new(folder, Only(folder, code));
}
