using static Homeward.Domain.Tests.Stories;

namespace Homeward.Domain.Tests;

public sealed class RollTests
{
    private readonly World world = new();

    [Fact]
    public void Children_on_a_roll_are_expected_and_outside_the_census()
    {
        world.OnRoll();

        Assert.Equal(0, world.State.Counts.TotalChildren);
        Assert.Equal(1, world.State.Tallies[world.Gym].Expected);
    }

    [Fact]
    public void Not_seen_brings_a_child_into_the_census()
    {
        var ana = world.OnRoll();

        world.Accept(world.Secretary, new MarkRoll(ana, world.Gym, RollMark.NotSeen));

        Assert.Equal(ChildState.ReportedNotLocated, world.StateOf(ana));
        Assert.Equal(1, world.State.Tallies[world.Gym].NotSeen);
    }

    [Fact]
    public void Not_seen_where_the_child_is_held_ends_custody_and_alarms()
    {
        var ana = world.OnRoll();
        world.Accept(world.Secretary, new MarkRoll(ana, world.Gym, RollMark.Here));
        Assert.Equal(world.School, world.Child(ana).Custody!.Holder.Organisation);

        world.Later(60).Accept(world.Secretary, new MarkRoll(ana, world.Gym, RollMark.NotSeen));

        Assert.Equal(ChildState.ReportedNotLocated, world.StateOf(ana));
        Assert.True(world.Child(ana).Alarm);
    }

    [Fact]
    public void The_list_of_the_morning_that_arrives_in_the_evening_takes_nobody_out_of_care()
    {
        var ana = world.OnRoll();
        world.Later(240).Accept(world.Teacher, new TakeIn(ana, new(world.School, world.Gym)));

        world.Later(240).Accept(world.Secretary, new MarkRoll(ana, world.Gym, RollMark.NotSeen), minutesAgo: 420);

        Assert.Equal(ChildState.InInterimCare, world.StateOf(ana));
    }

    [Fact]
    public void A_late_mark_does_not_replace_a_newer_one()
    {
        var ana = world.OnRoll();
        world.Later(240).Accept(world.Secretary, new MarkRoll(ana, world.Gym, RollMark.Collected));

        world.Accept(world.Secretary, new MarkRoll(ana, world.Gym, RollMark.Here), minutesAgo: 120);

        Assert.Equal(RollMark.Collected, Assert.Single(world.Child(ana).Rolls).Mark);
    }

    [Fact]
    public void Collected_is_a_word_on_a_list_and_a_child_in_care_leaves_through_the_release_desk()
    {
        var ana = world.OnRoll();
        world.Accept(world.Secretary, new MarkRoll(ana, world.Gym, RollMark.Here));

        Assert.Equal(RefusalReason.UseReleaseDesk, world.Refused(world.Secretary, new MarkRoll(ana, world.Gym, RollMark.Collected)));
    }

    [Fact]
    public void Who_is_on_a_roll_and_what_is_marked_is_for_the_place_to_say()
    {
        var ana = world.OnRoll();

        Assert.Equal(RefusalReason.BelongsToAnotherOrganisation, world.Refused(world.Volunteer, new MarkRoll(ana, world.Gym, RollMark.Here)));
        Assert.Equal(RefusalReason.BelongsToAnotherOrganisation, world.Refused(world.Volunteer, new ExpectOnRoll(world.Gym, world.New<Record>(), world.New<Person>(), Named("Eva"))));
        Assert.Equal(RefusalReason.AlreadyOnThisRoll, world.Refused(world.Secretary, new ExpectOnRoll(world.Gym, world.New<Record>(), ana, Named("Ana"))));
        Assert.Equal(RefusalReason.NotOnThisRoll, world.Refused(world.Secretary, new MarkRoll(world.Reported(), world.Gym, RollMark.Here)));
    }

    [Fact]
    public void A_child_who_is_on_the_roll_twice_is_marked_wherever_it_is()
    {
        var (ana, again) = (world.OnRoll("Ana Lopez"), world.OnRoll("Ana M. Lopez"));
        world.Accept(world.Teacher, new LinkPersons(ana, again));

        world.Accept(world.Secretary, new MarkRoll(again, world.Gym, RollMark.Here));

        Assert.Equal((2, 2, 1), (world.State.Tallies[world.Gym].Expected, world.State.Tallies[world.Gym].Here, world.State.Tallies[world.Gym].InCare));
    }

    [Fact]
    public void A_slip_on_the_roll_is_taken_back_as_if_nobody_had_taken_the_child_in()
    {
        var ana = world.OnRoll();
        world.Accept(world.Secretary, new MarkRoll(ana, world.Gym, RollMark.Here));

        world.Later(5).Accept(world.Secretary, new TakeBackHere(ana, world.Gym));

        Assert.Null(world.Child(ana).Custody);
        Assert.Null(world.StateOf(ana));
        Assert.Equal(RollMark.Expected, Assert.Single(world.Child(ana).Rolls).Mark);
        Assert.Equal((1, 0, 0), (world.State.Tallies[world.Gym].Expected, world.State.Tallies[world.Gym].Here, world.State.Tallies[world.Gym].InCare));
    }

    [Fact]
    public void The_chain_keeps_the_slip_and_who_took_it_back_when()
    {
        var ana = world.OnRoll();
        world.Accept(world.Secretary, new MarkRoll(ana, world.Gym, RollMark.Here));

        world.Later(5).Accept(world.Teacher, new TakeBackHere(ana, world.Gym));

        Assert.Equal([CustodyStepKind.TakenInByMistake, CustodyStepKind.MarkWithdrawn], world.Child(ana).Chain.Select(step => step.Kind));
        Assert.Equal([world.Secretary.User, world.Teacher.User], world.Child(ana).Chain.Select(step => step.By));
        Assert.Equal(world.Now, world.Child(ana).Chain[^1].Recorded);
    }

    [Fact]
    public void Taking_a_slip_back_leaves_a_running_alarm_running_and_the_time_since_when_as_it_was()
    {
        var ana = world.OnRoll();
        world.Accept(world.Teacher, new TakeIn(ana, new(world.School, world.Gym)));
        world.Later(60).Accept(world.Teacher, new ReportLeftOutsideGate(ana, LeftHow.Ran));
        var since = world.Child(ana).Since;
        world.Later(60).Accept(world.Secretary, new MarkRoll(ana, world.Gym, RollMark.Here));
        Assert.False(world.Child(ana).Alarm);

        world.Later(5).Accept(world.Secretary, new TakeBackHere(ana, world.Gym));

        Assert.True(world.Child(ana).Alarm);
        Assert.Equal((ChildState.ReportedNotLocated, since), (world.StateOf(ana), world.Child(ana).Since));
    }

    [Fact]
    public void A_child_set_aside_before_the_slip_is_set_aside_after_it()
    {
        var ana = world.OnRoll();
        world.Accept(world.Coordinator, new SetNotCounted(ana, NotCounted.ParentsNotAffected));
        world.Accept(world.Secretary, new MarkRoll(ana, world.Gym, RollMark.Here));
        Assert.Equal(ChildState.InInterimCare, world.StateOf(ana));

        world.Accept(world.Secretary, new TakeBackHere(ana, world.Gym));

        Assert.Equal((ChildState.NotAffectedOrDuplicate, NotCounted.ParentsNotAffected), (world.StateOf(ana)!.Value, world.Child(ana).NotCounted!.Value));
    }

    [Fact]
    public void A_child_declared_after_the_slip_stays_counted_when_the_slip_is_taken_back()
    {
        var ana = world.OnRoll();
        world.Accept(world.Secretary, new MarkRoll(ana, world.Gym, RollMark.Here));
        world.Later(30).Declared(ana);
        var since = world.Child(ana).Since;

        world.Later(30).Accept(world.Secretary, new TakeBackHere(ana, world.Gym));

        Assert.Equal((ChildState.ReportedNotLocated, since), (world.StateOf(ana), world.Child(ana).Since));
    }

    [Fact]
    public void What_somebody_did_since_holds_the_mark()
    {
        var (offered, seen, releasing, moved) = (Here(), Here(), Here(), Here());
        world.Accept(world.Desk, new OfferTransfer(offered, world.New<Offer>(), new(world.Shelter, world.Beds)));
        world.Accept(world.Hotline, new SeeChild(seen, world.Corner));
        world.Accept(world.Desk, new AbandonRelease(world.Started(releasing)));
        var offer = world.New<Offer>();
        world.Accept(world.Desk, new OfferTransfer(moved, offer, new(world.Shelter, world.Beds)));
        world.Accept(world.Volunteer, new AcceptTransfer(moved, offer));

        Assert.All([offered, seen, releasing], child =>
            Assert.Equal(RefusalReason.MuchHasHappenedSince, world.Refused(world.Secretary, new TakeBackHere(child, world.Gym))));
        Assert.Equal(RefusalReason.NotTakenByThisRoll, world.Refused(world.Secretary, new TakeBackHere(moved, world.Gym)));
    }

    [Fact]
    public void Only_what_the_roll_did_is_taken_back_on_the_roll()
    {
        var ana = world.OnRoll();
        world.Accept(world.Teacher, new TakeIn(ana, new(world.School, world.Gym)));
        world.Accept(world.Secretary, new MarkRoll(ana, world.Gym, RollMark.Here));

        Assert.Equal(RefusalReason.NotTakenByThisRoll, world.Refused(world.Secretary, new TakeBackHere(ana, world.Gym)));
        Assert.Equal(RefusalReason.BelongsToAnotherOrganisation, world.Refused(world.Volunteer, new TakeBackHere(Here(), world.Gym)));
        Assert.Equal(RefusalReason.NotAllowedForRole, world.Refused(world.Lawyer, new TakeBackHere(Here(), world.Gym)));
    }

    [Fact]
    public void A_slip_is_not_taken_back_when_somebody_else_took_the_same_child_in()
    {
        var taken = world.AtSchool();
        var tapped = world.Later(1).OnRoll();
        world.Later(1).Accept(world.Secretary, new MarkRoll(tapped, world.Gym, RollMark.Here));
        world.Accept(world.Teacher, new LinkPersons(taken, tapped));

        Assert.Equal(RefusalReason.MuchHasHappenedSince, world.Refused(world.Secretary, new TakeBackHere(tapped, world.Gym)));
    }

    [Fact]
    public void A_late_sighting_from_before_the_slip_says_where_the_child_was_seen()
    {
        var ana = world.Reported(world.Hotline, new Situation.SeenAlone(world.Corner));
        world.Accept(world.Secretary, new ExpectOnRoll(world.Gym, world.New<Record>(), ana, Named("Ana")));
        world.Later(60).Accept(world.Secretary, new MarkRoll(ana, world.Gym, RollMark.Here));
        world.Accept(world.Secretary, new TakeBackHere(ana, world.Gym));

        world.Later(1).Accept(world.Hotline, new SeeChild(ana, null), minutesAgo: 30);

        Assert.Null(world.Child(ana).Seen!.Place);
    }

    private Id<Person> Here()
    {
        var child = world.OnRoll();
        world.Accept(world.Secretary, new MarkRoll(child, world.Gym, RollMark.Here));
        return child;
    }

    [Fact]
    public void A_mark_elsewhere_takes_nobody_from_whoever_answers_for_the_child()
    {
        var ana = world.OnRoll();
        world.Accept(world.Volunteer, new TakeIn(ana, new(world.Shelter, world.Beds)));

        world.Accept(world.Secretary, new MarkRoll(ana, world.Gym, RollMark.Here));

        Assert.Equal(world.Shelter, world.Child(ana).Custody!.Holder.Organisation);
        Assert.Empty(world.Accept(world.Secretary, new MarkRoll(ana, world.Gym, RollMark.Here)));
    }
}
