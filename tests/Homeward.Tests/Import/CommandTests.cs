using System.Diagnostics;
using System.Text.Json;
using Homeward.Domain;
using Homeward.Engine;
using Homeward.Journal;
using Xunit;

namespace Homeward.Tests.Import;

/// <summary><c>homeward import</c> as a process of its own on a real data folder.</summary>
public sealed class CommandTests : IAsyncLifetime
{
    private readonly DataFolder folder = new(Directory.CreateTempSubdirectory("homeward-import").FullName);

    public async ValueTask InitializeAsync()
    {
        await using var incidents = Open();
        var id = Guid.CreateVersion7();
        var engine = incidents.Create("T-1", id);
        var coordinator = new Actor(new(Guid.NewGuid()), new(Guid.NewGuid()), Role.Coordinator, Guid.Empty);
        foreach (var command in new Command[]
        {
            new OpenIncident(new(new(id), "T-1", "A town", IncidentKind.Raid, "Morton", "America/Chicago", IsDrill: true, TimeProvider.System.GetUtcNow()), []),
            new AddOrganisation(new(coordinator.Organisation, "School district", OrganisationKind.School)),
            new AddPlace(new(new(Guid.NewGuid()), "Morton Elementary", PlaceKind.School, "Morton")),
        })
        {
            await engine.SubmitAsync(new(Guid.NewGuid(), coordinator, TimeProvider.System.GetUtcNow(), command), TestContext.Current.CancellationToken);
        }
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder.Path, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_roll_is_previewed_saved_and_then_known()
    {
        var file = Write("roll.csv", "id,Name,Age,Guardian 1\n1,Ana Ruiz,7,Rosa\n2,Luis Gómez,9,\n");
        string[] roll = ["import", file, "--kind", "roll", "--place", "morton elementary", "--data", folder.Path];

        Assert.Contains("Nothing has been saved", (await RunAsync(0, [.. roll, "--preview"])).Output, StringComparison.Ordinal);
        Assert.Equal(0, await PeopleAsync());
        Assert.Contains("2 new, 0 corrected", (await RunAsync(0, roll)).Output, StringComparison.Ordinal);
        Assert.Equal(2, await PeopleAsync());
        Assert.Contains("There was nothing new to save", (await RunAsync(0, roll)).Output, StringComparison.Ordinal);
        Assert.Equal(2, await PeopleAsync());
    }

    [Fact]
    public async Task A_row_that_cannot_be_saved_stops_everything_until_it_is_skipped()
    {
        var file = Write("roll.csv", "Who,Age\nAna,7\n,9\n");
        string[] roll = ["import", file, "--kind", "roll", "--place", "Morton Elementary", "--data", folder.Path, "--map", Write("map.json", """{ "Who": "full_name" }""")];

        var refused = await RunAsync(1, [.. roll, "--json"]);
        using var report = JsonDocument.Parse(refused.Output);
        Assert.Equal(("refused", 1), (report.RootElement.GetProperty("outcome").GetString()!, report.RootElement.GetProperty("stoppedRows").GetInt32()));
        Assert.Equal(0, await PeopleAsync());

        await RunAsync(0, [.. roll, "--skip-problems"]);
        Assert.Equal(1, await PeopleAsync());
    }

    [Fact]
    public async Task A_long_import_that_is_killed_is_finished_by_the_same_command()
    {
        // Of the rows in the file; the others are of grown-ups.
        const int Rows = 3_700;
        var file = Path.Combine(folder.Path, "roll.csv");
        await File.WriteAllBytesAsync(file, SizeTests.LargeRoll(6_000), TestContext.Current.CancellationToken);
        string[] roll = ["import", file, "--kind", "roll", "--place", "Morton Elementary", "--date-order", "dmy", "--skip-problems", "--data", folder.Path];
        var journal = Path.Combine(folder.Incident("T-1"), "journal.db-wal");
        using (var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "homeward.dll"), .. roll]) { RedirectStandardError = true, RedirectStandardOutput = true })!)
        {
            // Somewhere in the middle: after the first groups are in the journal.
            while (!process.HasExited && !(File.Exists(journal) && new FileInfo(journal).Length > 2_000_000))
            {
                await Task.Yield();
            }

            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var (saved, unfinished) = await HowFarAsync();
        Assert.True(saved == Rows || unfinished == (saved > 0 ? 1 : 0), $"{saved} rows are saved and {unfinished} lists are unfinished.");

        var again = await RunAsync(0, roll);

        Assert.Equal(unfinished == 1, again.Errors.Contains("A part of this file is saved already", StringComparison.Ordinal));
        Assert.Equal((Rows, 0), await HowFarAsync());
        Assert.DoesNotContain('\r', again.Errors);
        Assert.Contains("There was nothing new to save", (await RunAsync(0, roll)).Output, StringComparison.Ordinal);

        async Task<(int Saved, int Unfinished)> HowFarAsync()
        {
            await using var incidents = Open();
            var state = incidents.Find("T-1")!.Current;
            return (state.People.Count, state.UnfinishedImports.Count);
        }
    }

    [Fact]
    public async Task What_was_called_wrongly_or_is_not_there_is_said_with_its_exit_code()
    {
        var file = Write("roll.csv", "Name,Age\nAna,7\n");

        await RunAsync(2, ["import", file, "--data", folder.Path]);
        Assert.Contains("A roll belongs to a place", (await RunAsync(1, ["import", file, "--kind", "roll", "--data", folder.Path])).Errors, StringComparison.Ordinal);
        Assert.Contains("Morton Elementary", (await RunAsync(1, ["import", file, "--kind", "roll", "--place", "Nowhere", "--data", folder.Path])).Errors, StringComparison.Ordinal);
        Assert.Contains("can't be read", (await RunAsync(1, ["import", "no-such.csv", "--kind", "people", "--data", folder.Path])).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_a_server_has_the_folder_nothing_is_imported_beside_it()
    {
        using var server = folder.TryLock();

        Assert.Contains("is using", (await RunAsync(1, ["import", Write("people.csv", "Name,Age\nAna,7\n"), "--kind", "people", "--data", folder.Path])).Errors, StringComparison.Ordinal);
    }

    private Incidents Open() => Incidents.Open(folder, InstallationKey.FromEnvironmentOrFile(folder.Path), TimeProvider.System);

    private async Task<int> PeopleAsync()
    {
        await using var incidents = Open();
        return incidents.Find("T-1")!.Current.People.Count;
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder.Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static async Task<(string Output, string Errors)> RunAsync(int expected, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "homeward.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == expected, $"ended with {process.ExitCode}: {await errors}{await output}");
        return (await output, await errors);
    }
}
