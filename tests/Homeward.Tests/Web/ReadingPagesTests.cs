using System.Net;
using System.Text.RegularExpressions;
using Homeward.Access;
using Homeward.Domain;
using Homeward.Engine;
using Xunit;

namespace Homeward.Tests.Web;

/// <summary>The reading pages over HTTP: with nothing yet, with some children, as of an earlier minute, for those who may not read, in both languages.</summary>
public sealed partial class ReadingPagesTests
{
    private static readonly string[] Pages =
        ["", "/children", "/children?question=no_parent", "/children?question=waiting", "/adults", "/families", "/families?show=together", "/places", "/figures", "/notifications", "/changes", "/journal"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    public async Task Every_page_opens_with_nothing_reported_yet_and_says_what_that_means(string language)
    {
        await using var scene = await Scene.StartAsync();
        foreach (var page in Pages)
        {
            var separator = page.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            var answer = await scene.Browser.GetAsync($"/incidents/TEST-1{page}{separator}lang={language}", Cancel);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{page} answered {answer.StatusCode}.");
            Assert.Contains($"<html lang=\"{language}\"", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("asOf=yesterday")]
    [InlineData("p=-1")]
    [InlineData("p=99999999999999")]
    [InlineData("state=%3Cscript%3E")]
    [InlineData("sort=%00")]
    [InlineData("since=32%2F13%2F2019")]
    public async Task A_bad_value_in_an_address_is_explained_or_ignored_and_never_a_fault(string query)
    {
        await using var scene = await Scene.StartAsync();
        await scene.ReportChildAsync("Ana Paz Oropeza");
        foreach (var page in Pages.Where(page => !page.Contains('?', StringComparison.Ordinal)))
        {
            var answer = await scene.Browser.GetAsync($"/incidents/TEST-1{page}?{query}", Cancel);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{page}?{query} answered {answer.StatusCode}.");
            Assert.DoesNotContain("<script>", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Each_number_of_the_census_opens_a_list_of_as_many_children()
    {
        await using var scene = await Scene.StartAsync();
        await scene.ReportChildAsync("Ana Paz Oropeza");
        await scene.ReportChildAsync("Beto Luna", new Situation.SeenAlone(scene.Place));
        await scene.ReportChildAsync("Carla Ríos", new Situation.InOurCare(scene.Place));
        await scene.ReportChildAsync("Dario Ríos", new Situation.InOurCare(scene.Place));

        var board = await scene.GetAsync("");
        var links = Count().Matches(board).Select(match => (Page: WebUtility.HtmlDecode(match.Groups[1].Value), Number: match.Groups[2].Value))
            .Where(link => link.Page.Contains("/children", StringComparison.Ordinal)).ToList();
        Assert.Contains(links, link => link.Number == "4");
        foreach (var (page, number) in links)
        {
            var list = await scene.Browser.GetStringAsync(page, Cancel);
            Assert.Equal(number, Headed().Match(list).Groups[1].Value);
        }
    }

    [Fact]
    public async Task A_page_of_an_earlier_minute_shows_what_was_known_then_and_keeps_to_it()
    {
        await using var scene = await Scene.StartAsync();
        await scene.ReportChildAsync("Ana Paz Oropeza");
        scene.Site.Clock.Advance(TimeSpan.FromMinutes(10));
        var then = Homeward.Web.LocalMoment.Write(scene.Site.Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("America/Chicago"));
        scene.Site.Clock.Advance(TimeSpan.FromMinutes(10));
        await scene.ReportChildAsync("Beto Luna");

        Assert.Contains("Beto Luna", await scene.GetAsync("/children"), StringComparison.Ordinal);
        var past = await scene.GetAsync($"/children?asOf={then}");
        Assert.DoesNotContain("Beto Luna", past, StringComparison.Ordinal);
        Assert.Contains("Ana Paz Oropeza", past, StringComparison.Ordinal);
        Assert.All(
            Regex.Matches(past, "<a [^>]*href=\"(/incidents/TEST-1[^\"]*)\"").Select(match => match.Groups[1].Value).Where(link => !link.StartsWith("/incidents/TEST-1/children?lang", StringComparison.Ordinal) && link != "/incidents/TEST-1/children"),
            link => Assert.Contains("asOf=", link, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_organisation_sees_the_number_and_the_code_but_no_name()
    {
        await using var scene = await Scene.StartAsync();
        await scene.ReportChildAsync("Guadalupe Oropeza", new Situation.InOurCare(scene.Place));
        var code = scene.Engine.Current.People.Values.Single().Code;
        using var other = await scene.OtherOrganisationAsync();
        foreach (var page in Pages.Append("/people/" + code))
        {
            Assert.DoesNotContain("Oropeza", await other.GetStringAsync($"/incidents/TEST-1{page}", Cancel), StringComparison.Ordinal);
        }

        Assert.Contains(code, await other.GetStringAsync("/incidents/TEST-1/children", Cancel), StringComparison.Ordinal);
        Assert.Contains("Guadalupe Oropeza", await scene.GetAsync("/people/" + code), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_organisation_that_takes_no_part_finds_no_such_incident()
    {
        await using var scene = await Scene.StartAsync();
        scene.Site.Invite("Stranger");
        using var stranger = await scene.Site.SignedInAsync("Stranger");
        foreach (var page in Pages.Append("/live"))
        {
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/incidents/TEST-1{page}", Cancel)).StatusCode);
        }
    }

    [Fact]
    public async Task An_open_page_is_told_that_something_changed_and_nothing_more()
    {
        await using var scene = await Scene.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/incidents/TEST-1/live");
        using var answer = await scene.Browser.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancel));
        Assert.Equal("retry: 5000", await lines.ReadLineAsync(Cancel));
        await scene.ReportChildAsync("Ana Paz Oropeza");
        var heard = new List<string>();
        while (heard.Count == 0 || !heard[^1].StartsWith("data: ", StringComparison.Ordinal) || !heard.Contains("event: changed"))
        {
            heard.Add((await lines.ReadLineAsync(Cancel))!);
        }

        Assert.Equal($"data: {scene.Engine.Current.Position}", heard[^1]);
        Assert.DoesNotContain(heard, line => line.Contains("Ana", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_agency_that_was_not_told_stands_in_the_first_lines_until_it_acknowledges()
    {
        await using var scene = await Scene.StartAsync();
        scene.Site.Clock.Advance(TimeSpan.FromMinutes(25));
        Assert.Contains("has waited 25 minutes", await scene.GetAsync(""), StringComparison.Ordinal);

        var agency = scene.Engine.Current.Agencies.Single().Id;
        var token = await Site.TokenAsync(scene.Browser, $"/incidents/TEST-1/notifications/{agency}");
        var answer = await scene.Browser.PostAsync(
            $"/incidents/TEST-1/notifications/{agency}?handler=Acknowledged",
            new FormUrlEncodedContent([new("ByWhom", "Duty officer"), new("command", Guid.NewGuid().ToString()), new("form-token", token)]), Cancel);
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync(Cancel)}");
        Assert.DoesNotContain("has waited", await scene.GetAsync(""), StringComparison.Ordinal);
    }

    [GeneratedRegex("class=\"count\" href=\"([^\"]+)\">([0-9,]+)<")]
    private static partial Regex Count();

    [GeneratedRegex("<h1>[^<]*<small>([0-9,]+) ")]
    private static partial Regex Headed();

    /// <summary>One incident with one place, and somebody of the organisation that runs it.</summary>
    private sealed class Scene : IAsyncDisposable
    {
        private readonly Id<Organisation> school = new(Guid.CreateVersion7());
        private readonly Id<Organisation> shelter = new(Guid.CreateVersion7());
        private readonly Actor actor;

        private Scene(Site site)
        {
            Site = site;
            Engine = site.Incidents.Create("TEST-1", Guid.CreateVersion7());
            actor = new Actor(new(Guid.CreateVersion7()), school, Role.Coordinator, Guid.Empty);
        }

        public Site Site { get; }

        public IncidentEngine Engine { get; }

        public HttpClient Browser { get; private set; } = null!;

        public Id<Place> Place { get; } = new(Guid.CreateVersion7());

        public static async Task<Scene> StartAsync()
        {
            var scene = new Scene(await Site.StartAsync());
            await scene.SubmitAsync(new OpenIncident(
                new Incident(new(Guid.CreateVersion7()), "TEST-1", "Flood in the valley", IncidentKind.Flood, "Morton", "America/Chicago", false, scene.Site.Clock.GetUtcNow()),
                [new AgencyToTell(new(Guid.CreateVersion7()), "State child protection")]));
            await scene.SubmitAsync(new AddOrganisation(new Organisation(scene.school, "Redbud School", OrganisationKind.School)));
            await scene.SubmitAsync(new AddOrganisation(new Organisation(scene.shelter, "Gym", OrganisationKind.Shelter)));
            await scene.SubmitAsync(new AddPlace(new Place(scene.Place, "Redbud School", PlaceKind.School, "Morton", RunBy: scene.school)));
            scene.Site.Invite("Rosa Duty", scene.school, "Redbud School", Role.Coordinator);
            scene.Browser = await scene.Site.SignedInAsync();
            return scene;
        }

        public async Task ReportChildAsync(string name, Situation? situation = null) => await SubmitAsync(new ReportChild(
            new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), Source.Intake, null, new PersonDetails { NameAsSaid = name, Age = new Age(7) }, situation ?? new Situation.NotLocated()));

        public Task<string> GetAsync(string page) => Browser.GetStringAsync($"/incidents/TEST-1{page}", Cancel);

        public Task<HttpClient> OtherOrganisationAsync()
        {
            Site.Invite("Other Person", shelter, "Gym", Role.Supervisor);
            return Site.SignedInAsync("Other Person");
        }

        public async ValueTask DisposeAsync()
        {
            Browser.Dispose();
            await Site.DisposeAsync();
        }

        private async Task SubmitAsync(Command command) =>
            Assert.IsType<Answer.Accepted>(await Engine.SubmitAsync(new Request(Guid.CreateVersion7(), actor, Site.Clock.GetUtcNow(), command), Cancel));
    }
}
