using static Homeward.Domain.Tests.Stories;
using Evidence = Homeward.Domain.ReleaseGate.Evidence;
using HoldKind = Homeward.Domain.ReleaseGate.HoldKind;

namespace Homeward.Domain.Tests;

public sealed class ReleaseTests
{
    private readonly World world = new();

    [Fact]
    public void A_child_is_handed_over_when_everything_is_there()
    {
        var ana = world.AtSchool();

        world.Released(ana);

        Assert.Equal(ChildState.WithParentOrVerifiedCaregiver, world.StateOf(ana));
        Assert.Null(world.Child(ana).Custody);
        Assert.Equal(CustodyStepKind.Released, world.Child(ana).Chain[^1].Kind);
        Assert.Equal(0, world.State.Tallies[world.Gym].InCare);
    }

    [Fact]
    public void The_desk_is_told_everything_that_is_missing()
    {
        var release = world.Started(world.AtSchool());

        Assert.Equal([Evidence.Identity, Evidence.Right, Evidence.ChildAsked, Evidence.SecondPerson], world.Missing(release));
    }

    [Fact]
    public void Without_documents_a_supervisor_is_needed_besides_the_second_person()
    {
        var release = world.Ready(world.AtSchool());
        world.Accept(world.Desk, new SeeIdentity(release, IdentitySeenBy.KnownToStaff));
        Assert.Equal([Evidence.Supervisor, Evidence.SecondPerson], world.Missing(release));

        world.Accept(world.Principal, new ApproveAsSupervisor(release));
        Assert.Equal(RefusalReason.NeedsAnotherPerson, world.Refused(world.Principal, new ConfirmAsSecondPerson(release)));
        world.Accept(world.Secretary, new ConfirmAsSecondPerson(release));

        Assert.IsType<ReleaseGate.Answer.Open>(world.Gate(release));
    }

    [Fact]
    public void New_evidence_asks_everybody_again()
    {
        var release = world.Ready(world.AtSchool());

        world.Accept(world.Desk, new AskChild(release, ChildSays.Yes));

        Assert.Equal([Evidence.SecondPerson], world.Missing(release));
    }

    [Fact]
    public void A_childs_no_ends_the_attempt_and_the_next_one_needs_a_supervisor()
    {
        var ana = world.AtSchool();
        var release = world.Ready(ana);
        world.Accept(world.Desk, new AskChild(release, ChildSays.No));

        Assert.Equal([HoldKind.ChildSaidNo], world.Holds(release));
        Assert.Equal(RefusalReason.GateClosed, world.Refused(world.Desk, new AskChild(release, ChildSays.Yes)));

        world.Accept(world.Desk, new AbandonRelease(release));
        Assert.Contains(Evidence.Supervisor, world.Missing(world.Ready(ana)));
    }

    [Fact]
    public void Breaking_off_an_attempt_does_not_wash_away_a_doubt()
    {
        var ana = world.AtSchool();
        var release = world.Ready(ana);
        world.Accept(world.Desk, new RaiseDoubt(release, "the photo is of somebody else"));
        Assert.Equal([HoldKind.DoubtAboutIdentity], world.Holds(release));
        world.Accept(world.Desk, new AbandonRelease(release));

        Assert.Equal([Evidence.Supervisor], world.Missing(world.Ready(ana)));
    }

    [Fact]
    public void A_doubt_cleared_for_one_paper_is_not_cleared_for_the_next()
    {
        var release = world.Ready(world.AtSchool());
        world.Accept(world.Desk, new RaiseDoubt(release));
        Assert.Equal(RefusalReason.NotAllowedForRole, world.Refused(world.Desk, new ClearDoubt(release, "fine")));
        world.Accept(world.Principal, new ClearDoubt(release, "known to me for years"));
        Assert.Empty(world.Holds(release));

        world.Accept(world.Desk, new SeeIdentity(release, IdentitySeenBy.PhotoDocument));

        Assert.Equal([HoldKind.DoubtAboutIdentity], world.Holds(release));
    }

    [Fact]
    public void Someone_the_right_does_not_name_needs_a_supervisor()
    {
        var ana = world.AtSchool();
        var (declaration, _) = world.Declared(ana, collector: "Rosa Gomez");
        var release = world.Started(ana, "Juan Torres");
        world.Accept(world.Desk, new ShowRight(release, RightToCollect.DeclaredByParent, declaration.Value));

        Assert.Equal([HoldKind.RightNamesSomebodyElse], world.Holds(release));
    }

    [Fact]
    public void A_right_for_another_child_is_no_right()
    {
        var (ana, luis) = (world.AtSchool(), world.AtSchool("Luis"));
        var (declaration, _) = world.Declared(luis);

        Assert.Equal(RefusalReason.RightNotFound, world.Refused(world.Desk, new ShowRight(world.Started(ana), RightToCollect.DeclaredByParent, declaration.Value)));
    }

    [Fact]
    public void A_report_that_only_says_it_comes_from_a_roll_gives_no_right()
    {
        var ana = world.AtSchool();
        var record = world.New<Record>();
        world.Accept(world.Volunteer, new ReportChild(
            record, ana, Source.Roll, world.Gym, Named("Ana") with { Collectors = [new("Pedro Salas")] }, new Situation.NotLocated()));

        Assert.Equal(RefusalReason.RightNotFound, world.Refused(world.Desk, new ShowRight(world.Started(ana, "Pedro Salas"), RightToCollect.OnTheRoll, record.Value)));
    }

    [Fact]
    public void Ones_own_word_on_the_telephone_needs_a_supervisor_and_a_held_mothers_does_not()
    {
        var (ana, luis) = (world.AtSchool(), world.AtSchool("Luis"));
        Assert.Equal([Evidence.Supervisor], world.Missing(Collect(ana, whereabouts: null)));
        Assert.Empty(world.Missing(Collect(luis, Whereabouts.AtProcessingSite)));

        Id<Release> Collect(Id<Person> child, Whereabouts? whereabouts)
        {
            var (declaration, mother) = world.Declared(child, "Maria Lopez", "Rosa Gomez", whereabouts);
            var release = world.New<Release>();
            world.Accept(world.Desk, new StartRelease(release, child, world.RecordOf(mother), default, null));
            world.Accept(world.Desk, new SeeIdentity(release, IdentitySeenBy.PhotoDocument));
            world.Accept(world.Desk, new ShowRight(release, RightToCollect.DeclaredByParent, declaration.Value));
            world.Accept(world.Desk, new AskChild(release, ChildSays.Yes));
            world.Accept(world.Secretary, new ConfirmAsSecondPerson(release));
            return release;
        }
    }

    [Fact]
    public void Somebody_whose_claim_was_found_untrue_declares_nothing_and_collects_nobody_without_a_supervisor()
    {
        var ana = world.AtSchool();
        var (declaration, mother) = world.Declared(ana);
        world.Accept(world.Worker, new RefuteRelationship(Assert.Single(world.State.Relationships.Values).Id, "no relation of hers"));
        Assert.Equal(RefusalReason.RightNotFound, world.Refused(world.Desk, new ShowRight(world.Started(ana), RightToCollect.DeclaredByParent, declaration.Value)));

        var release = world.New<Release>();
        world.Accept(world.Desk, new AbandonRelease(Assert.Single(world.State.Releases.Values).Id));
        world.Accept(world.Desk, new StartRelease(release, ana, world.RecordOf(mother), default, null));
        Assert.Equal([HoldKind.RelationshipRefuted], world.Holds(release));
    }

    [Fact]
    public void A_court_document_is_named_and_a_supervisor_looks_at_it()
    {
        var release = world.Ready(world.AtSchool());
        Assert.Equal(RefusalReason.CourtDocumentNeeded, world.Refused(world.Desk, new ShowRight(release, RightToCollect.CourtDocument, Guid.Empty)));

        world.Accept(world.Desk, new ShowRight(release, RightToCollect.CourtDocument, Guid.Empty, "order of the youth court"));

        Assert.Contains(Evidence.Supervisor, world.Missing(release));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(17)]
    public void A_child_who_can_answer_is_asked(int age)
    {
        var release = world.Started(world.AtSchool(age: age));

        Assert.Equal(RefusalReason.TooOldForTooYoung, world.Refused(world.Desk, new AskChild(release, ChildSays.TooYoung)));
    }

    [Fact]
    public void A_date_of_birth_says_too_that_a_child_can_answer()
    {
        var ana = world.AtSchool(age: null);
        world.Accept(world.Teacher, new CorrectDetails(world.RecordOf(ana), Named("Ana") with { BirthDate = new(2010) }));

        Assert.Equal(RefusalReason.TooOldForTooYoung, world.Refused(world.Desk, new AskChild(world.Started(ana), ChildSays.TooYoung)));
    }

    [Fact]
    public void Siblings_here_are_not_left_behind_unnoticed()
    {
        var (ana, luis) = (world.AtSchool("Ana"), world.AtSchool("Luis"));
        world.Declared(luis, "Maria Lopez");
        var mother = world.State.Relationships.Values.Single().Adult;
        var release = world.Ready(ana);
        world.Accept(world.Teacher, new ClaimRelationship(world.New<Relationship>(), mother, ana, Kinship.Mother));
        Assert.Equal([Evidence.Siblings], world.Missing(release));

        world.Accept(world.Desk, new LetSiblingStay(release, luis));
        Assert.IsType<ReleaseGate.Answer.Open>(world.Gate(release));
    }

    [Fact]
    public void One_attempt_at_a_time_and_only_where_the_child_is()
    {
        var ana = world.AtSchool();
        world.Started(ana);

        Assert.Equal(RefusalReason.ReleaseOpenElsewhere, world.Refused(world.Desk, Start(ana)));
        Assert.Equal(RefusalReason.NotYourCustody, world.Refused(world.Keeper, Start(ana)));
        Assert.Equal(RefusalReason.NotInCare, world.Refused(world.Desk, Start(world.Reported())));
        Assert.Equal(RefusalReason.NotAChild, world.Refused(world.Desk, Start(world.Adult("Maria Lopez"))));

        var luis = world.AtSchool("Luis");
        world.Released(luis);
        Assert.Equal(RefusalReason.AlreadyReleased, world.Refused(world.Desk, Start(luis)));

        StartRelease Start(Id<Person> child) => new(world.New<Release>(), child, world.New<Record>(), world.New<Person>(), Named("Rosa Gomez"));
    }

    [Fact]
    public void What_was_confirmed_about_a_child_who_ran_is_not_good_for_the_day_it_is_back()
    {
        var ana = world.AtSchool();
        var release = world.Ready(ana);
        world.Accept(world.Teacher, new ReportLeftOutsideGate(ana, LeftHow.Ran));
        world.Accept(world.Teacher, new TakeIn(ana, new(world.School, world.Gym)));

        Assert.Equal(RefusalReason.ReleaseNotOpen, world.Refused(world.Desk, new CompleteRelease(release)));
    }

    [Fact]
    public void A_pending_hand_over_stops_a_release()
    {
        var ana = world.AtSchool();
        var release = world.Ready(ana);
        world.Accept(world.Teacher, new OfferTransfer(ana, world.New<Offer>(), new(world.Shelter, world.Beds)));

        Assert.Equal(RefusalReason.OfferPending, world.Refused(world.Desk, new CompleteRelease(release)));
    }

    [Fact]
    public void A_refusal_is_recorded_with_its_reason()
    {
        var release = world.Started(world.AtSchool());
        world.Accept(world.Desk, new RefuseRelease(release, RefusedBecause.EvidenceMissing, "comes back with papers"));

        var refused = world.State.Releases[release];
        Assert.Equal((ReleaseStatus.Refused, RefusedBecause.EvidenceMissing), (refused.Status, refused.RefusedBecause));
        Assert.Contains(world.State.Records[refused.Claimant].Notes, note => note.Kind == NoteKind.Refusal);
    }
}
