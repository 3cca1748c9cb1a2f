using static Homeward.Domain.Tests.Stories;
using HoldKind = Homeward.Domain.ReleaseGate.HoldKind;

namespace Homeward.Domain.Tests;

public sealed class RestrictionTests
{
    private readonly World world = new();

    [Fact]
    public void Anybody_raises_one_and_it_holds_at_once()
    {
        var ana = world.AtSchool();
        var release = world.Ready(ana, "Pedro Salas");

        world.Restricted(ana, "Pedro Salas", world.Hotline);

        Assert.Equal([HoldKind.Restriction], world.Holds(release));
    }

    [Theory]
    [InlineData("Pepe Salas")]
    [InlineData("Pedro Salas Ruiz")]
    [InlineData("P. Sallas")]
    [InlineData("José Pedro")]
    public void The_slightest_likeness_brings_a_supervisor(string claimant)
    {
        var ana = world.AtSchool();
        var restriction = world.Restricted(ana, "Pedro Salas");
        var release = world.Ready(ana, claimant);
        Assert.Equal([HoldKind.Restriction], world.Holds(release));
        Assert.Equal(RefusalReason.NotAllowedForRole, world.Refused(world.Desk, new SayNotThisAdult(release, restriction, "no")));

        world.Accept(world.Principal, new SayNotThisAdult(release, restriction, "his cousin, known to us"));

        Assert.IsType<ReleaseGate.Answer.Open>(world.Gate(release));
    }

    [Fact]
    public void Nobody_decides_that_a_barred_adult_is_somebody_else()
    {
        var ana = world.AtSchool();
        var pedro = world.Adult("Pedro Salas");
        var restriction = world.New<Restriction>();
        world.Accept(world.Hotline, new RaiseRestriction(restriction, ana, RestrictionKind.CourtOrder, pedro, null, null, null));
        var release = world.New<Release>();
        world.Accept(world.Desk, new StartRelease(release, ana, world.RecordOf(pedro), default, null));

        Assert.Equal(RefusalReason.RestrictionVerified, world.Refused(world.Principal, new SayNotThisAdult(release, restriction, "no")));
    }

    [Fact]
    public void Correcting_a_name_at_the_desk_does_not_make_a_restriction_look_away()
    {
        var ana = world.AtSchool();
        world.Restricted(ana, "Pedro Salas");
        var release = world.Ready(ana, "Pedro Salas");

        world.Accept(world.Desk, new CorrectDetails(world.State.Releases[release].Claimant, Named("Juan Torres")));

        Assert.Contains(HoldKind.Restriction, world.Holds(release));
    }

    [Fact]
    public void A_shared_telephone_brings_a_supervisor()
    {
        var ana = world.AtSchool();
        var release = world.Ready(ana);
        world.Accept(world.Desk, new CorrectDetails(world.State.Releases[release].Claimant, Named("Rosa Gomez") with { Phone = "+1 (601) 555-0100" }));
        world.Accept(world.Hotline, new RaiseRestriction(
            world.New<Restriction>(), ana, RestrictionKind.ReportedDanger, null,
            new(world.New<Person>(), world.New<Record>(), Named("Juan Torres") with { Phone = "601 555 0100" }), null, null));

        Assert.Equal([HoldKind.Restriction], world.Holds(release));
    }

    [Fact]
    public void A_barred_adult_without_a_name_could_be_anybody_and_nobody_named_is_everybody()
    {
        var (ana, luis) = (world.AtSchool(), world.AtSchool("Luis"));
        world.Accept(world.Hotline, new RaiseRestriction(
            world.New<Restriction>(), ana, RestrictionKind.ReportedDanger, null, new(world.New<Person>(), world.New<Record>(), new() { Description = "red cap" }), null, null));
        world.Restricted(luis, name: null);

        Assert.Equal(Bars.Perhaps, Bar(world.Ready(ana)));
        Assert.Equal(Bars.Yes, Bar(world.Ready(luis)));

        Bars Bar(Id<Release> release) => Assert.Single(Assert.IsType<ReleaseGate.Answer.NotYet>(world.Gate(release)).Holds).Bars;
    }

    [Fact]
    public void Somebody_else_is_not_held_up()
    {
        var ana = world.AtSchool();
        world.Restricted(ana, "Pedro Salas");

        Assert.IsType<ReleaseGate.Answer.Open>(world.Gate(world.Ready(ana, "Rosa Gomez")));
    }

    [Fact]
    public void An_unverified_one_is_found_unfounded_by_another_supervisor_and_a_verified_one_by_nobody()
    {
        var ana = world.AtSchool();
        var said = world.Restricted(ana, "Pedro Salas", world.Principal);
        Assert.Equal(RefusalReason.NeedsAnotherPerson, world.Refused(world.Principal, new FindUnfounded(said, "no")));
        Assert.Equal(RefusalReason.NotAllowedForRole, world.Refused(world.Desk, new FindUnfounded(said, "no")));

        var upheld = world.Restricted(ana, "Pedro Salas");
        world.Accept(world.Principal, new UpholdRestriction(upheld));
        Assert.Equal(RefusalReason.RestrictionVerified, world.Refused(world.Worker, new FindUnfounded(upheld, "no")));

        world.Accept(world.Worker, new FindUnfounded(said, "a misunderstanding"));
        Assert.Equal(RestrictionStatus.Unfounded, world.State.Restrictions[said].Status);
    }

    [Fact]
    public void Whoever_is_handing_the_child_over_does_not_also_find_that_nothing_stands_against_it()
    {
        var ana = world.AtSchool();
        var said = world.Restricted(ana, "Pedro Salas");
        world.Started(ana, "Pedro Salas", world.Principal);

        Assert.Equal(RefusalReason.NeedsAnotherPerson, world.Refused(world.Principal, new FindUnfounded(said, "no")));
    }

    [Fact]
    public void Lifting_takes_two_people_and_the_document()
    {
        var restriction = world.Restricted(world.AtSchool(), "Pedro Salas", world.Principal, court: "order 12");
        Assert.True(world.State.Restrictions[restriction].Verified);
        Assert.Equal(RefusalReason.NeedsAnotherPerson, world.Refused(world.Worker, new ConfirmLift(restriction, "order 13")));
        Assert.Equal(RefusalReason.CourtDocumentNeeded, world.Refused(world.Worker, new AskToLift(restriction, " ")));

        world.Accept(world.Worker, new AskToLift(restriction, "order 13"));
        Assert.Equal(RefusalReason.NeedsAnotherPerson, world.Refused(world.Worker, new ConfirmLift(restriction, "order 13")));
        Assert.True(world.State.Restrictions[restriction].Holds);
        world.Accept(world.Colleague, new ConfirmLift(restriction, "order 13"));

        Assert.Equal(RestrictionStatus.Lifted, world.State.Restrictions[restriction].Status);
        Assert.Equal(RefusalReason.RestrictionNotActive, world.Refused(world.Worker, new UpholdRestriction(restriction)));
    }

    public static TheoryData<string, int> AllOrders => new(
        from kind in new[] { "unverified", "court order", "known adult", "everybody", "linked child before", "linked child after" }
        from at in Enumerable.Range(0, 7)
        select (kind, at))
    {
        // The control: nothing is raised, and the same steps release the child.
        { "nothing", 0 },
    };

    /// <summary>A restriction and a release that race: whichever order the writer takes them in, the release never wins.</summary>
    [Theory]
    [MemberData(nameof(AllOrders))]
    public void A_restriction_raised_at_any_moment_before_the_last_step_stops_the_release(string kind, int at)
    {
        var ana = world.AtSchool();
        var elsewhere = world.Reported();
        var (declaration, _) = world.Declared(ana, collector: "Pedro Salas");
        var pedro = world.Adult("Pedro Salas");
        var release = world.New<Release>();
        List<(Actor, Command)> steps =
        [
            (world.Desk, new StartRelease(release, ana, world.RecordOf(pedro), default, null)),
            (world.Desk, new SeeIdentity(release, IdentitySeenBy.PhotoDocument)),
            (world.Desk, new ShowRight(release, RightToCollect.DeclaredByParent, declaration.Value)),
            (world.Desk, new AskChild(release, ChildSays.Yes)),
            (world.Secretary, new ConfirmAsSecondPerson(release)),
            (world.Principal, new ApproveAsSupervisor(release)),
            (world.Desk, new CompleteRelease(release)),
        ];
        var restriction = new RaiseRestriction(
            world.New<Restriction>(), kind.StartsWith("linked", StringComparison.Ordinal) ? elsewhere : ana, RestrictionKind.CourtOrder,
            kind == "known adult" ? pedro : null,
            kind is "known adult" or "everybody" ? null : new(world.New<Person>(), world.New<Record>(), Named("Pedro Salas")),
            kind == "court order" ? "order 12" : null, null);
        (Actor, Command) link = (world.Teacher, new LinkPersons(ana, elsewhere));
        steps.InsertRange(at, kind switch
        {
            "linked child before" => [link, (world.Principal, restriction)],
            "linked child after" => [(world.Principal, restriction), link],
            "nothing" => [],
            _ => [(world.Principal, restriction)],
        });

        foreach (var (who, command) in steps)
        {
            world.Try(who, command);
        }

        Assert.Equal(kind == "nothing" ? ChildState.WithParentOrVerifiedCaregiver : ChildState.InInterimCare, world.State.Find(ana)!.State);
        Assert.Equal(kind != "nothing", world.State.Restrictions.TryGetValue(restriction.Restriction, out var raised) && raised.Holds);
    }

    [Fact]
    public void A_restriction_holds_for_a_child_who_may_be_the_same_until_the_lead_is_decided()
    {
        var (held, tip) = (world.AtSchool(), world.Reported(world.Teacher));
        world.Restricted(tip, "Rosa Gomez");
        var release = world.Ready(held);
        Assert.IsType<ReleaseGate.Answer.Open>(world.Gate(release));

        var lead = Maybe(held, tip);

        Assert.Equal([ReleaseGate.HoldKind.RestrictionByLead], world.Holds(release));
        Assert.Equal(RefusalReason.GateClosed, world.Refused(world.Desk, new CompleteRelease(release)));
        world.Accept(world.Principal, new DecideLead(lead, LeadAnswer.CannotTellYet));
        Assert.Equal([ReleaseGate.HoldKind.RestrictionByLead], world.Holds(release));
        world.Accept(world.Principal, new DecideLead(lead, LeadAnswer.NotTheSame));
        Assert.IsType<ReleaseGate.Answer.Open>(world.Gate(release));
    }

    [Fact]
    public void Once_the_lead_is_confirmed_the_restriction_is_the_childs_own()
    {
        var (held, tip) = (world.AtSchool(), world.Reported(world.Teacher));
        world.Restricted(tip, "Rosa Gomez");
        var release = world.Ready(held);
        var lead = Maybe(held, tip);

        world.Accept(world.Principal, new DecideLead(lead, LeadAnswer.Same));

        Assert.Equal([ReleaseGate.HoldKind.Restriction], world.Holds(release));
    }

    [Fact]
    public void A_restriction_on_a_child_who_may_be_the_same_holds_nobody_it_does_not_mean()
    {
        var (held, tip) = (world.AtSchool(), world.Reported(world.Teacher));
        world.Restricted(tip, "Juan Torres");

        Maybe(held, tip);

        Assert.IsType<ReleaseGate.Answer.Open>(world.Gate(world.Ready(held)));
    }

    [Fact]
    public void A_supervisor_who_knows_that_another_adult_is_meant_need_not_wait_for_the_lead()
    {
        var (held, tip) = (world.AtSchool(), world.Reported(world.Teacher));
        var restriction = world.Restricted(tip, "Rosa Vega");
        var release = world.Ready(held);
        Maybe(held, tip);

        world.Accept(world.Principal, new SayNotThisAdult(release, restriction, "seen the order, another Rosa"));

        Assert.IsType<ReleaseGate.Answer.Open>(world.Gate(release));
    }

    [Fact]
    public void A_lead_that_holds_a_hand_over_is_rejected_only_by_a_supervisor_who_does_not_hand_over()
    {
        var (held, tip) = (world.AtSchool(), world.Reported(world.Teacher));
        world.Restricted(tip, "Rosa Gomez");
        var lead = Maybe(held, tip);
        Assert.Equal(RefusalReason.NeedsSupervisor, world.Refused(world.Teacher, new DecideLead(lead, LeadAnswer.NotTheSame)));
        world.Started(held, by: world.Principal);

        Assert.Equal(RefusalReason.NeedsAnotherPerson, world.Refused(world.Principal, new DecideLead(lead, LeadAnswer.NotTheSame)));
        Assert.Empty(world.Accept(Actor.System, new WithdrawLead(lead)));
        Assert.Equal(LeadStatus.Open, world.State.Leads[lead].Status);
    }

    [Fact]
    public void Whoever_is_assigned_to_both_children_may_decide_a_lead_across_organisations()
    {
        var (held, tip) = (world.AtSchool(), world.AtShelter());
        world.Restricted(tip, "Rosa Gomez");
        var lead = Maybe(held, tip);
        Assert.Equal(RefusalReason.BelongsToAnotherOrganisation, world.Refused(world.Worker, new DecideLead(lead, LeadAnswer.NotTheSame)));

        world.Accept(world.Coordinator, new AssignWorker(held, world.Worker.User));
        world.Accept(world.Coordinator, new AssignWorker(tip, world.Worker.User));

        world.Accept(world.Worker, new DecideLead(lead, LeadAnswer.NotTheSame));
    }

    [Fact]
    public void A_neighbour_barred_for_a_child_who_may_be_the_same_is_no_way_around_the_desk()
    {
        var (left, tip) = (world.Reported(), world.Reported(world.Teacher));
        world.Restricted(tip, "Elena Ruiz");
        var neighbour = world.Adult("Elena Ruiz");
        Maybe(left, tip);

        Assert.Equal(RefusalReason.UseReleaseDesk, world.Refused(world.Teacher, new TakeIn(left, new(null, world.Corner, neighbour))));
    }

    private Id<Lead> Maybe(Id<Person> one, Id<Person> other)
    {
        var lead = world.New<Lead>();
        world.Accept(Actor.System, new ProposeLead(lead, LeadKind.SamePerson, world.RecordOf(one), world.RecordOf(other), 6, 0.7, LeadBand.Medium, []));
        return lead;
    }
}
