using System.Diagnostics;
using Homeward.Domain.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Homeward.Tests.Build;

/// <summary>
/// The audit of packages bites: a project with the settings of this repository doesn't restore when a source of advisories names one of its packages. The source is
/// a socket of this test, because the feed at hand may know of no advisory at all.
/// </summary>
public sealed class AuditTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("homeward-audit").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("(, 999.0)", "NU1903")]
    [InlineData("(, 0.0.1)", null)]
    public async Task A_package_with_a_known_weakness_fails_the_restore(string versions, string? error)
    {
        foreach (var name in (string[])["Directory.Build.props", "Directory.Packages.props", "global.json"])
        {
            File.Copy(Path.Combine(Repository.Root, name), Path.Combine(folder, name));
        }

        await using var advisories = await AdvisoriesAsync($$"""{"csvhelper":[{"url":"https://example.org/advisory","severity":2,"versions":"{{versions}}"}]}""");
        await File.WriteAllTextAsync(Path.Combine(folder, "nuget.config"), $"""<configuration><auditSources><clear /><add key="here" value="{advisories.Urls.Single()}/index.json" allowInsecureConnections="true" /></auditSources></configuration>""", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "one.csproj"), """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="CsvHelper" /></ItemGroup></Project>""", TestContext.Current.CancellationToken);

        var (code, said) = await RestoreAsync();

        Assert.True((code == 0) == (error is null), said);
        if (error is not null)
        {
            Assert.Contains(error, said, StringComparison.Ordinal);
        }
    }

    // The two documents and the page a NuGet client reads of a source of advisories (NuGet V3 API, VulnerabilityInfo).
    private static async Task<WebApplication> AdvisoriesAsync(string page)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        string At(string name) => $"{app.Urls.Single()}/{name}";
        app.MapGet("/index.json", () => Results.Text($$"""{"version":"3.0.0","resources":[{"@id":"{{At("pages.json")}}","@type":"VulnerabilityInfo/6.7.0"}]}""", "application/json"));
        app.MapGet("/pages.json", () => Results.Text($$"""[{"@name":"base","@id":"{{At("base.json")}}","@updated":"2026-01-01T00:00:00Z","comment":""}]""", "application/json"));
        app.MapGet("/base.json", () => Results.Text(page, "application/json"));
        await app.StartAsync();
        return app;
    }

    private async Task<(int Code, string Said)> RestoreAsync()
    {
        var start = new ProcessStartInfo("dotnet", ["restore", "--force-evaluate"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // NuGet keeps answers of a source; two tests may be given one port.
        start.Environment["NUGET_HTTP_CACHE_PATH"] = Path.Combine(folder, "http");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, said + await errors);
    }
}
