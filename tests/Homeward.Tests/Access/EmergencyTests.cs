using Homeward.Access.Reads;
using Homeward.Domain;
using Homeward.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Homeward.Tests.Access;

public sealed class EmergencyTests(Town town)
{
    [Fact]
    public async Task A_child_opened_in_an_emergency_is_read_on_that_ground_told_to_both_organisations_and_looked_at_by_a_second_person()
    {
        var (school, principal) = (await town.WorkerAsync(Role.Intake, town.School, "Glass"), await town.WorkerAsync(Role.Supervisor, town.School, "Glass"));
        var (shelter, officer) = (await town.WorkerAsync(Role.Intake, town.Shelter, "Glass"), await town.WorkerAsync(Role.PrivacyOfficer, town.ChildProtection));
        var (name, page) = (town.AName("Ursula"), "");
        var child = await town.ChildInCareAsync(school, town.Classroom, name);
        page = $"people/{child.Code}";
        Assert.Contains("Open in an emergency", (await shelter.OpenAsync(page)).Text, StringComparison.Ordinal);

        var form = await shelter.OpenAsync($"emergency/{child.Code}");
        Assert.DoesNotContain(name, form.Html, StringComparison.Ordinal);
        Assert.Contains("Write something here", (await shelter.SendAsync(form, null, ("Reason", "life_or_health"))).Text, StringComparison.Ordinal);
        var opened = await shelter.FillInAsync($"emergency/{child.Code}", ("Reason", "life_or_health"), ("Words", "The ambulance asks for her medicine."));

        Assert.Contains(name, (await shelter.FollowAsync(opened)).Text, StringComparison.Ordinal);
        var read = Assert.Single(town.Site.Services.GetRequiredService<ReadJournals>().Of(town.Engine).Of(new HashSet<Id<Person>> { child.Id }));
        Assert.Equal((shelter.Actor.User, Ground.BrokenGlass), (read.Reader, read.Ground));
        foreach (var told in new[] { school, shelter, principal })
        {
            Assert.Contains($"{town.Shelter.Name} opened the child {child.Code} in an emergency", (await told.OpenAsync("work")).Text, StringComparison.Ordinal);
            Assert.Contains($"{town.Shelter.Name} opened the child {child.Code} in an emergency", (await told.OpenAsync("")).Text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(child.Code, (await (await town.WorkerAsync(Role.LegalAid, town.LegalAid)).OpenAsync("work")).Text, StringComparison.Ordinal);
        Assert.Contains("The ambulance asks", (await principal.OpenAsync("emergency")).Text, StringComparison.Ordinal);
        var review = await officer.OpenAsync("emergency");
        Assert.Contains(shelter.Name, review.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("The ambulance asks", review.Text, StringComparison.Ordinal);
        var glass = town.State.BrokenGlass.Values.Single(one => one.Child == child.Id);
        Assert.True((await officer.SendAsync(review, null, ("Glass", glass.Id.ToString()), ("answer", "right"))).IsDone);
        Assert.True(town.State.BrokenGlass[glass.Id].WasRight);
    }
}
