using System.Text.Encodings.Web;
using System.Text.Unicode;
using Homeward.Access;
using Homeward.Access.Providers;
using Homeward.Access.Reads;
using Homeward.Engine;
using Homeward.Features.OpenPages;
using Homeward.Features.ReleaseDesk;
using Homeward.Journal;
using Homeward.SealedReports;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.WebEncoders;

namespace Homeward.Web;

/// <summary>
/// The web side of <c>homeward serve</c>: what it needs (<see cref="Configure"/>) and the way of a request through it (<see cref="Map"/>).
/// </summary>
public static class WebHost
{
    /// <param name="accounts">Who may sign in; the caller opened it and disposes of it.</param>
    /// <param name="incidents">What the pages are about; the caller opened it and disposes of it.</param>
    public static void Configure(WebApplicationBuilder builder, DataFolder folder, InstallationKey key, AccountStore accounts, Incidents incidents, TimeProvider clock)
    {
        var services = builder.Services;
        services.AddSingleton(clock);
        services.AddSingleton(folder);
        services.AddSingleton(incidents);
        services.AddSingleton(accounts);
        services.AddSignIn();
        services.AddProviders(ProvidersFile.Read(folder), clock);
        services.AddSessionKeys(folder, key);
        services.AddSingleton(provider => new ReadJournals(incidents, folder, key, clock, provider.GetRequiredService<ILogger<ReadJournal>>()));
        services.AddSingleton(TextCatalogue.Embedded);
        services.AddSingleton<ExpiryClock>();
        services.AddSingleton<ReportInbox>();
        services.AddSingleton<ReportFiling>();
        services.AddSingleton<Assets>();
        services.AddSingleton<Lanes>();
        services.AddSingleton<CardDesk>();
        services.AddSingleton<ClaimDesk>();
        services.AddSingleton<Features.Import.BroughtLists>();
        services.AddSingleton<Features.SettingUp.IncidentOpening>();
        services.AddHttpContextAccessor();
        services.AddScoped(provider => new Texts(
            provider.GetRequiredService<TextCatalogue>(),
            LanguageChoice.Of(provider.GetRequiredService<IHttpContextAccessor>().HttpContext!)));
        services.AddScoped<Here>();
        services.AddScoped<When>();
        services.AddScoped<Features.SignIn.Tries>();
        services.AddScoped<SecondSignIn>();
        services.AddRazorPages(options => options.RootDirectory = "/Features")
            .AddApplicationPart(typeof(WebHost).Assembly)
            .AddMvcOptions(options =>
            {
                options.Filters.Add<Problems.NoticeStaleForms>();
                options.Filters.Add<Problems.OnlyWhatAPageAnswers>();

                // No form here has names like a[b]; these two throw at a bracket that isn't closed.
                options.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
                options.ValueProviderFactories.RemoveType<JQueryQueryStringValueProviderFactory>();
            });

        // Names have accents; the page is UTF-8 and needs no &#xE9;.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            Lanes.Limit(options.Limits);
        });

        // The framework's own messages quote addresses and form values, and those can hold names.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Diagnostics", LogLevel.None);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.None);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Authentication.OpenIdConnect", LogLevel.None);
    }

    public static void Map(WebApplication app)
    {
        app.Use(SecurityHeaders.Add);
        app.Use(Framing.Check);
        Problems.Use(app);
        app.UseRouting();
        app.Use(LanguageChoice.Remember);
        var lanes = app.Services.GetRequiredService<Lanes>();
        app.MapWhen(context => context.Request.Path.StartsWithSegments(SignInProviders.Returning), returning =>
        {
            // Whoever comes back from a provider is a stranger until it has been asked, and it is asked in there.
            returning.Use(lanes.PassAsync);
            returning.UseAuthentication();
            returning.Run(static nobody =>
            {
                nobody.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            });
        });
        app.UseAuthentication();
        app.Use(lanes.PassAsync);
        app.UseAuthorization();
        app.Use(SecondStepGuard.Ask);
        app.Services.GetRequiredService<Assets>().Map(app);
        LiveUpdates.Map(app);
        ReportEndpoint.Map(app, app.Services.GetRequiredService<ReportInbox>(), app.Services.GetRequiredService<TimeProvider>(), app.Services.GetRequiredService<ReportFiling>().Wake);
        app.MapRazorPages();
    }
}
