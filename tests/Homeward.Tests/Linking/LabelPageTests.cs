using System.Diagnostics;
using System.IO.Compression;
using Homeward.Linkage;
using Homeward.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Homeward.Tests.Linking;

/// <summary>From a file of people to the page in a real browser, to labels, to better clusters.</summary>
public sealed class LabelPageTests(Chromium chromium) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("homeward-label").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Who_judges_pairs_with_the_keyboard_gets_better_clusters()
    {
        var people = People();
        var truth = Truth(people);
        await RunAsync(["label", people, "--out", In("label.html"), "--pairs", "120"]);
        var (page, asked) = await OpenAsync("label.html");
        var pairs = await page.EvaluateAsync<string[][]>("data.pairs.map(pair => [pair.leftId, pair.rightId])");
        Assert.Equal(120, pairs.Length);
        foreach (var pair in pairs) { await page.Keyboard.PressAsync(truth[pair[0]] == truth[pair[1]] ? "1" : "2"); }

        Assert.True(await page.Locator("#end").IsVisibleAsync());
        await SaveAsync(page, "labels.csv");
        Assert.Empty(asked);
        Assert.Equal(121, (await File.ReadAllLinesAsync(In("labels.csv"), TestContext.Current.CancellationToken)).Length);

        await RunAsync(["dedupe", people, "--out", In("without.csv")]);
        await RunAsync(["dedupe", people, "--out", In("with.csv"), "--labels", In("labels.csv")]);
        var (with, without) = (F1(In("with.csv"), truth), F1(In("without.csv"), truth));
        Assert.True(with > without, $"{with:F4} with labels, {without:F4} without");

        // A report says whether its probabilities stand against judgements.
        await RunAsync(["dedupe", people, "--out", In("with.csv"), "--labels", In("labels.csv"), "--report", In("with.html")]);
        Assert.Equal("Probabilities against judgements", await (await OpenAsync("with.html")).Page.Locator("#calibration").TextContentAsync());

        // Who goes on is asked about other pairs, and the new file holds the old answers too.
        await RunAsync(["label", people, "--out", In("more.html"), "--pairs", "10", "--labels", In("labels.csv")]);
        (page, _) = await OpenAsync("more.html");
        Assert.Empty((await page.EvaluateAsync<string[]>("data.pairs.map(pair => pair.leftId + ' ' + pair.rightId)")).Intersect(pairs.Select(pair => $"{pair[0]} {pair[1]}")));
        await page.Keyboard.PressAsync("1");
        await SaveAsync(page, "more.csv");
        Assert.Equal(122, (await File.ReadAllLinesAsync(In("more.csv"), TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task Answers_can_be_taken_back_and_outlive_the_window()
    {
        await RunAsync(["label", People(), "--out", In("label.html"), "--pairs", "5", "--language", "es"]);
        var (page, _) = await OpenAsync("label.html");
        Assert.Equal("es", await page.Locator("html").GetAttributeAsync("lang"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Misma persona" }).ClickAsync();
        await page.Keyboard.PressAsync("2");
        await page.Keyboard.PressAsync("b");
        await page.Keyboard.PressAsync("3");
        await page.ReloadAsync();
        Assert.Contains("Par 3 de 5; 1 juzgados", await page.Locator("#count").TextContentAsync(), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        Assert.Contains("Pair 3 of 5; 1 judged", await page.Locator("#count").TextContentAsync(), StringComparison.Ordinal);
        await SaveAsync(page, "labels.csv");
        var lines = await File.ReadAllLinesAsync(In("labels.csv"), TestContext.Current.CancellationToken);
        Assert.Equal(2, lines.Length);
        Assert.EndsWith(",1", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_cell_says_is_shown_and_never_run()
    {
        const string Evil = "</script><script>document.title='run'</script><img src=x onerror=\"document.title='run'\">";
        await File.WriteAllTextAsync(In("people.csv"), $"id,name,age,town\n1,Ana Ruiz,7,\"{Evil.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n2,Ana Ruis,7,\"{Evil.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n3,Luis Vega,9,Forest\n4,Luis Bega,9,Forest\n", TestContext.Current.CancellationToken);
        await RunAsync(["label", In("people.csv"), "--out", In("label.html")]);
        var (page, asked) = await OpenAsync("label.html");
        Assert.Equal("Are both records about one person?", await page.TitleAsync());
        Assert.Empty(asked);
    }

    private string In(string name) => Path.Combine(folder, name);

    private string People()
    {
        using var packed = new GZipStream(File.OpenRead(Path.Combine(AppContext.BaseDirectory, "data", "households.csv.gz")), CompressionMode.Decompress);
        using var file = File.Create(In("people.csv"));
        packed.CopyTo(file);
        return file.Name;
    }

    private static Dictionary<string, string> Truth(string people)
    {
        var table = CsvTable.Read(people);
        var (id, cluster) = (table.Find("unique_id")!, table.Find("cluster")!);
        return Enumerable.Range(0, table.Rows).ToDictionary(row => id[row], row => cluster[row]);
    }

    private static double F1(string clusters, Dictionary<string, string> truth)
    {
        var table = CsvTable.Read(clusters);
        var rows = Enumerable.Range(0, table.Rows).Select(row => (Cluster: table.Columns[1][row], Person: truth[table.Columns[0][row]])).ToList();
        return 2.0 * Pairs(rows.GroupBy(row => row)) / (Pairs(rows.GroupBy(row => row.Cluster)) + Pairs(rows.GroupBy(row => row.Person)));

        static long Pairs<TKey, T>(IEnumerable<IGrouping<TKey, T>> groups) => groups.Sum(group => group.LongCount() * (group.LongCount() - 1) / 2);
    }

    private async Task<(IPage Page, List<string> Asked)> OpenAsync(string name)
    {
        var address = new Uri(In(name));
        var page = await chromium.WindowAsync(address);
        var asked = new List<string>();
        page.Request += (_, request) => { if (request.Url != address.ToString() && !request.Url.StartsWith("blob:", StringComparison.Ordinal)) { asked.Add(request.Url); } };
        await page.GotoAsync(address.ToString());
        return (page, asked);
    }

    private async Task SaveAsync(IPage page, string name) => await (await page.RunAndWaitForDownloadAsync(() => page.Keyboard.PressAsync("s"))).SaveAsAsync(In(name));

    private static async Task RunAsync(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "homeward.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"ended with {process.ExitCode}: {await errors}{await output}");
    }
}
