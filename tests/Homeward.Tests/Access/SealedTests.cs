using Homeward.Domain;
using Homeward.Tests.Support;
using Xunit;
using Record = Homeward.Domain.Record;

namespace Homeward.Tests.Access;

/// <summary>What is sealed to a few stays out of every page that others open.</summary>
public sealed class SealedTests(Town town)
{
    private static readonly Role[] Readers = [Role.Hotline, Role.Intake, Role.Roll, Role.Release, Role.Supervisor, Role.Coordinator, Role.ChildProtection];

    [Fact]
    public async Task Where_an_adult_is_held_is_on_legal_aids_pages_and_everybody_else_reads_that_they_cannot_come_now()
    {
        var lawyer = await town.WorkerAsync(Role.LegalAid, town.School, "Sealed");
        var facility = new Place(new(Guid.CreateVersion7()), $"Zacatal Center {Guid.NewGuid():N}"[..22], PlaceKind.DetentionFacility, "Jena");
        var (declaration, adult) = (new Id<Declaration>(Guid.CreateVersion7()), new Id<Person>(Guid.CreateVersion7()));
        await town.SubmitAsync(new(new(Guid.CreateVersion7()), town.School.Id, Role.Coordinator, Guid.Empty), new AddPlace(facility));
        await town.SubmitAsync(lawyer.Actor,
            new MakeDeclaration(declaration, new(Guid.CreateVersion7()), adult, facility.Id, new() { NameAsSaid = town.AName("Marta") }, Whereabouts.AtProcessingSite, [], NoDependents: true),
            new ReportWhereabouts(adult, Whereabouts.HeldMoved, facility.Id, "Building four."));
        var page = $"people/{town.State.People[adult].Code}";

        var told = await lawyer.OpenAsync(page);
        Assert.Contains(facility.Name, told.Text, StringComparison.Ordinal);
        Assert.Contains("Building four.", told.Text, StringComparison.Ordinal);
        foreach (var role in Readers)
        {
            var worker = await town.WorkerAsync(role, town.School, "Sealed");
            var shown = await worker.OpenAsync(page);
            Assert.Contains("Can’t come now", shown.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Building four.", shown.Html, StringComparison.Ordinal);
            foreach (var other in new[] { page, "adults", "adults?state=held_moved", "families", "changes" })
            {
                Assert.DoesNotContain(facility.Name, (await worker.OpenAsync(other)).Html, StringComparison.Ordinal);
            }

            Assert.DoesNotContain(town.State.People[adult].Code, (await worker.OpenAsync($"whereabouts?At={facility.Id}")).Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_a_child_needs_in_words_is_read_by_those_who_look_after_it_and_others_are_told_that_there_is_something()
    {
        var (hotline, shelter) = (await town.WorkerAsync(Role.Hotline, town.School, "Needs"), await town.WorkerAsync(Role.Intake, town.Shelter, "Needs"));
        var (id, record) = (new Id<Person>(Guid.CreateVersion7()), new Id<Record>(Guid.CreateVersion7()));
        await town.SubmitAsync(hotline.Actor,
            new ReportChild(record, id, Source.PhoneCall, null, new() { NameAsSaid = town.AName("Insolina") }, new Situation.NotLocated()),
            new AddNote(record, NoteKind.Needs, "Insulin twice a day."));
        await town.SubmitAsync(shelter.Actor, new TakeIn(id, new(town.Shelter.Id, town.Gym.Id)));
        var page = $"people/{town.State.People[id].Code}";

        Assert.Contains("Insulin twice a day.", (await shelter.OpenAsync(page)).Text, StringComparison.Ordinal);
        var told = await hotline.OpenAsync(page);
        Assert.Contains("Health or care is noted", told.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Insulin", told.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_restriction_says_never_reaches_a_desk()
    {
        var (hotline, principal) = (await town.WorkerAsync(Role.Hotline, town.School, "Text"), await town.WorkerAsync(Role.Supervisor, town.School, "Text"));
        var child = await town.ChildInCareAsync(principal, town.Classroom, town.AName("Rebeca"));
        await town.SubmitAsync(hotline.Actor, new RaiseRestriction(
            new(Guid.CreateVersion7()), child.Id, RestrictionKind.CourtOrder, null, null, "Order of the ninth district.", "He waits at the gate."));

        Assert.Contains("He waits at the gate.", (await principal.OpenAsync($"people/{child.Code}")).Text, StringComparison.Ordinal);
        foreach (var role in new[] { Role.Release, Role.Roll, Role.Intake, Role.Coordinator })
        {
            var worker = await town.WorkerAsync(role, town.School, "Text");
            foreach (var page in new[] { $"people/{child.Code}", $"release/start?child={child.Code}", $"custody/{child.Code}/left", "roll/" + town.Classroom.Id, "changes" })
            {
                var shown = await worker.OpenAsync(page);
                Assert.DoesNotContain("He waits at the gate", shown.Html, StringComparison.Ordinal);
                Assert.DoesNotContain("ninth district", shown.Html, StringComparison.Ordinal);
            }
        }
    }
}
