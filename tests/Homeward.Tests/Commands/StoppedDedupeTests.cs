using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Xunit;

namespace Homeward.Tests.Commands;

/// <summary><c>homeward dedupe</c>, stopped by Ctrl-C.</summary>
public sealed class StoppedDedupeTests : IDisposable
{
    private const int Stopped = 130;
    private const int Interrupt = 2;
    private const int People = 60_000;

    private readonly string folder = Directory.CreateTempSubdirectory("homeward-stopped").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Ctrl_C_ends_it_and_leaves_what_was_there_before()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGINT to send to another process.");
        WritePeople();
        File.WriteAllText(At("clusters.csv"), "from before");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "homeward.dll"), "dedupe", At("people.csv"), "--out", At("clusters.csv")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var said = new StringBuilder();
        while (await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            said.AppendLine(line);
            if (line.StartsWith("Look at keys", StringComparison.Ordinal))
            {
                // Told at once: a program that tells it would have to be started first, while this one goes on to its end.
                Assert.Equal(0, Kill(process.Id, Interrupt));
            }
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == Stopped, $"exit {process.ExitCode}: {said}");
        Assert.Contains("Nothing was written", said.ToString(), StringComparison.Ordinal);
        Assert.Equal("from before", File.ReadAllText(At("clusters.csv")));
        Assert.Equal(["clusters.csv", "people.csv"], Directory.GetFiles(folder).Select(Path.GetFileName).Order());
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);

    private void WritePeople()
    {
        var random = new Random(5);
        var file = new StringBuilder("id,given_name,surname,dob,phone\n");
        for (var row = 0; row < People; row++)
        {
            file.Append(CultureInfo.InvariantCulture, $"{row},Name{random.Next(3_000)},Surname{random.Next(20_000)},{random.Next(1960, 2015)}-{random.Next(1, 13):00}-{random.Next(1, 29):00},601{random.Next(10_000_000):0000000}\n");
        }

        File.WriteAllText(At("people.csv"), file.ToString());
    }

    private string At(string name) => Path.Combine(folder, name);
}
