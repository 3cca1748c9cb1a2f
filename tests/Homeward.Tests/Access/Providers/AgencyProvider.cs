using System.Net;
using System.Security.Claims;
using System.Text;
using Homeward.Access.Providers;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Homeward.Tests.Access.Providers;

/// <summary>
/// A real OpenID Connect provider (OpenIddict) on a socket of its own, with a sign-in page: discovery, keys, code and token are its own doing. It
/// is addressed by another name than Homeward, so that a browser takes the two for two sites.
/// </summary>
public sealed class AgencyProvider : IAsyncDisposable
{
    public const string Client = "homeward-here";
    public const string Secret = "a secret between the two of us";

    private readonly WebApplication app;

    private AgencyProvider(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.First().Replace("127.0.0.1", "localhost", StringComparison.Ordinal));

    /// <summary>Whoever signs in by a name that ends like this was asked for a second step.</summary>
    public const string WithSecondStep = "+mfa";

    public static async Task<AgencyProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var database = Guid.NewGuid().ToString();
        builder.Services.AddDbContext<DbContext>(options => options.UseInMemoryDatabase(database).UseOpenIddict());
        builder.Services.AddOpenIddict()
            .AddCore(options => options.UseEntityFrameworkCore().UseDbContext<DbContext>())
            .AddServer(options =>
            {
                options.SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token");
                options.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
                options.AddEphemeralEncryptionKey().AddEphemeralSigningKey();
                options.UseAspNetCore().EnableAuthorizationEndpointPassthrough().DisableTransportSecurityRequirement();
            });
        var app = builder.Build();
        app.UseAuthentication();
        app.MapGet("/connect/authorize", SignInPage);
        app.MapPost("/connect/authorize", SignIn);
        await app.StartAsync();
        var provider = new AgencyProvider(app);

        // Its first answer takes long on a busy machine, and longer than anybody waits for a provider.
        using var first = new HttpClient { Timeout = TimeSpan.FromMinutes(5) };
        await first.GetStringAsync(new Uri(provider.Address, ".well-known/openid-configuration"));
        return provider;
    }

    /// <summary>Tells the provider of Homeward.</summary>
    public async Task RegisterAsync(Uri homeward)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>().CreateAsync(new OpenIddictApplicationDescriptor
        {
            ClientId = Client,
            ClientSecret = Secret,
            RedirectUris = { new Uri(homeward, $"{SignInProviders.Returning}/county") },
            Permissions = { Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.GrantTypes.AuthorizationCode, Permissions.ResponseTypes.Code },
        });
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static IResult SignInPage(HttpContext context)
    {
        var asked = context.GetOpenIddictServerRequest()!;
        var page = new StringBuilder("<!DOCTYPE html><html lang=\"en\"><title>County sign-in</title><form method=\"post\"><label>Name <input name=\"person\"></label>");
        foreach (var (name, value) in asked.GetParameters())
        {
            page.Append($"<input type=\"hidden\" name=\"{name}\" value=\"{WebUtility.HtmlEncode((string?)value)}\">");
        }

        return Results.Content(page.Append("<button>Sign in</button></form>").ToString(), "text/html");
    }

    private static IResult SignIn(HttpContext context)
    {
        var person = context.Request.Form["person"].ToString();
        var identity = new ClaimsIdentity("provider");
        identity.SetClaim(Claims.Subject, "county-" + person)
            .SetClaims(Claims.AuthenticationMethodReference, person.EndsWith(WithSecondStep, StringComparison.Ordinal) ? ["pwd", "mfa"] : ["pwd"]);
        identity.SetScopes(context.GetOpenIddictServerRequest()!.GetScopes());
        identity.SetDestinations(_ => [Destinations.IdentityToken]);
        return Results.SignIn(new ClaimsPrincipal(identity), null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }
}
