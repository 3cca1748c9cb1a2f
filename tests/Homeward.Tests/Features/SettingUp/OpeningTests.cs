using System.Globalization;
using System.Net;
using Homeward.Domain;
using Homeward.Tests.Support;
using Xunit;

namespace Homeward.Tests.Features.SettingUp;

/// <summary>From nothing to an incident that people can work in, through the pages.</summary>
public sealed class OpeningTests(Town town)
{
    private static int made;

    [Fact]
    public async Task An_incident_opened_on_the_page_has_its_agencies_and_its_openers_organisation()
    {
        var code = ACode();
        var worker = await town.WorkerAsync(Role.Coordinator, town.ChildProtection);
        var began = town.Site.Clock.GetUtcNow().AddHours(-3);

        var answer = await worker.FillInAsync("/open", Fields(code, ("Agencies", "State child protection\r\n\r\n  County hospital \r\nstate CHILD protection"), ("Began", Local(began))));

        Assert.True(answer.IsDone, answer.Text);
        Assert.Equal($"/incidents/{code}/places", answer.Location);
        var state = town.Site.Incidents.Find(code)!.Current;
        Assert.Equal("Morton, August 7", state.Incident!.Name);
        Assert.False(state.Incident.IsDrill);
        Assert.Equal("America/Chicago", state.Incident.TimeZone);
        Assert.True((began - state.Incident.Began).Duration() < TimeSpan.FromMinutes(1));
        Assert.Equal(["State child protection", "County hospital"], state.Agencies.Select(agency => agency.Name));
        Assert.Equal(new(town.ChildProtection.Id, town.ChildProtection.Name, OrganisationKind.Coordination), Assert.Single(state.Organisations.Values));
        Assert.Contains("Add a place", (await worker.FollowAsync(answer)).Text, StringComparison.Ordinal);
        Assert.Contains("Morton, August 7", (await worker.OpenAsync("/")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exercise_says_so_on_every_page()
    {
        var code = ACode();
        var worker = await town.WorkerAsync(Role.Coordinator, town.ChildProtection);
        Assert.Contains("This is an exercise", (await worker.OpenAsync("/open")).Text, StringComparison.Ordinal);

        var answer = await worker.FillInAsync("/open", Fields(code, ("Exercise", "true")));

        Assert.True(answer.IsDone, answer.Text);
        Assert.True(town.Site.Incidents.Find(code)!.Current.Incident!.IsDrill);
        foreach (var page in new[] { "", "/children", "/places", "/work" })
        {
            Assert.Contains("class=\"drill", (await worker.OpenAsync($"/incidents/{code}{page}")).Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_form_suggests_whom_to_tell_and_no_consulate()
    {
        var worker = await town.WorkerAsync(Role.Coordinator, town.ChildProtection);
        Assert.Contains("href=\"/open\"", (await worker.OpenAsync("/")).Html, StringComparison.Ordinal);

        var form = await worker.OpenAsync("/open");

        Assert.Contains("State child protection School districts County hospital What is", form.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("onsulate", form.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Code", "no spaces please", "letters, digits and dashes")]
    [InlineData("Code", Town.Code, "There is an incident with the code")]
    [InlineData("Code", "MORTON-DRILL", "There is an incident with the code")]
    [InlineData("OtherZone", "Middle/Earth", "We don’t know the time zone")]
    [InlineData("OtherZone", "../../etc/passwd", "We don’t know the time zone")]
    [InlineData("Began", "yesterday", "Choose the day and time")]
    [InlineData("Began", "2199-01-01T10:00", "hasn’t come yet")]
    [InlineData("Agencies", " \r\n ", "Somebody always must be told")]
    [InlineData("Name", " ", "Write something here")]
    [InlineData("Kind", "", "Choose one answer")]
    public async Task What_was_typed_is_kept_when_something_is_wrong_and_nothing_is_made(string field, string value, string sentence)
    {
        var code = ACode();
        var worker = await town.WorkerAsync(Role.Coordinator, town.ChildProtection);
        var before = town.Site.Incidents.All.Count;

        var again = await worker.FillInAsync("/open", Fields(code, (field, value)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Contains(sentence, again.Text, StringComparison.Ordinal);
        Assert.Contains($"href=\"#{field}\"", again.Html, StringComparison.Ordinal);
        Assert.Contains("value=\"Forest, Mississippi\"", again.Html, StringComparison.Ordinal);
        Assert.Contains("value=\"America/Chicago\" selected", again.Html, StringComparison.Ordinal);
        Assert.Contains($"value=\"{(field == "Code" ? value : code)}\"", again.Html, StringComparison.Ordinal);
        Assert.Equal(before, town.Site.Incidents.All.Count);
    }

    [Fact]
    public async Task The_same_form_sent_twice_at_once_opens_one_incident()
    {
        var code = ACode();
        var worker = await town.WorkerAsync(Role.Coordinator, town.ChildProtection);
        var form = await worker.OpenAsync("/open");
        var before = town.Site.Incidents.All.Count;

        var answers = await Task.WhenAll(worker.SendAsync(form, null, Fields(code)), worker.SendAsync(form, null, Fields(code)));

        Assert.All(answers, answer => Assert.Equal($"/incidents/{code}/places", answer.Location));
        Assert.Equal(before + 1, town.Site.Incidents.All.Count);
        Assert.Equal(2, town.Site.Incidents.Find(code)!.Current.Agencies.Count);
    }

    [Fact]
    public async Task The_same_form_with_another_code_opens_nothing_until_it_is_sent_as_a_new_one()
    {
        var (first, second) = (ACode(), ACode());
        var worker = await town.WorkerAsync(Role.Coordinator, town.ChildProtection);
        var form = await worker.OpenAsync("/open");
        Assert.True((await worker.SendAsync(form, null, Fields(first))).IsDone);

        var again = await worker.SendAsync(form, null, Fields(second));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Null(town.Site.Incidents.Find(second));

        Assert.True((await worker.SendAsync(again, null, Fields(second))).IsDone);
        Assert.NotEqual(town.Site.Incidents.Find(first)!.Current.Incident!.Id, town.Site.Incidents.Find(second)!.Current.Incident!.Id);
    }

    [Theory]
    [InlineData(Role.Intake)]
    [InlineData(Role.Supervisor)]
    [InlineData(Role.PrivacyOfficer)]
    public async Task Another_role_opens_and_adds_nothing(Role role)
    {
        var worker = await town.WorkerAsync(role, town.Shelter);
        var before = town.Site.Incidents.All.Count;

        Assert.DoesNotContain("href=\"/open\"", (await worker.OpenAsync("/")).Html, StringComparison.Ordinal);
        foreach (var page in new[] { "/open", "places/add", "places/add-organisation", "notifications/add" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await worker.OpenAsync(page)).Status);
        }

        var account = await worker.OpenAsync("/account");
        Assert.Equal(HttpStatusCode.Forbidden, (await worker.SendAsync(account with { Address = "/open" }, null, Fields(ACode()))).Status);
        Assert.Equal(before, town.Site.Incidents.All.Count);
    }

    private static string ACode() => $"T-{Interlocked.Increment(ref made)}";

    private static string Local(DateTimeOffset moment) =>
        TimeZoneInfo.ConvertTime(moment, TimeZoneInfo.FindSystemTimeZoneById("America/Chicago")).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    private static (string, string)[] Fields(string code, params (string Name, string Value)[] instead)
    {
        (string Name, string Value)[] fields =
        [
            ("Code", code), ("Name", "Morton, August 7"), ("Kind", "raid"), ("Town", "Forest, Mississippi"), ("Zone", "America/Chicago"), ("OtherZone", ""),
            ("Began", "2019-08-07T08:00"), ("Agencies", "State child protection\r\nSchool districts"), ("OwnKind", "coordination"),
        ];
        return [.. fields.Where(field => instead.All(other => other.Name != field.Name)), .. instead];
    }
}
