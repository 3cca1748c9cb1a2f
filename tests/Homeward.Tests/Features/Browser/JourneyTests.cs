using Homeward.Domain;
using Homeward.Tests.Support;
using Homeward.Tests.Web;
using Microsoft.Playwright;
using Xunit;

namespace Homeward.Tests.Features.Browser;

/// <summary>
/// What people do, in a real browser: take a child in, confirm a lead, hand a child over, see the census move on the board.
/// In a town of their own, so that nobody else moves the numbers.
/// </summary>
public sealed class JourneyTests(Town town, Chromium chromium) : IClassFixture<Town>
{
    private const string Home = $"/incidents/{Town.Code}";

    [Fact]
    public async Task A_child_is_taken_in_found_by_a_lead_handed_over_and_the_census_moves()
    {
        var desk = await town.WorkerAsync(Role.Supervisor, town.School, "Journey");
        var colleague = await town.WorkerAsync(Role.Roll, town.School, "Journey");
        var other = await town.WorkerAsync(Role.Supervisor, town.School, "Journey other");
        var page = await chromium.WindowAsync(town.Site.Address);
        await SignInAsync(page, desk.Name, "Sign in");

        var (inCare, withParent) = await BoardAsync(page);

        // Taken in, in five answers.
        var name = town.AName("Catalina");
        await page.GotoAsync($"{Home}/intake");
        await page.GetByLabel("The child’s name").FillAsync(name);
        await page.GetByLabel("Age", new() { Exact = true }).FillAsync("7");
        await page.GetByLabel("Somebody brought the child here").CheckAsync();
        await page.GetByLabel("Where are you?").SelectOptionAsync(town.Classroom.Id.ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Take this child in" }).ClickAsync();
        await page.GetByText("Write this code on the wristband").WaitForAsync();
        var code = (await page.Locator(".wristband .code").InnerTextAsync()).Trim();
        var child = town.State.Find(town.State.Codes[new(PersonCodes.Read(code)!)])!;
        Assert.Equal(ChildState.InInterimCare, child.State);
        Assert.Equal((inCare + 1, withParent), await BoardAsync(page));

        // The roll holds the same child under another spelling; a lead says so, and a person decides.
        var (lead, record) = await town.LeadAsync(desk, child, name.Replace("Cata", "Kata"));
        await page.GotoAsync($"{Home}/leads/{lead}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Same person" }).ClickAsync();
        await page.GetByText("Confirmed").First.WaitForAsync();
        Assert.Equal(child.Id, town.State.Find(town.State.Records[record].Person)!.Id);

        // What was joined has to stand for ten minutes before a child goes because of it, and another supervisor looks.
        town.Site.Clock.Advance(TimeSpan.FromMinutes(11));

        // Handed over: one question a screen, a colleague with their own password on the same device.
        await page.GotoAsync($"{Home}/release");
        await page.GetByLabel("Code on the wristband, or name").FillAsync(code);
        await page.GetByRole(AriaRole.Button, new() { Name = "Find", Exact = true }).ClickAsync();
        await page.GetByLabel("Full name").FillAsync("Maria Lopez");
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await page.GetByLabel("Document with a photo").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await page.GetByLabel("On the roll of").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await page.GetByLabel("Yes").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await page.GetByLabel("The colleague’s name here").FillAsync(other.Name);
        await page.GetByLabel("The colleague’s own password").FillAsync(Site.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "I have looked, and I approve" }).ClickAsync();
        await page.GetByLabel("The colleague’s name here").FillAsync(colleague.Name);
        await page.GetByLabel("The colleague’s own password").FillAsync(Site.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "I have looked, and I confirm" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Record that" }).ClickAsync();
        await page.GetByText("went with").First.WaitForAsync();

        Assert.Equal(ChildState.WithParentOrVerifiedCaregiver, town.State.Find(child.Id)!.State);
        Assert.Equal((inCare, withParent + 1), await BoardAsync(page));
    }

    [Fact]
    public async Task The_same_in_Spanish_on_a_phone_without_script()
    {
        var desk = await town.WorkerAsync(Role.Supervisor, town.School, "Mesa");
        var colleague = await town.WorkerAsync(Role.Roll, town.School, "Mesa");
        var other = await town.WorkerAsync(Role.Supervisor, town.School, "Otra mesa");
        var page = await chromium.WindowAsync(town.Site.Address, width: 360, language: "es-MX", script: false);
        await SignInAsync(page, desk.Name, "Iniciar sesión");

        var (inCare, withParent) = await BoardAsync(page);
        await AssertFitsAsync(page);
        var name = town.AName("Casimiro");
        await page.GotoAsync($"{Home}/intake");
        await AssertFitsAsync(page);
        await page.GetByLabel("Nombre del niño").FillAsync(name);
        await page.GetByLabel("El niño llegó o fue encontrado solo").CheckAsync();
        await page.GetByLabel("¿Dónde está usted?").SelectOptionAsync(town.Classroom.Id.ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Registrar a este niño" }).ClickAsync();
        await page.GetByText("Escriba ahora este código").WaitForAsync();
        await AssertFitsAsync(page);
        var code = (await page.Locator(".wristband .code").InnerTextAsync()).Trim();
        var child = town.State.Find(town.State.Codes[new(PersonCodes.Read(code)!)])!;

        var (lead, _) = await town.LeadAsync(desk, child, name.Replace("Casi", "Kasi"));
        await page.GotoAsync($"{Home}/leads/{lead}");
        await AssertFitsAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "La misma persona" }).ClickAsync();
        await page.GetByText("Confirmada").First.WaitForAsync();
        town.Site.Clock.Advance(TimeSpan.FromMinutes(11));

        await page.GotoAsync($"{Home}/release/start?child={code}");
        await page.GetByLabel("Nombre completo").FillAsync("Maria Lopez");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continuar" }).ClickAsync();
        await AssertFitsAsync(page);
        await page.GetByLabel("Documento con foto").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continuar" }).ClickAsync();
        await page.GetByLabel("En la lista de").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continuar" }).ClickAsync();
        await page.GetByLabel("Sí", new() { Exact = true }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continuar" }).ClickAsync();
        await page.GetByLabel("Nombre del colega aquí").FillAsync(other.Name);
        await page.GetByLabel("La contraseña propia del colega").FillAsync(Site.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Lo revisé y lo apruebo" }).ClickAsync();
        await page.GetByLabel("Nombre del colega aquí").FillAsync(colleague.Name);
        await page.GetByLabel("La contraseña propia del colega").FillAsync(Site.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Lo comprobé y lo confirmo" }).ClickAsync();
        await AssertFitsAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Registrar que" }).ClickAsync();
        await page.GetByText("se fue con").First.WaitForAsync();
        Assert.Equal(ChildState.WithParentOrVerifiedCaregiver, town.State.Find(child.Id)!.State);
        Assert.Equal((inCare, withParent + 1), await BoardAsync(page));
    }

    [Fact]
    public async Task The_roll_call_goes_on_without_reloading()
    {
        var teacher = await town.WorkerAsync(Role.Roll, town.School, "Journey");
        var id = new Id<Person>(Guid.CreateVersion7());
        await town.SubmitAsync(teacher.Actor, new ExpectOnRoll(town.Classroom.Id, new(Guid.CreateVersion7()), id, new() { NameAsSaid = town.AName("Aabel") }));
        var code = town.State.Find(id)!.Code;
        var page = await chromium.WindowAsync(town.Site.Address, width: 360);
        await SignInAsync(page, teacher.Name, "Sign in");
        await page.GotoAsync($"{Home}/roll/{town.Classroom.Id}");
        await AssertFitsAsync(page);
        await page.EvaluateAsync("document.body.dataset.same = 'yes'");

        await page.Locator($"#c-{code} .tap").First.ClickAsync();
        await page.Locator($"#c-{code}").WaitForAsync(new() { State = WaitForSelectorState.Detached });

        Assert.Equal(RollMark.Here, town.State.Find(id)!.Child!.Rolls.Single().Mark);
        Assert.Equal("yes", await page.EvaluateAsync<string>("document.body.dataset.same"));
        await page.GetByText(": Here").WaitForAsync();
    }

    /// <summary>The two numbers of the board that these journeys move, as a person reads them there.</summary>
    private static async Task<(int InCare, int WithParent)> BoardAsync(IPage page)
    {
        await page.GotoAsync(Home);
        return (await NumberAsync("in_interim_care"), await NumberAsync("with_parent_or_verified_caregiver"));

        async Task<int> NumberAsync(string state) =>
            int.Parse((await page.Locator($".key a[href*='state={state}']").InnerTextAsync()).Replace(",", ""), System.Globalization.CultureInfo.InvariantCulture);
    }

    // Nothing to scroll sideways to: a thumb that swipes must not lose the page.
    private static async Task AssertFitsAsync(IPage page)
    {
        var box = await page.Locator("html").EvaluateAsync<int[]>("e => [e.scrollWidth, e.clientWidth]");
        Assert.True(box[0] <= box[1], $"{page.Url} is {box[0]} px wide on a screen of {box[1]}.");
    }

    private static async Task SignInAsync(IPage page, string name, string button)
    {
        await page.GotoAsync("/sign-in");
        await page.Locator("#name").FillAsync(name);
        await page.Locator("#password").FillAsync(Site.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
    }
}
