using System.Net;
using Homeward.Access;
using Homeward.Domain;
using Homeward.Tests.Support;
using Xunit;

namespace Homeward.Tests.Features.SettingUp;

/// <summary>Organisations, places and agencies that join an incident, and are of use from then on.</summary>
public sealed class JoiningTests(Town town)
{
    [Fact]
    public async Task An_organisation_that_joins_may_enter_and_take_a_child_in_at_its_new_place()
    {
        var coordinator = await CoordinatorAsync();
        var gym = new Organisation(new(Guid.CreateVersion7()), $"Relief {Guid.NewGuid():N}", OrganisationKind.Relief);
        var outside = await town.WorkerAsync(Role.Intake, gym);
        Assert.Equal(HttpStatusCode.NotFound, (await outside.OpenAsync("intake")).Status);

        var form = await coordinator.OpenAsync("places/add-organisation");
        var joined = await coordinator.SendAsync(form, null, ("Name", $"  {gym.Name.ToUpperInvariant()} "), ("Kind", "relief"));
        var place = await coordinator.FillInAsync("places/add",
            ("Name", $"Hall of {gym.Name}"), ("Kind", "shelter"), ("Town", "Forest"), ("RunBy", gym.Id.ToString()), ("Latitude", "32.35"), ("Longitude", "-89,47"));

        Assert.True(joined.IsDone, joined.Text);
        Assert.True(place.IsDone, place.Text);
        Assert.Contains(gym.Name, (await coordinator.FollowAsync(joined)).Text, StringComparison.Ordinal);
        Assert.Equal(gym, town.State.Organisations[gym.Id]);
        var hall = town.State.Places.Values.Single(one => one.Name == $"Hall of {gym.Name}");
        Assert.Equal((32.35, -89.47, gym.Id), (hall.Latitude, hall.Longitude, hall.RunBy));
        Assert.Contains(hall.Name, (await coordinator.OpenAsync("places")).Text, StringComparison.Ordinal);

        var name = town.AName("Ana");
        var child = await outside.FillInAsync("intake", ("Child.NameAsSaid", name), ("How", "alone"), ("Place", hall.Id.ToString()));
        Assert.True(child.IsDone, child.Text);
        Assert.Equal(new Holder(gym.Id, hall.Id), town.State.People.Values.Single(p => town.State.RecordsOf(p).Any(r => r.Details?.NameAsSaid == name)).Child!.Custody!.Holder);
    }

    [Fact]
    public async Task A_place_sent_twice_is_one_place_and_another_of_its_name_is_refused_with_what_was_typed()
    {
        var coordinator = await CoordinatorAsync();
        var name = $"Church {Guid.NewGuid():N}";
        var form = await coordinator.OpenAsync("places/add");
        (string, string)[] fields = [("Name", name), ("Kind", "other"), ("Town", "Carthage"), ("RunBy", "")];

        Assert.True((await coordinator.SendAsync(form, null, fields)).IsDone);
        Assert.True((await coordinator.SendAsync(form, null, fields)).IsDone);
        var again = await coordinator.FillInAsync("places/add", fields);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Contains("value=\"Carthage\"", again.Html, StringComparison.Ordinal);
        Assert.Contains("href=\"#Name\"", again.Html, StringComparison.Ordinal);
        Assert.Single(town.State.Places.Values, place => place.Name == name);
    }

    [Theory]
    [InlineData("Latitude", "north")]
    [InlineData("Latitude", "91")]
    [InlineData("Longitude", "-181")]
    [InlineData("Longitude", "")]
    [InlineData("Town", "")]
    [InlineData("Kind", "castle")]
    [InlineData("Name", " ")]
    public async Task A_place_that_cannot_be_is_refused_at_its_box(string field, string value)
    {
        var coordinator = await CoordinatorAsync();
        (string Name, string Value)[] fields = [("Name", $"Nowhere {field}"), ("Kind", "office"), ("Town", "Forest"), ("Latitude", "32"), ("Longitude", "-89")];

        var again = await coordinator.FillInAsync("places/add", [.. fields.Where(one => one.Name != field), (field, value)]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Contains($"href=\"#{field}\"", again.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(town.State.Places.Values, place => place.Name.StartsWith("Nowhere", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_more_agency_waits_on_the_list_once()
    {
        var coordinator = await CoordinatorAsync();
        var name = $"Clinic {Guid.NewGuid():N}";
        var form = await coordinator.OpenAsync("notifications/add");

        var answer = await coordinator.SendAsync(form, null, ("Name", name));
        Assert.True(answer.IsDone, answer.Text);
        Assert.True((await coordinator.SendAsync(form, null, ("Name", name))).IsDone);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await coordinator.FillInAsync("notifications/add", ("Name", name.ToUpperInvariant()))).Status);

        Assert.Single(town.State.Agencies, agency => agency.Name == name);
        Assert.Contains(name, (await coordinator.FollowAsync(answer)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_may_bring_a_list_finds_the_way_to_it_on_the_page_of_places()
    {
        var intake = await town.WorkerAsync(Role.Intake, town.Shelter);

        var places = await intake.OpenAsync("places");

        Assert.Contains($"href=\"/incidents/{Town.Code}/import\"", places.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("places/add", places.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_organisations_of_a_drill_are_never_offered_to_another_incident()
    {
        await town.WorkerAsync(Role.Intake, town.Shelter);

        var known = KnownOrganisations.Of(town.Site.Accounts.Current, [.. town.Site.Incidents.All.Select(engine => engine.Current)]);

        Assert.True(town.State.Incident!.IsDrill);
        Assert.DoesNotContain(known, one => one.Id == town.Shelter.Id);
    }

    private Task<Worker> CoordinatorAsync() => town.WorkerAsync(Role.Coordinator, town.ChildProtection);
}
