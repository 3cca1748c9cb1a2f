using System.Net;
using System.Text.RegularExpressions;
using Homeward.Access;
using Homeward.Domain;
using Homeward.Engine;
using Homeward.Journal;
using Homeward.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Homeward.Tests.Web;

/// <summary>The web side on a real socket with a real data folder, and a clock that only the test moves.</summary>
public sealed partial class Site : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    private readonly DataFolder folder = new(Directory.CreateTempSubdirectory("homeward-site").FullName);

    private Site(DateTimeOffset start)
    {
        Clock = new FakeTimeProvider(start);
        Key = InstallationKey.FromEnvironmentOrFile(folder.Path);
        Accounts = AccountStore.Open(folder, Key, Clock);
        Incidents = Incidents.Open(folder, Key, Clock);
    }

    public FakeTimeProvider Clock { get; }

    public InstallationKey Key { get; }

    public AccountStore Accounts { get; }

    public Incidents Incidents { get; }

    public WebApplication App { get; private set; } = null!;

    public Uri Address => new(App.Urls.First());

    public string Folder => folder.Path;

    public static async Task<Site> StartAsync()
    {
        // The browser's cookies go by the wall clock, so the test's clock starts there.
        var site = new Site(TimeProvider.System.GetUtcNow());
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = site.Folder });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebHost.Configure(builder, site.folder, site.Key, site.Accounts, site.Incidents, site.Clock);
        site.App = builder.Build();
        WebHost.Map(site.App);
        await site.App.StartAsync();
        return site;
    }

    /// <summary>A browser of its own: it keeps cookies and does not follow redirects, so that a test sees them.</summary>
    public HttpClient Browser() => new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Address };

    public Account Invite(string name = "Rosa Duty", Role role = Role.ChildProtection) =>
        Accounts.Invite(name, new Id<Organisation>(Guid.CreateVersion7()), "Child Protection", role, Password)!;

    public async Task<HttpClient> SignedInAsync(string name = "Rosa Duty")
    {
        var browser = Browser();
        var answer = await SignInAsync(browser, name, Password);
        return answer.StatusCode == HttpStatusCode.Redirect ? browser : throw new InvalidOperationException($"{name} could not sign in: {answer.StatusCode}.");
    }

    public static async Task<HttpResponseMessage> SignInAsync(HttpClient browser, string name, string password, string next = "/account") =>
        await browser.PostAsync("/sign-in", new FormUrlEncodedContent([
            new("name", name), new("password", password), new("next", next), new("form-token", await TokenAsync(browser, "/sign-in")),
        ]));

    public static async Task<string> TokenAsync(HttpClient browser, string page) =>
        FormToken().Match(await browser.GetStringAsync(page)).Groups[1].Value;

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Incidents.DisposeAsync();
        Accounts.Dispose();
        Directory.Delete(folder.Path, recursive: true);
    }

    [GeneratedRegex("name=\"form-token\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
