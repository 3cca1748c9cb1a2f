using Homeward.Domain;
using Homeward.Engine.Leads;
using Xunit;
using Record = Homeward.Domain.Record;

namespace Homeward.Tests.Leads;

/// <summary>Which reports become leads, when they go and when they come back.</summary>
public sealed class LeadFollowerTests : LeadScene
{
    [Fact]
    public async Task Two_reports_of_one_child_become_a_lead_with_its_reasons()
    {
        var school = await Child(Wilmer);
        var neighbour = await Child(Wilmer with { FamilyNames = "Velasques", GivenNames = "Wilmer" });

        var lead = Assert.Single(await Leads());

        Assert.Equal((LeadKind.SamePerson, LeadStatus.Open), (lead.Kind, lead.Status));
        Assert.Equal(new[] { school, neighbour }.OrderBy(id => id.Value), [lead.Left, lead.Right]);
        Assert.Contains(lead.Reasons, reason => reason is { Field: "surname", Level: "close", Bits: > 0 });
        Assert.Equal(lead.Bits, lead.Reasons.Sum(reason => reason.Bits), 1);
    }

    [Fact]
    public async Task A_declaration_and_the_child_at_school_find_each_other()
    {
        var child = await Child(Wilmer with { MotherName = "Rosa Mejía" });
        var dependent = await Declare(Adult("Rosa", "Mejía López"), Wilmer with { Phone = null, FamilyNames = "Velasquez" });

        var same = Assert.Single(await Leads());
        Assert.True(same.Kind == LeadKind.SamePerson && IsBetween(same, child, dependent));

        // Whether Rosa is the mother follows. Only when the two are not one child is it a question of its own.
        await Do(Coordinator, new AssignWorker(PersonOf(child), Worker.User));
        await Do(Coordinator, new AssignWorker(PersonOf(dependent), Worker.User));
        await Do(Worker, new DecideLead(same.Id, LeadAnswer.NotTheSame));

        Assert.Contains(await Open(), lead => lead.Kind == LeadKind.ParentAndChild && (lead.Left == child || lead.Right == child));
    }

    [Fact]
    public async Task A_child_reported_four_times_is_three_questions_until_one_is_answered_with_no()
    {
        for (var report = 0; report < 4; report++)
        {
            await Child(Wilmer);
        }

        var open = await Open();
        Assert.Equal(3, open.Count);
        await Do(Clerk, new DecideLead(open[1].Id, LeadAnswer.NotTheSame));

        // What followed from that answer is asked now: the two halves may still be one child by other records.
        Assert.Equal(3, (await Open()).Count);
    }

    [Fact]
    public async Task A_restriction_reaches_every_record_that_may_be_the_child_directly()
    {
        var reports = new List<Id<Record>>();
        for (var report = 0; report < 3; report++)
        {
            reports.Add(await Child(Wilmer));
        }

        Assert.Equal(2, (await Open()).Count);

        var restricted = PersonOf(reports[0]);
        await Do(Clerk, new RaiseRestriction(new(Guid.CreateVersion7()), restricted, RestrictionKind.CourtOrder, null, new(new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), Adult("Pedro", "Velásquez")), null, null));

        var open = await Open();
        Assert.All(reports.Skip(1), other => Assert.Contains(open, lead => IsBetween(lead, reports[0], other)));
    }

    [Fact]
    public async Task Siblings_become_a_family_lead_and_declared_siblings_none()
    {
        var one = await Child(Wilmer with { MotherName = "Rosa Mejía" });
        var other = await Child(Wilmer with { GivenNames = "Daniela", Age = new(11), MotherName = "Rosa Mejía" });
        Assert.Equal(LeadKind.Siblings, Assert.Single(await Leads(), lead => IsBetween(lead, one, other)).Kind);

        await Declare(Adult("Carmen", "Xuncax"), Wilmer with { GivenNames = "Mateo", FamilyNames = "Xuncax", Phone = null }, Wilmer with { GivenNames = "Lucas", FamilyNames = "Xuncax", Phone = null });
        Assert.Single(await Leads());
    }

    [Fact]
    public async Task A_rejected_lead_stays_rejected_when_the_record_is_told_again()
    {
        await Child(Wilmer);
        var again = await Child(Wilmer);
        var lead = Assert.Single(await Leads());
        await Do(Clerk, new DecideLead(lead.Id, LeadAnswer.NotTheSame));

        await Do(Clerk, new CorrectDetails(again, Wilmer with { Town = "Morton" }));

        Assert.Equal(LeadStatus.Rejected, Assert.Single(await Leads()).Status);
    }

    [Fact]
    public async Task A_lead_that_no_longer_holds_is_withdrawn_and_comes_back_when_it_holds_again()
    {
        await Child(Wilmer);
        var again = await Child(Wilmer);
        var lead = Assert.Single(await Leads());

        await Do(Clerk, new CorrectDetails(again, new() { GivenNames = "Emily", FamilyNames = "Johnson", Age = new(15), Sex = Sex.Female }));
        Assert.Equal(LeadStatus.Withdrawn, Assert.Single(await Leads()).Status);

        await Do(Clerk, new CorrectDetails(again, Wilmer));
        Assert.Equal((lead.Id, LeadStatus.Open), ((await Leads()).Select(l => (l.Id, l.Status)).Single()));
    }

    [Fact]
    public async Task Records_already_counted_as_one_child_are_no_question()
    {
        var person = new Id<Person>(Guid.CreateVersion7());
        await Child(Wilmer, person);
        await Child(Wilmer, person);
        Assert.Empty(await Leads());

        var other = new Id<Person>(Guid.CreateVersion7());
        await Child(Wilmer, other);
        Assert.NotEmpty(await Leads());

        await Do(Coordinator, new LinkPersons(person, other));
        Assert.All(await Leads(), lead => Assert.Equal(LeadStatus.Withdrawn, lead.Status));
    }

    [Fact]
    public async Task A_roll_alone_makes_no_leads_until_somebody_reports_one_of_its_children()
    {
        await Expect(Wilmer);
        await Expect(Wilmer with { GivenNames = "Daniela", Age = new(11) });
        Assert.Empty(await Leads());

        await Child(Wilmer);

        Assert.Equal([LeadKind.SamePerson, LeadKind.Siblings], (await Leads()).Select(lead => lead.Kind).Distinct().Order());
    }

    [Fact]
    public async Task What_was_reported_while_nobody_followed_is_compared_at_the_next_start()
    {
        await Restart(async () =>
        {
            await Child(Wilmer);
            await Child(Wilmer);
        });

        Assert.Single(await Leads());
    }

    [Fact]
    public async Task A_surge_of_equal_reports_makes_few_leads_and_does_not_hold_up_a_true_one()
    {
        const int Surge = 1_000;
        await Task.WhenAll(Enumerable.Range(0, Surge).Select(_ => Child(Wilmer)));
        var mother = await Child(new() { GivenNames = "Ixchel", FamilyNames = "Tzunun", Age = new(5), Phone = "601 555 0177" });
        var again = await Child(new() { GivenNames = "Ixchel", FamilyNames = "Tzunún", Age = new(5), Phone = "601-555-0177" });

        var leads = await Leads();

        Assert.InRange(leads.Count, 1, Surge * LeadRules.MostOpenPerRecord / 2);
        Assert.All(leads.SelectMany(lead => new[] { lead.Left, lead.Right }).CountBy(id => id), pair => Assert.InRange(pair.Value, 1, LeadRules.MostOpenPerRecord));
        Assert.Contains(leads, lead => IsBetween(lead, mother, again));
    }
}
