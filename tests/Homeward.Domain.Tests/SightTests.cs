using static Homeward.Domain.Tests.Stories;

namespace Homeward.Domain.Tests;

public sealed class SightTests
{
    private readonly World world = new();

    [Fact]
    public void An_organisation_reads_its_own_records_and_not_those_of_others()
    {
        var ana = world.Reported(world.Teacher);

        Assert.Equal("Ana Lopez", By(world.Desk).DetailsOf(world.State.People[ana])!.DisplayName());
        Assert.Null(By(world.Keeper).DetailsOf(world.State.People[ana]));
        Assert.Equal(1, By(world.Keeper).RecordsOfOthers(world.State.People[ana]));
    }

    [Fact]
    public void Whoever_holds_a_child_is_offered_it_or_is_assigned_to_it_reads_its_records()
    {
        var (held, offered, assigned) = (world.AtSchool(), world.AtSchool(), world.AtSchool());
        world.Accept(world.Desk, new OfferTransfer(offered, world.New<Offer>(), new(world.Shelter, world.Beds)));
        world.Accept(world.Coordinator, new AssignWorker(assigned, world.Worker.User));

        Assert.Null(By(world.Keeper).DetailsOf(world.State.People[held]));
        Assert.NotNull(By(world.Keeper).DetailsOf(world.State.People[offered]));
        Assert.NotNull(By(world.Worker).DetailsOf(world.State.People[assigned]));
        Assert.Null(By(world.Colleague).DetailsOf(world.State.People[assigned]));
    }

    [Fact]
    public void A_worker_keeps_sight_of_a_child_that_is_counted_as_another()
    {
        var (held, other) = (world.AtSchool(), world.Reported(world.Teacher));
        world.Accept(world.Coordinator, new AssignWorker(other, world.Worker.User));

        world.Accept(world.Teacher, new LinkPersons(held, other));

        Assert.Equal(2, By(world.Worker).RecordsOf(world.State.People[held]).Count());
    }

    [Theory]
    [InlineData(Role.Administrator)]
    [InlineData(Role.PrivacyOfficer)]
    [InlineData(Role.System)]
    public void Who_administers_reads_no_cases(Role role)
    {
        var ana = world.Reported(world.Teacher);

        Assert.Null(By(world.Somebody(world.School, role)).DetailsOf(world.State.People[ana]));
    }

    [Fact]
    public void Why_a_gate_stays_closed_is_for_supervisors_and_child_protection()
    {
        var ana = world.AtSchool();
        world.Restricted(ana, "Pedro Salas");
        var record = world.State.Records[world.RecordOf(ana)];

        Assert.All(new[] { world.Principal, world.Worker }, actor => Assert.True(By(actor).SeesRestrictions(world.State.People[ana])));
        Assert.All(new[] { world.Desk, world.Hotline, world.Warden, world.Coordinator }, actor => Assert.False(By(actor).SeesRestrictions(world.State.People[ana])));
        Assert.Contains(By(world.Principal).NotesOf(record), note => note.Kind == NoteKind.Restriction);
        Assert.DoesNotContain(By(world.Desk).NotesOf(record), note => note.Kind == NoteKind.Restriction);
        Assert.Empty(By(world.Keeper).NotesOf(record));
    }

    [Fact]
    public void Both_sides_of_a_lead_are_compared_by_whoever_sees_both_and_the_other_is_told_that_there_may_be_a_family()
    {
        var (ana, other) = (world.Reported(world.Teacher), world.Reported(world.Volunteer));
        var lead = world.New<Lead>();
        world.Accept(Actor.System, new ProposeLead(lead, LeadKind.SamePerson, world.RecordOf(ana), world.RecordOf(other), 9, 0.9, LeadBand.Strong, []));

        Assert.False(By(world.Teacher).Sees(world.State.Leads[lead]));
        Assert.True(By(world.Teacher).IsPartyTo(world.State.Leads[lead]));
        Assert.False(By(world.Worker).IsPartyTo(world.State.Leads[lead]));
    }

    [Fact]
    public void Where_an_adult_is_held_is_told_to_legal_aid_and_the_worker_of_the_familys_child()
    {
        var ana = world.AtSchool();
        var (_, mother) = world.Declared(ana);
        world.Accept(world.Coordinator, new AssignWorker(ana, world.Worker.User));
        world.Accept(world.Lawyer, new ReportWhereabouts(mother, Whereabouts.HeldMoved, world.Corner, "To the building behind the court."));
        var (adult, record) = (world.State.People[mother], world.State.Records[world.RecordOf(mother)]);

        Assert.All(new[] { world.Lawyer, world.Worker }, who => Assert.True(By(who).SeesPlaceOf(adult, Whereabouts.HeldMoved, world.Corner)));
        Assert.All(new[] { world.Hotline, world.Colleague, world.Coordinator, world.Teacher }, who => Assert.False(By(who).SeesPlaceOf(adult, Whereabouts.HeldMoved, world.Corner)));
        Assert.True(By(world.Hotline).SeesPlaceOf(adult, Whereabouts.Released, world.Corner));
        Assert.Contains(By(world.Lawyer).NotesOf(record), note => note.Kind == NoteKind.WhereTo);
        Assert.DoesNotContain(By(world.Hotline).NotesOf(record), note => note.Kind == NoteKind.WhereTo);
    }

    [Fact]
    public void How_to_reach_a_collector_is_for_legal_aid_that_reads_the_child_and_the_childs_worker()
    {
        var ana = world.AtSchool();
        world.Declared(ana);
        world.Accept(world.Coordinator, new AssignWorker(ana, world.Worker.User));
        var child = world.State.People[ana];

        Assert.All(new[] { world.Lawyer, world.Worker }, who => Assert.True(By(who).SeesCollectorsContacts(child)));
        Assert.All(new[] { world.Desk, world.Principal, world.Hotline, world.Somebody(world.Shelter, Role.LegalAid) }, who => Assert.False(By(who).SeesCollectorsContacts(child)));
    }

    [Fact]
    public void What_a_child_needs_in_words_is_for_those_who_look_after_it_and_others_are_told_that_there_is_something()
    {
        var ana = world.Reported(world.Hotline);
        world.Accept(world.Hotline, new AddNote(world.RecordOf(ana), NoteKind.Needs, "Insulin twice a day."));
        Record Now() => world.State.Records[world.RecordOf(ana)];
        Assert.Empty(By(world.Hotline).NotesOf(Now()));
        Assert.Equal(1, By(world.Hotline).ClosedNeedsOf(Now()));

        world.Accept(world.Teacher, new TakeIn(ana, new(world.School, world.Gym)));

        Assert.Single(By(world.Desk).NotesOf(Now()));
        Assert.Equal((0, 0), (By(world.Desk).ClosedNeedsOf(Now()), By(world.Keeper).ClosedNeedsOf(Now())));
    }

    private Sight By(Actor actor) => new(world.State, new(actor.User, actor.Organisation, actor.Role));
}
