using Homeward.Domain;
using Xunit;

namespace Homeward.Tests.Leads;

/// <summary>However many records two persons have, people are asked about the two once.</summary>
public sealed class OneQuestionTests : LeadScene
{
    private static readonly PersonDetails Misheard = new() { GivenNames = "Wilmer", FamilyNames = "Velasques" };

    private readonly Id<Person> one = new(Guid.CreateVersion7());
    private readonly Id<Person> other = new(Guid.CreateVersion7());

    [Fact]
    public async Task Two_persons_with_several_records_have_one_open_lead_of_a_kind()
    {
        await Child(Wilmer, one);
        await Child(Wilmer with { Town = "Forest" }, one);
        await Child(Wilmer with { GivenNames = "Wilmer" }, one);
        await Child(Wilmer, other);
        await Child(Wilmer with { FamilyNames = "Velasques" }, other);

        Assert.Equal(LeadKind.SamePerson, Assert.Single(await Open()).Kind);
    }

    [Fact]
    public async Task A_stronger_pair_of_records_takes_the_place_of_the_weaker()
    {
        var full = await Child(Wilmer, one);
        var misheard = await Child(Misheard, other);
        var weaker = Assert.Single(await Leads());
        Assert.True(IsBetween(weaker, full, misheard));

        var told = await Child(Wilmer, other);

        var stronger = Assert.Single(await Open());
        Assert.True(IsBetween(stronger, full, told));
        Assert.True(stronger.Bits > weaker.Bits);
        Assert.Equal(LeadStatus.Withdrawn, (await Leads()).Single(lead => lead.Id == weaker.Id).Status);
    }

    [Fact]
    public async Task A_weaker_pair_of_records_comes_up_when_the_stronger_no_longer_holds()
    {
        var full = await Child(Wilmer, one);
        var misheard = await Child(Misheard, other);
        var told = await Child(Wilmer, other);
        Assert.True(IsBetween(Assert.Single(await Open()), full, told));

        await Do(Clerk, new CorrectDetails(told, new() { GivenNames = "Emily", FamilyNames = "Johnson", Age = new(15), Sex = Sex.Female }));

        Assert.True(IsBetween(Assert.Single(await Open()), full, misheard));
    }

    [Fact]
    public async Task Two_persons_who_were_rejected_are_not_asked_about_again_for_another_record()
    {
        await Child(Wilmer, one);
        await Child(Wilmer, other);
        await Do(Clerk, new DecideLead(Assert.Single(await Open()).Id, LeadAnswer.NotTheSame));

        await Child(Wilmer, other);
        await Child(Wilmer with { GivenNames = "Wilmer" }, one);

        Assert.Empty(await Open());
    }

    [Fact]
    public async Task Two_persons_who_were_rejected_are_asked_about_again_when_the_evidence_is_much_stronger()
    {
        await Child(Wilmer, one);
        await Child(Misheard, other);
        var rejected = Assert.Single(await Open());
        await Do(Clerk, new DecideLead(rejected.Id, LeadAnswer.NotTheSame));
        Assert.Empty(await Open());

        await Child(Wilmer, other);

        Assert.True(Assert.Single(await Open()).Bits >= rejected.Bits + 5);
    }

    [Fact]
    public async Task A_rejection_that_is_taken_back_leaves_one_open_lead()
    {
        await Child(Wilmer, one);
        await Child(Misheard, other);
        var rejected = Assert.Single(await Open());
        await Do(Clerk, new DecideLead(rejected.Id, LeadAnswer.NotTheSame));
        await Child(Wilmer, other);
        Assert.Single(await Open());

        await Do(Clerk, new UndoLeadDecision(rejected.Id));

        Assert.Single(await Open());
    }

    [Fact]
    public async Task Children_who_are_known_to_be_siblings_make_no_lead_whichever_record_speaks_of_them()
    {
        await Child(Wilmer with { MotherName = "Rosa Mejía" }, one);
        await Child(Daniela, other);
        await Do(Clerk, new DecideLead(Assert.Single(await Open()).Id, LeadAnswer.Same));
        await Child(Daniela, other);
        Assert.Empty(await Open());

        // A third report of the boy is a question about him. While it is, his sister is none: the answer says whose brother he is.
        var third = new Id<Person>(Guid.CreateVersion7());
        await Child(Wilmer with { MotherName = "Rosa Mejía" }, third);
        Assert.Equal(LeadKind.SamePerson, Assert.Single(await Open()).Kind);

        await Do(Coordinator, new LinkPersons(third, one));

        Assert.Empty(await Open());
    }

    [Fact]
    public async Task Confirming_that_two_are_one_leaves_one_question_where_there_were_two()
    {
        var third = new Id<Person>(Guid.CreateVersion7());
        await Child(Wilmer, one);
        await Child(Wilmer, other);
        await Child(Wilmer, third);
        var open = await Open();
        Assert.Equal(2, open.Count);

        await Do(Clerk, new DecideLead(open[0].Id, LeadAnswer.Same));
        var left = Assert.Single(await Open());

        await Do(Clerk, new DecideLead(left.Id, LeadAnswer.Same));
        Assert.Empty(await Open());
    }

    [Fact]
    public async Task Questions_come_back_when_a_link_is_taken_back()
    {
        var third = new Id<Person>(Guid.CreateVersion7());
        await Child(Wilmer, one);
        await Child(Wilmer, other);
        await Child(Wilmer, third);
        var decided = (await Open())[0];
        await Do(Clerk, new DecideLead(decided.Id, LeadAnswer.Same));
        Assert.Single(await Open());

        await Do(Clerk, new UndoLeadDecision(decided.Id));

        Assert.Equal(2, (await Open()).Count);
    }

    [Fact]
    public async Task Linking_a_child_to_the_one_its_mother_declared_answers_who_its_mother_is()
    {
        await Child(Wilmer with { MotherName = "Rosa Mejía López" }, one, Lawyer);
        var declared = await Declare(Adult("Rosa", "Mejía López"), Wilmer with { Phone = null });
        Assert.Equal(LeadKind.SamePerson, Assert.Single(await Open()).Kind);

        await Do(Lawyer, new LinkPersons(one, PersonOf(declared)));

        Assert.Empty(await Open());
    }

    private static PersonDetails Daniela { get; } = Wilmer with { GivenNames = "Daniela", Age = new(11), Sex = Sex.Female, MotherName = "Rosa Mejía" };
}
