using static Homeward.Domain.Tests.Stories;

namespace Homeward.Domain.Tests;

public sealed class LeadTests
{
    private readonly World world = new();

    [Fact]
    public void A_rejected_lead_stays_rejected()
    {
        var lead = Same(world.Reported(), world.Reported());
        world.Accept(world.Teacher, new DecideLead(lead, LeadAnswer.NotTheSame));

        Assert.Equal(RefusalReason.LeadStaysRejected, Assert.IsType<Decision.Refused>(Propose(lead, LeadKind.SamePerson, world.Reported(), world.Reported())).Refusal.Reason);
        Assert.Equal(LeadStatus.Rejected, world.State.Leads[lead].Status);
    }

    [Fact]
    public void Confirming_links_and_undoing_unlinks()
    {
        var (one, other) = (world.Reported(), world.Reported());
        var lead = Same(one, other);

        world.Accept(world.Teacher, new DecideLead(lead, LeadAnswer.Same));
        Assert.Equal(1, world.State.Counts.Headline);

        world.Accept(world.Teacher, new UndoLeadDecision(lead));
        Assert.Equal(2, world.State.Counts.Headline);
        Assert.Equal(LeadStatus.Open, world.State.Leads[lead].Status);
    }

    [Fact]
    public void Undoing_one_lead_takes_back_its_own_link_and_no_other()
    {
        var (one, two, three) = (world.AtSchool(), world.Reported(), world.Reported());
        var (first, second) = (Same(one, two), Same(two, three));
        world.Accept(world.Teacher, new DecideLead(first, LeadAnswer.Same));
        world.Accept(world.Teacher, new DecideLead(second, LeadAnswer.Same));
        Assert.Equal(1, world.State.Counts.Headline);

        world.Accept(world.Teacher, new UndoLeadDecision(second));

        Assert.Equal(one, world.State.Find(two)!.Id);
        Assert.Equal(three, world.State.Find(three)!.Id);
    }

    [Fact]
    public void Undoing_a_lead_that_linked_nothing_unlinks_nothing()
    {
        var (one, other) = (world.AtSchool(), world.Reported());
        var lead = Same(one, other);
        world.Accept(world.Teacher, new LinkPersons(one, other));
        world.Accept(world.Teacher, new DecideLead(lead, LeadAnswer.Same));

        world.Accept(world.Teacher, new UndoLeadDecision(lead));

        Assert.Equal(one, world.State.Find(other)!.Id);
    }

    [Fact]
    public void Nobody_decides_about_what_they_may_not_see()
    {
        var lead = Same(world.Reported(world.Teacher), world.Reported(world.Volunteer));

        Assert.Equal(RefusalReason.BelongsToAnotherOrganisation, world.Refused(world.Teacher, new DecideLead(lead, LeadAnswer.Same)));
        Assert.Equal(RefusalReason.NotAllowedForRole, world.Refused(world.Teacher, new WithdrawLead(lead)));
    }

    [Fact]
    public void A_lead_between_an_adult_and_a_child_claims_a_relationship_and_undoing_withdraws_it_unless_verified()
    {
        var (ana, maria) = (world.Reported(), world.Adult("Maria Lopez"));
        var lead = world.New<Lead>();
        Assert.IsType<Decision.Accepted>(Propose(lead, LeadKind.ParentAndChild, maria, ana));
        world.Accept(world.Teacher, new DecideLead(lead, LeadAnswer.Same));
        var claim = Assert.Single(world.State.Relationships.Values);
        Assert.Equal((ana, maria), (claim.Child, claim.Adult));

        world.Accept(world.Teacher, new UndoLeadDecision(lead));
        Assert.Empty(world.State.Relationships);
        Assert.Empty(world.State.People[ana].Relationships);

        world.Accept(world.Teacher, new DecideLead(lead, LeadAnswer.Same));
        world.Accept(world.Principal, new VerifyRelationship(Assert.Single(world.State.Relationships.Values).Id, VerifiedBy.Documents));
        world.Accept(world.Teacher, new UndoLeadDecision(lead));
        world.Accept(world.Teacher, new DecideLead(lead, LeadAnswer.Same));

        Assert.Equal(RelationshipStatus.Verified, Assert.Single(world.State.Relationships.Values).Status);
    }

    [Fact]
    public void Confirmed_siblings_are_noted_on_both_and_parted_on_both()
    {
        var (ana, luis) = (world.Reported(), world.Reported());
        var lead = world.New<Lead>();
        Assert.IsType<Decision.Accepted>(Propose(lead, LeadKind.Siblings, ana, luis));
        world.Accept(world.Teacher, new DecideLead(lead, LeadAnswer.Same));
        Assert.Equal((luis, ana), (Assert.Single(world.Child(ana).Siblings), Assert.Single(world.Child(luis).Siblings)));

        world.Accept(world.Teacher, new UndoLeadDecision(lead));
        Assert.Empty(world.Child(ana).Siblings);
        Assert.Empty(world.Child(luis).Siblings);
    }

    [Fact]
    public void A_lead_joins_what_can_be_joined()
    {
        var (ana, luis, maria) = (world.Reported(), world.Reported(), world.Adult("Maria Lopez"));

        Assert.Equal(RefusalReason.DifferentKinds, Reason(Propose(world.New<Lead>(), LeadKind.SamePerson, ana, maria)));
        Assert.Equal(RefusalReason.DifferentKinds, Reason(Propose(world.New<Lead>(), LeadKind.ParentAndChild, ana, luis)));
        Assert.Equal(RefusalReason.DifferentKinds, Reason(Propose(world.New<Lead>(), LeadKind.Siblings, ana, maria)));
        Assert.Equal(RefusalReason.IdAlreadyUsed, Reason(Propose(new(ana.Value), LeadKind.Siblings, ana, luis)));
    }

    [Fact]
    public void Proposing_the_same_again_changes_nothing_and_a_stronger_band_does()
    {
        var (ana, luis) = (world.Reported(), world.Reported());
        var lead = Same(ana, luis);

        Assert.Empty(Assert.IsType<Decision.Accepted>(Propose(lead, LeadKind.SamePerson, ana, luis)).Events);
        Assert.Single(Assert.IsType<Decision.Accepted>(Propose(lead, LeadKind.SamePerson, ana, luis, LeadBand.Medium)).Events);
    }

    private static RefusalReason Reason(Decision decision) => Assert.IsType<Decision.Refused>(decision).Refusal.Reason;

    private Id<Lead> Same(Id<Person> one, Id<Person> other)
    {
        var lead = world.New<Lead>();
        Assert.IsType<Decision.Accepted>(Propose(lead, LeadKind.SamePerson, one, other));
        return lead;
    }

    private Decision Propose(Id<Lead> lead, LeadKind kind, Id<Person> one, Id<Person> other, LeadBand band = LeadBand.Strong) =>
        world.Try(Actor.System, new ProposeLead(lead, kind, world.RecordOf(one), world.RecordOf(other), 9, 0.97, band, []));
}
