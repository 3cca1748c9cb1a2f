using System.Text.RegularExpressions;
using Homeward.Domain;
using Homeward.Domain.Tests;
using Homeward.Tests.Support;
using Homeward.Tests.Web;
using Microsoft.Playwright;
using Xunit;

namespace Homeward.Tests.Features.Browser;

/// <summary>
/// The day of every role in a real browser, on the drill at five in the afternoon. With HOMEWARD_PICTURES set to a folder, each step leaves its picture
/// there; those of docs/guides/a-day-in-every-role.md are made so (the guide names the command).
/// </summary>
public sealed partial class RoleDaysTests(DrillAfternoon afternoon, Chromium chromium) : IClassFixture<DrillAfternoon>
{
    private const int Phone = 360;

    // Every picture the guide may show; a step that takes another one, or takes one no longer, is noticed.
    private static readonly string[] Pictures =
    [
        "roll-1-list", "roll-2-called", "intake-1-form", "intake-2-wristband", "hotline-1-caller", "hotline-2-saved", "hotline-3-card", "release-1-child", "release-2-not-yet",
        "supervisor-1-leads", "supervisor-2-questions", "coordinator-1-board", "coordinator-2-outside", "coordinator-3-keeping", "child-protection-1-waiting", "child-protection-2-child",
        "legal-aid-1-declaration", "legal-aid-2-saved", "privacy-1-reads", "privacy-2-who-saw", "administrator-1-invite", "administrator-2-waits", "family-1-page", "family-2-answer",
    ];

    [Fact]
    public async Task The_school_secretary_calls_the_roll()
    {
        var page = await SignedInAsync("O2", Role.Roll, Phone);
        await page.GotoAsync(At("roll"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Magnolia Bend Elementary" }).ClickAsync();
        await page.Locator(".tap").First.WaitForAsync();
        await PictureAsync(page, "roll-1-list");
        var expected = await page.Locator(".tap").CountAsync();
        await page.Locator(".tap").First.ClickAsync();
        await page.GetByText(": Here").WaitForAsync();
        Assert.True(await page.Locator(".tap").CountAsync() < expected);
        await PictureAsync(page, "roll-2-called");
    }

    [Fact]
    public async Task The_gym_volunteer_takes_a_child_in_on_a_phone_in_Spanish()
    {
        var page = await SignedInAsync("O3", Role.Intake, Phone, "es-MX");
        await page.GotoAsync(At("intake"));
        await page.GetByLabel("Nombre del niño").FillAsync("Yareli Olmedo");
        await page.GetByLabel("Edad", new() { Exact = true }).FillAsync("6");
        await page.GetByLabel("Alguien trajo al niño").CheckAsync();
        await page.GetByLabel("¿Dónde está usted?").SelectOptionAsync(new SelectOptionValue { Label = "Community gym in Forest" });
        await PictureAsync(page, "intake-1-form");
        await page.GetByRole(AriaRole.Button, new() { Name = "Registrar a este niño" }).ClickAsync();
        await page.GetByText("Escriba ahora este código").WaitForAsync();
        await PictureAsync(page, "intake-2-wristband");
    }

    [Fact]
    public async Task The_hotline_operator_takes_a_call_and_makes_a_card()
    {
        var page = await SignedInAsync("O4", Role.Hotline);
        await page.GotoAsync(At("tracing"));
        await page.GetByLabel("Full name").First.FillAsync("Rosalba Tejeda");
        await page.GetByLabel("Phone to call back").FillAsync("601-555-0133");
        await page.GetByLabel("The caller is the child’s").SelectOptionAsync(new SelectOptionValue { Label = "Mother" });
        await page.GetByLabel("Full name").Last.FillAsync("Nahum Tejeda");
        await page.GetByLabel("Age", new() { Exact = true }).FillAsync("8");
        await PictureAsync(page, "hotline-1-caller");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save this request" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Make a card for the family" }).WaitForAsync();
        await PictureAsync(page, "hotline-2-saved");
        await page.GetByRole(AriaRole.Link, new() { Name = "Make a card for the family" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the card" }).ClickAsync();
        await page.Locator(".paper-card").WaitForAsync();
        await PictureAsync(page, "hotline-3-card");
    }

    [Fact]
    public async Task The_release_desk_asks_and_hears_not_yet()
    {
        var child = InCareOf("O2");
        var page = await SignedInAsync("O2", Role.Release);
        await page.GotoAsync(At("release"));
        await page.GetByLabel("Code on the wristband, or name").FillAsync(child.Code.ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Find", Exact = true }).ClickAsync();
        await page.GetByLabel("Full name").FillAsync("Aurelio Bermejo");
        await PictureAsync(page, "release-1-child");
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await page.GetByLabel("Document with a photo").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        Assert.NotEqual(ChildState.WithParentOrVerifiedCaregiver, afternoon.State.Find(child.Id)!.State);
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).WaitForAsync();
        await PictureAsync(page, "release-2-not-yet");
    }

    [Fact]
    public async Task The_supervisor_answers_questions_about_a_lead_that_names_nobody()
    {
        var page = await SignedInAsync("O4", Role.Supervisor);
        await page.GotoAsync(At("leads"));
        await page.GetByText("With another organisation").WaitForAsync();
        await PictureAsync(page, "supervisor-1-leads");
        await page.Locator("li:has-text('answer questions') a").First.ClickAsync();
        await page.WaitForURLAsync(url => url.EndsWith("/steps", StringComparison.Ordinal));
        await page.Locator("main form button").First.WaitForAsync();
        await PictureAsync(page, "supervisor-2-questions");
    }

    [Fact]
    public async Task The_duty_officer_reads_the_board_and_gives_numbers_out()
    {
        var page = await SignedInAsync("O8", Role.Coordinator);
        await page.GotoAsync(At(""));
        Assert.Matches("[0-9,]+ children known", await page.Locator("main").InnerTextAsync());
        await PictureAsync(page, "coordinator-1-board");
        await page.GotoAsync(At("figures/outside"));
        Assert.Contains("not given", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await PictureAsync(page, "coordinator-2-outside");
        await page.GotoAsync(At("keeping"));
        await PictureAsync(page, "coordinator-3-keeping");
    }

    [Fact]
    public async Task Child_protection_sees_who_is_with_nobody()
    {
        var page = await SignedInAsync("O6", Role.ChildProtection);
        await page.GotoAsync(At("leads"));
        await page.GetByText("wait for child protection").WaitForAsync();
        await PictureAsync(page, "child-protection-1-waiting");
        var alone = afternoon.State.People.Values.First(person => person.State == ChildState.LocatedUnaccompanied);
        await page.GotoAsync(At($"people/{alone.Code}"));
        await page.GetByText(alone.Code.ToString()).First.WaitForAsync();
        await PictureAsync(page, "child-protection-2-child");
    }

    [Fact]
    public async Task Legal_aid_writes_down_what_a_held_parent_declares()
    {
        var page = await SignedInAsync("O5", Role.LegalAid);
        await page.GotoAsync(At("declaration"));
        await page.GetByLabel("Full name").FillAsync("Eloísa Barrientos Luna");
        await page.GetByLabel("Where is the adult now?").SelectOptionAsync(new SelectOptionValue { Label = "Held, moved to a facility" });
        await page.GetByLabel("The child’s name").FillAsync("Mateo Barrientos");
        await page.GetByLabel("Age", new() { Exact = true }).Last.FillAsync("5");
        await PictureAsync(page, "legal-aid-1-declaration");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save what the adult said" }).ClickAsync();
        await page.GetByText("Eloísa Barrientos Luna").First.WaitForAsync();
        await PictureAsync(page, "legal-aid-2-saved");
    }

    [Fact]
    public async Task The_privacy_officer_sees_who_opened_whom()
    {
        var child = InCareOf("O2");
        var reader = await SignedInAsync("O2", Role.Supervisor);
        await reader.GotoAsync(At($"people/{child.Code}"));
        var page = await SignedInAsync("O8", Role.PrivacyOfficer);
        await page.GotoAsync(At("reads"));
        await page.GetByText("supervisor").First.WaitForAsync();
        await PictureAsync(page, "privacy-1-reads");
        await page.GetByLabel("Code of the child or adult").FillAsync(child.Code.ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Who was it?" }).ClickAsync();
        await page.GetByText(afternoon.Seat("O2", Role.Supervisor).Name).First.WaitForAsync();
        await PictureAsync(page, "privacy-2-who-saw");
    }

    [Fact]
    public async Task An_administrator_lets_somebody_in_with_another_organisation()
    {
        afternoon.Site.Accounts.Invite("Irma Sandoval", new(Guid.CreateVersion7()), "County Emergency Management", Role.Administrator, Site.Password);
        afternoon.Site.Accounts.Invite("Otto Brandt", new(Guid.CreateVersion7()), "Regional Red Shelter", Role.Coordinator, Site.Password);
        var page = await SignedInAsync("Irma Sandoval", Site.Password);
        await page.GotoAsync("/staff/invite");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Rosa Duty");
        await page.GetByLabel("Role").SelectOptionAsync(new SelectOptionValue { Label = "Intake" });
        await page.GetByLabel("Organisation").SelectOptionAsync(new SelectOptionValue { Label = "County Emergency Management" });
        await PictureAsync(page, "administrator-1-invite");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask for the invitation" }).ClickAsync();
        await page.GetByText("waits for another organisation").First.WaitForAsync();
        await PictureAsync(page, "administrator-2-waits");
    }

    [Fact]
    public async Task A_relative_with_a_borrowed_phone_asks_with_a_card()
    {
        var page = await chromium.WindowAsync(afternoon.Site.Address, Phone, "es-MX", script: false);
        await page.GotoAsync($"/family/{DrillAfternoon.Code}");
        await page.Locator("input[name=Card]").FillAsync(afternoon.FamilyCard.Code);
        await page.Locator("input[name=Pin]").FillAsync(afternoon.FamilyCard.Pin);
        await PictureAsync(page, "family-1-page");
        await page.Locator("main button, form button").First.ClickAsync();
        await page.Locator(".answer").WaitForAsync();
        await PictureAsync(page, "family-2-answer");
    }

    [Fact]
    public void The_guide_shows_the_pictures_that_this_walk_takes()
    {
        var guides = Path.Combine(Repository.Root, "docs", "guides");
        var shown = PictureLinks().Matches(File.ReadAllText(Path.Combine(guides, "a-day-in-every-role.md"))).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(Pictures.Order(), shown.Order());
        Assert.All(shown, name => Assert.True(File.Exists(Path.Combine(guides, "days", $"{name}.png")), name));
    }

    private static string At(string page) => $"/incidents/{DrillAfternoon.Code}/{page}".TrimEnd('/');

    // A child whom this organisation looks after, and about whom it filed the record.
    private Person InCareOf(string organisation)
    {
        var name = afternoon.Seat(organisation, Role.Release).Name;
        var id = afternoon.Site.Accounts.Current.Find(name)!.Organisation;
        return afternoon.State.People.Values.First(person => person.State == ChildState.InInterimCare && person.Records.All(record => afternoon.State.Records[record].Owner == id));
    }

    private Task<IPage> SignedInAsync(string organisation, Role role, int width = 1180, string language = "en-US")
    {
        var (name, password) = afternoon.Seat(organisation, role);
        return SignedInAsync(name, password, width, language);
    }

    private async Task<IPage> SignedInAsync(string name, string password, int width = 1180, string language = "en-US")
    {
        var page = await chromium.WindowAsync(afternoon.Site.Address, width, language);
        await page.GotoAsync("/sign-in");
        await page.Locator("#name").FillAsync(name);
        await page.Locator("#password").FillAsync(password);
        await page.Locator("form:has(#password) button.button").First.ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
        return page;
    }

    private static async Task PictureAsync(IPage page, string name)
    {
        Assert.Contains(name, Pictures);
        var box = await page.Locator("html").EvaluateAsync<int[]>("e => [e.scrollWidth, e.clientWidth, e.scrollHeight]");
        Assert.True(box[0] <= box[1], $"{name}: {box[0]} px wide on a screen of {box[1]}.");
        if (Environment.GetEnvironmentVariable("HOMEWARD_PICTURES") is not { Length: > 0 } folder) { return; }

        const int Tallest = 1400;
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true, Clip = new() { Width = box[1], Height = Math.Min(Tallest, box[2]) } });
    }

    [GeneratedRegex(@"\]\(days/([a-z0-9-]+)\.png\)")]
    private static partial Regex PictureLinks();
}
