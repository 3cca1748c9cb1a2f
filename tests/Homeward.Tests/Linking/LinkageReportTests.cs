using System.Diagnostics;
using System.Globalization;
using System.Text;
using Homeward.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Homeward.Tests.Linking;

/// <summary>The report of a linkage run in a real browser: any pair taken apart, in both languages, without asking anybody.</summary>
public sealed class LinkageReportTests(Chromium chromium) : IDisposable
{
    private const string Evil = "</script><script>document.title='run'</script>";

    private readonly string folder = Directory.CreateTempSubdirectory("homeward-report").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Any_pair_is_taken_apart_and_its_bits_add_up()
    {
        await File.WriteAllTextAsync(In("people.csv"), People(), TestContext.Current.CancellationToken);
        var said = await RunAsync(["dedupe", In("people.csv"), "--out", In("clusters.csv"), "--report", In("report.html"), "--explain", "p0", "p3", "p0", Evil]);

        // On the command line: what was asked, also of two who were never compared.
        Assert.Contains("p0 and p3: -", said, StringComparison.Ordinal);
        Assert.Contains("before comparing", said, StringComparison.Ordinal);

        var (page, asked) = await OpenAsync("report.html");
        Assert.Equal("Linkage report", await page.TitleAsync());
        Assert.Contains("no proof that it is right", await page.Locator("#calibrationHow").TextContentAsync(), StringComparison.Ordinal);
        Assert.Contains("p0 · p3", await page.Locator("#says").TextContentAsync(), StringComparison.Ordinal);

        await page.GetByLabel("Find a record by its id").FillAsync("p7");
        var first = page.Locator("#list button").First;
        Assert.StartsWith("p6 · p7", await first.TextContentAsync(), StringComparison.Ordinal);
        Assert.Contains("Same date of birth", await page.Locator("#waterfall").TextContentAsync(), StringComparison.Ordinal);
        var bits = (await page.Locator("#waterfall .n").AllTextContentsAsync()).Select(text => double.Parse(text.Replace('−', '-'), CultureInfo.InvariantCulture)).ToList();
        Assert.InRange(bits[^1] - bits[..^1].Sum(), -0.5, 0.5);
        Assert.True(bits[^1] > 0, "two records of one person");

        await page.GetByLabel("Find a record by its id").FillAsync("nobody");
        Assert.Contains("No such pair is on this page", await page.Locator("#found").TextContentAsync(), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Button, new() { Name = "Español" }).ClickAsync();
        await page.GetByLabel("Busque un registro").FillAsync("p4");
        Assert.Contains("Misma fecha de nacimiento", await page.Locator("#waterfall").TextContentAsync(), StringComparison.Ordinal);
        Assert.Equal("Informe del enlace de registros", await page.TitleAsync());
        await page.SetViewportSizeAsync(360, 740);
        Assert.Equal(360, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Empty(asked);
    }

    [Fact]
    public async Task Who_asks_about_a_record_that_is_not_there_is_told()
    {
        await File.WriteAllTextAsync(In("people.csv"), People(), TestContext.Current.CancellationToken);
        Assert.Contains("--explain: no record is called p999. Nothing was written.", await RunAsync(["dedupe", In("people.csv"), "--out", In("clusters.csv"), "--explain", "p0", "p999"], exit: 1), StringComparison.Ordinal);
        Assert.False(File.Exists(In("clusters.csv")));
    }

    private string In(string name) => Path.Combine(folder, name);

    // Sixty people, every second of them twice, under consecutive ids; one id is what no page may run.
    private static string People()
    {
        string[] given = ["Alma", "Bruno", "Celia", "Darío", "Elisa", "Fabián", "Gloria", "Hugo", "Inés", "Julián"];
        string[] surnames = ["Quintana", "Vallejo", "Montiel", "Barrera", "Salcedo", "Urbina"];
        var (text, id) = (new StringBuilder("id,given_name,surname,date_of_birth,town\n"), 0);
        for (var i = 0; i < 60; i++)
        {
            var (name, surname, born) = (given[i % 10], surnames[i / 10], new DateOnly(2020, 1, 1).AddDays(i * 37).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            text.Append(CultureInfo.InvariantCulture, $"p{id++},{name},{surname},{born},Forest\n");
            if (i % 2 != 0) { continue; }

            text.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? Evil : $"p{id}")},{name},{surname}s,{born},Forest\n");
            id++;
        }

        return text.ToString();
    }

    private async Task<(IPage Page, List<string> Asked)> OpenAsync(string name)
    {
        var address = new Uri(In(name));
        var page = await chromium.WindowAsync(address);
        var asked = new List<string>();
        page.Request += (_, request) => { if (request.Url != address.ToString()) { asked.Add(request.Url); } };
        await page.GotoAsync(address.ToString());
        return (page, asked);
    }

    private static async Task<string> RunAsync(string[] arguments, int exit = 0)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "homeward.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == exit, $"ended with {process.ExitCode}: {await errors}{await output}");
        return await errors;
    }
}
