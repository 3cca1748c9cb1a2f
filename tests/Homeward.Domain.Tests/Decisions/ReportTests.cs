using static Homeward.Domain.Tests.Stories;

namespace Homeward.Domain.Tests;

public sealed class ReportTests
{
    private readonly World world = new();

    [Fact]
    public void A_report_makes_a_person_a_record_and_a_child_that_counts()
    {
        var ana = world.Reported(world.Hotline, new Situation.SeenAlone(world.Corner), name: "Ana Lopez");

        Assert.Equal(ChildState.LocatedUnaccompanied, world.StateOf(ana));
        Assert.Equal("Ana Lopez", world.State.Records[world.RecordOf(ana)].Details!.DisplayName());
        Assert.Equal(world.Agency, world.State.Records[world.RecordOf(ana)].Owner);
        Assert.Equal(ana, world.State.Codes[new(world.State.People[ana].Code)]);
    }

    [Fact]
    public void Nothing_known_is_a_report()
    {
        var child = world.New<Person>();

        world.Accept(world.Volunteer, new ReportChild(world.New<Record>(), child, Source.Sighting, null, PersonDetails.Nothing, new Situation.SeenAlone(null)));

        Assert.Equal(ChildState.LocatedUnaccompanied, world.StateOf(child));
    }

    [Fact]
    public void A_record_id_is_used_once()
    {
        var ana = world.Reported();

        Assert.Equal(RefusalReason.IdAlreadyUsed, world.Refused(world.Teacher,
            new ReportChild(world.RecordOf(ana), world.New<Person>(), Source.Intake, null, Named("Luis"), new Situation.NotLocated())));
    }

    [Fact]
    public void One_request_cannot_name_one_id_twice()
    {
        var (one, other) = (world.New<Person>(), world.New<Person>());
        var record = world.New<Record>();

        Assert.Equal(RefusalReason.IdAlreadyUsed, world.Refused(world.Lawyer, new MakeDeclaration(
            world.New<Declaration>(), world.New<Record>(), one, null, Named("Maria Lopez"), null,
            [new(world.New<Record>(), other, Named("Ana"), Kinship.Mother), new(world.New<Record>(), other, Named("Luis"), Kinship.Mother)])));
        Assert.Equal(RefusalReason.IdAlreadyUsed, world.Refused(world.Lawyer, new MakeDeclaration(
            world.New<Declaration>(), world.New<Record>(), one, null, Named("Maria Lopez"), null, [new(world.New<Record>(), one, Named("Ana"), Kinship.Mother)])));
        Assert.Equal(RefusalReason.IdAlreadyUsed, world.Refused(world.Teacher,
            new ReportChild(record, one, Source.Intake, null, Named("Ana"), new Situation.WithCaregiver(one, world.New<Record>(), Named("Elena")))));
        Assert.Equal(RefusalReason.IdAlreadyUsed, world.Refused(world.Teacher,
            new ReportChild(record, one, Source.Intake, null, Named("Ana"), new Situation.WithCaregiver(other, record, Named("Elena")))));
        Assert.Equal(RefusalReason.IdAlreadyUsed, world.Refused(world.Hotline, new RequestTracing(
            world.New<TracingRequest>(), record, one, Named("Maria"), record, other, PersonKind.Child, Named("Ana"), Kinship.Mother)));
    }

    [Fact]
    public void An_empty_id_names_nobody()
    {
        Assert.Equal(RefusalReason.IdAlreadyUsed, world.Refused(world.Teacher,
            new ReportChild(world.New<Record>(), default, Source.Intake, null, Named("Ana"), new Situation.NotLocated())));
        Assert.Equal(RefusalReason.IdAlreadyUsed, world.Refused(world.Teacher,
            new ReportChild(default, world.New<Person>(), Source.Intake, null, Named("Ana"), new Situation.NotLocated())));
    }

    [Fact]
    public void A_child_is_never_reported_as_an_adult()
    {
        var ana = world.Reported();
        var maria = world.Adult("Maria Lopez");

        Assert.Equal(RefusalReason.NotAnAdult, world.Refused(world.Teacher, new ReportAdult(world.New<Record>(), ana, Source.Intake, null, Named("Ana"), null)));
        Assert.Equal(RefusalReason.NotAChild, world.Refused(world.Teacher,
            new ReportChild(world.New<Record>(), maria, Source.Intake, null, Named("Maria"), new Situation.NotLocated())));
    }

    [Theory]
    [InlineData(-1, 3)]
    [InlineData(9, 7)]
    [InlineData(40, 40)]
    public void An_impossible_age_of_a_child_is_refused_with_the_field(int low, int high)
    {
        var refused = Assert.IsType<Decision.Refused>(world.Try(world.Teacher, new ReportChild(
            world.New<Record>(), world.New<Person>(), Source.Intake, null, PersonDetails.Nothing with { Age = new(low, high) }, new Situation.NotLocated())));

        Assert.Equal((RefusalReason.AgeImpossible, "Age"), (refused.Refusal.Reason, refused.Refusal.Field));
    }

    [Fact]
    public void A_day_that_does_not_exist_is_refused()
    {
        Assert.Equal(RefusalReason.DateImpossible, world.Refused(world.Teacher, new ReportChild(
            world.New<Record>(), world.New<Person>(), Source.Intake, null, PersonDetails.Nothing with { BirthDate = new(2011, 2, 31) }, new Situation.NotLocated())));
    }

    [Fact]
    public void A_name_longer_than_a_page_is_refused()
    {
        Assert.Equal(RefusalReason.TextTooLong, world.Refused(world.Teacher, new ReportChild(
            world.New<Record>(), world.New<Person>(), Source.Intake, null, Named(new string('a', 201)), new Situation.NotLocated())));
    }

    [Fact]
    public void A_report_from_tomorrow_is_a_typing_error_and_a_clock_half_an_hour_fast_is_not()
    {
        Assert.Equal(RefusalReason.TimeInFuture, Assert.IsType<Decision.Refused>(world.Try(
            world.Teacher, new ReportChild(world.New<Record>(), world.New<Person>(), Source.Intake, null, Named("Ana"), new Situation.NotLocated()), -1440)).Refusal.Reason);
        world.Reported(minutesAgo: -30);
    }

    [Fact]
    public void A_correction_keeps_what_was_said_before()
    {
        var ana = world.Reported(name: "Ana Lopes");

        world.Accept(world.Teacher, new CorrectDetails(world.RecordOf(ana), Named("Ana Lopez", 8)));

        var record = world.State.Records[world.RecordOf(ana)];
        Assert.Equal("Ana Lopez", record.Details!.NameAsSaid);
        Assert.Equal("Ana Lopes", Assert.Single(record.Earlier).Details.NameAsSaid);
        Assert.Empty(world.Accept(world.Teacher, new CorrectDetails(world.RecordOf(ana), Named("Ana Lopez", 8))));
    }

    [Fact]
    public void Nobody_corrects_the_records_of_others()
    {
        var ana = world.Reported(world.Teacher);

        Assert.Equal(RefusalReason.BelongsToAnotherOrganisation, world.Refused(world.Volunteer, new CorrectDetails(world.RecordOf(ana), Named("Eva"))));
        Assert.Equal(RefusalReason.BelongsToAnotherOrganisation, world.Refused(world.Volunteer, new AddNote(world.RecordOf(ana), NoteKind.General, "hm")));
    }

    [Fact]
    public void Needs_add_up_and_nothing_is_said_twice()
    {
        var ana = world.Reported();
        world.Accept(world.Teacher, new NoteNeeds(ana, Needs.Medicine));
        world.Accept(world.Volunteer, new NoteNeeds(ana, Needs.Interpreter));

        Assert.Equal(Needs.Medicine | Needs.Interpreter, world.State.People[ana].Needs);
        Assert.Empty(world.Accept(world.Volunteer, new NoteNeeds(ana, Needs.Medicine)));
    }

    [Fact]
    public void A_declaration_makes_every_dependent_a_child_that_counts_with_a_claimed_parent_and_siblings()
    {
        var (mother, ana, luis) = (world.New<Person>(), world.New<Person>(), world.New<Person>());
        world.Accept(world.Lawyer, new MakeDeclaration(
            world.New<Declaration>(), world.New<Record>(), mother, null, Named("Maria Lopez"), Whereabouts.AtProcessingSite,
            [new(world.New<Record>(), ana, Named("Ana"), Kinship.Mother), new(world.New<Record>(), luis, Named("Luis"), Kinship.Mother)]));

        Assert.Equal(ChildState.ReportedNotLocated, world.StateOf(ana));
        Assert.Equal(2, world.State.Counts.TotalChildren);
        Assert.Equal([luis], world.Child(ana).Siblings);
        Assert.Equal(2, world.State.People[mother].Relationships.Length);
        Assert.Equal(Whereabouts.AtProcessingSite, world.State.People[mother].Whereabouts);
        Assert.All(world.State.Relationships.Values, relationship => Assert.Equal(RelationshipStatus.Claimed, relationship.Status));
    }

    [Fact]
    public void A_declaration_of_no_dependents_is_kept_too()
    {
        var mother = world.New<Person>();
        var declaration = world.New<Declaration>();
        world.Accept(world.Lawyer, new MakeDeclaration(declaration, world.New<Record>(), mother, null, Named("Maria"), null, [], NoDependents: true));

        Assert.True(world.State.Declarations[declaration].NoDependents);
        Assert.Equal([declaration], world.State.People[mother].Adult!.Declarations);
    }

    [Fact]
    public void Somebody_looking_for_a_child_makes_it_count()
    {
        var (seeker, ana) = (world.New<Person>(), world.New<Person>());
        world.Accept(world.Hotline, new RequestTracing(
            world.New<TracingRequest>(), world.New<Record>(), seeker, Named("Maria Lopez"), world.New<Record>(), ana, PersonKind.Child, Named("Ana"), Kinship.Mother));

        Assert.Equal(ChildState.ReportedNotLocated, world.StateOf(ana));
        Assert.Null(world.State.People[seeker].Whereabouts);
        Assert.Single(world.State.TracingRequests);
    }

    [Fact]
    public void Somebody_looking_for_an_adult_makes_it_count_as_unknown()
    {
        var adult = world.New<Person>();
        world.Accept(world.Hotline, new RequestTracing(
            world.New<TracingRequest>(), world.New<Record>(), world.New<Person>(), Named("Ana"), world.New<Record>(), adult, PersonKind.Adult, Named("Maria"), Kinship.Other));

        Assert.Equal(Whereabouts.Unknown, world.State.People[adult].Whereabouts);
    }

    [Fact]
    public void A_late_report_of_where_an_adult_was_joins_the_history_and_moves_nobody_back()
    {
        var maria = world.Later(120).Adult("Maria Lopez", Whereabouts.HeldMoved);

        world.Accept(world.Hotline, new ReportWhereabouts(maria, Whereabouts.Encountered, null), minutesAgo: 90);

        Assert.Equal(Whereabouts.HeldMoved, world.State.People[maria].Whereabouts);
        Assert.Equal(2, world.State.People[maria].Adult!.History.Length);
    }

    [Fact]
    public void Seekers_claimants_and_caregivers_are_outside_the_census()
    {
        world.Adult("Rosa Gomez");

        Assert.Equal(0, world.State.Counts.TotalAdults);
    }

    [Fact]
    public void A_form_filled_in_from_an_older_version_is_told_that_somebody_was_faster()
    {
        var ana = world.Reported();
        var read = new ReadAt(ana.Value, world.State.VersionOf(ana.Value));
        world.Accept(world.Teacher, new NoteNeeds(ana, Needs.Comfort));

        var decision = world.State.Decide(new(Guid.NewGuid(), world.Teacher, world.Now, new SeeChild(ana, null), read), world.Now);

        Assert.Equal(RefusalReason.SomebodyWasFaster, Assert.IsType<Decision.Refused>(decision).Refusal.Reason);
    }

    [Fact]
    public void An_incident_is_opened_once_and_nothing_comes_before()
    {
        var before = IncidentState.Nothing.Decide(new(Guid.NewGuid(), world.Teacher, World.Morning, new SeeChild(default, null)), World.Morning);
        Assert.Equal(RefusalReason.IncidentNotOpen, Assert.IsType<Decision.Refused>(before).Refusal.Reason);
        Assert.Equal(RefusalReason.IncidentAlreadyOpen, world.Refused(world.Coordinator, new OpenIncident(world.State.Incident!, [])));
    }

    [Fact]
    public void An_agency_is_told_many_times_and_acknowledges_once()
    {
        var agency = Assert.Single(world.State.Agencies).Id;
        world.Accept(world.Hotline, new TellAgency(agency, world.New<Telling>(), ToldBy.Phone, "no answer"));
        world.Accept(world.Hotline, new TellAgency(agency, world.New<Telling>(), ToldBy.Email, "about 90 children"));
        Assert.Null(world.State.Agencies[0].Acknowledged);

        world.Accept(world.Hotline, new AcknowledgeAgency(agency, "duty officer"));
        Assert.Empty(world.Accept(world.Hotline, new AcknowledgeAgency(agency, "another")));
        Assert.Equal(("duty officer", 2), (world.State.Agencies[0].Acknowledged!.ByWhom, world.State.Agencies[0].Tellings.Length));
    }
}
