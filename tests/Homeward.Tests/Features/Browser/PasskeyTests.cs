using Homeward.Access;
using Homeward.Domain;
using Homeward.Tests.Support;
using Homeward.Tests.Web;
using Microsoft.Playwright;
using Xunit;

namespace Homeward.Tests.Features.Browser;

/// <summary>Passkeys in real Chromium, which plays the device that holds them.</summary>
public sealed class PasskeyTests(Chromium chromium)
{
    [Fact]
    public async Task A_passkey_is_made_signs_in_without_a_password_and_is_taken_away_again()
    {
        await using var site = await Site.StartAsync();
        var account = site.Accounts.Invite("Rosa Duty", new(Guid.CreateVersion7()), "County", Role.Coordinator, Site.Password, needsSecondStep: true)!;
        var page = await WindowAsync(site);
        await SignInAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey on this device" }).ClickAsync();
        await page.GetByText("Added").WaitForAsync();
        Assert.Single(site.Accounts.Current.Find(account.Id)!.Passkeys);
        Assert.False(site.Accounts.Current.Find(account.Id)!.MustSetUpSecondStep);

        // The password alone opens nothing any more; the passkey alone does.
        await SignOutAsync(page);
        await SignInAsync(page, "/sign-in/second-step");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await page.WaitForURLAsync("**/account");
        await SignOutAsync(page);
        await page.GotoAsync("/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Incidents" }).WaitForAsync();

        await page.GotoAsync("/account");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await page.GetByText("Added").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.Empty(site.Accounts.Current.Find(account.Id)!.Passkeys);
        await SignOutAsync(page);
        await page.GotoAsync("/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await page.GetByText("This passkey isn’t known here").WaitForAsync();
    }

    [Fact]
    public async Task An_ended_account_has_no_way_in_by_its_passkey()
    {
        await using var site = await Site.StartAsync();
        var account = site.Invite();
        var page = await WindowAsync(site);
        await SignInAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey on this device" }).ClickAsync();
        await page.GetByText("Added").WaitForAsync();
        site.Accounts.End(account.Id);
        await page.GotoAsync("/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await page.GetByText("This passkey isn’t known here").WaitForAsync();
    }

    [Fact]
    public async Task A_screen_left_open_adds_no_passkey_and_an_address_without_a_name_offers_none()
    {
        await using var site = await Site.StartAsync();
        site.Invite();
        var page = await WindowAsync(site);
        await SignInAsync(page);
        site.Clock.Advance(Sessions.Fresh);
        await page.GotoAsync("/account");
        await page.GetByText("sign out and in again first").WaitForAsync();

        using var byNumber = await site.SignedInAsync();
        Assert.Contains("need an address with a name", await byNumber.GetStringAsync("/account", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var options = await byNumber.PostAsync("/sign-in/passkey?handler=options", new FormUrlEncodedContent([new("form-token", await Site.TokenAsync(byNumber, "/account"))]), TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, options.StatusCode);
    }

    // Passkeys belong to a name, so the browser comes by "localhost" and not by a number.
    private async Task<IPage> WindowAsync(Site site)
    {
        var page = await chromium.WindowAsync(new UriBuilder(site.Address) { Host = "localhost" }.Uri);
        var browser = await page.Context.NewCDPSessionAsync(page);
        await browser.SendAsync("WebAuthn.enable");
        await browser.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        return page;
    }

    private static async Task SignInAsync(IPage page, string then = "/account")
    {
        await page.GotoAsync("/sign-in?next=/account");
        await page.GetByLabel("Your name here").FillAsync("Rosa Duty");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(Site.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.WaitForURLAsync($"**{then}*");
    }

    private static async Task SignOutAsync(IPage page)
    {
        await page.GotoAsync("/account");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.WaitForURLAsync("**/sign-in");
    }
}
