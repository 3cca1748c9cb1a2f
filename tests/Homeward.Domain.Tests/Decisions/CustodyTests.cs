namespace Homeward.Domain.Tests;

public sealed class CustodyTests
{
    private readonly World world = new();

    [Fact]
    public void A_child_leaves_one_holder_only_when_the_next_one_takes_over()
    {
        var ana = world.AtSchool();
        var offer = world.New<Offer>();

        world.Accept(world.Desk, new OfferTransfer(ana, offer, new(world.Shelter, world.Beds)));
        Assert.Equal(world.School, world.Child(ana).Custody!.Holder.Organisation);

        world.Accept(world.Volunteer, new AcceptTransfer(ana, offer));
        Assert.Equal(world.Shelter, world.Child(ana).Custody!.Holder.Organisation);
        Assert.Equal(
            [CustodyStepKind.TakenIn, CustodyStepKind.Offered, CustodyStepKind.Accepted], world.Child(ana).Chain.Select(step => step.Kind));
    }

    [Fact]
    public void Only_the_receiver_accepts_and_only_the_holder_withdraws()
    {
        var ana = world.AtSchool();
        var offer = world.New<Offer>();
        world.Accept(world.Desk, new OfferTransfer(ana, offer, new(world.Shelter, world.Beds)));

        Assert.Equal(RefusalReason.NotYourCustody, world.Refused(world.Teacher, new AcceptTransfer(ana, offer)));
        Assert.Equal(RefusalReason.NotYourCustody, world.Refused(world.Volunteer, new WithdrawTransfer(ana, offer)));
        Assert.Equal(RefusalReason.OfferPending, world.Refused(world.Teacher, new OfferTransfer(ana, world.New<Offer>(), new(world.Agency, null))));

        world.Accept(world.Volunteer, new DeclineTransfer(ana, offer));
        Assert.Equal(RefusalReason.NoSuchOffer, world.Refused(world.Volunteer, new AcceptTransfer(ana, offer)));
        Assert.Equal(world.School, world.Child(ana).Custody!.Holder.Organisation);
    }

    [Fact]
    public void Within_one_organisation_a_transfer_takes_two_people()
    {
        var ana = world.AtSchool();
        var offer = world.New<Offer>();
        world.Accept(world.Desk, new OfferTransfer(ana, offer, new(world.School, world.Corner)));

        Assert.Equal(RefusalReason.NeedsAnotherPerson, world.Refused(world.Desk, new AcceptTransfer(ana, offer)));
        world.Accept(world.Teacher, new AcceptTransfer(ana, offer));
        Assert.Equal(world.Corner, world.Child(ana).Custody!.Holder.Place);
    }

    [Fact]
    public void Accepting_twice_is_answered_and_not_repeated()
    {
        var ana = world.AtSchool();
        var offer = world.New<Offer>();
        world.Accept(world.Desk, new OfferTransfer(ana, offer, new(world.Shelter, world.Beds)));
        world.Accept(world.Volunteer, new AcceptTransfer(ana, offer));

        Assert.Empty(world.Accept(world.Volunteer, new AcceptTransfer(ana, offer)));
    }

    [Fact]
    public void A_hand_over_to_a_relative_goes_through_the_release_desk()
    {
        var ana = world.AtSchool();
        var aunt = world.Adult("Rosa Gomez");

        Assert.Equal(RefusalReason.UseReleaseDesk, world.Refused(world.Desk, new OfferTransfer(ana, world.New<Offer>(), new(null, null, aunt))));
    }

    [Fact]
    public void A_second_report_of_custody_is_kept_as_a_contradiction_and_alarms()
    {
        var ana = world.AtSchool();

        world.Reported(ana, world.Volunteer, new Situation.InOurCare(world.Beds));

        Assert.Equal(world.School, world.Child(ana).Custody!.Holder.Organisation);
        Assert.Equal([CustodyStepKind.TakenIn, CustodyStepKind.Seen], world.Child(ana).Chain.Select(step => step.Kind));
        Assert.True(world.Child(ana).Alarm);
        Assert.Equal(RefusalReason.AlreadyInCare, world.Refused(world.Volunteer, new TakeIn(ana, new(world.Shelter, world.Beds))));
    }

    [Fact]
    public void A_sighting_at_the_place_that_holds_the_child_alarms_nobody()
    {
        var ana = world.AtSchool();

        world.Accept(world.Hotline, new SeeChild(ana, world.Gym));

        Assert.False(world.Child(ana).Alarm);
    }

    [Fact]
    public void A_child_who_ran_is_not_located_and_alarms_until_somebody_answers()
    {
        var ana = world.AtSchool();

        world.Accept(world.Teacher, new ReportLeftOutsideGate(ana, LeftHow.Ran, "through the side door"));

        Assert.Equal(ChildState.ReportedNotLocated, world.StateOf(ana));
        Assert.True(world.Child(ana).Alarm);
        Assert.Null(world.Child(ana).Custody);
        Assert.Equal(RefusalReason.AlarmNotAnswered, world.Refused(world.Coordinator, new SetNotCounted(ana, NotCounted.NeverSeparated)));

        world.Accept(world.Coordinator, new AnswerAlarm(ana, "police are looking"));
        Assert.False(world.Child(ana).Alarm);
    }

    [Fact]
    public void Being_seen_alone_afterwards_does_not_answer_the_alarm()
    {
        var ana = world.AtSchool();
        world.Accept(world.Teacher, new ReportLeftOutsideGate(ana, LeftHow.Taken));

        world.Later(10).Accept(world.Hotline, new SeeChild(ana, world.Corner));

        Assert.Equal(ChildState.LocatedUnaccompanied, world.StateOf(ana));
        Assert.True(world.Child(ana).Alarm);
    }

    [Fact]
    public void A_pending_offer_ends_when_the_child_leaves()
    {
        var ana = world.AtSchool();
        var offer = world.New<Offer>();
        world.Accept(world.Desk, new OfferTransfer(ana, offer, new(world.Shelter, world.Beds)));
        world.Accept(world.Teacher, new ReportLeftOutsideGate(ana, LeftHow.Ran));

        Assert.Equal(RefusalReason.NoSuchOffer, world.Refused(world.Volunteer, new AcceptTransfer(ana, offer)));
    }

    [Fact]
    public void A_child_who_leaves_a_place_that_only_expected_it_counts_from_then_on()
    {
        var ana = world.OnRoll();
        world.Accept(world.Secretary, new MarkRoll(ana, world.Gym, RollMark.Here));
        Assert.Null(world.StateOf(ana));

        world.Accept(world.Teacher, new ReportLeftOutsideGate(ana, LeftHow.Ran));

        Assert.Equal(ChildState.ReportedNotLocated, world.StateOf(ana));
    }

    [Fact]
    public void A_sighting_from_before_the_child_ran_does_not_hide_that_it_ran()
    {
        var ana = world.AtSchool();
        world.Later(60).Accept(world.Teacher, new ReportLeftOutsideGate(ana, LeftHow.Ran));

        world.Later(30).Accept(world.Hotline, new SeeChild(ana, world.Corner), minutesAgo: 120);

        Assert.Equal(ChildState.ReportedNotLocated, world.StateOf(ana));
        Assert.True(world.Child(ana).Alarm);
        Assert.Contains(world.Child(ana).Chain, step => step.Kind == CustodyStepKind.Seen);
    }

    [Fact]
    public void A_taking_in_from_before_the_child_ran_joins_the_chain_and_moves_nothing()
    {
        var ana = world.AtSchool();
        world.Later(60).Accept(world.Teacher, new ReportLeftOutsideGate(ana, LeftHow.Ran));

        world.Later(30);
        world.Reported(ana, world.Volunteer, new Situation.InOurCare(world.Beds), minutesAgo: 75);
        Assert.Null(world.Child(ana).Custody);
        Assert.True(world.Child(ana).Alarm);

        world.Accept(world.Volunteer, new TakeIn(ana, new(world.Shelter, world.Beds)));
        Assert.Equal(ChildState.InInterimCare, world.StateOf(ana));
        Assert.False(world.Child(ana).Alarm);
    }

    [Fact]
    public void An_older_sighting_does_not_replace_a_newer_one()
    {
        var ana = world.Later(120).Reported(world.Hotline, new Situation.SeenAlone(world.Gym));

        world.Accept(world.Hotline, new SeeChild(ana, world.Corner), minutesAgo: 60);

        Assert.Equal(world.Gym, world.Child(ana).Seen!.Place);
    }

    [Fact]
    public void A_neighbour_who_keeps_a_child_holds_it_until_an_organisation_takes_over()
    {
        var neighbour = world.New<Person>();
        var ana = world.Reported(world.Hotline, new Situation.WithCaregiver(neighbour, world.New<Record>(), Stories.Named("Elena Ruiz")));
        Assert.Equal(ChildState.InInterimCare, world.StateOf(ana));
        Assert.Equal(neighbour, world.Child(ana).Custody!.Holder.Caregiver);

        var offer = world.New<Offer>();
        world.Accept(world.Hotline, new OfferTransfer(ana, offer, new(world.Shelter, world.Beds)));
        world.Accept(world.Volunteer, new AcceptTransfer(ana, offer));

        Assert.Equal(new Holder(world.Shelter, world.Beds), world.Child(ana).Custody!.Holder);
    }

    [Fact]
    public void A_child_is_not_left_with_a_neighbour_who_may_be_barred()
    {
        var ana = world.Reported(world.Hotline, new Situation.SeenAlone(world.Corner));
        world.Restricted(ana, "Pedro Salas");
        var neighbour = world.Adult("Pepe Salas");

        Assert.Equal(RefusalReason.UseReleaseDesk, world.Refused(world.Volunteer, new TakeIn(ana, new(null, world.Corner, neighbour))));
    }

    [Fact]
    public void A_report_that_a_child_is_with_somebody_barred_is_kept_and_alarms()
    {
        var ana = world.Reported(world.Hotline);
        world.Restricted(ana, "Pedro Salas");

        world.Reported(ana, world.Hotline, new Situation.WithCaregiver(world.New<Person>(), world.New<Record>(), Stories.Named("Pedro Salas")));

        Assert.Equal(ChildState.InInterimCare, world.StateOf(ana));
        Assert.True(world.Child(ana).Alarm);
    }

    [Fact]
    public void Only_the_assigned_worker_confirms_a_death_and_it_ends_what_was_open()
    {
        var ana = world.AtSchool();
        var release = world.Started(ana);
        Assert.Equal(RefusalReason.OnlyAssignedWorker, world.Refused(world.Worker, new ConfirmDeath(ana, "hospital called")));

        world.Accept(world.Coordinator, new AssignWorker(ana, world.Worker.User));
        Assert.Equal(RefusalReason.OnlyAssignedWorker, world.Refused(world.Colleague, new ConfirmDeath(ana, "hospital called")));
        world.Accept(world.Worker, new ConfirmDeath(ana, "hospital called"));

        Assert.Equal(ChildState.Died, world.StateOf(ana));
        Assert.Equal(ReleaseStatus.Abandoned, world.State.Releases[release].Status);
        Assert.Equal(0, world.State.Tallies[world.Gym].InCare);
    }

    [Fact]
    public void A_child_said_to_be_in_care_after_a_confirmed_death_alarms()
    {
        var ana = world.Reported();
        world.Accept(world.Coordinator, new AssignWorker(ana, world.Worker.User));
        world.Accept(world.Worker, new ConfirmDeath(ana, "hospital called"));

        world.Reported(ana, world.Volunteer, new Situation.InOurCare(world.Beds));

        Assert.Equal(ChildState.Died, world.StateOf(ana));
        Assert.Null(world.Child(ana).Custody);
        Assert.True(world.Child(ana).Alarm);
        Assert.Equal(RefusalReason.ChildDied, world.Refused(world.Volunteer, new TakeIn(ana, new(world.Shelter, world.Beds))));
    }

    [Fact]
    public void A_child_set_aside_as_not_affected_counts_again_when_somebody_takes_it_in()
    {
        var ana = world.Reported();
        world.Accept(world.Coordinator, new SetNotCounted(ana, NotCounted.ParentsNotAffected));
        Assert.Equal(ChildState.NotAffectedOrDuplicate, world.StateOf(ana));

        world.Accept(world.Volunteer, new TakeIn(ana, new(world.Shelter, world.Beds)));

        Assert.Equal(ChildState.InInterimCare, world.StateOf(ana));
    }

    [Fact]
    public void A_child_in_care_is_not_set_aside()
    {
        var ana = world.AtSchool();

        Assert.Equal(RefusalReason.AlreadyInCare, world.Refused(world.Coordinator, new SetNotCounted(ana, NotCounted.NeverSeparated)));
    }

    [Fact]
    public void A_released_child_found_alone_is_taken_in_again_only_by_a_supervisor()
    {
        var ana = world.AtSchool();
        world.Released(ana);
        world.Later(60).Accept(world.Hotline, new SeeChild(ana, world.Corner));
        Assert.Equal(ChildState.WithParentOrVerifiedCaregiver, world.StateOf(ana));
        Assert.True(world.Child(ana).Alarm);

        Assert.Equal(RefusalReason.AlreadyReleased, world.Refused(world.Volunteer, new TakeIn(ana, new(world.Shelter, world.Beds))));
        world.Accept(world.Warden, new TakeIn(ana, new(world.Shelter, world.Beds)));

        Assert.Equal(ChildState.InInterimCare, world.StateOf(ana));
    }

    [Fact]
    public void A_released_child_who_is_missed_again_alarms()
    {
        var ana = world.AtSchool();
        world.Released(ana);

        world.Later(600);
        world.Reported(ana, world.Hotline, new Situation.NotLocated());

        Assert.True(world.Child(ana).Alarm);
    }

    [Fact]
    public void Nobody_takes_a_child_in_on_behalf_of_others()
    {
        var ana = world.Reported();

        Assert.Equal(RefusalReason.NotYourCustody, world.Refused(world.Volunteer, new TakeIn(ana, new(world.School, world.Gym))));
        Assert.Equal(RefusalReason.NoSuchPlace, world.Refused(world.Volunteer, new TakeIn(ana, new(world.Shelter, world.New<Place>()))));
        Assert.Equal(RefusalReason.NoSuchPerson, world.Refused(world.Volunteer, new TakeIn(ana, new(null, null, ana))));
    }
}
