using System.Net;
using Homeward.Access.Reads;
using Homeward.Domain;
using Homeward.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Record = Homeward.Domain.Record;

namespace Homeward.Tests.Features.Disclosure;

/// <summary>Two organisations find out step by step, on their pages. A town of its own: the tests move its clock.</summary>
public sealed class StepsTests : IAsyncLifetime
{
    private readonly Town town = new();
    private Worker school = null!, principal = null!, shelter = null!, warden = null!, officer = null!;
    private Person ours = null!, theirs = null!;
    private Lead lead = null!;

    public async ValueTask InitializeAsync()
    {
        await town.InitializeAsync();
        (school, principal) = (await town.WorkerAsync(Role.Intake, town.School), await town.WorkerAsync(Role.Supervisor, town.School));
        (shelter, warden) = (await town.WorkerAsync(Role.Intake, town.Shelter), await town.WorkerAsync(Role.Supervisor, town.Shelter));
        officer = await town.WorkerAsync(Role.ChildProtection, town.ChildProtection);
        var (a, b) = (new Id<Record>(Guid.CreateVersion7()), new Id<Record>(Guid.CreateVersion7()));
        var (one, other) = (new Id<Person>(Guid.CreateVersion7()), new Id<Person>(Guid.CreateVersion7()));
        await town.SubmitAsync(school.Actor, new ReportChild(
            a, one, Source.Intake, null, new() { NameAsSaid = "Francisco Escolarez", Age = new Age(6), MotherName = "Ruth Escolarez" }, new Situation.NotLocated()));
        await town.SubmitAsync(shelter.Actor, new ReportChild(
            b, other, Source.PhoneCall, null, new() { NameAsSaid = "Pacorro Albergues", Age = new Age(7), MotherName = "Rut Albergues" }, new Situation.NotLocated()));
        var id = new Id<Lead>(Guid.CreateVersion7());
        await town.SubmitAsync(Actor.System, new ProposeLead(id, LeadKind.SamePerson, a, b, 9.5, 0.951, LeadBand.Strong, [new("given_name", "nickname", 6)]));
        (ours, theirs, lead) = (town.State.People[one], town.State.People[other], town.State.Leads[id]);
    }

    public ValueTask DisposeAsync() => town.DisposeAsync();

    [Fact]
    public async Task Both_answer_agree_see_first_names_agree_on_contact_and_link()
    {
        Assert.Contains("was filed or changed just now", (await school.OpenAsync(Steps)).Text, StringComparison.Ordinal);
        Later(11);
        await NothingIsToldAsync();

        var answered = await school.SendAsync(await school.OpenAsync(Steps), "answers", ("answer_first_name", "Paquito"), ("answer_mother", "rut"), ("answer_surname", "Escolarez"));
        Assert.True(answered.IsDone, answered.Text);
        Assert.True((await shelter.SendAsync(await shelter.OpenAsync(Steps), "answers", ("answer_first_name", "Paco"), ("answer_age", "6"))).IsDone);
        Assert.Contains("2 agree, 0 differ, 0 could not be compared", (await school.OpenAsync(Steps)).Text, StringComparison.Ordinal);
        await NothingIsToldAsync();

        foreach (var who in new[] { school, principal, shelter, warden })
        {
            Assert.DoesNotContain("Pacorro", (await school.OpenAsync(Steps)).Text, StringComparison.Ordinal);
            Assert.True((await who.SendAsync(await who.OpenAsync(Steps), "agree")).IsDone);
        }

        Assert.DoesNotContain("Pacorro", (await school.OpenAsync(Steps)).Text, StringComparison.Ordinal);
        Assert.True((await school.SendAsync(await school.OpenAsync(Steps), "open")).IsDone);
        var names = await school.OpenAsync(Steps);
        Assert.Contains("Pacorro", names.Text, StringComparison.Ordinal);
        Assert.Contains("Age: 7", names.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Albergues", names.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(town.Shelter.Name, names.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Pacorro", (await principal.OpenAsync(Steps)).Text, StringComparison.Ordinal);
        Assert.Equal(Ground.Disclosed, Assert.Single(ReadsOf(theirs), read => read.Reader == school.Actor.User).Ground);

        Assert.True((await school.SendAsync(names, "plan", ("Text", "Call Olga at the front desk."))).IsDone);
        Assert.True((await school.SendAsync(await school.OpenAsync(Steps), "contact")).IsDone);
        Assert.DoesNotContain("Olga", (await shelter.OpenAsync(Steps)).Text, StringComparison.Ordinal);
        Assert.True((await shelter.SendAsync(await shelter.OpenAsync(Steps), "open")).IsDone);
        Assert.True((await shelter.SendAsync(await shelter.OpenAsync(Steps), "contact")).IsDone);

        Assert.Contains("Olga", (await shelter.OpenAsync(Steps)).Text, StringComparison.Ordinal);
        var both = await school.OpenAsync($"leads/{lead.Id}");
        Assert.Contains(theirs.Code, both.Html, StringComparison.Ordinal);
        Assert.True((await school.SendAsync(both, null, ("answer", "same"), ("Version", both.Hidden("Version")!))).IsDone);
        Assert.True(town.State.SamePerson(lead.Left, lead.Right));
    }

    [Fact]
    public async Task What_was_answered_is_kept_nowhere()
    {
        Later(11);
        await school.SendAsync(await school.OpenAsync(Steps), "answers", ("answer_first_name", "Zutanito"), ("answer_mother", "Perenganita"));

        Assert.Contains("0 agree, 2 differ", (await school.OpenAsync(Steps)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Zutanito", System.Text.Json.JsonSerializer.Serialize(town.State.Disclosures.Values.ToList()), StringComparison.Ordinal);
        Assert.DoesNotContain("Zutanito", (await shelter.OpenAsync(Steps)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_answer_is_too_few_and_an_age_that_cannot_be_read_is_asked_again_with_nothing_lost()
    {
        Later(11);
        var one = await school.SendAsync(await school.OpenAsync(Steps), "answers", ("answer_first_name", "Paco"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, one.Status);
        Assert.Contains("at least two questions", one.Text, StringComparison.Ordinal);
        var unread = await school.SendAsync(one, "answers", ("answer_first_name", "Paco"), ("answer_age", "soon"));
        Assert.Contains("We can’t read “soon” as an age", unread.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"Paco\"", unread.Html, StringComparison.Ordinal);
        Assert.Empty(town.State.Disclosures);
    }

    [Fact]
    public async Task A_child_that_waits_comes_to_child_protection_who_compares_and_it_is_written_down()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await officer.OpenAsync(Steps)).Status);
        Later(16);

        Assert.Contains("1 lead waits for child protection", (await officer.OpenAsync("leads")).Text, StringComparison.Ordinal);
        var waiting = await officer.OpenAsync(Steps);
        Assert.DoesNotContain("Pacorro", waiting.Html, StringComparison.Ordinal);
        var taken = await officer.SendAsync(waiting, "takeUp");

        Assert.Contains(theirs.Code, (await officer.FollowAsync(taken)).Html, StringComparison.Ordinal);
        Assert.Equal(Ground.TakenUp, Assert.Single(ReadsOf(theirs)).Ground);
        Assert.Equal(HttpStatusCode.Forbidden, (await principal.SendAsync(await principal.OpenAsync(Steps), "takeUp")).Status);
    }

    [Fact]
    public async Task A_record_changed_after_the_first_answers_stands_still_until_child_protection_lets_it_go_on()
    {
        Later(11);
        await shelter.SendAsync(await shelter.OpenAsync(Steps), "answers", ("answer_first_name", "Paco"), ("answer_age", "6"));
        await town.SubmitAsync(school.Actor, new CorrectDetails(lead.Left, new() { NameAsSaid = "Pacorro Albergues", Age = new Age(6) }));
        Later(11);
        Assert.Contains("this stands still", (await school.OpenAsync(Steps)).Text, StringComparison.Ordinal);

        Assert.True((await officer.SendAsync(await officer.OpenAsync(Steps), "resume")).IsDone);

        Assert.Contains("Answer at least two questions", (await school.OpenAsync(Steps)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_third_organisation_finds_nothing()
    {
        Later(30);
        var lawyer = await town.WorkerAsync(Role.LegalAid, town.LegalAid);
        Assert.Equal(HttpStatusCode.NotFound, (await lawyer.OpenAsync(Steps)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await lawyer.SendAsync(await lawyer.OpenAsync("intake") with { Address = $"/incidents/{Town.Code}/{Steps}" }, "agree")).Status);
    }

    private string Steps => $"leads/{lead.Id}/steps";

    // Whatever the school opens, it holds nothing of the shelter's child, not even its code beside the lead.
    private async Task NothingIsToldAsync()
    {
        foreach (var page in new[] { "", "work", "children", "families", "leads", Steps, $"people/{ours.Code}", $"people/{theirs.Code}", "changes", "supervise", "places" })
        {
            var shown = await principal.OpenAsync(page);
            Assert.Equal(HttpStatusCode.OK, shown.Status);
            foreach (var told in new[] { "Pacorro", "Albergues" })
            {
                Assert.DoesNotContain(told, shown.Html, StringComparison.Ordinal);
            }
        }

        Assert.DoesNotContain(theirs.Code, (await principal.OpenAsync(Steps)).Html, StringComparison.Ordinal);
        Assert.DoesNotContain(town.Shelter.Name, (await principal.OpenAsync(Steps)).Html, StringComparison.Ordinal);
    }

    private IReadOnlyList<PersonRead> ReadsOf(Person person) =>
        town.Site.Services.GetRequiredService<ReadJournals>().Of(town.Engine).Of(new HashSet<Id<Person>> { person.Id });

    private void Later(int minutes) => town.Site.Clock.Advance(TimeSpan.FromMinutes(minutes));
}
