using static Homeward.Domain.Tests.Stories;

namespace Homeward.Domain.Tests;

public sealed class WhichStandsTests
{
    private readonly World world = new();

    [Fact]
    public void Two_places_of_one_organisation_are_settled_by_one_supervisor()
    {
        world.Accept(world.Coordinator, new AddPlace(new(world.New<Place>(), "Annex", PlaceKind.School, "Morton", RunBy: world.School)));
        var annex = world.State.Places.Values.Single(place => place.Name == "Annex").Id;
        var (gym, other) = (world.AtSchool(), world.Reported(world.Teacher, new Situation.InOurCare(annex)));

        world.Accept(world.Principal, Say(other, gym));

        Assert.Equal(other, world.State.Find(gym)!.Id);
        Assert.Equal((1, 0, 1), (world.State.Counts.Of(ChildState.InInterimCare), InCare(world.Gym), InCare(annex)));
    }

    [Fact]
    public void Between_two_organisations_it_takes_two_people_and_a_word_of_whoever_loses_the_child()
    {
        var (here, there) = (world.AtSchool(), world.AtShelter());

        world.Accept(world.Worker, Say(there, here));
        Assert.NotEqual(there, world.State.Find(here)!.Id);
        Assert.Equal(RefusalReason.NeedsAnotherPerson, world.Refused(world.Worker, Say(there, here)));
        world.Accept(world.Principal, Say(there, here));

        Assert.Equal(there, world.State.Find(here)!.Id);
        Assert.Equal(world.Shelter, world.Child(here).Custody!.Holder.Organisation);
        Assert.Equal((1, 0, 1), (world.State.Counts.Of(ChildState.InInterimCare), InCare(world.Gym), InCare(world.Beds)));
    }

    [Fact]
    public void History_keeps_both_and_taking_the_link_back_brings_both_back()
    {
        var (here, there) = (world.AtSchool(), world.AtShelter());
        Settle(there, here);
        Assert.Equal(world.School, world.State.People[here].Child!.Custody!.Holder.Organisation);
        Assert.Equal(CustodyStepKind.Stands, world.State.People[there].Child!.Chain[^1].Kind);

        world.Accept(world.Coordinator, new AssignWorker(here, world.Worker.User));
        world.Accept(world.Coordinator, new AssignWorker(there, world.Worker.User));
        world.Accept(world.Worker, new UnlinkPersons(there, here));

        Assert.Equal(2, world.State.Counts.Of(ChildState.InInterimCare));
        Assert.Equal((1, 1), (InCare(world.Gym), InCare(world.Beds)));
    }

    [Fact]
    public void A_release_is_set_aside_or_upheld_only_by_two_people()
    {
        var (released, held) = (world.AtSchool(), world.AtSchool());
        world.Released(released);

        world.Accept(world.Principal, Say(released, held));
        Assert.Equal(ChildState.InInterimCare, world.StateOf(held));
        world.Accept(world.Worker, Say(released, held));

        Assert.Equal((ChildState.WithParentOrVerifiedCaregiver, ChildState.NotAffectedOrDuplicate), (world.StateOf(released)!.Value, world.StateOf(held)!.Value));
        Assert.Equal(0, InCare(world.Gym));
    }

    [Fact]
    public void A_child_whose_custody_stands_over_a_release_leaves_only_through_the_gate()
    {
        var (released, held) = (world.AtSchool(), world.AtSchool());
        world.Released(released);
        Settle(held, released);

        Assert.Equal(ChildState.InInterimCare, world.State.Find(released)!.State);
        var release = world.Started(released);
        Assert.NotEmpty(world.Missing(release));
        Assert.Equal(RefusalReason.GateClosed, world.Refused(world.Desk, new CompleteRelease(release)));
    }

    [Fact]
    public void A_release_to_whom_the_other_record_bars_alarms_when_it_is_said_to_stand()
    {
        var (released, held) = (world.AtSchool(), world.AtSchool());
        world.Released(released, "Juan Torres");
        world.Restricted(held, "Juan Torres");

        Settle(released, held);

        Assert.True(world.Child(released).Alarm);
    }

    [Fact]
    public void A_hand_over_begun_ends_when_somebody_says_which_record_stands()
    {
        var (here, there) = (world.AtSchool(), world.AtShelter());
        var release = world.Started(here);

        Settle(there, here);

        Assert.Equal(ReleaseStatus.Abandoned, world.State.Releases[release].Status);
    }

    [Fact]
    public void What_was_said_of_earlier_whereabouts_does_not_count_for_later_ones()
    {
        var (here, there) = (world.AtSchool(), world.AtShelter());
        world.Accept(world.Worker, Say(there, here));
        var offer = world.New<Offer>();
        world.Later(1).Accept(world.Keeper, new OfferTransfer(there, offer, new(world.Shelter, world.Corner)));
        world.Accept(world.Volunteer, new AcceptTransfer(there, offer));

        world.Accept(world.Colleague, Say(here, there));
        Assert.NotEqual(world.State.Find(here)!.Id, world.State.Find(there)!.Id);
        Assert.Null(WhichStands.SaidAlready(world.State.Find(there)!, world.State.Find(here)!));
    }

    [Fact]
    public void A_confirmed_death_is_not_outvoted()
    {
        var (held, dead) = (world.AtSchool(), world.Reported());
        world.Accept(world.Coordinator, new AssignWorker(dead, world.Worker.User));
        world.Accept(world.Worker, new ConfirmDeath(dead, "hospital called"));

        Assert.Equal(RefusalReason.ChildDied, world.Refused(world.Worker, Say(held, dead)));
        Settle(dead, held);

        Assert.Equal(ChildState.Died, world.State.Find(held)!.State);
    }

    [Fact]
    public void A_death_confirmed_by_mistake_is_taken_back_by_two_people_and_somebody_has_to_look()
    {
        var ana = world.AtSchool();
        world.Accept(world.Coordinator, new AssignWorker(ana, world.Worker.User));
        world.Accept(world.Worker, new ConfirmDeath(ana, "hospital called"));
        Assert.Equal(RefusalReason.NotAllowedForRole, world.Refused(world.Principal, new TakeBackDeath(ana, "she is here")));
        Assert.Equal(RefusalReason.TextMissing, world.Refused(world.Worker, new TakeBackDeath(ana, "")));

        world.Accept(world.Worker, new TakeBackDeath(ana, "it was another child"));
        Assert.Equal(ChildState.Died, world.StateOf(ana));
        Assert.Equal(RefusalReason.NeedsAnotherPerson, world.Refused(world.Worker, new TakeBackDeath(ana, "it was another child")));
        world.Accept(world.Colleague, new TakeBackDeath(ana, "saw her at school"));

        Assert.Equal((ChildState.InInterimCare, true), (world.StateOf(ana), world.Child(ana).Alarm));
        Assert.Equal(RefusalReason.NoDeathConfirmed, world.Refused(world.Colleague, new TakeBackDeath(ana, "again")));
        Assert.Equal(3, world.State.Records[world.RecordOf(ana)].Notes.Count(note => note.Kind == NoteKind.Death));
        Assert.Equal(1, world.State.Tallies[world.Gym].InCare);
    }

    [Fact]
    public void A_death_confirmed_again_takes_two_people_again()
    {
        var ana = world.Reported();
        world.Accept(world.Coordinator, new AssignWorker(ana, world.Worker.User));
        world.Accept(world.Worker, new ConfirmDeath(ana, "hospital called"));
        world.Accept(world.Worker, new TakeBackDeath(ana, "it was another child"));
        world.Accept(world.Colleague, new TakeBackDeath(ana, "saw her"));
        world.Accept(world.Worker, new ConfirmDeath(ana, "hospital called again"));

        world.Accept(world.Colleague, new TakeBackDeath(ana, "wrong again"));

        Assert.Equal(ChildState.Died, world.StateOf(ana));
    }

    [Fact]
    public void Where_nothing_clashes_there_is_nothing_to_settle()
    {
        var (held, missing) = (world.AtSchool(), world.Reported());

        Assert.Equal(RefusalReason.NothingToSettle, world.Refused(world.Worker, Say(held, missing)));
        Assert.Equal(RefusalReason.TextMissing, world.Refused(world.Worker, new SayWhichStands(held, world.AtShelter(), null, " ")));
        Assert.Equal(RefusalReason.NotAllowedForRole, world.Refused(world.Desk, Say(held, missing)));
    }

    [Fact]
    public void Nobody_begins_to_settle_what_they_see_one_side_of()
    {
        var (here, there) = (world.AtSchool(), world.AtShelter());

        Assert.Equal(RefusalReason.BelongsToAnotherOrganisation, world.Refused(world.Principal, Say(here, there)));
    }

    [Fact]
    public void The_lead_is_confirmed_with_it_and_its_undoing_takes_the_link_back()
    {
        var (released, held) = (world.AtSchool(), world.AtSchool());
        world.Released(released);
        var lead = world.New<Lead>();
        world.Accept(Actor.System, new ProposeLead(lead, LeadKind.SamePerson, world.RecordOf(released), world.RecordOf(held), 8, 0.9, LeadBand.Strong, []));

        world.Accept(world.Worker, new SayWhichStands(released, held, null, "called both"));
        world.Accept(world.Principal, new SayWhichStands(released, held, lead, "called both"));
        Assert.Equal(LeadStatus.Confirmed, world.State.Leads[lead].Status);
        Assert.Equal(RefusalReason.NeedsSupervisor, world.Refused(world.Teacher, new UndoLeadDecision(lead)));
        world.Accept(world.Principal, new UndoLeadDecision(lead));

        Assert.Equal(ChildState.InInterimCare, world.StateOf(held));
    }

    private static SayWhichStands Say(Id<Person> stands, Id<Person> other) => new(stands, other, null, "called both; the child was seen");

    private void Settle(Id<Person> stands, Id<Person> other)
    {
        world.Accept(world.Worker, Say(stands, other));
        world.Accept(world.Colleague, Say(stands, other));
    }

    private int InCare(Id<Place> place) => world.State.Tallies.TryGetValue(place, out var tally) ? tally.InCare : 0;
}
