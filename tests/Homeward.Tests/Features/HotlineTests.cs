using System.Net;
using Homeward.Domain;
using Homeward.Tests.Support;
using Xunit;

namespace Homeward.Tests.Features;

/// <summary>Sightings, tracing requests in both directions, and where the adults are.</summary>
public sealed class HotlineTests(Town town)
{
    [Fact]
    public async Task A_child_seen_alone_counts_as_located_even_without_a_name()
    {
        var operators = await town.WorkerAsync(Role.Hotline, town.ChildProtection);
        var form = await operators.OpenAsync("sighting");
        var empty = await operators.SendAsync(form, null);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.Status);
        var answer = await operators.SendAsync(form, null, ("Child.Town", "Forest"), ("Child.Description", "red cap, about four"), ("Child.Age", "4"), ("Note", "Bus driver, 601 555 0101"));
        Assert.True(answer.IsDone, answer.Text);
        var child = town.State.People.Values.Single(p => town.State.RecordsOf(p).Any(r => r.Details?.Description == "red cap, about four"));
        Assert.Equal(ChildState.LocatedUnaccompanied, child.State);
    }

    [Fact]
    public async Task A_mother_looking_for_her_child_is_kept_as_a_request()
    {
        var operators = await town.WorkerAsync(Role.Hotline, town.ChildProtection);
        var (mother, child) = (town.AName("Elena"), town.AName("Saul"));
        var form = await operators.OpenAsync("tracing");
        (string, string)[] fields = [("Who", "child-sought"), ("Seeker.NameAsSaid", mother), ("Seeker.Phone", "601 555 0199"), ("Kinship", "mother"), ("Wanted.NameAsSaid", child), ("Wanted.Age", "6-7")];
        var answer = await operators.SendAsync(form, null, fields);
        Assert.True(answer.IsDone, answer.Text);
        Assert.Equal(answer.Location, (await operators.SendAsync(form, null, fields)).Location);
        var request = town.State.TracingRequests.Values.Single(r => town.State.Records[r.Seeker].Details!.NameAsSaid == mother);
        Assert.Equal((Kinship.Mother, child), (request.SeekerIs, town.State.Records[request.Sought].Details!.NameAsSaid));
        Assert.Contains("doesn’t mean", (await operators.FollowAsync(answer)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_looking_for_a_parent_becomes_a_child_an_adult_and_what_one_is_to_the_other()
    {
        var operators = await town.WorkerAsync(Role.Hotline, town.ChildProtection);
        var (child, father) = (town.AName("Toni"), town.AName("Mateo"));
        var answer = await operators.FillInAsync("tracing?who=child-seeks", ("Who", "child-seeks"), ("Seeker.NameAsSaid", child), ("Seeker.Age", "9"),
            ("Alone", "alone"), ("Kinship", "father"), ("Wanted.NameAsSaid", father));
        Assert.True(answer.IsDone, answer.Text);
        var person = town.State.Find(town.State.Records.Values.Single(r => r.Details?.NameAsSaid == child).Person)!;
        Assert.Equal(ChildState.LocatedUnaccompanied, person.State);
        Assert.Equal(father, town.State.RecordsOf(person).Single().Details!.FatherName);
        var relationship = town.State.Relationships[person.Relationships.Single()];
        Assert.Equal((Kinship.Father, RelationshipStatus.Claimed), (relationship.Kinship, relationship.Status));
        Assert.Equal(Whereabouts.Unknown, town.State.Find(relationship.Adult)!.Whereabouts);
    }

    [Fact]
    public async Task The_search_finds_what_one_may_see_and_says_nothing_of_the_rest()
    {
        var operators = await town.WorkerAsync(Role.Hotline, town.ChildProtection);
        var shelter = await town.WorkerAsync(Role.Intake, town.Shelter);
        var (ours, theirs) = (town.AName("Ximena"), town.AName("Ximena"));
        await town.SubmitAsync(operators.Actor, new ReportChild(new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), Source.PhoneCall, null, new() { NameAsSaid = ours }, new Situation.NotLocated()));
        await town.ChildInCareAsync(shelter, town.Gym, theirs);
        var found = await operators.FillInAsync("tracing", ("Search", "Ximena"));
        Assert.Contains(ours, found.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(theirs, found.Html, StringComparison.Ordinal);
        var none = await operators.FillInAsync("tracing", ("Search", "Bartholomew Wintergreen"));
        Assert.Contains("doesn’t mean the child or adult is safe or unsafe", none.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_busload_of_adults_is_marked_at_once()
    {
        var worker = await town.WorkerAsync(Role.Intake, town.LegalAid);
        var adults = new List<Id<Person>>();
        foreach (var given in new[] { "Raul", "Blas", "Hugo" })
        {
            var id = new Id<Person>(Guid.CreateVersion7());
            await town.SubmitAsync(worker.Actor, new ReportAdult(new(Guid.CreateVersion7()), id, Source.WorksiteList, town.Plant.Id, new() { NameAsSaid = town.AName(given) }, Whereabouts.AtProcessingSite));
            adults.Add(id);
        }

        var list = await worker.OpenAsync($"whereabouts?At={town.Plant.Id}");
        var nobody = await worker.SendAsync(list, null, ("To", "in_transport"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nobody.Status);
        var answer = await worker.SendAsync(list, null, ("Who", town.State.Find(adults[0])!.Code), ("Who", town.State.Find(adults[1])!.Code), ("To", "held_moved"), ("WhereTo", "a facility in another state"));
        Assert.True(answer.IsDone, answer.Text);
        Assert.Equal([Whereabouts.HeldMoved, Whereabouts.HeldMoved, Whereabouts.AtProcessingSite], adults.Select(id => town.State.Find(id)!.Whereabouts!.Value));
        Assert.Contains("a facility in another state", town.State.RecordsOf(town.State.Find(adults[0])!).Single().Notes.Single().Text, StringComparison.Ordinal);
    }
}
