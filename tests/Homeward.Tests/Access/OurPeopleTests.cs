using System.Net;
using Homeward.Domain;
using Homeward.Tests.Support;
using Xunit;

namespace Homeward.Tests.Access;

public sealed class OurPeopleTests(Town town)
{
    [Fact]
    public async Task Who_answers_for_a_family_sees_who_opened_it_in_the_last_day_and_the_privacy_officer_hears_what_they_question()
    {
        var (worker, officer) = (await town.WorkerAsync(Role.ChildProtection, town.ChildProtection, "Ours"), await town.WorkerAsync(Role.PrivacyOfficer, town.ChildProtection));
        var (clerk, other) = (await town.WorkerAsync(Role.Intake, town.School, "Ours"), await town.WorkerAsync(Role.LegalAid, town.LegalAid, "Ours"));
        var child = await town.ChildInCareAsync(clerk, town.Classroom, town.AName("Itzel"));
        await town.SubmitAsync(worker.Actor, new AssignWorker(child.Id, worker.Actor.User));
        await clerk.OpenAsync($"people/{child.Code}");

        Assert.Contains("Your people were opened by others ", (await worker.OpenAsync("work")).Text, StringComparison.Ordinal);
        var ours = await worker.OpenAsync("reads/ours");
        Assert.Contains(child.Code, ours.Text, StringComparison.Ordinal);
        Assert.Contains(town.School.Name, ours.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(child.Code, (await other.OpenAsync("reads/ours")).Text, StringComparison.Ordinal);

        var reading = ours.Values("reading").First(value => value.Contains(child.Id.ToString(), StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(other, reading)).Status);
        Assert.True((await worker.SendAsync(ours, null, ("reading", reading))).IsDone);
        Assert.True((await worker.SendAsync(ours, null, ("reading", reading))).IsDone);

        Assert.Contains("Questioned", (await worker.OpenAsync("reads/ours")).Text, StringComparison.Ordinal);
        var asked = (await officer.OpenAsync("reads")).Text.Split("Readings that somebody questions")[1];
        Assert.Contains($"{clerk.Name} opened {child.Code}", asked, StringComparison.Ordinal);
        Assert.Contains($"Questioned by {worker.Name}", asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_supervisor_answers_for_children_in_their_care_who_have_no_worker()
    {
        var (clerk, supervisor) = (await town.WorkerAsync(Role.Intake, town.Shelter, "Ours"), await town.WorkerAsync(Role.Supervisor, town.Shelter, "Ours"));
        var child = await town.ChildInCareAsync(clerk, town.Gym, town.AName("Omar"));
        await clerk.OpenAsync($"people/{child.Code}");
        Assert.Contains(child.Code, (await supervisor.OpenAsync("reads/ours")).Text, StringComparison.Ordinal);

        var worker = await town.WorkerAsync(Role.ChildProtection, town.ChildProtection, "Ours");
        await town.SubmitAsync(worker.Actor, new AssignWorker(child.Id, worker.Actor.User));
        Assert.DoesNotContain(child.Code, (await supervisor.OpenAsync("reads/ours")).Text, StringComparison.Ordinal);
    }

    // Their own form has no such reading on it; the token comes from another.
    private static async Task<Screen> SendAsync(Worker by, string reading) =>
        await by.SendAsync((await by.OpenAsync("desk")) with { Address = $"/incidents/{Town.Code}/reads/ours" }, null, ("reading", reading));
}
