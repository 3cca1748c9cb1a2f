using System.Net;
using Homeward.Domain;
using Homeward.Tests.Support;
using Xunit;
using Record = Homeward.Domain.Record;

namespace Homeward.Tests.Features;

public sealed class LeadTests(Town town)
{
    [Fact]
    public async Task Two_records_are_compared_decided_and_undone()
    {
        var worker = await town.WorkerAsync(Role.Intake, town.School);
        var lead = await LeadAsync(worker, worker, "Josefina Hernandes", "Josefina Hernández");

        Assert.Contains(lead.Id.ToString(), (await worker.OpenAsync("leads")).Html, StringComparison.Ordinal);
        var page = await worker.OpenAsync($"leads/{lead.Id}");
        Assert.Contains("about 19 in 20", page.Text, StringComparison.Ordinal);
        Assert.Contains("Hernande<mark>s</mark>", page.Html, StringComparison.Ordinal);
        Assert.Contains("First names: the same", page.Text, StringComparison.Ordinal);
        Assert.Contains("Surnames: sounds the same", page.Text, StringComparison.Ordinal);

        var answer = await worker.SendAsync(page, null, ("answer", "same"), ("Version", page.Hidden("Version")!));
        Assert.True(answer.IsDone, answer.Text);
        Assert.True(town.State.SamePerson(lead.Left, lead.Right));

        // Somebody with the old page open decides too late, and is told.
        var late = await worker.SendAsync(page, null, ("answer", "not_the_same"), ("Version", page.Hidden("Version")!), ("command", Guid.NewGuid().ToString()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.Status);
        Assert.Contains("Somebody else", late.Text, StringComparison.Ordinal);

        var decided = await worker.OpenAsync($"leads/{lead.Id}");
        Assert.True((await worker.SendAsync(decided, "undo")).IsDone);
        Assert.False(town.State.SamePerson(lead.Left, lead.Right));
        Assert.Equal(LeadStatus.Open, town.State.Leads[lead.Id].Status);
    }

    [Fact]
    public async Task Across_organisations_only_a_possible_family_is_told_with_ones_own_code()
    {
        var school = await town.WorkerAsync(Role.Intake, town.School);
        var shelter = await town.WorkerAsync(Role.Intake, town.Shelter);
        var lead = await LeadAsync(school, shelter, "Guillermina Tlapa Uno", "Guillermina Tlapa Dos");
        var (ours, theirs) = (town.State.People[town.State.Records[lead.Left].Person], town.State.People[town.State.Records[lead.Right].Person]);

        var queue = await school.OpenAsync("leads");
        Assert.Contains("Perhaps the same person", queue.Text, StringComparison.Ordinal);
        Assert.Contains(ours.Code, queue.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Tlapa Dos", queue.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(theirs.Code, queue.Html, StringComparison.Ordinal);
        Assert.EndsWith($"leads/{lead.Id}/steps", (await school.OpenAsync($"leads/{lead.Id}")).Location, StringComparison.Ordinal);
        var forced = await school.SendAsync(queue with { Address = $"/incidents/{Town.Code}/leads/{lead.Id}", Html = (await school.OpenAsync("intake")).Html }, null, ("answer", "same"));
        Assert.Equal(HttpStatusCode.NotFound, forced.Status);
        Assert.Equal(LeadStatus.Open, town.State.Leads[lead.Id].Status);
    }

    [Fact]
    public async Task Roles_that_do_not_decide_are_told_whom_to_ask()
    {
        var teacher = await town.WorkerAsync(Role.Roll, town.School);
        var refused = await teacher.OpenAsync("leads");
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Contains("Child protection", refused.Text, StringComparison.Ordinal);
    }

    private async Task<Lead> LeadAsync(Worker left, Worker right, string leftName, string rightName)
    {
        var (a, b) = (new Id<Record>(Guid.CreateVersion7()), new Id<Record>(Guid.CreateVersion7()));
        await town.SubmitAsync(left.Actor, new ReportChild(a, new(Guid.CreateVersion7()), Source.Intake, null, new() { NameAsSaid = leftName, Age = new Age(6) }, new Situation.NotLocated()));
        await town.SubmitAsync(right.Actor, new ReportChild(b, new(Guid.CreateVersion7()), Source.PhoneCall, null, new() { NameAsSaid = rightName, Age = new Age(6) }, new Situation.NotLocated()));
        var id = new Id<Lead>(Guid.CreateVersion7());
        await town.SubmitAsync(Actor.System, new ProposeLead(id, LeadKind.SamePerson, a, b, 9.5, 0.951, LeadBand.Strong,
            [new("given_name", "same", 6), new("surname", "sounds_alike", 4), new("age", "fits", 1.2)]));
        return town.State.Leads[id];
    }
}
