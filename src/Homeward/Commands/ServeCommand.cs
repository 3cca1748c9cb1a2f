using System.CommandLine;
using Homeward.Engine;
using Homeward.Features.Drill.Play;
using Homeward.Features.OpenPages;
using Homeward.Journal;
using Homeward.Journal.Shares;
using Homeward.SealedReports;
using Homeward.Web;
using Command = System.CommandLine.Command;

namespace Homeward.Commands;

/// <summary><c>homeward serve</c>: the pages, on the incidents of one data folder.</summary>
internal static class ServeCommand
{
    public static Command Build()
    {
        var (data, url, asked) = (Options.Data(), Url(), new DrillOptions());
        var drill = new Option<string?>("--drill") { Description = "Also play a drill of this scenario while serving.", HelpName = "NAME" };
        var command = new Command("serve", Options.WithExample("Starts Homeward's pages.", "homeward serve --data ./data"))
        {
            data, url, drill, asked.Seed, asked.Scale, asked.Speed,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var path = parsed.GetValue(data)!;
            var order = parsed.GetValue(drill) is { } scenario
                ? DrillOptions.OrderOf(scenario, parsed.GetValue(asked.Seed), parsed.GetValue(asked.Scale), new DataFolder(path))
                : null;
            return RunAsync(path, parsed.GetValue(url)!, order, parsed.GetValue(asked.Speed), cancellation);
        });
        return command;
    }

    public static Option<string> Url() => new("--url")
    {
        Description = "The address to listen on.",
        DefaultValueFactory = _ => "http://127.0.0.1:5080",
    };

    /// <summary>Serves until it is told to stop, with a drill on the board when one was asked for.</summary>
    public static async Task<int> RunAsync(string path, string url, DrillOrder? order, double speed, CancellationToken cancellation)
    {
        var folder = new DataFolder(path);
        using var locked = Options.Lock(folder);
        var shared = await JoinedAsync(folder, url, cancellation);
        await using var server = await Server.StartAsync(folder, url, TimeProvider.System, shared);
        await Console.Error.WriteLineAsync($"Homeward is at {server.Address}  (data: {folder.Path}; stop with Ctrl+C)");
        if (order is null)
        {
            if (server.Accounts.Current.ById.Values.All(account => account.Ended))
            {
                await Console.Error.WriteLineAsync($"Nobody can sign in yet. Stop it, and make the first account: homeward invite \"NAME\" --role coordinator --organisation \"ORGANISATION\" --data {path}");
            }

            await server.RunAsync(cancellation);
            return CommandLine.Good;
        }

        await using var drill = await DrillLive.StartAsync(server.Incidents, server.Accounts, folder, order, speed, TimeProvider.System);
        await Console.Error.WriteLineAsync($"Two days of reports arrive at {server.Address}incidents/{order.Code} within {TimeSpan.FromDays(2).TotalMinutes / speed:0.#} minutes.");
        await Console.Error.WriteLineAsync(DrillCommand.Sheet(drill.SignIns, folder, order.Code));
        await Console.Error.WriteLineAsync($"A family asks, without signing in, at {server.Address}family/{order.Code}: card {CardCode.Printed(drill.FamilyCard.Code)}, PIN {drill.FamilyCard.Pin}");
        await server.RunAsync(cancellation);
        return CommandLine.Good;
    }

    // The key, when it is held in shares: waits until enough of them were entered on a page at the same address.
    private static async Task<InstallationKey?> JoinedAsync(DataFolder folder, string url, CancellationToken cancellation)
    {
        if (!InstallationKey.IsInShares(folder))
        {
            return null;
        }

        await using var locked = await LockedServer.StartAsync(SharedKey.Of(folder)!, url, new ReportInbox(folder));
        await Console.Error.WriteLineAsync($"Homeward is locked. The organisations that hold shares of its key enter them at {locked.Address}  (stop with Ctrl+C)");
        var key = await locked.OpenedAsync(cancellation);
        await Console.Error.WriteLineAsync("Enough shares were entered; the pages open.");
        return key;
    }
}
