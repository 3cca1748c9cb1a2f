using System.CommandLine;
using Homeward.Engine;
using Homeward.Journal;
using Homeward.Web;
using Command = System.CommandLine.Command;

namespace Homeward.Commands;

/// <summary><c>homeward serve</c>: the pages, on the incidents of one data folder.</summary>
internal static class ServeCommand
{
    public static Command Build()
    {
        var data = Options.Data();
        var url = new Option<string>("--url")
        {
            Description = "The address to listen on.",
            DefaultValueFactory = _ => "http://127.0.0.1:5080",
        };
        var command = new Command("serve", Options.WithExample("Starts Homeward's pages.", "homeward serve --data ./data")) { data, url };
        command.SetAction(async (parsed, cancellation) =>
        {
            var folder = new DataFolder(parsed.GetValue(data)!);
            using var locked = Options.Lock(folder);
            await using var server = await Server.StartAsync(folder, parsed.GetValue(url)!, TimeProvider.System);
            await Console.Error.WriteLineAsync($"Homeward is at {server.Address}  (data: {folder.Path}; stop with Ctrl+C)");
            await server.RunAsync(cancellation);
            return CommandLine.Good;
        });
        return command;
    }
}
