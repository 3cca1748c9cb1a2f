using System.Net;
using Homeward.Domain;
using Homeward.Tests.Support;
using Xunit;

namespace Homeward.Tests.Features;

public sealed class IntakeTests(Town town)
{
    [Fact]
    public async Task A_child_taken_in_has_a_code_and_is_in_care_here()
    {
        var worker = await town.WorkerAsync(Role.Intake, town.Shelter);
        var name = town.AName("Ana");

        var answer = await worker.FillInAsync("intake", ("Child.NameAsSaid", name), ("Child.Age", "6 or 7"), ("How", "brought"),
            ("Adult.NameAsSaid", "Mrs. Delgado"), ("Place", town.Gym.Id.ToString()), ("Needs", "medicine"), ("Needs", "comfort"), ("Child.MotherName", "Rosa"));
        Assert.True(answer.IsDone, answer.Text);
        var saved = await worker.FollowAsync(answer);

        var child = town.State.People.Values.Single(p => town.State.RecordsOf(p).Any(r => r.Details?.NameAsSaid == name));
        Assert.Contains(child.Code, saved.Text, StringComparison.Ordinal);
        Assert.Equal(ChildState.InInterimCare, child.State);
        Assert.Equal(new Holder(town.Shelter.Id, town.Gym.Id), child.Child!.Custody!.Holder);
        Assert.Equal(Needs.Medicine | Needs.Comfort, child.Needs);
        var record = town.State.RecordsOf(child).Single();
        Assert.Equal(new Age(6, 7), record.Details!.Age);
        Assert.Equal("Rosa", record.Details.MotherName);
        Assert.Contains("Delgado", Assert.Single(record.Notes).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_typed_is_lost_when_an_answer_is_missing_and_the_summary_leads_to_the_box()
    {
        var worker = await town.WorkerAsync(Role.Intake, town.Shelter);
        var name = town.AName("Luz");

        var again = await worker.FillInAsync("intake", ("Child.NameAsSaid", name), ("Child.Age", "seven"), ("Child.Description", "red shoes"),
            ("Needs", "infant_care"), ("Place", town.Gym.Id.ToString()));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Contains(name, WebUtility.HtmlDecode(again.Html), StringComparison.Ordinal);
        Assert.Contains("value=\"seven\"", again.Html, StringComparison.Ordinal);
        Assert.Contains("red shoes", again.Html, StringComparison.Ordinal);
        Assert.Contains("value=\"infant_care\" checked", again.Html, StringComparison.Ordinal);
        Assert.Contains("href=\"#Child.Age\"", again.Html, StringComparison.Ordinal);
        Assert.Contains("id=\"Child.Age\"", again.Html, StringComparison.Ordinal);
        Assert.Contains("href=\"#How\"", again.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(town.State.Records.Values, r => r.Details?.NameAsSaid == name);
    }

    [Fact]
    public async Task An_impossible_age_is_refused_in_words_at_its_box()
    {
        var worker = await town.WorkerAsync(Role.Intake, town.Shelter);
        var again = await worker.FillInAsync("intake", ("Child.NameAsSaid", town.AName("Iris")), ("Child.Age", "70"), ("How", "alone"), ("Place", town.Gym.Id.ToString()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Contains("href=\"#Child.Age\"", again.Html, StringComparison.Ordinal);
        Assert.Contains("at most 21", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sending_the_same_form_twice_takes_in_one_child_and_shows_the_same_code()
    {
        var worker = await town.WorkerAsync(Role.Intake, town.Shelter);
        var name = town.AName("Noe");
        var form = await worker.OpenAsync("intake");
        (string, string)[] fields = [("Child.NameAsSaid", name), ("How", "alone"), ("Place", town.Gym.Id.ToString())];

        var first = await worker.SendAsync(form, null, fields);
        var second = await worker.SendAsync(form, null, fields);

        Assert.True(first.IsDone, first.Text);
        Assert.Equal(first.Location, second.Location);
        Assert.Single(town.State.Records.Values, r => r.Details?.NameAsSaid == name);
    }

    [Fact]
    public async Task The_same_form_with_other_answers_is_not_swallowed()
    {
        var worker = await town.WorkerAsync(Role.Intake, town.Shelter);
        var form = await worker.OpenAsync("intake");
        var (one, other) = (town.AName("Eva"), town.AName("Abel"));
        await worker.SendAsync(form, null, ("Child.NameAsSaid", one), ("How", "alone"), ("Place", town.Gym.Id.ToString()));

        var again = await worker.SendAsync(form, null, ("Child.NameAsSaid", other), ("How", "alone"), ("Place", town.Gym.Id.ToString()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Contains(other, WebUtility.HtmlDecode(again.Html), StringComparison.Ordinal);

        // The page it came back on carries a new id, so that sending it once more means the second child.
        var sent = await worker.SendAsync(again with { Address = form.Address }, null, ("Child.NameAsSaid", other), ("How", "alone"), ("Place", town.Gym.Id.ToString()));
        Assert.True(sent.IsDone, sent.Text);
        Assert.Single(town.State.Records.Values, r => r.Details?.NameAsSaid == other);
    }

    [Fact]
    public async Task A_neighbour_who_keeps_a_child_becomes_the_caregiver()
    {
        var worker = await town.WorkerAsync(Role.Hotline, town.ChildProtection);
        var name = town.AName("Mia");
        var answer = await worker.FillInAsync("intake", ("Child.NameAsSaid", name), ("How", "stays"), ("Adult.NameAsSaid", "Pat Neighbor"), ("Adult.Phone", "601 555 0117"));
        Assert.True(answer.IsDone, answer.Text);

        var child = town.State.Find(town.State.Records.Values.Single(r => r.Details?.NameAsSaid == name).Person)!;
        var caregiver = town.State.Find(child.Child!.Custody!.Holder.Caregiver!.Value)!;
        Assert.Equal("Pat Neighbor", town.State.RecordsOf(caregiver).Single().Details!.NameAsSaid);
        Assert.Equal("601 555 0117", town.State.RecordsOf(caregiver).Single().Details!.Phone);
    }

    [Fact]
    public async Task What_happened_earlier_is_kept_at_its_time_and_tomorrow_is_refused()
    {
        var worker = await town.WorkerAsync(Role.Intake, town.Shelter);
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/Chicago");
        var earlier = TimeZoneInfo.ConvertTime(town.Site.Clock.GetUtcNow().AddHours(-3), zone);
        var name = town.AName("Teo");
        var answer = await worker.FillInAsync("intake", ("Child.NameAsSaid", name), ("How", "alone"), ("Place", town.Gym.Id.ToString()),
            ("Happened", earlier.ToString("yyyy-MM-dd'T'HH:mm")));
        Assert.True(answer.IsDone, answer.Text);
        var record = town.State.Records.Values.Single(r => r.Details?.NameAsSaid == name);
        Assert.InRange(record.Recorded - record.Occurred, TimeSpan.FromHours(3), TimeSpan.FromHours(3.02));

        var tomorrow = await worker.FillInAsync("intake", ("Child.NameAsSaid", town.AName("Teo")), ("How", "alone"), ("Place", town.Gym.Id.ToString()),
            ("Happened", earlier.AddDays(1).ToString("yyyy-MM-dd'T'HH:mm")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tomorrow.Status);
        Assert.Contains("href=\"#Happened\"", tomorrow.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_on_the_roll_is_taken_in_as_the_same_child()
    {
        var worker = await town.WorkerAsync(Role.Intake, town.School);
        var name = town.AName("Ines");
        var id = new Id<Person>(Guid.CreateVersion7());
        await town.SubmitAsync(worker.Actor, new ExpectOnRoll(town.Classroom.Id, new(Guid.CreateVersion7()), id, new() { NameAsSaid = name, Age = new Age(8) }));
        var code = town.State.Find(id)!.Code;

        var form = await worker.OpenAsync($"intake?Known={code.ToLowerInvariant()}");
        Assert.Contains(name, form.Html, StringComparison.Ordinal);
        var answer = await worker.SendAsync(form, null, ("Child.NameAsSaid", name), ("Child.Age", "8"), ("How", "alone"), ("Place", town.Classroom.Id.ToString()));

        Assert.Contains(code, answer.Location!, StringComparison.Ordinal);
        Assert.Equal(ChildState.InInterimCare, town.State.Find(id)!.State);
    }

    [Theory]
    [InlineData(Role.PrivacyOfficer)]
    [InlineData(Role.Administrator)]
    public async Task A_role_that_does_not_report_is_told_whom_to_ask(Role role)
    {
        var worker = await town.WorkerAsync(role, town.ChildProtection);
        var refused = await worker.OpenAsync("intake");
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Contains("Intake", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_token_saves_nothing()
    {
        var worker = await town.WorkerAsync(Role.Intake, town.Shelter);
        var name = town.AName("Sol");
        using var answer = await worker.Browser.PostAsync($"/incidents/{Town.Code}/intake", new FormUrlEncodedContent([new("Child.NameAsSaid", name), new("How", "alone")]));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain(town.State.Records.Values, r => r.Details?.NameAsSaid == name);
    }

    [Fact]
    public async Task A_page_of_the_past_offers_no_form()
    {
        var worker = await town.WorkerAsync(Role.Intake, town.Shelter);
        var answer = await worker.OpenAsync("intake?asOf=2019-08-07T20:00");
        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.DoesNotContain("asOf", answer.Location!, StringComparison.Ordinal);
    }
}
