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

        // Each says that a form follows and sends none of it: the places and the queue fill up and stay full.
        var flood = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 2 * (Lanes.Places + Lanes.Queue); i++)
            {
                flood.Add(await SlowAsync(site.Address));
            }

            // Those that found no place are answered, so from here on the lane is full.
            await Task.WhenAny(flood.Select(client => client.GetStream().ReadAsync(new byte[1], Cancel).AsTask()));
            using var turnedAway = await stranger.GetAsync("/sign-in", Cancel);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, turnedAway.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(30), turnedAway.Headers.RetryAfter?.Delta);
            Assert.Contains("Try again", await turnedAway.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
            for (var i = 0; i < 20; i++)
            {
                Assert.Equal(HttpStatusCode.OK, (await desk.GetAsync("/account", Cancel)).StatusCode);
            }

            Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync("/homeward.css", Cancel)).StatusCode);
        }
        finally
        {
            flood.ForEach(client => client.Dispose());
        }

        // When they are gone the lane is free again.
        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync("/sign-in", Cancel)).StatusCode);
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

    private static async Task<TcpClient> SlowAsync(Uri address)
    {
        var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, Cancel);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /sign-in HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\n"), Cancel);
        return client;
    }
}
