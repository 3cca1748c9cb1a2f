using static Homeward.Domain.Tests.Stories;

namespace Homeward.Domain.Tests;

public sealed class FamilyTests
{
    private readonly World world = new();

    [Fact]
    public void Two_reports_of_one_child_count_once_and_the_better_known_stays()
    {
        var missing = world.Reported();
        var held = world.AtSchool();

        world.Accept(world.Teacher, new LinkPersons(missing, held));

        Assert.Equal(1, world.State.Counts.Headline);
        Assert.Equal(2, world.State.Counts.TotalChildren);
        Assert.Equal(held, world.State.Find(missing)!.Id);
        Assert.Equal(ChildState.NotAffectedOrDuplicate, world.StateOf(missing));
    }

    [Fact]
    public void Of_two_children_nobody_holds_the_one_with_the_newer_word_stays()
    {
        var seenAtNoon = world.Reported(as_: new Situation.SeenAlone(world.Corner));
        var ran = world.AtSchool();
        world.Later(60).Accept(world.Teacher, new ReportLeftOutsideGate(ran, LeftHow.Ran));

        world.Accept(world.Teacher, new LinkPersons(seenAtNoon, ran));

        Assert.Equal(ChildState.ReportedNotLocated, world.State.Find(seenAtNoon)!.State);
        Assert.True(world.State.Find(seenAtNoon)!.Child!.Alarm);
    }

    [Fact]
    public void One_child_is_never_with_two_holders()
    {
        var (here, there) = (world.AtSchool(), world.Reported(world.Teacher));
        world.Reported(there, world.Volunteer, new Situation.InOurCare(world.Beds));

        Assert.Equal(RefusalReason.BothInCare, world.Refused(world.Teacher, new LinkPersons(here, there)));
    }

    [Fact]
    public void Dead_released_and_held_are_never_one()
    {
        var (held, dead, released) = (world.AtSchool(), world.Reported(), world.AtSchool());
        world.Accept(world.Coordinator, new AssignWorker(dead, world.Worker.User));
        world.Accept(world.Worker, new ConfirmDeath(dead, "hospital called"));
        world.Released(released);

        Assert.Equal(RefusalReason.BothInCare, world.Refused(world.Teacher, new LinkPersons(held, dead)));
        Assert.Equal(RefusalReason.BothInCare, world.Refused(world.Teacher, new LinkPersons(held, released)));
        Assert.Equal(RefusalReason.BothInCare, world.Refused(world.Teacher, new LinkPersons(dead, released)));
    }

    [Fact]
    public void Two_reports_of_one_neighbour_do_not_keep_a_child_apart()
    {
        var (one, other) = (world.New<Person>(), world.New<Person>());
        var ana = world.Reported(as_: new Situation.WithCaregiver(one, world.New<Record>(), Named("Elena Ruiz"), world.Corner));
        var again = world.Reported(as_: new Situation.WithCaregiver(other, world.New<Record>(), Named("Elena Ruiz")));
        Assert.Equal(RefusalReason.BothInCare, world.Refused(world.Teacher, new LinkPersons(ana, again)));

        world.Accept(world.Teacher, new LinkPersons(one, other));
        world.Accept(world.Teacher, new LinkPersons(ana, again));

        Assert.Equal(1, world.State.Counts.Of(ChildState.InInterimCare));
    }

    [Fact]
    public void Nobody_links_persons_of_whom_they_may_read_nothing()
    {
        var (ana, other) = (world.Reported(world.Teacher), world.Reported(world.Volunteer));

        Assert.Equal(RefusalReason.BelongsToAnotherOrganisation, world.Refused(world.Teacher, new LinkPersons(ana, other)));
    }

    [Fact]
    public void Children_link_with_children_and_nobody_with_itself()
    {
        var (ana, maria) = (world.Reported(), world.Adult("Maria Lopez"));

        Assert.Equal(RefusalReason.DifferentKinds, world.Refused(world.Teacher, new LinkPersons(ana, maria)));
        Assert.Equal(RefusalReason.SamePersonAlready, world.Refused(world.Teacher, new LinkPersons(ana, ana)));
        Assert.Equal(RefusalReason.NotLinked, world.Refused(world.Teacher, new UnlinkPersons(ana, world.Reported())));
    }

    [Fact]
    public void A_child_on_a_roll_counts_through_the_report_it_is_linked_to_and_no_longer_when_that_is_taken_back()
    {
        var (onRoll, reported) = (world.OnRoll(), world.Reported());
        world.Accept(world.Secretary, new MarkRoll(onRoll, world.Gym, RollMark.Here));
        world.Accept(world.Teacher, new LinkPersons(onRoll, reported));
        Assert.Equal((ChildState.InInterimCare, 1), (world.StateOf(onRoll), world.State.Counts.Headline));

        world.Accept(world.Teacher, new UnlinkPersons(onRoll, reported));

        Assert.Equal((null, ChildState.ReportedNotLocated), (world.StateOf(onRoll), world.StateOf(reported)));
    }

    [Fact]
    public void A_child_who_was_taken_in_meanwhile_stays_in_the_census_when_the_link_is_taken_back()
    {
        var (onRoll, reported) = (world.OnRoll(), world.Reported());
        world.Accept(world.Secretary, new MarkRoll(onRoll, world.Gym, RollMark.Here));
        world.Accept(world.Teacher, new LinkPersons(onRoll, reported));
        world.Accept(world.Teacher, new ReportLeftOutsideGate(onRoll, LeftHow.Ran));

        world.Accept(world.Teacher, new UnlinkPersons(onRoll, reported));

        Assert.Equal(ChildState.ReportedNotLocated, world.StateOf(onRoll));
    }

    [Fact]
    public void Taking_back_a_link_in_the_middle_of_a_chain_takes_its_count_with_it()
    {
        var (roll, again, reported) = (world.OnRoll(), world.OnRoll("Ana M. Lopez"), world.Reported());
        world.Accept(world.Secretary, new MarkRoll(again, world.Gym, RollMark.Here));
        world.Accept(world.Teacher, new LinkPersons(again, reported));
        world.Accept(world.Teacher, new ReportLeftOutsideGate(again, LeftHow.NotFoundAtCheck));
        Assert.Equal(1, world.State.Counts.Headline);

        world.Accept(world.Teacher, new LinkPersons(roll, again));
        world.Accept(world.Teacher, new UnlinkPersons(again, reported));

        Assert.Equal(2, world.State.Counts.Headline);
    }

    [Fact]
    public void A_restriction_raised_while_two_were_one_holds_for_both_when_they_are_two_again()
    {
        var (ana, other) = (world.AtSchool(), world.Reported());
        world.Accept(world.Teacher, new LinkPersons(ana, other));
        world.Restricted(other, "Pedro Salas");

        Assert.Equal(RefusalReason.NeedsSupervisor, world.Refused(world.Teacher, new UnlinkPersons(ana, other)));
        world.Accept(world.Principal, new UnlinkPersons(ana, other));

        Assert.Single(Barred.Standing(world.State, world.State.Find(ana)!));
        Assert.Single(Barred.Standing(world.State, world.State.Find(other)!));
    }

    [Fact]
    public void Whoever_wrote_a_claim_down_does_not_verify_it()
    {
        var (ana, maria) = (world.Reported(), world.Adult("Maria Lopez"));
        var claim = world.New<Relationship>();
        world.Accept(world.Principal, new ClaimRelationship(claim, maria, ana, Kinship.Mother));

        Assert.Equal(RefusalReason.NeedsAnotherPerson, world.Refused(world.Principal, new VerifyRelationship(claim, VerifiedBy.Documents)));
        world.Accept(world.Lawyer, new VerifyRelationship(claim, VerifiedBy.SeparateInterviews, "both told the same story"));

        Assert.Equal(RelationshipStatus.Verified, world.State.Relationships[claim].Status);
        Assert.Equal(RefusalReason.RelationshipDecidedAlready, world.Refused(world.Worker, new RefuteRelationship(claim)));
    }
}
