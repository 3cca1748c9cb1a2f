using System.Net;
using Homeward.Access;
using Homeward.Access.Providers;
using Homeward.Domain;
using Homeward.Tests.Support;
using Homeward.Tests.Web;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Playwright;
using OtpNet;
using Xunit;

namespace Homeward.Tests.Access.Providers;

/// <summary>An organisation's own sign-in, against a real provider: it says who somebody is, and never what they may do.</summary>
public sealed class ProviderTests(County county, Chromium chromium) : IClassFixture<County>
{
    [Fact]
    public async Task Whoever_linked_it_with_both_halves_of_an_invitation_comes_in_by_it_from_then_on_and_is_out_when_the_account_ends()
    {
        var luis = county.SomebodyOverThere();
        using var browser = county.Site.Browser();
        var account = await TakeUpAsync(browser, luis);
        Assert.Equal((Role.Release, "county-" + luis, null), (account.Role, account.Provider!.Subject, account.PasswordHash));

        // The provider asked for a second step, so none is to be set up here.
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/", Cancel)).StatusCode);
        Assert.Contains("Signs in at localhost", (await Screen.OfAsync(await browser.GetAsync("/account", Cancel), "/account")).Text, StringComparison.Ordinal);
        using var another = county.Site.Browser();
        Assert.Equal("/sign-in/arrived?next=%2Fopen", await SignInAsync(another, luis));
        Assert.Equal(HttpStatusCode.OK, (await another.GetAsync("/", Cancel)).StatusCode);

        county.Site.Accounts.End(account.Id);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/account", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await another.GetAsync("/account", Cancel)).StatusCode);
        Assert.Equal(NotInvited, await SignInAsync(another, luis));
    }

    [Fact]
    public async Task Where_the_provider_asked_for_no_second_step_ours_is_set_up_and_then_asked_for()
    {
        var rosa = county.SomebodyOverThere(withSecondStep: false);
        using var browser = county.Site.Browser();
        var account = await TakeUpAsync(browser, rosa);
        Assert.Equal("/account/second-step", (await browser.GetAsync("/", Cancel)).Headers.Location?.OriginalString);

        var secret = Authenticators.MakeSecret();
        county.Site.Accounts.SetAuthenticator(account.Id, secret);
        using var another = county.Site.Browser();
        Assert.Equal("/sign-in/arrived?next=%2Fsign-in%2Fsecond-step%3Fnext%3D%252Fopen", await SignInAsync(another, rosa));
        Assert.Equal(HttpStatusCode.Redirect, (await another.GetAsync("/account", Cancel)).StatusCode);
        var answer = await another.PostAsync("/sign-in/second-step", new FormUrlEncodedContent(
            [new("answer", new Totp(secret).ComputeTotp(county.Site.Clock.GetUtcNow().UtcDateTime)), new("form-token", await Site.TokenAsync(another, "/sign-in/second-step"))]), Cancel);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await another.GetAsync("/account", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Whoever_nobody_invited_stays_out_and_no_account_is_made()
    {
        using var browser = county.Site.Browser();
        var before = county.Site.Accounts.Current.ById.Count;
        Assert.Equal(NotInvited, await SignInAsync(browser, county.SomebodyOverThere()));
        var told = await browser.GetAsync(NotInvited, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, told.StatusCode);
        Assert.Contains("nobody has invited you here", await told.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/account", Cancel)).StatusCode);
        Assert.Equal(before, county.Site.Accounts.Current.ById.Count);
    }

    [Fact]
    public async Task A_provider_vouches_for_its_own_organisation_only()
    {
        var invited = county.Invite(county.School, "School");
        using var browser = county.Site.Browser();
        Assert.Contains("go together", (await ShowHalvesAsync(browser, invited)).Text, StringComparison.Ordinal);
        Assert.Equal(NotInvited, await SignInAsync(browser, county.SomebodyOverThere()));
    }

    [Fact]
    public async Task One_sign_in_over_there_is_one_person_here()
    {
        var luis = county.SomebodyOverThere();
        using var browser = county.Site.Browser();
        await TakeUpAsync(browser, luis);
        var second = county.Invite();
        using var another = county.Site.Browser();
        await ShowHalvesAsync(another, second);
        Assert.Equal(NotInvited, await SignInAsync(another, luis));
        Assert.Null(county.Site.Accounts.Current.Find(second.Name));
    }

    [Fact]
    public async Task What_the_browser_brings_back_counts_once_and_only_in_the_browser_it_began_in()
    {
        var luis = county.SomebodyOverThere();
        using var mine = county.Site.Browser();
        await TakeUpAsync(mine, luis);
        var back = await BackAsync(mine, luis);
        using var theirs = county.Site.Browser();
        Assert.Equal(NotTrusted, (await theirs.GetAsync(back, Cancel)).Headers.Location?.OriginalString);
        Assert.StartsWith("/sign-in/arrived?next=", (await mine.GetAsync(back, Cancel)).Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.Equal(NotTrusted, (await mine.GetAsync(back, Cancel)).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.NotFound, (await mine.GetAsync(SignInProviders.Returning + "/nobody", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Halves_typed_in_one_browser_link_nobody_who_signs_in_on_another_or_too_late()
    {
        var invited = county.Invite();
        using var typed = county.Site.Browser();
        Assert.Contains("Both halves are right", (await ShowHalvesAsync(typed, invited)).Text, StringComparison.Ordinal);
        using var another = county.Site.Browser();
        Assert.Equal(NotInvited, await SignInAsync(another, county.SomebodyOverThere()));
        county.Site.Clock.Advance(HalfwayCookie.Valid);
        Assert.Equal(NotInvited, await SignInAsync(typed, county.SomebodyOverThere()));
        Assert.Null(county.Site.Accounts.Current.Find(invited.Name));
    }

    [Fact]
    public async Task A_provider_that_is_down_gets_a_page_that_says_so()
    {
        using var browser = county.Site.Browser();
        var left = await browser.GetAsync("/sign-in/with/gone", Cancel);
        Assert.Equal(ProviderSignIn.Address(ProviderSignIn.Why.Down), left.Headers.Location?.OriginalString);
        var told = await browser.GetAsync(left.Headers.Location, Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, told.StatusCode);
        Assert.Contains("reached now", await told.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("right", ProviderSignIn.Why.NotInvited)]
    [InlineData("issuer", ProviderSignIn.Why.NotTrusted)]
    [InlineData("audience", ProviderSignIn.Why.NotTrusted)]
    [InlineData("key", ProviderSignIn.Why.NotTrusted)]
    [InlineData("unsigned", ProviderSignIn.Why.NotTrusted)]
    [InlineData("nonce", ProviderSignIn.Why.NotTrusted)]
    [InlineData("expired", ProviderSignIn.Why.NotTrusted)]
    [InlineData("nobody", ProviderSignIn.Why.NotTrusted)]
    public async Task A_token_with_one_thing_wrong_says_nothing_about_anybody(string wrong, ProviderSignIn.Why why)
    {
        using var browser = county.Site.Browser();
        var asked = QueryHelpers.ParseQuery((await browser.GetAsync("/sign-in/with/crooked", Cancel)).Headers.Location!.Query);
        county.Crooked.Token = county.Crooked.Make(wrong, asked["nonce"].ToString());
        var back = QueryHelpers.AddQueryString($"{SignInProviders.Returning}/crooked", new Dictionary<string, string?> { ["code"] = "c", ["state"] = asked["state"] });
        Assert.Equal(ProviderSignIn.Address(why), (await browser.GetAsync(back, Cancel)).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_new_start_with_a_password_ends_the_link()
    {
        var person = county.SomebodyOverThere();
        using var browser = county.Site.Browser();
        var luis = await TakeUpAsync(browser, person);
        var first = county.Site.Accounts.AskToReset(luis.Id, county.Administrator)!;
        Assert.NotNull(county.Site.Accounts.TakeUp(luis.Name, first, county.Site.Accounts.Approve(luis.Id, county.Coordinator), "a sentence of my own"));
        Assert.Equal(NotInvited, await SignInAsync(browser, person));
    }

    [Fact]
    public async Task In_a_real_browser_the_way_there_and_back_ends_signed_in()
    {
        var invited = county.Invite();
        var page = await chromium.WindowAsync(county.Site.Address);
        await page.GotoAsync("/sign-in/invitation");
        await page.FillAsync("[name=name]", invited.Name);
        await page.FillAsync("[name=first]", invited.First);
        await page.FillAsync("[name=second]", invited.Second);
        await page.ClickAsync("[name=with][value=county]");
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in at County" }).ClickAsync();
        await page.FillAsync("[name=person]", county.SomebodyOverThere());
        await page.ClickAsync("button");
        await page.WaitForURLAsync(county.Site.Address.ToString());
        Assert.Contains(invited.Name, await page.ContentAsync(), StringComparison.Ordinal);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string NotTrusted => ProviderSignIn.Address(ProviderSignIn.Why.NotTrusted);

    private static string NotInvited => ProviderSignIn.Address(ProviderSignIn.Why.NotInvited);

    private static async Task<Screen> ShowHalvesAsync(HttpClient browser, County.Invited invited) =>
        await Screen.OfAsync(
            await browser.PostAsync("/sign-in/invitation", new FormUrlEncodedContent(
                [new("name", invited.Name), new("first", invited.First), new("second", invited.Second), new("with", "county"), new("form-token", await Site.TokenAsync(browser, "/sign-in/invitation"))]), Cancel),
            "/sign-in/invitation");

    private async Task<Account> TakeUpAsync(HttpClient browser, string person)
    {
        var invited = county.Invite();
        Assert.Contains("Both halves are right", (await ShowHalvesAsync(browser, invited)).Text, StringComparison.Ordinal);
        Assert.Equal("/sign-in/arrived?next=%2Fopen", await SignInAsync(browser, person));
        return county.Site.Accounts.Current.Find(invited.Name)!;
    }

    /// <summary>There and back; where Homeward sends the browser on to.</summary>
    private static async Task<string?> SignInAsync(HttpClient browser, string person) =>
        (await browser.GetAsync(await BackAsync(browser, person), Cancel)).Headers.Location?.OriginalString;

    /// <summary>The address that the provider sends the browser back to.</summary>
    private static async Task<Uri> BackAsync(HttpClient browser, string person)
    {
        var there = (await browser.GetAsync("/sign-in/with/county?next=/open", Cancel)).Headers.Location!;
        var asked = QueryHelpers.ParseQuery(there.Query);
        Assert.Equal(["code", "S256", "openid", "login"], ((string[])["response_type", "code_challenge_method", "scope", "prompt"]).Select(name => asked[name].ToString()));
        var form = await Screen.OfAsync(await browser.GetAsync(there, Cancel), "");
        using var back = await browser.PostAsync(there.GetLeftPart(UriPartial.Path), new FormUrlEncodedContent(
            [new("person", person), .. asked.Select(one => KeyValuePair.Create(one.Key, form.Hidden(one.Key)!))]), Cancel);
        return back.Headers.Location!;
    }
}
