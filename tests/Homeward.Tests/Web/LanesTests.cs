using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Homeward.Web;
using Xunit;

namespace Homeward.Tests.Web;

/// <summary>A flood of strangers on real sockets, and a desk beside it.</summary>
public sealed class LanesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_flood_of_strangers_fills_its_own_lane_and_never_a_desks()
    {
        await using var site = await Site.StartAsync();
        site.Invite();
        using var desk = await site.SignedInAsync();
        using var stranger = site.Browser();

        using (var flood = new HalfSent(site.Address, "/sign-in"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await flood.UntilAsync(AskAsync, HttpStatusCode.ServiceUnavailable));
            for (var i = 0; i < 20; i++)
            {
                Assert.Equal(HttpStatusCode.OK, (await desk.GetAsync("/account", Cancel)).StatusCode);
            }

            Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync("/homeward.css", Cancel)).StatusCode);
        }

        // When they are gone the lane is free again, as soon as the server has seen it.
        for (var tries = 0; tries < 1_000; tries++)
        {
            using var answer = await stranger.GetAsync("/sign-in", Cancel);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                return;
            }
        }

        Assert.Fail("The lane stays full.");

        async Task<HttpResponseMessage> AskAsync()
        {
            var answer = await stranger.GetAsync("/sign-in", Cancel);
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                Assert.Equal(TimeSpan.FromSeconds(30), answer.Headers.RetryAfter?.Delta);
                Assert.Contains("Try again", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
            }

            return answer;
        }
    }

    [Fact]
    public async Task A_form_larger_than_any_of_ours_is_refused_before_it_is_read()
    {
        await using var site = await Site.StartAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(site.Address.Host, site.Address.Port, Cancel);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"POST /sign-in HTTP/1.1\r\nHost: {site.Address.Authority}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {Lanes.LargestBody + 1}\r\n\r\n")), Cancel);
        using var reader = new StreamReader(client.GetStream());
        Assert.Contains(" 413 ", await reader.ReadLineAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_beyond_all_measure_are_refused()
    {
        await using var site = await Site.StartAsync();
        using var browser = site.Browser();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        request.Headers.Add("X-Long", new string('a', 20_000));
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, (await browser.SendAsync(request, Cancel)).StatusCode);
    }
}
