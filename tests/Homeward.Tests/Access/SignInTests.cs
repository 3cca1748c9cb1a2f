using System.Buffers.Binary;
using System.Net;
using Homeward.Access;
using Homeward.Domain;
using Homeward.Journal;
using Homeward.Tests.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Homeward.Tests.Access;

public sealed class SignInTests
{
    [Fact]
    public async Task A_right_name_and_password_open_the_page_that_was_asked_for()
    {
        await using var site = await Site.StartAsync();
        site.Invite();
        using var browser = site.Browser();
        var answer = await Site.SignInAsync(browser, "  rosa  DUTY", Site.Password);
        Assert.Equal("/account", answer.Headers.Location?.OriginalString);
        Assert.Contains("Child protection", await browser.GetStringAsync("/account", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Rosa Duty", "wrong horse battery")]
    [InlineData("Nobody Known", Site.Password)]
    public async Task A_wrong_name_and_a_wrong_password_get_the_same_answer(string name, string password)
    {
        await using var site = await Site.StartAsync();
        site.Invite();
        using var browser = site.Browser();
        var answer = await Site.SignInAsync(browser, name, password);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("This name and password don’t go together", page, StringComparison.Ordinal);
        Assert.Contains($"value=\"{name}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain(password, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_five_wrong_tries_the_right_password_waits_too_and_the_page_says_how_long()
    {
        await using var site = await Site.StartAsync();
        site.Invite();
        using var browser = site.Browser();
        for (var i = 0; i < SignInThrottle.TriesPerName; i++)
        {
            await Site.SignInAsync(browser, "Rosa Duty", "wrong");
        }

        var refused = await Site.SignInAsync(browser, "Rosa Duty", Site.Password);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(SignInThrottle.Window, refused.Headers.RetryAfter?.Delta);

        site.Clock.Advance(SignInThrottle.Window);
        Assert.Equal(HttpStatusCode.Redirect, (await Site.SignInAsync(browser, "Rosa Duty", Site.Password)).StatusCode);
    }

    [Fact]
    public async Task Strangers_who_guess_keep_nobody_out_of_a_browser_they_have_signed_in_on()
    {
        await using var site = await Site.StartAsync();
        site.Invite();
        using var mine = await site.SignedInAsync();
        using var stranger = site.Browser();
        var throttle = site.Services.GetRequiredService<SignInThrottle>();
        for (var i = 0; i < SignInThrottle.TriesInAll; i++)
        {
            throttle.TryNotBefore(i < SignInThrottle.TriesPerName ? "Rosa Duty" : $"guess {i}", null);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await Site.SignInAsync(stranger, "Somebody", Site.Password)).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await Site.SignInAsync(stranger, "Rosa Duty", Site.Password)).StatusCode);
        await mine.GetAsync("/hide", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, (await Site.SignInAsync(mine, "Rosa Duty", Site.Password)).StatusCode);
    }

    [Fact]
    public async Task A_browser_that_knows_me_knows_nobody_else_and_has_five_tries_too()
    {
        await using var site = await Site.StartAsync();
        site.Invite();
        site.Invite("Luis Night");
        using var mine = await site.SignedInAsync();
        await mine.GetAsync("/hide", TestContext.Current.CancellationToken);
        var throttle = site.Services.GetRequiredService<SignInThrottle>();
        for (var i = 0; i < SignInThrottle.TriesInAll; i++)
        {
            throttle.TryNotBefore($"guess {i}", null);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await Site.SignInAsync(mine, "Luis Night", Site.Password)).StatusCode);
        for (var i = 0; i < SignInThrottle.TriesPerName; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await Site.SignInAsync(mine, "Rosa Duty", "wrong")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await Site.SignInAsync(mine, "Rosa Duty", Site.Password)).StatusCode);
    }

    [Fact]
    public async Task Somebody_elses_wrong_tries_do_not_keep_me_out()
    {
        await using var site = await Site.StartAsync();
        site.Invite();
        using var browser = site.Browser();
        for (var i = 0; i <= SignInThrottle.TriesPerName; i++)
        {
            await Site.SignInAsync(browser, "Somebody Else", "wrong");
        }

        Assert.Equal(HttpStatusCode.Redirect, (await Site.SignInAsync(browser, "Rosa Duty", Site.Password)).StatusCode);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    public async Task Signing_in_never_leads_to_another_site(string next)
    {
        await using var site = await Site.StartAsync();
        site.Invite();
        using var browser = site.Browser();
        Assert.Equal("/", (await Site.SignInAsync(browser, "Rosa Duty", Site.Password, next)).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Ending_an_account_ends_its_session_at_the_next_request()
    {
        await using var site = await Site.StartAsync();
        var account = site.Invite();
        using var browser = await site.SignedInAsync();
        site.Accounts.End(account.Id);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/account", TestContext.Current.CancellationToken)).StatusCode);
        using var another = site.Browser();
        Assert.Equal(HttpStatusCode.OK, (await Site.SignInAsync(another, "Rosa Duty", Site.Password)).StatusCode);
    }

    [Fact]
    public async Task A_new_password_ends_the_sessions_of_the_old_one()
    {
        await using var site = await Site.StartAsync();
        var account = site.Invite();
        using var browser = await site.SignedInAsync();
        site.Accounts.SetPassword(account.Id, "another horse battery");
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/account", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Hiding_the_screen_shows_nothing_of_ours_and_a_copied_cookie_is_worth_nothing()
    {
        await using var site = await Site.StartAsync();
        site.Invite();
        using var browser = await site.SignedInAsync();
        using var thief = new HttpRequestMessage(HttpMethod.Get, "/account");
        var cookie = await CookieOf(site);
        thief.Headers.Add("Cookie", cookie.Header);

        var hidden = await cookie.Browser.GetStringAsync("/hide", TestContext.Current.CancellationToken);
        Assert.DoesNotContain("Homeward", hidden, StringComparison.OrdinalIgnoreCase);
        using var other = site.Browser();
        Assert.Equal(HttpStatusCode.Redirect, (await other.SendAsync(thief, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_session_ends_after_half_an_hour_without_its_person_even_on_a_page_that_refreshes_itself()
    {
        await using var site = await Site.StartAsync();
        site.Invite();
        using var browser = await site.SignedInAsync();
        for (var minute = 0; minute < 29; minute++)
        {
            site.Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal(HttpStatusCode.OK, (await RefreshAsync(browser)).StatusCode);
        }

        site.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(HttpStatusCode.Unauthorized, (await RefreshAsync(browser)).StatusCode);
    }

    [Fact]
    public async Task Who_signs_in_survives_a_restart_and_the_journal_names_nobody_in_clear()
    {
        await using var site = await Site.StartAsync();
        site.Invite("Guadalupe Oropeza");
        using var reopened = AccountStore.Open(new DataFolder(site.Folder), InstallationKey.FromEnvironmentOrFile(site.Folder), site.Clock);
        Assert.Equal(Role.ChildProtection, reopened.Current.Find("guadalupe oropeza")?.Role);
        foreach (var file in Directory.EnumerateFiles(site.Folder, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain("Guadalupe", System.Text.Encoding.Latin1.GetString(await ReadAsync(file)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_password_costs_whoever_tries_it_what_OWASP_asks()
    {
        // The hash says itself how often it was stretched: format, construction (2 is HMAC-SHA-512), times.
        var hash = Convert.FromBase64String(Passwords.Hash(Site.Password));
        Assert.Equal((1, 2u, 210_000u), (hash[0], BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(1)), BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(5))));
    }

    [Fact]
    public async Task The_keys_of_sessions_are_not_in_clear_in_the_data_folder()
    {
        await using var site = await Site.StartAsync();
        site.Invite();
        using var browser = await site.SignedInAsync();
        var keys = await Task.WhenAll(Directory.EnumerateFiles(Path.Combine(site.Folder, "sessions")).Select(file => File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)));
        Assert.NotEmpty(keys);
        Assert.All(keys, key => Assert.DoesNotContain("<masterKey", key, StringComparison.Ordinal));
    }

    private static async Task<HttpResponseMessage> RefreshAsync(HttpClient browser)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account");
        request.Headers.Add(SignInCookie.RefreshHeader, "1");
        return await browser.SendAsync(request);
    }

    private static async Task<(HttpClient Browser, string Header)> CookieOf(Site site)
    {
        var jar = new CookieContainer();
        var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = jar }) { BaseAddress = site.Address };
        await Site.SignInAsync(browser, "Rosa Duty", Site.Password);
        return (browser, jar.GetCookieHeader(site.Address));
    }

    private static async Task<byte[]> ReadAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }
}
