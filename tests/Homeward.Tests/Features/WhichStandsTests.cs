using System.Net;
using Homeward.Domain;
using Homeward.Tests.Support;
using Xunit;

namespace Homeward.Tests.Features;

public sealed class WhichStandsTests(Town town)
{
    [Fact]
    public async Task Two_people_say_which_record_stands_and_the_childs_page_keeps_both()
    {
        var (one, other, lead) = await TwiceAsync("Nadia");
        var (worker, warden) = (await town.WorkerAsync(Role.ChildProtection, town.ChildProtection), await town.WorkerAsync(Role.Supervisor, town.Shelter));
        Assert.Contains(one.Code, (await worker.OpenAsync("supervise")).Text, StringComparison.Ordinal);
        var page = await worker.OpenAsync($"supervise/{one.Code}");
        Assert.Contains($"which/{other.Code}", page.Html, StringComparison.Ordinal);

        var first = await worker.FillInAsync($"supervise/{one.Code}/which/{other.Code}", ("Stands", one.Code), ("Note", "the teacher has her in sight"));
        Assert.True(first.IsDone, first.Text);
        Assert.Contains("Somebody else has to say the same", (await worker.FollowAsync(first)).Text, StringComparison.Ordinal);
        Assert.NotEqual(town.State.Find(one.Id)!.Id, town.State.Find(other.Id)!.Id);
        Assert.Contains("A second person is needed", (await warden.OpenAsync("supervise")).Text, StringComparison.Ordinal);

        var second = await warden.FillInAsync($"supervise/{one.Code}/which/{other.Code}", ("Stands", one.Code), ("Note", "not with us"));

        Assert.True(second.IsDone, second.Text);
        Assert.Equal((one.Id, ChildState.InInterimCare), (town.State.Find(other.Id)!.Id, town.State.Find(one.Id)!.State!.Value));
        var child = await (await town.WorkerAsync(Role.Supervisor, town.School)).OpenAsync($"people/{one.Code}");
        Assert.Contains("What another record of this child says", child.Text, StringComparison.Ordinal);
        Assert.Contains("Decided to stand over another record", child.Text, StringComparison.Ordinal);
        Assert.Equal(LeadStatus.Open, town.State.Leads[lead].Status);
    }

    [Fact]
    public async Task Nothing_is_decided_without_an_answer_and_a_reason()
    {
        var (one, other, _) = await TwiceAsync("Nora");
        var worker = await town.WorkerAsync(Role.ChildProtection, town.ChildProtection);

        var nothing = await worker.FillInAsync($"supervise/{one.Code}/which/{other.Code}", ("Note", "a note worth keeping"));
        var noReason = await worker.FillInAsync($"supervise/{one.Code}/which/{other.Code}", ("Stands", one.Code), ("Note", ""));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (nothing.Status, noReason.Status));
        Assert.Contains("a note worth keeping", nothing.Text, StringComparison.Ordinal);
        Assert.Null(town.State.Find(one.Id)!.Child!.StandsOver);
    }

    [Fact]
    public async Task Only_who_may_decide_opens_the_page()
    {
        var (one, other, _) = await TwiceAsync("Noelia");
        var address = $"supervise/{one.Code}/which/{other.Code}";

        Assert.Equal(HttpStatusCode.NotFound, (await (await town.WorkerAsync(Role.Supervisor, town.School)).OpenAsync(address)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await town.WorkerAsync(Role.Release, town.School)).OpenAsync(address)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await town.WorkerAsync(Role.LegalAid, town.LegalAid)).OpenAsync(address)).Status);
    }

    [Fact]
    public async Task A_death_confirmed_by_mistake_is_taken_back_on_the_childs_page_by_two_people()
    {
        var (worker, colleague) = (await town.WorkerAsync(Role.ChildProtection, town.ChildProtection), await town.WorkerAsync(Role.ChildProtection, town.ChildProtection, "Second"));
        var child = await town.ChildInCareAsync(await town.WorkerAsync(Role.Release, town.School), town.Classroom, town.AName("Olga"));
        await town.SubmitAsync(worker.Actor, new AssignWorker(child.Id, worker.Actor.User), new ConfirmDeath(child.Id, "a wrong call"));
        Assert.Contains($"custody/{child.Code}/death-doubted", (await worker.OpenAsync($"people/{child.Code}")).Html, StringComparison.Ordinal);

        Assert.True((await worker.FillInAsync($"custody/{child.Code}/death-doubted", ("Note", "another child"))).IsDone);
        Assert.DoesNotContain("death-back", (await worker.OpenAsync($"people/{child.Code}")).Html, StringComparison.Ordinal);
        Assert.True((await colleague.FillInAsync($"custody/{child.Code}/death-back", ("Note", "saw her"))).IsDone);

        Assert.Equal(ChildState.InInterimCare, town.State.Find(child.Id)!.State);
    }

    [Fact]
    public async Task Two_who_are_no_longer_in_each_others_way_have_no_such_page()
    {
        var school = await town.WorkerAsync(Role.Release, town.School);
        var (one, other) = (await town.ChildInCareAsync(school, town.Classroom, town.AName("Nina")), await town.ChildInCareAsync(school, town.Classroom, town.AName("Nina")));

        var worker = await town.WorkerAsync(Role.ChildProtection, town.ChildProtection);

        Assert.Equal(HttpStatusCode.NotFound, (await worker.OpenAsync($"supervise/{one.Code}/which/{other.Code}")).Status);
    }

    private async Task<(Person One, Person Other, Id<Lead> Lead)> TwiceAsync(string given)
    {
        var (school, shelter) = (await town.WorkerAsync(Role.Release, town.School), await town.WorkerAsync(Role.Intake, town.Shelter));
        var name = town.AName(given);
        var (one, other) = (await town.ChildInCareAsync(school, town.Classroom, name), await town.ChildInCareAsync(shelter, town.Gym, name));
        var lead = new Id<Lead>(Guid.CreateVersion7());
        await town.SubmitAsync(Actor.System, new ProposeLead(lead, LeadKind.SamePerson, one.Records[0], other.Records[0], 9, 0.95, LeadBand.Strong, []));
        return (one, other, lead);
    }
}
