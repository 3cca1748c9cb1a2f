using System.CommandLine;
using Homeward.Access.Providers;
using Homeward.Journal;

namespace Homeward.Commands;

/// <summary>
/// The <c>homeward</c> command. Data goes to stdout and messages to stderr; it ends with 0 when all went well, 1 when
/// something was refused or found wrong, 2 when it was called wrongly, and 130 when Ctrl-C stopped it.
/// </summary>
public static class CommandLine
{
    public const int Good = 0;
    public const int Refused = 1;
    public const int Usage = 2;
    public const int Stopped = 130;

    // What a command is at when Ctrl-C comes, it may finish; longer than this nobody waits.
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(10);

    /// <summary>Runs one command line.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Homeward: family separation response and reunification.")
        {
            ServeCommand.Build(),
            InviteCommand.Build(),
            CensusCommand.Build(),
            ImportCommand.Build(),
            VerifyCommand.Build(),
            BackupCommand.Build(),
            RestoreCommand.Build(),
            KeyCommand.Build(),
            ExpiryCommand.Build(),
            ReportCommand.Build(),
            FamiliesCommand.Build(),
            DedupeCommand.Build(),
            LinkCommand.Build(),
            LabelCommand.Build(),
            DrillCommand.Build(),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }

            await Console.Error.WriteLineAsync($"See: homeward {string.Join(' ', CommandPath(parsed.CommandResult))}--help");
            return Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeToStop });
        }
        catch (Exception fault) when (fault is KeyRefusedException or JournalDamagedException or JournalUnavailableException or BackupRefusedException or CommandRefusedException or ProvidersFileException)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return Refused;
        }
    }

    private static Stack<string> CommandPath(System.CommandLine.Parsing.CommandResult command)
    {
        var names = new Stack<string>();
        for (var at = command; at.Parent is System.CommandLine.Parsing.CommandResult parent; at = parent)
        {
            names.Push(at.Command.Name + " ");
        }

        return names;
    }
}

/// <summary>Something the person at the command line can put right; the message says how.</summary>
public sealed class CommandRefusedException(string message) : Exception(message);
