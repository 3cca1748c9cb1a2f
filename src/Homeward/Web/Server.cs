using Homeward.Access;
using Homeward.Engine;
using Homeward.Engine.Leads;
using Homeward.Journal;
using Homeward.SealedReports;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Homeward.Web;

/// <summary>A running Homeward: the incidents of a data folder and the pages on them. Tests start the same one on a free port.</summary>
public sealed class Server : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Incidents incidents;

    private readonly AccountStore accounts;

    private readonly LeadFollowers leads;

    private readonly ExpiryClock expiry;

    private readonly ReportFiling filing;

    private Server(WebApplication app, Incidents incidents, AccountStore accounts)
    {
        (this.app, this.incidents, this.accounts, leads) = (app, incidents, accounts, LeadFollowers.Start(incidents, app.Services.GetRequiredService<TimeProvider>()));
        expiry = app.Services.GetRequiredService<ExpiryClock>();
        expiry.Start();
        filing = app.Services.GetRequiredService<ReportFiling>();
        filing.Start();
    }

    /// <summary>Where it listens, with the port that was taken.</summary>
    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>The incidents behind the pages.</summary>
    public Incidents Incidents => incidents;

    /// <summary>Who may sign in.</summary>
    public AccountStore Accounts => accounts;

    /// <summary>Who compares what was reported and proposes leads.</summary>
    public LeadFollowers Leads => leads;

    /// <summary>Who destroys what is due.</summary>
    public ExpiryClock Expiry => expiry;

    /// <summary>What the pages are made with.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>Opens the incidents of a folder and starts to listen.</summary>
    /// <param name="url">Where to listen, such as http://127.0.0.1:5080; port 0 takes a free one.</param>
    /// <param name="shared">The key, when it was joined from shares; otherwise it is in the environment or in the folder.</param>
    public static async Task<Server> StartAsync(DataFolder folder, string url, TimeProvider clock, InstallationKey? shared = null)
    {
        var key = shared ?? InstallationKey.FromEnvironmentOrFile(folder.Path);
        var accounts = AccountStore.Open(folder, key, clock);
        Incidents? incidents = null;
        try
        {
            incidents = Incidents.Open(folder, key, clock);
            var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = typeof(Server).Assembly.GetName().Name });
            builder.WebHost.UseKestrelHttpsConfiguration();
            builder.WebHost.UseUrls(url);
            builder.Logging.ClearProviders().AddSimpleConsole(options => options.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
            builder.Logging.AddFilter("Homeward", LogLevel.Information);
            WebHost.Configure(builder, folder, key, accounts, incidents, clock);
            var app = builder.Build();
            WebHost.Map(app);
            await app.StartAsync();
            return new(app, incidents, accounts);
        }
        catch
        {
            await (incidents?.DisposeAsync() ?? ValueTask.CompletedTask);
            accounts.Dispose();
            throw;
        }
    }

    /// <summary>Serves until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken cancellation) => await app.WaitForShutdownAsync(cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await expiry.DisposeAsync();
        await filing.DisposeAsync();
        await app.DisposeAsync();
        await leads.DisposeAsync();
        await incidents.DisposeAsync();
        accounts.Dispose();
    }
}
