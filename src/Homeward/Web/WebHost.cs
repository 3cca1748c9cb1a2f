using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.Extensions.WebEncoders;

namespace Homeward.Web;

/// <summary>
/// The web side of <c>homeward serve</c>: what it needs (<see cref="Configure"/>) and the way of a request through it (<see cref="Map"/>).
/// </summary>
public static class WebHost
{
    public static void Configure(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(TextCatalogue.Embedded);
        services.AddSingleton<Assets>();
        services.AddHttpContextAccessor();
        services.AddScoped(provider => new Texts(
            provider.GetRequiredService<TextCatalogue>(),
            LanguageChoice.Of(provider.GetRequiredService<IHttpContextAccessor>().HttpContext!)));
        services.AddScoped<Here>();
        services.AddScoped<When>();
        services.AddRazorPages(options => options.RootDirectory = "/Features")
            .AddMvcOptions(options => options.Filters.Add<Problems.NoticeStaleForms>());

        // Names have accents; the page is UTF-8 and needs no &#xE9;.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        builder.WebHost.ConfigureKestrel(options => options.AddServerHeader = false);
    }

    public static void Map(WebApplication app)
    {
        app.Use(SecurityHeaders.Add);
        Problems.Use(app);
        app.UseRouting();
        app.Use(LanguageChoice.Remember);
        app.Services.GetRequiredService<Assets>().Map(app);
        app.MapRazorPages();
    }
}
