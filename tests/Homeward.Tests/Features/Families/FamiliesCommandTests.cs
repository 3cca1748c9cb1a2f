using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Homeward.Tests.Features.Families;

/// <summary><c>homeward families</c> as a process of its own, on lists that a drill wrote and on lists that were made to hurt.</summary>
public sealed class FamiliesCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("homeward-families").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_drills_lists_are_linked_and_most_of_what_is_true_is_found()
    {
        await RunAsync(0, "drill", "--families", folder, "--seed", "11");

        var told = await RunAsync(0, "families", At("children.csv"), At("declarations.csv"), At("dependents.csv"), "--out", At("leads.csv"), "--report", At("report.html"), "--json");

        using var summary = JsonDocument.Parse(told.Output);
        var leads = Rows("leads.csv");
        var truth = Rows("truth.csv").Select(row => string.Join(',', row)).ToHashSet();
        var right = leads.Count(row => truth.Contains(string.Join(',', row[..3])));
        Assert.Equal(leads.Count, summary.RootElement.GetProperty("leads").GetInt32());
        Assert.True(2.0 * right / (leads.Count + truth.Count) > 0.88, $"{right} right of {leads.Count} leads and {truth.Count} true pairs");
        Assert.Equal("child_id,declaration_id,dependent_number,probability", File.ReadLines(At("leads.csv")).First());
        Assert.DoesNotContain("http", await File.ReadAllTextAsync(At("report.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_saved_model_is_applied_without_learning_and_gives_the_same_leads()
    {
        await RunAsync(0, "drill", "--families", folder, "--seed", "12");
        string[] lists = ["families", At("children.csv"), At("declarations.csv"), At("dependents.csv")];

        await RunAsync(0, [.. lists, "--out", At("leads.csv"), "--model-out", At("model.json")]);
        var told = await RunAsync(0, [.. lists, "--out", At("again.csv"), "--model", At("model.json"), "--threads", "1", "--json"]);
        File.WriteAllText(At("no-model.json"), "{}");
        var refused = await RunAsync(1, [.. lists, "--out", At("third.csv"), "--model", At("no-model.json")]);

        using var summary = JsonDocument.Parse(told.Output);
        Assert.Equal(Rows("leads.csv"), Rows("again.csv"));
        Assert.DoesNotContain(summary.RootElement.GetProperty("stages").EnumerateArray(), stage => stage.GetProperty("stage").GetString()!.StartsWith("learn", StringComparison.Ordinal));
        Assert.Contains("no-model.json: The model can't be read", refused.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(At("third.csv")));
    }

    [Fact]
    public async Task Rows_that_hurt_are_named_and_the_rest_is_linked()
    {
        File.WriteAllText(At("c.csv"), $"id,reported_at,given_name,family_name,age,mother_name\nc1,yesterday,Yesenia,Chavez,6,Rosa Ramos\nc1,,Ana,,7,\nc2,,=cmd|x,{new string('x', 3000)},seven,\n");
        File.WriteAllText(At("d.csv"), "id,given_name,family_name,relation\nd1,Rosa,Ramos,mother\n");
        File.WriteAllText(At("k.csv"), "declaration_id,number,name,age\nd1,1,Yesenia Chavez,6\nd9,1,Nobody,3\nd1,1,Again,3\n");

        var told = await RunAsync(0, "families", At("c.csv"), At("d.csv"), At("k.csv"), "--out", At("leads.csv"), "--threshold", "0.2", "--explain", "c1", "--language", "es");

        Assert.Contains("Row 2, reported_at: \"yesterday\"", told.Errors, StringComparison.Ordinal);
        Assert.Contains("Row 3: \"c1\"", told.Errors, StringComparison.Ordinal);
        Assert.Contains("Row 4, age: \"seven\"", told.Errors, StringComparison.Ordinal);
        Assert.Contains("Row 3: \"d9\"", told.Errors, StringComparison.Ordinal);
        Assert.Contains("La madre nombrada es la mujer que declara.", told.Errors, StringComparison.Ordinal);
        Assert.Equal(["c1", "d1", "1"], Assert.Single(Rows("leads.csv"))[..3]);
    }

    [Fact]
    public async Task Empty_lists_make_an_empty_list_and_a_missing_one_is_refused()
    {
        File.WriteAllText(At("empty.csv"), "");

        await RunAsync(0, "families", At("empty.csv"), At("empty.csv"), At("empty.csv"), "--out", At("leads.csv"));
        var refused = await RunAsync(1, "families", At("nowhere.csv"), At("empty.csv"), At("empty.csv"), "--out", At("other.csv"));

        Assert.Empty(Rows("leads.csv"));
        Assert.Contains("nowhere.csv can't be read", refused.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(At("other.csv")));
    }

    private string At(string name) => Path.Combine(folder, name);

    private List<string[]> Rows(string name) => [.. File.ReadLines(At(name)).Skip(1).Select(line => line.Split(','))];

    private static async Task<(string Output, string Errors)> RunAsync(int expected, params string[] arguments)
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
