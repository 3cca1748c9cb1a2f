using Homeward.Domain;
using Homeward.Tests.Support;
using Xunit;

namespace Homeward.Tests.Features;

public sealed class PartnersTests(Town town)
{
    [Fact]
    public async Task An_organisation_that_joins_late_is_named_as_told_nothing_until_two_others_vouch_for_it()
    {
        var coordinator = await town.WorkerAsync(Role.Coordinator, town.ChildProtection);
        var (school, shelter) = (await town.WorkerAsync(Role.Supervisor, town.School), await town.WorkerAsync(Role.Supervisor, town.Shelter));
        var child = await town.ChildInCareAsync(school, town.Classroom, "Nicolasa Quieta");
        var partner = new Organisation(new(Guid.CreateVersion7()), "Helping Hands of Nowhere", OrganisationKind.ChildProtection);
        await town.SubmitAsync(coordinator.Actor, new AddOrganisation(partner));
        var helper = await town.WorkerAsync(Role.ChildProtection, partner, "Helper");
        Assert.DoesNotContain("Nicolasa", (await helper.OpenAsync($"people/{child.Code}")).Html + (await helper.OpenAsync("children")).Html + (await helper.OpenAsync("supervise")).Html, StringComparison.Ordinal);
        Assert.Contains("Is told nothing", (await school.OpenAsync("partners")).Text, StringComparison.Ordinal);

        foreach (var supervisor in new[] { school, shelter })
        {
            var page = await supervisor.OpenAsync("partners");
            Assert.True((await supervisor.SendAsync(page, "vouch", ("organisation", partner.Id.ToString()))).IsDone);
        }

        Assert.True(town.State.IsVouchedFor(partner.Id));
        Assert.Contains("Others vouch for it", (await helper.OpenAsync("partners")).Text, StringComparison.Ordinal);
        Assert.True((await shelter.SendAsync(await shelter.OpenAsync("partners"), "takeBack", ("organisation", partner.Id.ToString()))).IsDone);
        Assert.False(town.State.IsVouchedFor(partner.Id));
    }
}
