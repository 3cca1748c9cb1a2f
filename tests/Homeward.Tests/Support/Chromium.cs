using Homeward.Tests.Support;
using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Homeward.Tests.Support;

/// <summary>
/// The Chromium of the machine, started once. Where there is none the journeys are skipped and say so, except where nothing
/// may be skipped.
/// </summary>
public sealed class Chromium : IAsyncDisposable
{
    private const string Program = "/usr/bin/chromium";

    private readonly SemaphoreSlim starting = new(1);
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>A window of its own: size, language, and whether scripts run.</summary>
    public async Task<IPage> WindowAsync(Uri address, int width = 1280, string language = "en-US", bool script = true)
    {
        var mustRun = Environment.GetEnvironmentVariable("CI") == "true" || Environment.GetEnvironmentVariable("HOMEWARD_NOTHING_SKIPPED") == "1";
        if (!File.Exists(Program))
        {
            Assert.SkipUnless(mustRun, $"{Program} is missing, so this journey in a browser was skipped. Install it with: apt-get install chromium");
            Assert.Fail($"{Program} is missing, and nothing may be skipped here.");
        }

        await starting.WaitAsync();
        try
        {
            playwright ??= await Playwright.CreateAsync();
            browser ??= await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = Environment.UserName == "root" ? ["--no-sandbox"] : [] });
        }
        finally
        {
            starting.Release();
        }

        var context = await browser.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            ViewportSize = new() { Width = width, Height = width < 500 ? 780 : 900 },
            Locale = language,
            JavaScriptEnabled = script,
            ReducedMotion = ReducedMotion.Reduce,
        });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(60_000);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
        starting.Dispose();
    }
}
