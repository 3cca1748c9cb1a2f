using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Homeward.Access.Providers;

/// <summary>
/// Each provider as ASP.NET Core knows it: the code flow with PKCE, over the browser and back. Issuer, audience, signature, nonce and the browser it
/// began in are checked there.
/// </summary>
public static class ProviderSchemes
{
    // A provider that says nothing for so long is said to be down.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static void AddProviders(this IServiceCollection services, SignInProviders providers, TimeProvider clock)
    {
        services.AddSingleton(providers);
        services.AddSingleton<TakingUp>();
        services.AddSingleton<ProviderSignIn>();
        foreach (var provider in providers.All)
        {
            services.AddAuthentication().AddOpenIdConnect(provider.Scheme, options => Set(options, provider, clock));
        }
    }

    // The framework takes an unsigned token when it came over the provider's own connection. Behind a proxy that ends TLS that is not the provider's word.
    private static Task OnlySigned(TokenValidatedContext context)
    {
        if (string.IsNullOrEmpty(context.SecurityToken.RawSignature))
        {
            context.Fail("The ID token is not signed.");
        }

        return Task.CompletedTask;
    }

    private static void Set(OpenIdConnectOptions options, SignInProvider provider, TimeProvider clock)
    {
        options.Authority = provider.Authority;
        options.RequireHttpsMetadata = provider.Authority.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
        options.ClientId = provider.ClientId;
        options.ClientSecret = provider.Secret;
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.CallbackPath = provider.Returning;
        options.BackchannelTimeout = Patience;
        options.MapInboundClaims = false;
        options.DisableTelemetry = true;
        options.TimeProvider = clock;

        // What the token says is looked at once and not kept: sessions are ours.
        options.SaveTokens = false;
        options.ClaimActions.Clear();
        options.Scope.Clear();
        foreach (var scope in provider.Scopes.Prepend(OpenIdConnectScope.OpenId).Distinct())
        {
            options.Scope.Add(scope);
        }

        // Desks share computers: whoever sits down is asked, though the one before them is still signed in over there.
        options.Prompt = OpenIdConnectPrompt.Login;
        foreach (var cookie in (CookieBuilder[])[options.CorrelationCookie, options.NonceCookie])
        {
            // The way back is a link from another site. "Lax" is sent with that and needs no https, which "none" would.
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }

        options.Events = new OpenIdConnectEvents
        {
            OnTokenValidated = OnlySigned,
            OnTicketReceived = context => context.HttpContext.RequestServices.GetRequiredService<ProviderSignIn>().ArriveAsync(context, provider),
            OnRemoteFailure = context => context.HttpContext.RequestServices.GetRequiredService<ProviderSignIn>().Fail(context, provider),
        };
    }
}
