using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Homeward.Domain;
using Homeward.Journal;
using Homeward.Tests.Features.Browser;
using Homeward.Tests.Support;
using Homeward.Web;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Homeward.Tests.Web;

/// <summary>What holds for the answer of every address in the routing table, whoever asks.</summary>
public sealed partial class EveryAnswerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_address_forbids_what_is_inline_framed_kept_or_from_elsewhere_and_takes_no_form_without_its_token()
    {
        var town = new Town();
        await town.InitializeAsync();
        await using var closing = town;
        var full = await FullTown.BuildAsync(town);
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

    [Fact]
    public async Task Over_https_the_browser_is_told_to_come_back_only_so_and_no_cookie_leaves_without_it()
    {
        var folder = Directory.CreateTempSubdirectory("homeward-https");
        var certificate = Path.Combine(folder.FullName, "own.pfx");
        using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        {
            using var own = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
            await File.WriteAllBytesAsync(certificate, own.Export(X509ContentType.Pfx, "drill"), Cancel);
        }

        Environment.SetEnvironmentVariable("Kestrel__Certificates__Default__Path", certificate);
        Environment.SetEnvironmentVariable("Kestrel__Certificates__Default__Password", "drill");
        await using (var server = await Server.StartAsync(new DataFolder(folder.FullName), "https://127.0.0.1:0", TimeProvider.System))
        {
            server.Accounts.Invite("Rosa Duty", new Id<Organisation>(Guid.CreateVersion7()), "Child Protection", Role.ChildProtection, Site.Password);
            using var handler = new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new(), ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
            using var browser = new HttpClient(handler) { BaseAddress = server.Address };
            using var page = await browser.GetAsync("/sign-in?lang=es", Cancel);
            using var signedIn = await Site.SignInAsync(browser, "Rosa Duty", Site.Password);
            Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
            var cookies = page.Headers.GetValues("Set-Cookie").Concat(signedIn.Headers.GetValues("Set-Cookie")).ToList();
            Assert.Equal(["homeward-browser", "homeward-form", "homeward-language", "homeward-session"], cookies.Select(cookie => cookie.Split('=')[0]).Distinct().Order());
            Assert.All(cookies, cookie =>
            {
                Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
                Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
                Assert.Contains(cookie.StartsWith("homeward-language", StringComparison.Ordinal) ? "samesite=lax" : "samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
            });
            Assert.Equal("max-age=31536000", page.Headers.GetValues("Strict-Transport-Security").Single());
        }

        Environment.SetEnvironmentVariable("Kestrel__Certificates__Default__Path", null);
        Environment.SetEnvironmentVariable("Kestrel__Certificates__Default__Password", null);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Whoever_sends_too_slowly_is_hung_up_on()
    {
        await using var site = await Site.StartAsync();
        var limits = site.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;
        Assert.Equal((TimeSpan.FromSeconds(15), 240, TimeSpan.FromSeconds(5)), (limits.RequestHeadersTimeout, limits.MinRequestBodyDataRate!.BytesPerSecond, limits.MinRequestBodyDataRate.GracePeriod));

        // Both wait for the server; nothing is waited for but its answer. A form that never comes ends as one that can't be read.
        var half = new Malformed.RawRequest("GET /sign-in HTTP/1.1\r\nHost: localhost\r\n"u8.ToArray()) { Patience = TimeSpan.FromMinutes(1) };
        var body = new Malformed.RawRequest("POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n\r\nname="u8.ToArray()) { Patience = TimeSpan.FromMinutes(1) };
        var answers = await Task.WhenAll(half.SendAsync(site.Address), body.SendAsync(site.Address));
        Assert.Equal([408, 400], answers.Select(answer => answer.Status));
    }

    [Theory]
    [InlineData("GET /sign-in HTTP/1.1\r\nHost: \u00e9.example\r\n\r\n", 400)]
    [InlineData("GET /account HTTP/1.1\r\nHost: a..b\r\n\r\n", 400)]
    [InlineData("GET /sign-in HTTP/1.1\r\nHost: [::1]:5080\r\nConnection: close\r\n\r\n", 200)]
    [InlineData("POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411)]
    [InlineData("POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded; charset=utf-7\r\nContent-Length: 0\r\n\r\n", 415)]
    [InlineData("POST /sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded; charset=UTF-8\r\nContent-Length: 0\r\n\r\n", 400)]
    public async Task What_no_browser_sends_is_refused_before_it_is_looked_at(string request, int status)
    {
        await using var site = await Site.StartAsync();
        Assert.Equal(status, (await new Malformed.RawRequest(System.Text.Encoding.Latin1.GetBytes(request)).SendAsync(site.Address)).Status);
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
