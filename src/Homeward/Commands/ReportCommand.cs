using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Homeward.SealedReports;
using Command = System.CommandLine.Command;

namespace Homeward.Commands;

/// <summary><c>homeward report</c>: a device's key, and reports sealed with it. Needs no data folder: it runs where the report is made.</summary>
internal static class ReportCommand
{
    public static Command Build() => new("report", "Reports that only the incident can open, also while the server is locked.") { Key(), Seal() };

    private static Command Key()
    {
        var to = new Option<string>("--out") { Description = "The file to make. It signs reports in your organisation's name: keep it on the device.", HelpName = "FILE", Required = true };
        var command = new Command("key", Options.WithExample(
            "Makes a device's key and prints the public half, one line. A coordinator of your organisation enrols that line on the page Sealed reports.",
            "homeward report key --out station.key")) { to };
        command.SetAction(parsed =>
        {
            var file = Path.GetFullPath(parsed.GetValue(to)!);
            if (File.Exists(file))
            {
                throw new CommandRefusedException($"{file} is there already, and a key never replaces another. Nothing was changed.");
            }

            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var written = new FileStream(file, options))
            {
                written.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(key.ExportPkcs8PrivateKey())));
            }

            Console.Out.WriteLine(Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()));
            return CommandLine.Good;
        });
        return command;
    }

    private static Command Seal()
    {
        var key = new Option<string>("--key") { Description = "The device's key.", HelpName = "FILE", Required = true };
        var to = new Option<string>("--to") { Description = "What the page Sealed reports says to seal to.", HelpName = "LINE", Required = true };
        var name = new Option<string?>("--name") { Description = "The child's name, as it was said." };
        var age = new Option<int?>("--age") { Description = "In years." };
        var mother = new Option<string?>("--mother") { Description = "What the mother is called." };
        var note = new Option<string?>("--note") { Description = "What else matters." };
        var here = new Option<bool>("--here") { Description = "The child is in care at the device's place." };
        var alone = new Option<bool>("--alone") { Description = "The child was seen in nobody's care." };
        var id = new Option<Guid?>("--id") { Description = "The report's number, to make the very same report again." };
        var command = new Command("seal", Options.WithExample(
            "Prints a sealed and signed report. Send it with any tool that can post a file, as often as it takes: it is filed once.",
            "homeward report seal --key station.key --to \"$SEAL_TO\" --name \"Ana Lopez\" --age 8 --here > report.json\n  curl --data-binary @report.json http://127.0.0.1:5080/sealed-reports")) { key, to, name, age, mother, note, here, alone, id };
        command.Validators.Add(result =>
        {
            if (result.GetValue(here) && result.GetValue(alone))
            {
                result.AddError("A child is here or was seen alone, not both.");
            }
        });
        command.SetAction(parsed =>
        {
            var station = Station.Of(parsed.GetValue(to)!, ReadKey(parsed.GetValue(key)!))
                ?? throw new CommandRefusedException("--to isn't a line as the page Sealed reports shows it: CODE:KEY. Nothing was made.");
            var report = SealedReport.Seal(
                station, parsed.GetValue(id) ?? Guid.CreateVersion7(), TimeProvider.System.GetUtcNow(),
                new(parsed.GetValue(name), parsed.GetValue(age), parsed.GetValue(here), parsed.GetValue(alone), parsed.GetValue(mother), parsed.GetValue(note)));
            if (report.Length > SealedReport.LargestBytes)
            {
                throw new CommandRefusedException($"The report has {report.Length} bytes, and {SealedReport.LargestBytes} are taken. Shorten the note. Nothing was made.");
            }

            Console.Out.WriteLine(Encoding.UTF8.GetString(report));
            return CommandLine.Good;
        });
        return command;
    }

    private static byte[] ReadKey(string file)
    {
        try
        {
            return Convert.FromBase64String(File.ReadAllText(file).Trim());
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException or FormatException)
        {
            throw new CommandRefusedException($"There is no key in {file}. Make one with: homeward report key --out {file}");
        }
    }
}
