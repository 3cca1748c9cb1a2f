using System.Net;
using System.Text;
using Homeward.Journal;
using Homeward.Journal.Shares;
using Homeward.SealedReports;

namespace Homeward.Web;

/// <summary>
/// Stands at Homeward's address while the key of its folder is still in shares: one page on which the organisations that hold them enter theirs. Nothing of the
/// folder can be read meanwhile, and the shares are in memory only. When enough are there it gives way to the pages themselves.
/// </summary>
public sealed class LockedServer : IAsyncDisposable
{
    // A share is 64 letters; nothing longer is read.
    private const int LongestForm = 2_000;

    private readonly WebApplication app;
    private readonly SharedKey shared;
    private readonly Lock gate = new();
    private readonly Dictionary<byte, KeyShare> entered = [];
    private readonly TaskCompletionSource<InstallationKey> opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LockedServer(WebApplication app, SharedKey shared) => (this.app, this.shared) = (app, shared);

    /// <summary>Where it listens, with the port that was taken.</summary>
    public Uri Address => new(app.Urls.First());

    /// <summary>Starts to listen for shares.</summary>
    /// <param name="inbox">Where sealed reports are stored meanwhile; null takes none in.</param>
    public static async Task<LockedServer> StartAsync(SharedKey shared, string url, ReportInbox? inbox = null, TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = typeof(Server).Assembly.GetName().Name });
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.UseUrls(url);
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            Lanes.Limit(options.Limits);
            options.Limits.MaxRequestBodySize = SealedReport.LargestBytes;
        });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<Assets>();
        var app = builder.Build();
        var server = new LockedServer(app, shared);
        app.Use(SecurityHeaders.Add);
        app.Use(Framing.Check);
        app.Use(LanguageChoice.Remember);
        app.Services.GetRequiredService<Assets>().Map(app);
        app.MapPost("/", server.EnterAsync);
        if (inbox is not null)
        {
            // Whoever stores one can't read it, and neither can this server before it opens.
            ReportEndpoint.Map(app, inbox, clock ?? TimeProvider.System, static () => { });
        }

        app.MapFallback(context => server.ShowAsync(context, null));
        await app.StartAsync();
        return server;
    }

    /// <summary>The key, as soon as enough shares were entered.</summary>
    public Task<InstallationKey> OpenedAsync(CancellationToken cancellation) => opened.Task.WaitAsync(cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private async Task EnterAsync(HttpContext context)
    {
        string? problem;
        try
        {
            if (context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
            {
                body.MaxRequestBodySize = LongestForm;
            }

            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            problem = Enter(Texts(context), form["share"]);
        }
        catch (Exception refused) when (refused is InvalidDataException or InvalidOperationException or BadHttpRequestException)
        {
            problem = Texts(context)["locked.unreadable"];
        }

        await ShowAsync(context, problem);
    }

    // What is wrong with the share, or nothing when it was taken.
    private string? Enter(Texts t, string? typed)
    {
        if (KeyShare.Parse(typed, out _) is not { } share)
        {
            return t["locked.unreadable"];
        }

        if (!shared.IsOne(share))
        {
            return t["locked.another"];
        }

        lock (gate)
        {
            entered[share.Number] = share;
            if (shared.Join(entered.Values) is { } key)
            {
                opened.TrySetResult(key);
                return null;
            }

            if (entered.Count < shared.Needed)
            {
                return null;
            }

            // Enough, and not the key: one of them has the right form and was never made here.
            entered.Clear();
            return t["locked.wrong"];
        }
    }

    private async Task ShowAsync(HttpContext context, string? problem)
    {
        var t = Texts(context);
        var count = opened.Task.IsCompleted ? shared.Needed : entered.Count;
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = "60";
        context.Response.ContentType = "text/html; charset=utf-8";
        var form = opened.Task.IsCompleted
            ? $"""<p class="lead">{Shown("locked.opening")}</p><p><a class="button" href="/sign-in">{Shown("sign_in.title")}</a></p>"""
            : $"""
              <form method="post" action="/" class="ask" autocomplete="off">
                <div class="field{(problem is null ? "" : " has-error")}">
                  <label for="share">{Shown("locked.share")}</label>
                  {(problem is null ? "" : $"""<p class="error" id="share-error">{WebUtility.HtmlEncode(problem)}</p>""")}
                  <input id="share" name="share" maxlength="200" autocomplete="off" spellcheck="false"{(problem is null ? "" : " aria-describedby=\"share-error\" aria-invalid=\"true\"")}>
                </div>
                <div class="actions"><button class="button">{Shown("locked.enter")}</button></div>
              </form>
              """;
        await context.Response.WriteAsync($"""
            <!DOCTYPE html>
            <html lang="{t.Language.Code}">
            <head>
              <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
              <title>{Shown("locked.title")} · {Shown("shell.product")}</title>
              <link rel="stylesheet" href="{context.RequestServices.GetRequiredService<Assets>()["homeward.css"]}">
            </head>
            <body>
              <header><div class="top width"><p class="name"><a href="/">{Shown("shell.product")}</a><span>{Shown("shell.purpose")}</span></p>
                <ul>{string.Concat(Language.All.Where(one => one != t.Language).Select(one => $"""<li><a href="/?lang={one.Code}" lang="{one.Code}">{one.OwnName}</a></li>"""))}</ul></div></header>
              <main class="width">
                <h1>{Shown("locked.title")}</h1>
                <p class="lead">{WebUtility.HtmlEncode(t["locked.means", shared.Needed, shared.Shares])}</p>
                <p>{WebUtility.HtmlEncode(t["locked.entered", count, shared.Needed])}</p>
                {form}
                <p>{Shown("locked.paper")}</p>
              </main>
            </body>
            </html>
            """, Encoding.UTF8, context.RequestAborted);

        string Shown(string key) => WebUtility.HtmlEncode(t[key]);
    }

    private static Texts Texts(HttpContext context) => new(TextCatalogue.Embedded, LanguageChoice.Of(context));
}
