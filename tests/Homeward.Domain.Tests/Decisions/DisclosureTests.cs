using static Homeward.Domain.Tests.Stories;

namespace Homeward.Domain.Tests;

public sealed class DisclosureTests
{
    private readonly World world = new();
    private readonly Id<Record> ours, theirs;
    private readonly Id<Lead> lead;

    public DisclosureTests()
    {
        ours = world.RecordOf(world.AtSchool("Ana Lopez"));
        theirs = world.RecordOf(world.AtShelter("Anita Quispe", 9));
        lead = Proposed(ours, theirs);
        world.Later(11);
    }

    [Fact]
    public void Both_sides_are_told_and_asked_and_neither_sees_anything_of_the_other()
    {
        Assert.Equal((DisclosureStep.Told, DisclosureAsks.Answers), (Now.Step, Now.Asks(LeadSide.Left, world.Teacher.User)));
        Assert.Equal(LeadSide.Right, Now.SideOf(By(world.Volunteer)));
        Assert.Null(Now.SideOf(By(world.Worker)));
        Assert.Null(Now.OtherHalf(By(world.Teacher)));
        Assert.False(By(world.Teacher).Sees(world.State.Leads[lead]));
    }

    [Fact]
    public void Names_are_told_when_both_answered_and_two_people_of_each_side_agreed_and_only_to_whoever_opens_them()
    {
        Answered(world.Teacher);
        Assert.Equal(DisclosureAsks.WaitForThem, Now.Asks(LeadSide.Left, world.Principal.User));
        Answered(world.Volunteer);
        world.Accept(world.Teacher, new AgreeToNames(lead));
        Assert.Equal(RefusalReason.NeedsAnotherPerson, world.Refused(world.Teacher, new AgreeToNames(lead)));
        Assert.Equal(RefusalReason.NotAskedNow, world.Refused(world.Teacher, new OpenFirstNames(lead)));
        world.Accept(world.Principal, new AgreeToNames(lead));
        world.Accept(world.Volunteer, new AgreeToNames(lead));
        Assert.Equal(DisclosureStep.Compared, Now.Step);
        world.Accept(world.Warden, new AgreeToNames(lead));

        Assert.Null(Now.OtherHalf(By(world.Teacher)));
        world.Accept(world.Teacher, new OpenFirstNames(lead));

        Assert.Equal(new HalfTold("Anita", new Age(9)), Now.OtherHalf(By(world.Teacher)));
        Assert.Null(Now.OtherHalf(By(world.Principal)));
        Assert.False(By(world.Teacher).Sees(world.State.Leads[lead]));
        Assert.Null(By(world.Teacher).DetailsOf(world.State.People[world.State.Records[theirs].Person]));
    }

    [Fact]
    public void After_contact_both_compare_the_records_and_either_decides_as_today()
    {
        ToNames();
        Assert.Equal(RefusalReason.NotAskedNow, world.Refused(world.Teacher, new AgreeToContact(lead)));
        world.Accept(world.Teacher, new OpenFirstNames(lead));
        world.Accept(world.Volunteer, new OpenFirstNames(lead));
        world.Accept(world.Teacher, new AgreeToContact(lead));
        Assert.Equal(RefusalReason.BelongsToAnotherOrganisation, world.Refused(world.Teacher, new DecideLead(lead, LeadAnswer.CannotTellYet)));
        world.Accept(world.Volunteer, new AgreeToContact(lead));
        world.Accept(world.Volunteer, new SharePlan(lead, "Ask for Olga at the front desk."));

        Assert.True(By(world.Teacher).Sees(world.State.Leads[lead]));
        Assert.Equal(Ground.Disclosed, By(world.Teacher).GroundFor(world.State.Leads[lead]));
        Assert.False(By(world.Hotline).Sees(world.State.Leads[lead]));
        world.Accept(world.Teacher, new DecideLead(lead, LeadAnswer.CannotTellYet));
        Assert.Contains(world.State.Records[theirs].Notes, note => note.Kind == NoteKind.Plan && note.About == lead.Value);
    }

    [Fact]
    public void A_machine_does_not_take_back_what_two_organisations_talk_about()
    {
        ToNames();
        Assert.Empty(world.Accept(Actor.System, new WithdrawLead(lead)));
        Assert.Equal(LeadStatus.Open, world.State.Leads[lead].Status);
    }

    [Fact]
    public void Whoever_changed_a_record_waits_ten_minutes_to_be_asked_about_it()
    {
        world.Accept(world.Teacher, new CorrectDetails(ours, Named("Anita Quispe")));
        Assert.NotNull(Now.QuietUntil(LeadSide.Left));
        Assert.Null(Now.QuietUntil(LeadSide.Right));
        Assert.Equal(RefusalReason.NotAskedNow, world.Refused(world.Teacher, Answers()));

        world.Later(10);

        Answered(world.Teacher);
    }

    [Fact]
    public void A_record_changed_after_the_first_answers_freezes_the_lead_until_child_protection_lets_it_go_on()
    {
        Answered(world.Volunteer);
        world.Accept(world.Teacher, new CorrectDetails(ours, Named("Anita Quispe")));
        world.Later(11);
        Assert.Equal(DisclosureHindrance.Frozen, Now.Hindrance);
        Assert.Equal(RefusalReason.NotAskedNow, world.Refused(world.Teacher, Answers()));
        Assert.Equal(RefusalReason.NotAllowedForRole, world.Refused(world.Principal, new ResumeDisclosure(lead)));

        world.Accept(world.Worker, new ResumeDisclosure(lead));

        Answered(world.Teacher);
        Assert.Equal(DisclosureStep.Compared, Now.Step);
    }

    [Fact]
    public void Answers_that_do_not_agree_stop_it_and_a_second_person_may_answer_once_more()
    {
        Answered(world.Teacher, agree: 1, differ: 2);
        Answered(world.Volunteer, agree: 0, differ: 3);
        Assert.Equal(DisclosureHindrance.DoesNotFit, Now.Hindrance);
        Assert.Equal(RefusalReason.NotAskedNow, world.Refused(world.Teacher, new AgreeToNames(lead)));
        Assert.Equal(RefusalReason.NotAskedNow, world.Refused(world.Teacher, Answers()));

        Answered(world.Principal, agree: 4, differ: 0);
        Assert.Null(Now.Hindrance);
        Assert.Equal(RefusalReason.NotAskedNow, world.Refused(world.Principal, Answers()));
    }

    [Fact]
    public void One_answer_alone_is_not_compared()
    {
        Assert.Equal(RefusalReason.TooFewAnswers, world.Refused(world.Teacher, Answers(agree: 1, differ: 0)));
    }

    [Fact]
    public void A_side_stops_it_and_child_protection_looks()
    {
        Answered(world.Teacher);
        world.Accept(world.Volunteer, new StopDisclosure(lead));
        Assert.Equal(DisclosureHindrance.Stopped, Now.Hindrance);
        Assert.Equal(DisclosureAsks.WaitForChildProtection, Now.Asks(LeadSide.Left, world.Teacher.User));

        world.Accept(world.Worker, new TakeUpLead(lead));

        Assert.True(By(world.Worker).Sees(world.State.Leads[lead]));
        Assert.Equal(Ground.TakenUp, By(world.Worker).GroundFor(world.State.Leads[lead]));
        Assert.False(By(world.Colleague).Sees(world.State.Leads[lead]));
    }

    [Fact]
    public void A_child_that_waits_a_quarter_of_an_hour_at_the_first_step_is_child_protections()
    {
        Assert.Null(Now.EscalatedAt);
        Assert.Equal(RefusalReason.NotAskedNow, world.Refused(world.Worker, new TakeUpLead(lead)));

        world.Later(5);

        Assert.Equal(world.State.Leads[lead].ProposedAt.AddMinutes(15), Now.EscalatedAt);
        Assert.Equal(RefusalReason.NotAllowedForRole, world.Refused(world.Coordinator, new TakeUpLead(lead)));
        world.Accept(world.Worker, new TakeUpLead(lead));
        world.Accept(world.Worker, new DecideLead(lead, LeadAnswer.NotTheSame));
    }

    [Fact]
    public void No_child_no_hurry()
    {
        var one = world.RecordOf(world.Adult("Pedro Salas", Whereabouts.Encountered));
        var other = world.RecordOf(world.Adult("Pedro Sala", Whereabouts.Encountered, world.Volunteer));
        var about = Proposed(one, other);
        world.Later(60);

        Assert.Null(LeadDisclosure.Of(world.State, world.State.Leads[about], world.Now).EscalatedAt);
    }

    [Fact]
    public void One_person_has_so_many_sheets_compared_in_an_hour()
    {
        for (var i = 0; i < 12; i++)
        {
            var (one, other) = (world.RecordOf(world.AtSchool()), world.RecordOf(world.AtShelter()));
            var another = Proposed(one, other);
            world.Later(11);
            world.Accept(i < 7 ? world.Principal : world.Teacher, Answers(another, other));
        }

        // Twelve within the hour that just passed, by one person.
        var more = Enumerable.Range(0, 13).Select(_ => (world.RecordOf(world.AtSchool()), world.RecordOf(world.AtShelter()))).Select(pair => (Lead: Proposed(pair.Item1, pair.Item2), Other: pair.Item2)).ToList();
        world.Later(61);
        foreach (var (id, other) in more.Take(12))
        {
            world.Accept(world.Teacher, Answers(id, other));
        }

        Assert.Equal(RefusalReason.BudgetSpent, world.Refused(world.Teacher, Answers(more[12].Lead, more[12].Other)));
        world.Accept(world.Principal, Answers(more[12].Lead, more[12].Other));
    }

    [Fact]
    public void Answers_compared_with_what_the_record_no_longer_says_are_compared_again()
    {
        var answers = Answers();
        world.Accept(world.Volunteer, new CorrectDetails(theirs, Named("Aniela Quispe", 9)));

        Assert.Equal(RefusalReason.SomebodyWasFaster, world.Refused(world.Teacher, answers));
    }

    [Theory]
    [InlineData("Ana María", null, "Ana María")]
    [InlineData(null, "García López, Ana", "Ana")]
    [InlineData(null, "Ana García López", "Ana")]
    [InlineData(null, " ", null)]
    public void A_first_name_is_told_without_a_surname(string? given, string? whole, string? told) =>
        Assert.Equal(told, new PersonDetails { GivenNames = given, NameAsSaid = whole }.FirstNames());

    [Fact]
    public void An_age_follows_from_a_date_of_birth_as_exactly_as_it_is_known()
    {
        Assert.Equal(new Age(7), new PartialDate(2012, 8, 7).AgeOn(World.Morning));
        Assert.Equal(new Age(6), new PartialDate(2012, 8, 8).AgeOn(World.Morning));
        Assert.Equal(new Age(6, 7), new PartialDate(2012).AgeOn(World.Morning));
    }

    private LeadDisclosure Now => LeadDisclosure.Of(world.State, world.State.Leads[lead], world.Now);

    private Id<Lead> Proposed(Id<Record> one, Id<Record> other)
    {
        var id = world.New<Lead>();
        world.Accept(Actor.System, new ProposeLead(id, LeadKind.SamePerson, one, other, 9, 0.9, LeadBand.Strong, []));
        return id;
    }

    private void ToNames()
    {
        Answered(world.Teacher);
        Answered(world.Volunteer);
        foreach (var who in new[] { world.Teacher, world.Principal, world.Volunteer, world.Warden })
        {
            world.Accept(who, new AgreeToNames(lead));
        }
    }

    private void Answered(Actor who, int agree = 3, int differ = 0) => world.Accept(who, Answers(agree, differ, who.Organisation == world.School ? theirs : ours));

    private CompareBlindAnswers Answers(int agree = 3, int differ = 0, Id<Record>? compared = null) =>
        new(lead, agree, differ, 0, world.State.Records[compared ?? theirs].Recorded);

    private CompareBlindAnswers Answers(Id<Lead> about, Id<Record> compared) => new(about, 3, 0, 0, world.State.Records[compared].Recorded);

    private Sight By(Actor actor) => new(world.State, new(actor.User, actor.Organisation, actor.Role));
}
