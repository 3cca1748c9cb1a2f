using System.Net;
using System.Text.RegularExpressions;
using Homeward.Tests.Features.Browser;
using Homeward.Web;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Homeward.Tests.Web;

/// <summary>What holds for the answer of every address in the routing table, whoever asks.</summary>
[Collection<SharedFullTown.Collection>]
public sealed partial class EveryAddressTests(SharedFullTown shared)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_address_forbids_what_is_inline_framed_kept_or_from_elsewhere_and_takes_no_form_without_its_token()
    {
        var (town, full) = (shared.Town, shared.Full);
        using var stranger = town.Site.Browser();
        var (answered, pages) = (0, 0);
        foreach (var endpoint in town.Site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().DistinctBy(endpoint => endpoint.RoutePattern.RawText).Where(endpoint => endpoint.RoutePattern.RawText!.Trim('/') != "hide"))
        {
            var address = "/" + Parameters().Replace(endpoint.RoutePattern.RawText!.TrimStart('/'), part => full.Values.TryGetValue(part.Groups[1].Value, out var known) ? known[0] : "x");
            foreach (var browser in full.Workers.Select(worker => worker.Browser).Prepend(stranger))
            {
                using var answer = await browser.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, Cancel);
                answered++;
                AssertClosed(address, answer);
                if (answer.StatusCode == HttpStatusCode.OK && answer.Content.Headers.ContentType?.MediaType == "text/html")
                {
                    pages++;
                    var html = await answer.Content.ReadAsStringAsync(Cancel);
                    Assert.False(Inline().IsMatch(html), $"{address} holds something inline: {Inline().Match(html).Value}");
                    Assert.All(Forms().Matches(html).Where(_ => !IsForFamilies(address)), form => Assert.True(form.Value.Contains("name=\"form-token\"", StringComparison.Ordinal), $"{address} has a form without a token: {form.Value}"));
                    break;
                }
            }

            foreach (var handler in endpoint.Metadata.GetMetadata<CompiledPageActionDescriptor>()?.HandlerMethods.Where(handler => handler.HttpMethod == "Post" && !IsForFamilies(address)) ?? [])
            {
                foreach (var worker in full.Workers)
                {
                    var before = town.Engine.Current.Position;
                    using var answer = await worker.Browser.PostAsync($"{address}?handler={handler.Name}", new FormUrlEncodedContent([new("form-token", "made up"), new("as", "csv")]), Cancel);
                    Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{address}?handler={handler.Name} answered {answer.StatusCode} to a form without its token.");
                    Assert.Equal(before, town.Engine.Current.Position);
                    AssertClosed(address, answer);
                    break;
                }
            }
        }

        Assert.InRange(answered, 150, int.MaxValue);
        Assert.InRange(pages, 40, int.MaxValue);
    }

    // Nothing there is done in anybody's name, so there is nothing another site could make somebody do.
    private static bool IsForFamilies(string address) => address.StartsWith(Lanes.Families, StringComparison.Ordinal);

    private static void AssertClosed(string address, HttpResponseMessage answer)
    {
        var headers = answer.Headers;
        Assert.True(headers.TryGetValues("Content-Security-Policy", out var policies), $"{address} has no policy.");
        var policy = policies.Single();
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("base-uri 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("*", policy, StringComparison.Ordinal);
        Assert.Equal(
            ("nosniff", "DENY", "same-origin", "same-origin", "same-origin"),
            (Of("X-Content-Type-Options"), Of("X-Frame-Options"), Of("Referrer-Policy"), Of("Cross-Origin-Opener-Policy"), Of("Cross-Origin-Resource-Policy")));
        Assert.False(headers.Contains("Server"));
        var asset = answer.StatusCode == HttpStatusCode.OK && answer.Content.Headers.ContentType?.MediaType is "text/css" or "text/javascript" or "image/svg+xml";
        Assert.True(asset || headers.CacheControl?.NoStore == true, $"{address} may be kept: {headers.CacheControl}");

        string Of(string name) => headers.GetValues(name).Single();
    }

    [GeneratedRegex(@"\{([^}:]+)[^}]*\}")]
    private static partial Regex Parameters();

    [GeneratedRegex("<style|<script(?![^>]*\\ssrc=)|<[^>]+\\s(?:style|on[a-z]+)=|href=\"javascript:|<iframe|<object|<embed|<base")]
    private static partial Regex Inline();

    [GeneratedRegex("<form[^>]*method=\"post\".*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();
}
