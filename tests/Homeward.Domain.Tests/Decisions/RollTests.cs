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
    public void A_mark_elsewhere_takes_nobody_from_whoever_answers_for_the_child()
    {
        var ana = world.OnRoll();
        world.Accept(world.Volunteer, new TakeIn(ana, new(world.Shelter, world.Beds)));

        world.Accept(world.Secretary, new MarkRoll(ana, world.Gym, RollMark.Here));

        Assert.Equal(world.Shelter, world.Child(ana).Custody!.Holder.Organisation);
        Assert.Empty(world.Accept(world.Secretary, new MarkRoll(ana, world.Gym, RollMark.Here)));
    }
}
