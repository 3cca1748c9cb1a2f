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

/// <summary>What a connection is held to, before anything of ours looks at what came over it.</summary>
public sealed class EveryAnswerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Over_https_the_browser_is_told_to_come_back_only_so_and_no_cookie_leaves_without_it()
    {
        var folder = Directory.CreateTempSubdirectory("homeward-https");
        // Said to the whole process, in which other servers start meanwhile and may read it: so the file stays until the process ends.
        var certificate = Path.Combine(Directory.CreateTempSubdirectory("homeward-certificate").FullName, "own.pfx");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Path.GetDirectoryName(certificate)!, recursive: true);
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
        Assert.Equal(status, (await new Malformed.RawRequest(System.Text.Encoding.Latin1.GetBytes(request)) { Patience = TimeSpan.FromMinutes(1) }.SendAsync(site.Address)).Status);
    }
}
