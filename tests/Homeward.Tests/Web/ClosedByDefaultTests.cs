using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Homeward.Tests.Web;

public sealed class ClosedByDefaultTests
{
    // Every page a stranger may open, one by one: the sign-in, and what families ask and write.
    private static readonly string[] OpenPages =
    [
        "sign-in", "sign-in/arrived", "sign-in/invitation", "sign-in/passkey", "sign-in/second-step", "sign-in/with/{key}", "hide", "problem",
        "family", "family/{code}", "family/{code}/{kind}",
        // The signature says who sends, and nobody learns anything by it.
        "sealed-reports",
    ];

    [Fact]
    public async Task No_page_is_open_but_sign_in_and_the_pages_for_families()
    {
        await using var site = await Site.StartAsync();
        var open = site.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            .Select(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/'))
            .Where(path => !IsAsset(path))
            .Distinct()
            .Order();
        Assert.Equal(OpenPages.Order(), open);
    }

    [Fact]
    public async Task Every_closed_address_asks_a_stranger_to_sign_in()
    {
        await using var site = await Site.StartAsync();
        using var stranger = site.Browser();
        var closed = site.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Select(endpoint => "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment =>
                string.Concat(segment.Parts.Select(part => part is RoutePatternLiteralPart literal ? literal.Content : "x")))))
            .Append("/no/such/page")
            .Distinct();
        foreach (var address in closed)
        {
            var answer = await stranger.GetAsync(address, TestContext.Current.CancellationToken);
            Assert.True(
                answer.StatusCode is HttpStatusCode.Redirect && answer.Headers.Location!.PathAndQuery.StartsWith("/sign-in", StringComparison.Ordinal),
                $"{address} answered {answer.StatusCode} to a stranger.");
        }
    }

    private static bool IsAsset(string path) =>
        typeof(Homeward.Web.WebHost).Assembly.GetManifestResourceNames().Contains($"wwwroot/{path}");
}
