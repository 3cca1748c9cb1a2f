using System.Net;
using Homeward.Access;
using Homeward.Tests.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Homeward.Tests.Access;

/// <summary>Ending somebody's sign-in ends every session of theirs at its next request, also those on their way.</summary>
public sealed class RevocationTests
{
    [Fact]
    public async Task After_an_account_is_ended_no_session_of_it_gets_another_page_and_browsers_forget_what_they_kept()
    {
        await using var site = await Site.StartAsync();
        var rosa = site.Invite();
        var sessions = new List<HttpClient>();
        for (var i = 0; i < 3; i++)
        {
            sessions.Add(await site.SignedInAsync());
        }

        // Many requests are on their way while the account ends.
        var ended = false;
        var late = 0;
        var asking = sessions.SelectMany(session => Enumerable.Range(0, 4).Select(async _ =>
        {
            for (var i = 0; i < 30; i++)
            {
                var after = Volatile.Read(ref ended);
                using var answer = await session.GetAsync("/account", TestContext.Current.CancellationToken);
                if (after && answer.StatusCode == HttpStatusCode.OK)
                {
                    Interlocked.Increment(ref late);
                }
            }
        })).ToList();
        site.Services.GetRequiredService<AccountStore>().End(rosa.Id);
        Volatile.Write(ref ended, true);
        await Task.WhenAll(asking);
        Assert.Equal(0, late);

        foreach (var session in sessions)
        {
            using var refused = await session.GetAsync("/account", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
            session.Dispose();
        }
    }

    [Theory]
    [InlineData("/account")]
    [InlineData("/hide")]
    public async Task A_session_that_is_over_tells_the_browser_to_forget_its_pages(string page)
    {
        await using var site = await Site.StartAsync();
        var rosa = site.Invite();
        using var browser = await site.SignedInAsync();
        if (page == "/account")
        {
            site.Accounts.End(rosa.Id);
        }

        using var answer = await browser.GetAsync(page, TestContext.Current.CancellationToken);
        Assert.Equal("\"cache\"", Assert.Single(answer.Headers.GetValues("Clear-Site-Data")));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/account", TestContext.Current.CancellationToken)).StatusCode);
    }
}
