using System.Net;
using System.Text.RegularExpressions;
using Homeward.Access;
using Homeward.Domain;
using Homeward.Tests.Web;
using Microsoft.Extensions.Time.Testing;
using OtpNet;
using Xunit;

namespace Homeward.Tests.Access;

/// <summary>What comes after a right password, for whoever has set it up.</summary>
public sealed partial class SecondStepTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    public void The_digits_are_those_of_RFC_6238(long seconds, string digits)
    {
        // Appendix B of the RFC, the last six of its eight digits.
        var authenticators = new Authenticators(new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(seconds)));
        Assert.True(authenticators.Check("12345678901234567890"u8.ToArray(), digits));
    }

    [Fact]
    public void Digits_are_right_once_for_a_step_before_and_after_and_then_no_more()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_700_000_010));
        var (authenticators, secret, user) = (new Authenticators(clock), Authenticators.MakeSecret(), new Id<User>(Guid.CreateVersion7()));
        var digits = Digits(secret, clock.GetUtcNow());
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.True(authenticators.Use(user, secret, digits));
        Assert.False(authenticators.Use(user, secret, digits));
        clock.Advance(TimeSpan.FromSeconds(60));
        Assert.False(authenticators.Check(secret, digits));
        Assert.True(authenticators.Use(user, secret, Digits(secret, clock.GetUtcNow()).Insert(3, " ")));
    }

    [Fact]
    public async Task A_right_password_alone_opens_nothing_any_more()
    {
        await using var site = await Site.StartAsync();
        var (account, secret) = WithAuthenticator(site);
        using var browser = site.Browser();
        Assert.Equal("/sign-in/second-step?next=%2Faccount", (await Site.SignInAsync(browser, account.Name, Site.Password)).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/account", Cancel)).StatusCode);
        Assert.Equal("/account", (await AnswerAsync(browser, Digits(secret, site.Clock.GetUtcNow()))).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Without_a_right_password_there_is_no_second_step()
    {
        await using var site = await Site.StartAsync();
        var (_, secret) = WithAuthenticator(site);
        using var browser = site.Browser();
        await Site.SignInAsync(browser, "Rosa Duty", "wrong horse battery");
        Assert.Equal("/sign-in", (await AnswerAsync(browser, Digits(secret, site.Clock.GetUtcNow()))).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task The_first_step_is_forgotten_after_ten_minutes_and_when_the_password_changes()
    {
        await using var site = await Site.StartAsync();
        var (account, secret) = WithAuthenticator(site);
        using var browser = site.Browser();
        await Site.SignInAsync(browser, account.Name, Site.Password);
        site.Clock.Advance(HalfwayCookie.Valid);
        Assert.Equal("/sign-in", (await AnswerAsync(browser, Digits(secret, site.Clock.GetUtcNow()))).Headers.Location?.OriginalString);
        await Site.SignInAsync(browser, account.Name, Site.Password);
        site.Accounts.SetPassword(account.Id, "another horse battery");
        Assert.Equal("/sign-in", (await AnswerAsync(browser, Digits(secret, site.Clock.GetUtcNow()))).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task After_five_wrong_answers_the_right_one_waits_too()
    {
        await using var site = await Site.StartAsync();
        var (account, secret) = WithAuthenticator(site);
        using var browser = site.Browser();
        await Site.SignInAsync(browser, account.Name, Site.Password);
        for (var i = 0; i < SignInThrottle.TriesPerName; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await AnswerAsync(browser, "000 000")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await AnswerAsync(browser, Digits(secret, site.Clock.GetUtcNow()))).StatusCode);
    }

    [Fact]
    public async Task A_recovery_code_stands_in_once()
    {
        await using var site = await Site.StartAsync();
        var account = site.Invite();
        var codes = site.Accounts.SetAuthenticator(account.Id, Authenticators.MakeSecret());
        Assert.Equal(OneTimeCodes.RecoveryCodes, codes.Distinct().Count());
        using var browser = site.Browser();
        await Site.SignInAsync(browser, account.Name, Site.Password);
        Assert.Equal(HttpStatusCode.Redirect, (await AnswerAsync(browser, codes[3].ToUpperInvariant())).StatusCode);
        using var another = site.Browser();
        await Site.SignInAsync(another, account.Name, Site.Password);
        Assert.Equal(HttpStatusCode.OK, (await AnswerAsync(another, codes[3])).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await AnswerAsync(another, codes[4])).StatusCode);
    }

    [Fact]
    public async Task Setting_it_up_counts_only_after_the_apps_first_digits_and_ends_older_sessions()
    {
        await using var site = await Site.StartAsync();
        site.Invite();
        using var older = await site.SignedInAsync();
        using var browser = await site.SignedInAsync();
        var page = await browser.GetStringAsync("/account/second-step", Cancel);
        var secret = Base32Encoding.ToBytes(ByHand().Match(page).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal));
        Assert.Contains("<svg", page, StringComparison.Ordinal);

        var wrong = await SetUpAsync(browser, page, "000000");
        Assert.False(site.Accounts.Current.Find("Rosa Duty")!.HasSecondStep);
        var done = await SetUpAsync(browser, wrong, Digits(secret, site.Clock.GetUtcNow()));
        Assert.Contains("Write these recovery codes down", done, StringComparison.Ordinal);
        Assert.True(site.Accounts.Current.Find("Rosa Duty")!.HasSecondStep);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await older.GetAsync("/account", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_second_step_is_replaced_only_with_the_one_that_is_there()
    {
        await using var site = await Site.StartAsync();
        var (account, secret) = WithAuthenticator(site);
        using var browser = site.Browser();
        await Site.SignInAsync(browser, account.Name, Site.Password);
        await AnswerAsync(browser, Digits(secret, site.Clock.GetUtcNow()));
        var page = await browser.GetStringAsync("/account/second-step", Cancel);
        var next = Base32Encoding.ToBytes(ByHand().Match(page).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal));
        site.Clock.Advance(TimeSpan.FromSeconds(60));
        page = await SetUpAsync(browser, page, Digits(next, site.Clock.GetUtcNow()));
        Assert.Equal(secret, site.Accounts.Current.Find(account.Id)!.Authenticator!.Value);
        await SetUpAsync(browser, page, Digits(next, site.Clock.GetUtcNow()), Digits(secret, site.Clock.GetUtcNow()));
        Assert.Equal(next, site.Accounts.Current.Find(account.Id)!.Authenticator!.Value);
    }

    [Fact]
    public async Task Somebody_who_needs_a_second_step_and_has_none_reaches_nothing_but_setting_it_up()
    {
        await using var site = await Site.StartAsync();
        site.Accounts.Invite("Rosa Duty", new(Guid.CreateVersion7()), "County", Role.Coordinator, Site.Password, needsSecondStep: true);
        using var browser = await site.SignedInAsync();
        foreach (var page in (string[])["/", "/open", "/staff", "/incidents/X"])
        {
            Assert.Equal("/account/second-step", (await browser.GetAsync(page, Cancel)).Headers.Location?.OriginalString);
        }

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/hide", Cancel)).StatusCode);
    }

    [Fact]
    public void What_somebody_signs_in_by_is_there_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("homeward-second-step").FullName;
        var (data, key) = (new Homeward.Journal.DataFolder(folder), Homeward.Journal.InstallationKey.FromEnvironmentOrFile(folder));
        var (secret, passkey) = (Authenticators.MakeSecret(), new Passkey("abc", [1, 2, 3], 4, DateTimeOffset.UnixEpoch, ["internal"], IsBackupEligible: true, IsBackedUp: false));
        using (var store = AccountStore.Open(data, key, TimeProvider.System))
        {
            var account = store.Invite("Rosa Duty", new(Guid.CreateVersion7()), "County", Role.Coordinator, Site.Password)!;
            store.UseRecoveryCode(account.Id, OneTimeCodes.Hash(store.SetAuthenticator(account.Id, secret)[0]));
            Assert.True(store.AddPasskey(account.Id, passkey));
            Assert.False(store.AddPasskey(account.Id, passkey));
            store.UsePasskey(account.Id, "abc", 9);
        }

        using (var store = AccountStore.Open(data, key, TimeProvider.System))
        {
            var account = store.Current.Find("Rosa Duty")!;
            Assert.Equal(secret, account.Authenticator!.Value);
            Assert.Equal(OneTimeCodes.RecoveryCodes - 1, account.Recovery.Length);
            var kept = Assert.Single(account.Passkeys);
            Assert.Equal(("abc", 9u, "internal"), (kept.Credential, kept.Counter, kept.Transports.Single()));
            Assert.Equal(passkey.Key, kept.Key);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static string Digits(byte[] secret, DateTimeOffset at) => new Totp(secret).ComputeTotp(at.UtcDateTime);

    private static (Account Account, byte[] Secret) WithAuthenticator(Site site)
    {
        var secret = Authenticators.MakeSecret();
        var account = site.Invite();
        site.Accounts.SetAuthenticator(account.Id, secret);
        return (account, secret);
    }

    private static async Task<HttpResponseMessage> AnswerAsync(HttpClient browser, string answer) =>
        await browser.PostAsync("/sign-in/second-step", new FormUrlEncodedContent(
            [new("answer", answer), new("next", "/account"), new("form-token", await Site.TokenAsync(browser, "/sign-in/second-step"))]), Cancel);

    private static async Task<string> SetUpAsync(HttpClient browser, string page, string digits, string now = "") =>
        await (await browser.PostAsync("/account/second-step", new FormUrlEncodedContent(
            [new("digits", digits), new("now", now), new("shared", Shared().Match(page).Groups[1].Value), new("form-token", await Site.TokenAsync(browser, "/account"))]), Cancel))
            .Content.ReadAsStringAsync(Cancel);

    [GeneratedRegex("By hand: <span class=\"code head\">([A-Z2-7 ]+)</span>")]
    private static partial Regex ByHand();

    [GeneratedRegex("name=\"shared\" value=\"([^\"]+)\"")]
    private static partial Regex Shared();
}
