using System.Net;
using Homeward.Access;
using Homeward.Tests.Web;
using Xunit;

namespace Homeward.Tests.Access;

/// <summary>Wherever a password, a code or digits can be guessed, the sixth try is told how long to wait, in words and as a header.</summary>
public sealed class TriesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/sign-in", "name=Rosa Duty", "password=not the password")]
    [InlineData("/sign-in/second-step", "answer=000000")]
    [InlineData("/sign-in/invitation", "name=Luis Night", "first=aaaa-bbbb-cccc", "second=dddd-eeee-ffff", "password=a sentence of my own")]
    [InlineData("/account/second-step", "shared=", "digits=000000")]
    public async Task After_five_wrong_tries_the_answer_says_how_long_to_wait(string page, params string[] typed)
    {
        await using var site = await Site.StartAsync();
        var account = site.Invite();
        using var browser = page.StartsWith("/account", StringComparison.Ordinal) ? await site.SignedInAsync() : site.Browser();
        if (page == "/sign-in/second-step")
        {
            site.Accounts.SetAuthenticator(account.Id, Authenticators.MakeSecret());
            await Site.SignInAsync(browser, account.Name, Site.Password);
        }

        for (var i = 0; i < SignInThrottle.TriesPerName; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await TryAsync(browser, page, typed)).StatusCode);
        }

        var wait = await TryAsync(browser, page, typed);
        Assert.Equal(HttpStatusCode.TooManyRequests, wait.StatusCode);
        Assert.Equal(SignInThrottle.Window, wait.Headers.RetryAfter?.Delta);
        Assert.Contains("There were too many wrong tries. Try again in 16 minutes", await wait.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);

        site.Clock.Advance(SignInThrottle.Window);
        Assert.NotEqual(HttpStatusCode.TooManyRequests, (await TryAsync(browser, page, typed)).StatusCode);
    }

    private static async Task<HttpResponseMessage> TryAsync(HttpClient browser, string page, string[] typed)
    {
        var form = await Screen(browser, page);
        var fields = typed.Select(field => field.Split('=', 2)).Select(field => KeyValuePair.Create(field[0], field[1] is "" ? form.Hidden(field[0])! : field[1]));
        return await browser.PostAsync(page, new FormUrlEncodedContent([new("form-token", form.Hidden("form-token")!), .. fields]), Cancel);
    }

    private static async Task<Support.Screen> Screen(HttpClient browser, string page) => await Support.Screen.OfAsync(await browser.GetAsync(page, Cancel), page);
}
