using System.Net;
using System.Text.RegularExpressions;
using Homeward.Access;
using Homeward.Domain;
using Homeward.Engine;
using Homeward.Engine.Leads;
using Homeward.Journal;
using Homeward.Web;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Homeward.Tests.Web;

/// <summary>The web side on a real socket with a real data folder, and a clock that only the test moves.</summary>
public sealed partial class Site : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    // Hundreds of people sign in while the tests run, and what a password costs is tested where passwords are.
    private static readonly string HashOfPassword =
        new PasswordHasher<Account>(Options.Create(new PasswordHasherOptions { IterationCount = 1_000 })).HashPassword(null!, Password);

    private readonly Server server;

    private Site(string folder, Server server, FakeTimeProvider clock) => (Folder, this.server, Clock) = (folder, server, clock);

    public string Folder { get; }

    public FakeTimeProvider Clock { get; }

    public AccountStore Accounts => server.Accounts;

    public Incidents Incidents => server.Incidents;

    public LeadFollowers Leads => server.Leads;

    public IServiceProvider Services => server.Services;

    public Uri Address => server.Address;

    /// <param name="prepare">What the data folder holds before the server starts.</param>
    public static async Task<Site> StartAsync(Action<string>? prepare = null)
    {
        var folder = Directory.CreateTempSubdirectory("homeward-site").FullName;
        prepare?.Invoke(folder);

        // The browser's cookies go by the wall clock, so the test's clock starts there.
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        return new Site(folder, await Server.StartAsync(new DataFolder(folder), "http://127.0.0.1:0", clock), clock);
    }

    /// <summary>A server on a data folder that holds something already, at a moment of the test's own.</summary>
    /// <param name="folder">The folder; it goes with the site.</param>
    /// <param name="now">What the clock says; not before the wall's, or browsers take the cookies for old.</param>
    public static async Task<Site> StartAsync(string folder, DateTimeOffset now)
    {
        var clock = new FakeTimeProvider(now);
        return new Site(folder, await Server.StartAsync(new DataFolder(folder), "http://127.0.0.1:0", clock), clock);
    }

    /// <summary>A browser of its own: it keeps cookies and does not follow redirects, so that a test sees them.</summary>
    public HttpClient Browser() => new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Address };

    public Account Invite(string name = "Rosa Duty", Role role = Role.ChildProtection) => Invite(name, new Id<Organisation>(Guid.CreateVersion7()), "Child Protection", role);

    public Account Invite(string name, Id<Organisation> organisation, string organisationName, Role role) =>
        Accounts.InviteWithHash(name, organisation, organisationName, role, HashOfPassword)!;

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
        await server.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    [GeneratedRegex("name=\"form-token\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
