using static Homeward.Domain.Tests.Stories;

namespace Homeward.Domain.Tests;

/// <summary>An organisation that joins while people are on record is told nothing of others' people until two others vouch for it.</summary>
public sealed class VouchingTests
{
    private readonly World world = new();
    private readonly Id<Organisation> partner;
    private readonly Actor helper;

    public VouchingTests()
    {
        partner = world.New<Organisation>();
        helper = world.Somebody(partner, Role.ChildProtection);
    }

    [Fact]
    public void Whoever_takes_part_from_the_beginning_needs_nobodys_word() => Assert.True(world.State.IsVouchedFor(world.Shelter));

    [Fact]
    public void One_voucher_is_not_enough_and_two_of_one_organisation_are_one()
    {
        Join();
        Assert.False(world.State.IsVouchedFor(partner));
        world.Accept(world.Principal, new VouchFor(partner));
        world.Accept(world.Somebody(world.School, Role.Supervisor), new VouchFor(partner));
        Assert.False(world.State.IsVouchedFor(partner));

        world.Accept(world.Warden, new VouchFor(partner));
        Assert.True(world.State.IsVouchedFor(partner));

        world.Accept(world.Warden, new TakeBackVouching(partner));
        Assert.False(world.State.IsVouchedFor(partner));
    }

    [Fact]
    public void Nobody_vouches_for_themselves_and_whoever_has_no_vouchers_vouches_for_nobody()
    {
        Join();
        Assert.Equal(RefusalReason.NotVouchedFor, world.Refused(helper, new VouchFor(partner)));
        var second = world.New<Organisation>();
        world.Accept(world.Coordinator, new AddOrganisation(new(second, "Another helper", OrganisationKind.Other)));
        Assert.Equal(RefusalReason.NotVouchedFor, world.Refused(helper, new VouchFor(second)));
    }

    [Fact]
    public void Until_then_it_sees_no_name_no_lead_and_no_restriction_of_others_and_opens_nothing_in_an_emergency()
    {
        var alone = world.Reported(world.Teacher, new Situation.SeenAlone(world.Corner), "Ana Lopez");
        var restricted = world.AtSchool("Luis Rey");
        world.Restricted(restricted, "Pedro Salas");
        Join();
        var theirs = world.New<Person>();
        world.Accept(helper, new ReportChild(world.New<Record>(), theirs, Source.PhoneCall, null, Named("Ana Lopez", 8), new Situation.NotLocated()));
        var lead = Lead(theirs, alone);
        world.Accept(world.Worker, new AssignWorker(alone, helper.User));

        var sight = By(helper);
        Assert.NotNull(sight.DetailsOf(world.State.Find(theirs)!));
        Assert.Null(sight.DetailsOf(world.State.Find(alone)!));
        Assert.False(sight.SeesRestrictions(world.State.Find(restricted)!));
        Assert.False(sight.IsPartyTo(world.State.Leads[lead]));
        Assert.Equal(RefusalReason.BelongsToAnotherOrganisation, world.Refused(helper, new CompareBlindAnswers(lead, 2, 0, 0, world.Now)));
        Assert.Equal(RefusalReason.NotVouchedFor, world.Refused(helper, new BreakGlass(restricted, world.New<BrokenGlass>(), GlassReason.Other, "now")));
        Assert.Equal(RefusalReason.NotVouchedFor, world.Refused(world.Desk, new OfferTransfer(restricted, world.New<Offer>(), new(partner, world.Corner))));

        world.Accept(world.Principal, new VouchFor(partner));
        world.Accept(world.Warden, new VouchFor(partner));
        Assert.True(By(helper).IsPartyTo(world.State.Leads[lead]));
        Assert.NotNull(By(helper).DetailsOf(world.State.Find(alone)!));
    }

    private void Join()
    {
        if (world.State.Records.Count == 0) { world.AtSchool("Somebody Else"); }
        world.Accept(world.Coordinator, new AddOrganisation(new(partner, "Helping Hands", OrganisationKind.ChildProtection)));
    }

    private Id<Lead> Lead(Id<Person> one, Id<Person> other)
    {
        var lead = world.New<Lead>();
        world.Accept(Actor.System, new ProposeLead(lead, LeadKind.SamePerson, world.RecordOf(one), world.RecordOf(other), 12, 0.97, LeadBand.Strong, []));
        return lead;
    }

    private Sight By(Actor actor) => new(world.State, new(actor.User, actor.Organisation, actor.Role));
}
