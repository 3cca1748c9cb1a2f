using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Homeward.Tests.Access.Providers;

/// <summary>A provider whose tokens are wrong in one way each; a real one makes none of these.</summary>
public sealed class CrookedProvider : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ECDsaSecurityKey key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "1" };
    private readonly ECDsaSecurityKey another = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "1" };

    private CrookedProvider(WebApplication app) => this.app = app;

    public string Address => app.Urls.First();

    /// <summary>The ID token it gives next.</summary>
    public string Token { get; set; } = "";

    public static async Task<CrookedProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var provider = new CrookedProvider(app);
        app.MapGet("/.well-known/openid-configuration", () => Json(new
        {
            issuer = provider.Address,
            authorization_endpoint = provider.Address + "/authorize",
            token_endpoint = provider.Address + "/token",
            jwks_uri = provider.Address + "/keys",
        }));
        app.MapGet("/keys", () => Json(new { keys = new[] { provider.PublicKey() } }));
        app.MapPost("/token", () => Json(new { access_token = "a", token_type = "Bearer", expires_in = 60, id_token = provider.Token }));
        await app.StartAsync();
        return provider;
    }

    /// <summary>A token that is right but for one thing.</summary>
    public string Make(string wrong, string nonce)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var told = new SecurityTokenDescriptor
        {
            Issuer = wrong == "issuer" ? "https://elsewhere.example" : Address,
            Audience = wrong == "audience" ? "somebody-else" : AgencyProvider.Client,
            Claims = new Dictionary<string, object> { ["nonce"] = wrong == "nonce" ? "seen before" : nonce },
            IssuedAt = now.AddHours(-2),
            NotBefore = now.AddHours(-2),
            Expires = wrong == "expired" ? now.AddHours(-1) : now.AddHours(1),
            SigningCredentials = wrong == "unsigned" ? null : new(wrong == "key" ? another : key, SecurityAlgorithms.EcdsaSha256),
        };
        if (wrong != "nobody")
        {
            told.Claims["sub"] = "county-luis";
        }

        return new JsonWebTokenHandler().CreateToken(told);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        key.ECDsa.Dispose();
        another.ECDsa.Dispose();
    }

    private object PublicKey()
    {
        var point = key.ECDsa.ExportParameters(false).Q;
        return new { kty = "EC", use = "sig", crv = "P-256", kid = key.KeyId, x = Base64UrlEncoder.Encode(point.X), y = Base64UrlEncoder.Encode(point.Y) };
    }

    private static IResult Json(object said) => Results.Content(JsonSerializer.Serialize(said), "application/json");
}
