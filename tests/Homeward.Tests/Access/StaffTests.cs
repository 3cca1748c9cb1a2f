using System.Net;
using System.Text.RegularExpressions;
using Homeward.Access;
using Homeward.Domain;
using Homeward.Tests.Web;
using Xunit;

namespace Homeward.Tests.Access;

/// <summary>Who is let in: one organisation asks, another agrees, and the person needs the half of a code from each.</summary>
public sealed partial class StaffTests : IAsyncLifetime
{
    private const string NewPassword = "a sentence of my own";

    private readonly Id<Organisation> county = new(Guid.CreateVersion7()), school = new(Guid.CreateVersion7());
    private Site site = null!;
    private HttpClient administrator = null!, coordinator = null!;

    public async ValueTask InitializeAsync()
    {
        site = await Site.StartAsync();
        site.Invite("Ana Admin", county, "County", Role.Administrator);
        site.Invite("Carla Coordinates", school, "School", Role.Coordinator);
        administrator = await site.SignedInAsync("Ana Admin");
        coordinator = await site.SignedInAsync("Carla Coordinates");
    }

    public async ValueTask DisposeAsync()
    {
        administrator.Dispose();
        coordinator.Dispose();
        await site.DisposeAsync();
    }

    [Fact]
    public async Task With_both_halves_the_person_chooses_a_password_and_must_set_up_a_second_step()
    {
        var first = await AskAsync();
        var second = await ApproveAsync(coordinator);
        using var luis = site.Browser();
        Assert.Equal("/account", (await TakeUpAsync(luis, first, second)).Headers.Location?.OriginalString);
        Assert.Equal("/account/second-step", (await luis.GetAsync("/", Cancel)).Headers.Location?.OriginalString);
        Assert.True(site.Accounts.Current.Find("Luis Night") is { Role: Role.Release, MustSetUpSecondStep: true } account && account.Organisation == school);
    }

    [Fact]
    public async Task Nobody_gets_in_before_another_organisation_agrees()
    {
        var first = await AskAsync();
        using var luis = site.Browser();
        Assert.Contains("don’t go together", await (await TakeUpAsync(luis, first, first)).Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Null(site.Accounts.Current.Find("Luis Night"));
    }

    [Fact]
    public async Task One_half_twice_and_somebody_elses_halves_open_nothing()
    {
        var first = await AskAsync();
        var second = await ApproveAsync(coordinator);
        var other = await AskAsync("Other Person");
        Assert.Null(site.Accounts.TakeUp("Luis Night", first, first, NewPassword));
        Assert.Null(site.Accounts.TakeUp("Luis Night", second, second, NewPassword));
        Assert.Null(site.Accounts.TakeUp("Luis Night", other, second, NewPassword));
        Assert.Null(site.Accounts.TakeUp("Other Person", other, second, NewPassword));
        Assert.NotNull(site.Accounts.TakeUp("luis  night", first.ToUpperInvariant().Replace("-", " ", StringComparison.Ordinal), second, NewPassword));
        Assert.Null(site.Accounts.TakeUp("Luis Night", first, second, NewPassword));
    }

    [Fact]
    public async Task The_own_organisation_can_not_agree_to_what_it_asked()
    {
        site.Invite("Second Admin", county, "County", Role.Administrator);
        site.Invite("Own Coordinator", county, "County", Role.Coordinator);
        await AskAsync();
        foreach (var name in (string[])["Ana Admin", "Second Admin", "Own Coordinator"])
        {
            using var own = await site.SignedInAsync(name);
            Assert.Contains("isn’t yours", await (await PostAsync(own, "/staff?handler=approve", ("user", Waiting.User.ToString()))).Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }

        Assert.Null(Waiting.Approved);
    }

    [Theory]
    [InlineData(Role.Hotline)]
    [InlineData(Role.Supervisor)]
    [InlineData(Role.ChildProtection)]
    [InlineData(Role.LegalAid)]
    public async Task Other_roles_have_no_part_in_it(Role role)
    {
        site.Invite("Somebody", school, "School", role);
        using var browser = await site.SignedInAsync("Somebody");
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/staff", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(browser, "/staff?handler=approve", ("user", Guid.NewGuid().ToString()))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/staff/invite", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Somebody_who_only_approves_asks_for_nothing_and_ends_nobody()
    {
        var somebody = site.Accounts.Current.Find("Ana Admin")!.Id;
        Assert.Equal(HttpStatusCode.Forbidden, (await coordinator.GetAsync("/staff/invite", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(coordinator, "/staff/invite", ("name", "X"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(coordinator, $"/staff/{somebody}?handler=end")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(coordinator, $"/staff/{somebody}?handler=reset")).StatusCode);
    }

    [Fact]
    public async Task An_invitation_is_too_old_after_seven_days_and_the_name_is_free_again()
    {
        var first = await AskAsync();
        var second = await ApproveAsync(coordinator);
        site.Clock.Advance(AccessRequest.Valid);
        Assert.Null(site.Accounts.TakeUp("Luis Night", first, second, NewPassword));
        Assert.NotNull(site.Accounts.AskToInvite("Luis Night", school, "School", Role.Release, site.Accounts.Current.Find("Ana Admin")!));
    }

    [Fact]
    public async Task A_new_start_voids_the_old_password_and_second_step_only_when_it_is_taken_up()
    {
        var rosa = site.Invite("Rosa Duty", school, "School", Role.ChildProtection);
        site.Accounts.SetAuthenticator(rosa.Id, Authenticators.MakeSecret());
        var first = HalfIn(await (await PostAsync(administrator, $"/staff/{rosa.Id}?handler=reset")).Content.ReadAsStringAsync(Cancel));
        var second = await ApproveAsync(coordinator);
        Assert.True(site.Accounts.Current.Find(rosa.Id)!.HasSecondStep);
        Assert.NotNull(site.Accounts.TakeUp("Rosa Duty", first, second, NewPassword));
        Assert.False(site.Accounts.Current.Find(rosa.Id)!.HasSecondStep);
        using var browser = site.Browser();
        Assert.Equal(HttpStatusCode.OK, (await Site.SignInAsync(browser, "Rosa Duty", Site.Password)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await Site.SignInAsync(browser, "Rosa Duty", NewPassword)).StatusCode);
    }

    [Fact]
    public async Task Ending_a_sign_in_takes_effect_on_the_next_request()
    {
        var rosa = site.Invite("Rosa Duty", school, "School", Role.ChildProtection);
        using var browser = await site.SignedInAsync();
        await PostAsync(administrator, $"/staff/{rosa.Id}?handler=end");
        Assert.StartsWith("/sign-in", (await browser.GetAsync("/account", Cancel)).Headers.Location!.PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_name_of_somebody_declined_is_destroyed()
    {
        await AskAsync("Declined Plantadovic");
        await PostAsync(coordinator, "/staff?handler=decline", ("user", Waiting.User.ToString()));
        Assert.Empty(site.Accounts.Current.Requests);
        Assert.DoesNotContain("Plantadovic", await administrator.GetStringAsync("/staff", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_asked_and_agreed_is_there_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("homeward-staff").FullName;
        var data = new Homeward.Journal.DataFolder(folder);
        var key = Homeward.Journal.InstallationKey.FromEnvironmentOrFile(folder);
        string first, second;
        using (var store = AccountStore.Open(data, key, TimeProvider.System))
        {
            var asks = store.Invite("Ana Admin", county, "County", Role.Administrator, Site.Password)!;
            var agrees = store.Invite("Carla Coordinates", school, "School", Role.Coordinator, Site.Password)!;
            first = store.AskToInvite("Luis Night", school, "School", Role.Release, asks)!;
            second = store.Approve(store.Current.FindRequest("Luis Night")!.User, agrees)!;
        }

        using (var store = AccountStore.Open(data, key, TimeProvider.System))
        {
            Assert.NotNull(store.TakeUp("Luis Night", first, second, NewPassword));
        }

        using (var store = AccountStore.Open(data, key, TimeProvider.System))
        {
            Assert.NotNull(store.Current.Find("Luis Night")!.PasswordHash);
            Assert.Empty(store.Current.Requests);
        }

        Directory.Delete(folder, recursive: true);
        await Task.CompletedTask;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private AccessRequest Waiting => site.Accounts.Current.Requests.Values.Single();

    private async Task<string> AskAsync(string name = "Luis Night") =>
        HalfIn(await (await PostAsync(administrator, "/staff/invite", ("name", name), ("role", "release"), ("organisation", school.ToString()))).Content.ReadAsStringAsync(Cancel));

    private async Task<string> ApproveAsync(HttpClient by) =>
        HalfIn(await (await PostAsync(by, "/staff?handler=approve", ("user", Waiting.User.ToString()))).Content.ReadAsStringAsync(Cancel));

    private static async Task<HttpResponseMessage> TakeUpAsync(HttpClient browser, string first, string second) =>
        await PostAsync(browser, "/sign-in/invitation", ("name", "Luis Night"), ("first", first), ("second", second), ("password", NewPassword));

    private static async Task<HttpResponseMessage> PostAsync(HttpClient browser, string address, params (string Name, string Value)[] fields)
    {
        var page = address.StartsWith("/sign-in", StringComparison.Ordinal) ? address : "/account";
        return await browser.PostAsync(address, new FormUrlEncodedContent(
            fields.Append(("form-token", await Site.TokenAsync(browser, page))).Select(field => KeyValuePair.Create(field.Item1, field.Item2))), Cancel);
    }

    private static string HalfIn(string page) => Code().Match(page) is { Success: true } found ? found.Groups[1].Value : throw new InvalidOperationException(page);

    [GeneratedRegex("<p class=\"code head\">([^<]+)</p>")]
    private static partial Regex Code();
}
