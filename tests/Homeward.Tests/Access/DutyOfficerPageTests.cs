using Homeward.Access.Reads;
using Homeward.Domain;
using Homeward.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Homeward.Tests.Access;

public sealed class DutyOfficerPageTests(Town town)
{
    [Fact]
    public async Task A_child_seen_alone_stands_on_child_protections_page_by_name_and_reading_it_is_written_down_on_that_ground()
    {
        var (volunteer, officer) = (await town.WorkerAsync(Role.Intake, town.Shelter, "Alone"), await town.WorkerAsync(Role.ChildProtection, town.ChildProtection, "Duty"));
        var (id, name) = (new Id<Person>(Guid.CreateVersion7()), town.AName("Tadeo"));
        await town.SubmitAsync(volunteer.Actor, new ReportChild(
            new(Guid.CreateVersion7()), id, Source.Sighting, town.Gym.Id, new() { NameAsSaid = name }, new Situation.SeenAlone(town.Gym.Id)));

        Assert.Contains(name, (await officer.OpenAsync("work")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(name, (await (await town.WorkerAsync(Role.Intake, town.School)).OpenAsync("work")).Text, StringComparison.Ordinal);

        Assert.Contains("because nobody was looking after the child", (await officer.OpenAsync($"people/{town.State.People[id].Code}")).Text, StringComparison.Ordinal);
        var read = Assert.Single(town.Site.Services.GetRequiredService<ReadJournals>().Of(town.Engine).Of(new HashSet<Id<Person>> { id }));
        Assert.Equal((officer.Actor.User, Ground.Unaccompanied), (read.Reader, read.Ground));
    }
}
