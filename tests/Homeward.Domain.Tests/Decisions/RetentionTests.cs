using System.Collections.Immutable;
using static Homeward.Domain.Tests.Stories;

namespace Homeward.Domain.Tests;

public sealed class RetentionTests
{
    private const int Day = 24 * 60;

    private readonly World world = new();

    [Fact]
    public void Seven_days_after_a_child_came_home_what_was_said_of_it_is_destroyed_and_not_a_minute_before()
    {
        var ana = world.AtSchool();
        world.Released(ana);
        var rosa = world.State.Records[world.State.Releases.Values.Single().Claimant];
        world.Later((7 * Day) - 2);
        Assert.Empty(CarriedOut().OfType<RecordsExpired>());

        world.Later(3);
        var expired = CarriedOut().OfType<RecordsExpired>().ToList();

        Assert.Equal(
            [.. world.State.People[ana].Records, rosa.Id],
            expired.SelectMany(e => e.Records).OrderBy(id => id.Value).ToList());
        Assert.All(expired, e => Assert.Equal(ExpiryReason.Reunification, e.Reason));
        Assert.All(world.State.RecordsOf(world.State.People[ana]), record => Assert.Null(record.Details));
        Assert.Equal(ChildState.WithParentOrVerifiedCaregiver, world.StateOf(ana));
    }

    [Fact]
    public void What_a_held_parent_declared_stays_however_long_it_takes()
    {
        var ana = world.AtSchool();
        world.Released(ana);
        world.Later(400 * Day);
        CarriedOut();

        var maria = world.State.Declarations.Values.Single();
        Assert.NotNull(world.State.Records[maria.Record].Details);
        Assert.Equal(StaysBecause.Declaration, FateOf(maria.Record).Stays);
    }

    [Fact]
    public void A_child_who_is_not_with_its_family_never_expires()
    {
        Id<Person>[] children = [world.AtSchool(), world.Reported(), world.Reported(world.Teacher, new Situation.SeenAlone(world.Corner)), world.OnRoll()];
        world.Later(4_000 * Day);

        Assert.Empty(CarriedOut());
        Assert.All(children, child => Assert.Equal(StaysBecause.ChildNotWithFamily, FateOf(world.RecordOf(child)).Stays));
    }

    [Fact]
    public void A_child_taken_in_again_is_kept_and_so_is_whoever_had_it()
    {
        var ana = world.AtSchool();
        world.Released(ana);
        world.Later(6 * Day);
        world.Reported(ana, world.Volunteer, new Situation.InOurCare(world.Beds));
        world.Later(30 * Day);

        Assert.Empty(CarriedOut().OfType<RecordsExpired>());
    }

    [Fact]
    public void A_child_reported_elsewhere_after_coming_home_is_kept_until_somebody_looked()
    {
        var ana = world.AtSchool();
        world.Released(ana);
        world.Later(6 * Day);
        world.Accept(world.Volunteer, new SeeChild(ana, world.Corner));
        world.Later(30 * Day);

        Assert.Empty(CarriedOut().OfType<RecordsExpired>());
        world.Accept(world.Principal, new AnswerAlarm(ana, "It was another child."));
        Assert.NotEmpty(CarriedOut().OfType<RecordsExpired>());
    }

    [Fact]
    public void A_restriction_never_expires_nor_does_the_child_or_the_adult_it_is_about()
    {
        var ana = world.AtSchool();
        var restriction = world.Restricted(ana, "Pedro Ruiz");
        var release = world.Ready(ana);
        world.Accept(world.Principal, new SayNotThisAdult(release, restriction, "Rosa is her aunt, not Pedro."));
        world.Accept(world.Principal, new ApproveAsSupervisor(release));
        world.Accept(world.Desk, new CompleteRelease(release));
        world.Later(400 * Day);
        CarriedOut();

        var barred = world.State.Restrictions[restriction].AgainstRecord!.Value;
        Assert.NotNull(world.State.Records[barred].Details);
        Assert.Equal(StaysBecause.Restriction, FateOf(world.RecordOf(ana)).Stays);
    }

    [Fact]
    public void Whoever_may_be_a_child_still_missing_is_kept_until_somebody_decides()
    {
        var (ana, missing) = (world.AtSchool(), world.Reported());
        world.Released(ana);
        var lead = world.New<Lead>();
        world.Accept(Actor.System, new ProposeLead(lead, LeadKind.SamePerson, world.RecordOf(ana), world.RecordOf(missing), 9, 0.9, LeadBand.Strong, []));
        world.Later(30 * Day);
        CarriedOut();
        Assert.Equal(StaysBecause.MayBeAnother, FateOf(world.RecordOf(ana)).Stays);

        world.Accept(world.Principal, new DecideLead(lead, LeadAnswer.NotTheSame));

        Assert.NotEmpty(CarriedOut().OfType<RecordsExpired>());
    }

    [Fact]
    public void A_public_claim_ends_fourteen_days_after_the_last_contact()
    {
        world.Accept(world.Coordinator, new OpenFamilyPage("601 555 0100", null, world.Agency));
        var claim = world.New<PublicClaim>();
        world.Accept(Actor.System, new ReceiveClaim(claim, PublicClaimKind.LookingFor, ClaimLanguage.Spanish, new("Julia Mora", null, "Ana", null, null, null, null)));
        world.Later(10 * Day);
        world.Accept(world.Hotline, new NoteClaimContact(claim));
        world.Later((14 * Day) - 1);
        Assert.Empty(CarriedOut());

        world.Later(2);
        Assert.IsType<PublicClaimExpired>(Assert.Single(CarriedOut()));

        Assert.Null(world.State.Claims[claim].Words);
        Assert.Equal(0, world.State.ClaimsWaiting);
        Assert.Equal(ExpiryReason.PublicClaim, world.State.Expired[world.State.Claims[claim].Record].Reason);
        Assert.Empty(CarriedOut());
    }

    [Fact]
    public void A_hold_freezes_it_and_two_people_of_two_organisations_lift_it()
    {
        var ana = world.AtSchool();
        world.Released(ana);
        var hold = world.New<LegalHold>();
        world.Accept(world.Lawyer, new PlaceHold(hold, ana, HoldReason.Proceedings));
        world.Later(8 * Day);
        Assert.All(CarriedOut().OfType<RecordsExpired>(), e => Assert.NotEqual(ana, e.Person));
        Assert.Equal(hold, FateOf(world.RecordOf(ana)).Hold);

        world.Accept(world.Lawyer, new LiftHold(hold));
        Assert.Equal(RefusalReason.NeedsAnotherPerson, world.Refused(world.Lawyer, new LiftHold(hold)));
        Assert.Equal(RefusalReason.NeedsAnotherOrganisation, world.Refused(world.Worker, new LiftHold(hold)));
        Assert.DoesNotContain(CarriedOut().OfType<RecordsExpired>(), e => e.Person == ana);
        world.Accept(world.Principal, new LiftHold(hold));

        Assert.Contains(CarriedOut().OfType<RecordsExpired>(), e => e.Person == ana);
        Assert.Equal((world.Lawyer.User, world.Principal.User), (world.State.Holds[hold].PlacedBy, world.State.Holds[hold].LiftedBy!.Value));
    }

    [Fact]
    public void A_link_taken_back_frees_nobody_from_a_hold()
    {
        var (ana, other) = (world.AtSchool(), world.Reported(world.Teacher));
        world.Accept(world.Teacher, new LinkPersons(ana, other));
        world.Accept(world.Worker, new PlaceHold(world.New<LegalHold>(), ana, HoldReason.CourtOrder));
        world.Accept(world.Teacher, new UnlinkPersons(ana, other));

        Assert.All(new[] { ana, other }, person => Assert.NotNull(FateOf(world.RecordOf(person)).Hold));
    }

    [Fact]
    public void A_receipt_goes_to_child_protection_and_only_they_acknowledge_it()
    {
        var ana = world.AtSchool();
        world.Released(ana);
        CarriedOut();

        var receipt = world.State.Receipts.Values.Single();
        Assert.Equal(world.Agency, receipt.For);
        Assert.Contains("Ana Lopez", receipt.Words!.Child, StringComparison.Ordinal);
        Assert.Equal("Rosa Gomez", receipt.Words.Adult);
        Assert.Equal(RefusalReason.BelongsToAnotherOrganisation, world.Refused(world.Principal, new AcknowledgeReceipt(receipt.Id)));
        world.Accept(world.Worker, new AcknowledgeReceipt(receipt.Id));
        Assert.Equal(world.Worker.User, world.State.Receipts[receipt.Id].AcknowledgedBy);

        world.Later(30 * Day);
        CarriedOut();
        Assert.Equal("Rosa Gomez", world.State.Receipts[receipt.Id].Words!.Adult);
        Assert.Single(world.State.Receipts);
    }

    [Fact]
    public void No_incident_closes_while_a_child_is_without_family_or_a_receipt_waits()
    {
        var ana = world.AtSchool();
        Assert.Equal(RefusalReason.ChildrenNotWithFamily, world.Refused(world.Coordinator, new CloseIncident()));
        world.Released(ana);
        Assert.Equal(RefusalReason.ReceiptsNotAcknowledged, world.Refused(world.Coordinator, new CloseIncident()));
        CarriedOut();
        Assert.Equal(RefusalReason.ReceiptsNotAcknowledged, world.Refused(world.Coordinator, new CloseIncident()));
        Assert.Equal(RefusalReason.NotAllowedForRole, world.Refused(world.Worker, new CloseIncident()));

        world.Accept(world.Worker, new AcknowledgeReceipt(world.State.Receipts.Values.Single().Id));
        world.Accept(world.Coordinator, new CloseIncident());

        Assert.Equal(RefusalReason.IncidentClosed, world.Refused(world.Teacher, new ReportChild(world.New<Record>(), world.New<Person>(), Source.Intake, null, Named("Eva"), new Situation.NotLocated())));
    }

    [Fact]
    public void Thirty_days_after_closing_the_key_is_due_unless_something_is_held_or_it_was_opened_again()
    {
        world.Accept(world.Coordinator, new CloseIncident());
        var closed = world.Now;
        Assert.False(Expiry.IsKeyDue(world.State, closed.AddDays(30).AddSeconds(-1)));
        Assert.True(Expiry.IsKeyDue(world.State, closed.AddDays(30)));

        world.Accept(world.Worker, new PlaceHold(world.New<LegalHold>(), null, HoldReason.ChildProtectionInquiry));
        Assert.False(Expiry.IsKeyDue(world.State, closed.AddDays(30)));

        world.Accept(world.Coordinator, new ReopenIncident());
        Assert.Null(Expiry.KeyEnds(world.State));
    }

    [Fact]
    public void Nothing_is_added_to_a_record_that_was_destroyed()
    {
        var ana = world.AtSchool();
        world.Released(ana);
        world.Later(8 * Day);
        CarriedOut();

        Assert.Equal(RefusalReason.NoSuchRecord, world.Refused(world.Teacher, new AddNote(world.RecordOf(ana), NoteKind.General, "late")));
    }

    [Fact]
    public void The_census_counts_the_same_after_names_are_gone()
    {
        var ana = world.AtSchool();
        world.AtShelter();
        world.Released(ana);
        var before = world.State.Counts.Children;
        world.Later(8 * Day);

        Assert.NotEmpty(CarriedOut().OfType<RecordsExpired>());
        Assert.Equal(before, world.State.Counts.Children);
    }

    private ImmutableArray<IncidentEvent> CarriedOut() => world.Accept(Actor.System, new CarryOutExpiry());

    private RecordFate FateOf(Id<Record> record) => new Expiry(world.State).Of(world.State.Records[record]);
}
