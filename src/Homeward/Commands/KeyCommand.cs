using System.CommandLine;
using Homeward.Journal;
using Homeward.Journal.Shares;
using Command = System.CommandLine.Command;

namespace Homeward.Commands;

/// <summary><c>homeward key</c>: the installation key in shares that several organisations hold, and a new one in place of the old.</summary>
internal static class KeyCommand
{
    // Twelve organisations that all have to be asked would be a way to lose a key.
    private const int MostShares = 12;

    public static Command Build() => new("key", "The installation key: split it into shares, join them, or change it.") { Split(), Join(), Remove(), Rotate() };

    private static Command Split()
    {
        var (data, of, needed) = (Options.Data(), Shares(), Needed());
        var command = new Command("split", Options.WithExample(
            "Splits the key into shares and prints them, one to a line. Any --needed of them give the key back, fewer say nothing.\nThe file installation.key stays until \"homeward key remove\" has seen that the shares are right.",
            "homeward key split --shares 3 --needed 2 --data ./data > shares.txt")) { of, needed, data };
        command.Validators.Add(result =>
        {
            if (result.GetValue(needed) < 2 || result.GetValue(needed) > result.GetValue(of) || result.GetValue(of) > MostShares)
            {
                result.AddError($"At least 2 shares are needed, no more than there are, and there are at most {MostShares}.");
            }
        });
        command.SetAction(parsed =>
        {
            var folder = Options.Existing(parsed.GetValue(data)!);
            using var locked = Options.Lock(folder);
            var key = InstallationKey.FromEnvironmentOrFile(folder.Path);
            foreach (var share in SharedKey.Make(folder, key, parsed.GetValue(needed), parsed.GetValue(of)))
            {
                Console.Out.WriteLine(share);
            }

            Console.Error.WriteLine($"Hand each line to another organisation, on paper. Shares that were made before don't fit these.");
            Console.Error.WriteLine($"When they have arrived, take the key itself away, with {parsed.GetValue(needed)} shares on stdin: homeward key remove --data {folder.Path}");
            return CommandLine.Good;
        });
        return command;
    }

    private static Command Join()
    {
        var data = Options.Data();
        var command = new Command("join", Options.WithExample(
            "Reads shares from stdin, one to a line, and puts installation.key back. For commands; homeward serve asks for shares on its own page.",
            "homeward key join --data ./data < two-shares.txt")) { data };
        command.SetAction(async (parsed, cancellation) =>
        {
            var folder = Options.Existing(parsed.GetValue(data)!);
            using var locked = Options.Lock(folder);
            (await JoinedAsync(folder, cancellation)).Write(folder.KeyFile);
            await Console.Error.WriteLineAsync($"The key is in {folder.KeyFile} again. Take it away when you are done: homeward key remove --data {folder.Path}");
            return CommandLine.Good;
        });
        return command;
    }

    private static Command Remove()
    {
        var data = Options.Data();
        var command = new Command("remove", Options.WithExample(
            "Takes installation.key away, after as many shares as are needed were read from stdin and found to give exactly that key. From then on a restart needs the shares.",
            "homeward key remove --data ./data < two-shares.txt")) { data };
        command.SetAction(async (parsed, cancellation) =>
        {
            var folder = Options.Existing(parsed.GetValue(data)!);
            using var locked = Options.Lock(folder);
            if (!File.Exists(folder.KeyFile))
            {
                throw new CommandRefusedException($"There is no {folder.KeyFile}. Nothing was changed.");
            }

            var joined = await JoinedAsync(folder, cancellation);
            if (!joined.IsSameAs(InstallationKey.FromFile(folder.KeyFile)))
            {
                throw new CommandRefusedException("The shares give another key than the one in the file. Split it again. Nothing was changed.");
            }

            File.Delete(folder.KeyFile);
            DurableFile.SyncFolder(folder.Path);
            await Console.Error.WriteLineAsync("The key is gone from this folder. A disk may keep what was deleted: whoever runs the machine should keep it encrypted.");
            return CommandLine.Good;
        });
        return command;
    }

    private static Command Rotate()
    {
        var data = Options.Data();
        var command = new Command("rotate", Options.WithExample(
            "Makes a new installation key and wraps every journal's key under it. The old key, and shares of it, open this folder no more; backups made before still need it.\nOne that was cut short is finished by running it again.",
            "homeward key rotate --data ./data")) { data };
        command.SetAction(parsed =>
        {
            var folder = Options.Existing(parsed.GetValue(data)!);
            using var locked = Options.Lock(folder);
            if (!File.Exists(folder.KeyFile))
            {
                throw new CommandRefusedException(
                    $"There is no {folder.KeyFile} to replace. If the key is in shares, put it back first: homeward key join. If it is in {InstallationKey.Variable}, write it to that file and unset the variable. Nothing was changed.");
            }

            var journals = KeyRotation.Run(folder, InstallationKey.FromFile(folder.KeyFile));
            Console.Out.WriteLine($"{journals} journals are under a new key, which is in {folder.KeyFile}. Copy it to a safe place that isn't the backup, or split it; make a backup now, because earlier ones need the old key.");
            return CommandLine.Good;
        });
        return command;
    }

    private static async Task<InstallationKey> JoinedAsync(DataFolder folder, CancellationToken cancellation)
    {
        var shared = SharedKey.Of(folder) ?? throw new CommandRefusedException($"The key of {folder.Path} was never split. Nothing was changed.");
        var shares = new List<KeyShare>();
        var line = 0;
        while (await Console.In.ReadLineAsync(cancellation) is { } typed)
        {
            line++;
            if (string.IsNullOrWhiteSpace(typed))
            {
                continue;
            }

            var share = KeyShare.Parse(typed, out var problem) ?? throw new CommandRefusedException($"Line {line}: {problem} Nothing was changed.");
            shares.Add(shared.IsOne(share) ? share : throw new CommandRefusedException($"Line {line}: this share is of another split of the key. Nothing was changed."));
        }

        return shared.Join(shares) ?? throw new CommandRefusedException(
            $"{shares.DistinctBy(share => share.Number).Count()} different shares were given, and {shared.Needed} are needed. Nothing was changed.");
    }

    private static Option<int> Shares() => new("--shares") { Description = "How many shares to make.", DefaultValueFactory = _ => 3 };

    private static Option<int> Needed() => new("--needed") { Description = "How many of them give the key back.", DefaultValueFactory = _ => 2 };
}
