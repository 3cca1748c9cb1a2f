using static Homeward.Domain.Tests.Stories;

namespace Homeward.Domain.Tests;

public sealed class DutyOfficerTests
{
    private readonly World world = new();

    [Fact]
    public void A_child_seen_alone_is_assigned_to_child_protection_whose_people_read_it()
    {
        var ana = world.Reported(world.Volunteer, new Situation.SeenAlone(world.Corner));

        Assert.Equal(world.Agency, world.Child(ana).AssignedTo);
        Assert.Equal("Ana Lopez", By(world.Worker).DetailsOf(world.State.People[ana])!.DisplayName());
        Assert.Equal(Ground.Unaccompanied, By(world.Colleague).GroundFor(world.State.People[ana]));
        Assert.Null(By(world.Desk).DetailsOf(world.State.People[ana]));
    }

    [Fact]
    public void Child_protection_reads_no_child_that_somebody_answers_for()
    {
        var (held, missing) = (world.AtShelter(), world.Reported(world.Volunteer));

        Assert.All(new[] { held, missing }, child => Assert.Null(By(world.Worker).DetailsOf(world.State.People[child])));
    }

    [Fact]
    public void A_child_that_ran_from_its_holder_is_assigned_as_well()
    {
        var ana = world.AtShelter();
        world.Accept(world.Volunteer, new ReportLeftOutsideGate(ana, LeftHow.Ran));

        Assert.NotNull(By(world.Worker).DetailsOf(world.State.People[ana]));
    }

    [Fact]
    public void The_assignment_stays_while_a_shelter_has_the_child_and_ends_with_the_hand_over()
    {
        var ana = world.Reported(world.Volunteer, new Situation.SeenAlone(world.Corner));
        world.Accept(world.Teacher, new TakeIn(ana, new(world.School, world.Gym)));
        Assert.Equal(world.Agency, world.Child(ana).AssignedTo);

        world.Released(ana);

        Assert.Null(world.Child(ana).AssignedTo);
        Assert.DoesNotContain(By(world.Worker).RecordsOf(world.State.People[ana]), record => record.Owner != world.Agency);
        Assert.Single(world.History, one => one.Event is ChildProtectionStoodDown);
    }

    [Fact]
    public void It_ends_when_the_child_is_set_aside_and_comes_back_when_the_child_counts_again()
    {
        var ana = world.Reported(world.Volunteer, new Situation.SeenAlone(world.Corner));
        world.Accept(world.Coordinator, new SetNotCounted(ana, NotCounted.NeverSeparated));
        Assert.Null(world.Child(ana).AssignedTo);

        world.Accept(world.Coordinator, new CountAgain(ana));

        Assert.Equal(world.Agency, world.Child(ana).AssignedTo);
    }

    [Fact]
    public void Nobody_is_assigned_twice()
    {
        var ana = world.Reported(world.Volunteer, new Situation.SeenAlone(world.Corner));
        world.Accept(world.Volunteer, new SeeChild(ana, world.Corner));

        Assert.Single(world.History, one => one.Event is ChildProtectionAssigned);
    }

    [Fact]
    public void A_child_counted_as_one_with_its_parent_is_no_longer_child_protections()
    {
        var (home, seen) = (world.AtSchool(), world.Reported(world.Teacher, new Situation.SeenAlone(world.Corner)));
        world.Released(home);

        world.Accept(world.Teacher, new LinkPersons(home, seen));
        Assert.DoesNotContain(By(world.Worker).RecordsOf(world.State.People[home]), record => record.Owner != world.Agency);

        world.Accept(world.Teacher, new UnlinkPersons(home, seen));
        Assert.NotNull(By(world.Worker).DetailsOf(world.State.People[seen]));
    }

    [Fact]
    public void Children_alone_before_child_protection_takes_part_are_assigned_when_it_joins_and_to_the_first_that_did()
    {
        var (coordinator, school) = (world.Somebody(world.New<Organisation>(), Role.Coordinator), world.New<Organisation>());
        var state = IncidentState.Nothing;
        Decide(coordinator, new OpenIncident(new(world.New<Incident>(), "TEST-2", "Test", IncidentKind.Raid, "Morton", "America/Chicago", true, World.Morning), []));
        Decide(coordinator, new AddOrganisation(new(school, "School", OrganisationKind.School)));
        var ana = world.New<Person>();
        Decide(world.Somebody(school, Role.Intake), new ReportChild(world.New<Record>(), ana, Source.Sighting, null, Named("Ana"), new Situation.SeenAlone(null)));
        Assert.Null(state.People[ana].Child!.AssignedTo);

        var (first, second) = (world.New<Organisation>(), world.New<Organisation>());
        Decide(coordinator, new AddOrganisation(new(first, "County", OrganisationKind.ChildProtection)));
        Decide(coordinator, new AddOrganisation(new(second, "State", OrganisationKind.ChildProtection)));
        Assert.Null(state.People[ana].Child!.AssignedTo);

        // Whoever joins when children are on record is told of them once others vouch for it.
        Decide(world.Somebody(school, Role.Supervisor), new VouchFor(first));
        Decide(world.Somebody(school, Role.Supervisor), new VouchFor(second));

        Assert.Equal(first, state.People[ana].Child!.AssignedTo);
        void Decide(Actor who, Command command)
        {
            var accepted = Assert.IsType<Decision.Accepted>(state.Decide(new(Guid.NewGuid(), who, World.Morning, command), World.Morning));
            foreach (var happened in accepted.Events)
            {
                state = state.Apply(happened, new(state.Position + 1, who.User, who.Device, World.Morning, World.Morning));
            }
        }
    }

    private Sight By(Actor actor) => new(world.State, new(actor.User, actor.Organisation, actor.Role));
}
