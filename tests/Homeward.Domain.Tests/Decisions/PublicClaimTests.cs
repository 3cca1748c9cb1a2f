using static Homeward.Domain.Tests.Stories;

namespace Homeward.Domain.Tests;

public sealed class PublicClaimTests
{
    private readonly World world = new();

    [Fact]
    public void A_claim_changes_no_person_no_record_and_no_count()
    {
        world.AtSchool();
        Open();
        var before = world.State;

        Receive("Somebody", "Ana Lopez");

        var after = world.State;
        Assert.Single(after.Claims);
        Assert.Same(before.People, after.People);
        Assert.Same(before.Records, after.Records);
        Assert.Same(before.Leads, after.Leads);
        Assert.Same(before.Tallies, after.Tallies);
        Assert.Equal(before.Counts, after.Counts);
        Assert.Equal(before.Version, after.Version);
    }

    [Fact]
    public void It_is_read_by_those_who_answer_families_in_the_organisation_it_was_sent_to()
    {
        Open();
        var id = Receive("Somebody", "Ana Lopez");
        var claim = world.State.Claims[id];

        Assert.True(By(world.Hotline).Sees(claim));
        Assert.True(By(world.Coordinator).Sees(claim));
        Assert.False(By(world.Lawyer).Sees(claim));
        Assert.False(By(world.Warden).Sees(claim));
        Assert.Equal(RefusalReason.BelongsToAnotherOrganisation, world.Refused(world.Warden, new CloseClaim(claim.Id, ClaimClosedBecause.Hoax)));
        Assert.Equal(RefusalReason.NotAllowedForRole, world.Refused(world.Lawyer, new CloseClaim(claim.Id, ClaimClosedBecause.Hoax)));
    }

    [Fact]
    public void Time_runs_from_the_last_contact()
    {
        Open();
        var id = Receive("Somebody", null);
        Assert.Equal(world.State.Claims[id].Received, world.State.Claims[id].LastContact);
        world.Later(600);

        world.Accept(world.Hotline, new NoteClaimContact(id));

        Assert.Equal(world.Now, world.State.Claims[id].LastContact);
    }

    [Fact]
    public void A_closed_claim_waits_no_longer_and_is_closed_once()
    {
        Open();
        var id = Receive("Somebody", null);
        Assert.Equal(1, world.State.ClaimsWaiting);

        world.Accept(world.Hotline, new CloseClaim(id, ClaimClosedBecause.ReportMade));

        Assert.Equal(0, world.State.ClaimsWaiting);
        Assert.Empty(world.Accept(world.Hotline, new CloseClaim(id, ClaimClosedBecause.Hoax)));
        Assert.Equal(ClaimClosedBecause.ReportMade, world.State.Claims[id].Closed);
    }

    [Fact]
    public void Without_an_open_page_nothing_is_taken_and_a_long_text_neither()
    {
        Assert.Equal(RefusalReason.NoFamilyPage, world.Refused(Actor.OpenPages, Claim("Somebody", null)));
        Open();

        Assert.Equal(RefusalReason.TextTooLong, world.Refused(Actor.OpenPages, Claim(new('a', 201), null)));
        Assert.Equal(RefusalReason.TextMissing, world.Refused(Actor.OpenPages, Claim(" ", null)));
        world.Accept(world.Coordinator, new CloseFamilyPage());
        Assert.Equal(RefusalReason.NoFamilyPage, world.Refused(Actor.OpenPages, Claim("Somebody", null)));
    }

    [Fact]
    public void What_it_said_is_forgotten_with_its_key_and_that_it_was_there_is_not()
    {
        Open();
        var id = Receive("Somebody", "Ana Lopez");

        var state = world.State.Forget([world.State.Claims[id].Record]);

        Assert.Null(state.Claims[id].Words);
        Assert.Equal(1, state.ClaimsWaiting);
    }

    [Fact]
    public void It_ends_fourteen_days_after_the_last_contact_and_never_under_a_hold()
    {
        Open();
        var (quiet, called) = (Receive("Somebody", null), Receive("Another", null));
        world.Later(10 * 24 * 60);
        world.Accept(world.Hotline, new NoteClaimContact(called));
        world.Later((4 * 24 * 60) - 5);
        Assert.Empty(world.Accept(Actor.System, new CarryOutExpiry()));
        world.Later(10);
        var hold = world.New<LegalHold>();
        world.Accept(world.Lawyer, new PlaceHold(hold, null, HoldReason.CourtOrder));
        Assert.Empty(world.Accept(Actor.System, new CarryOutExpiry()));
        world.Accept(world.Lawyer, new LiftHold(hold));
        world.Accept(world.Principal, new LiftHold(hold));

        world.Accept(Actor.System, new CarryOutExpiry());

        Assert.Null(world.State.Claims[quiet].Words);
        Assert.NotNull(world.State.Claims[called].Words);
        Assert.Contains(world.State.Claims[quiet].Record, world.State.Expired.Values.Select(one => one.Record));
        Assert.Equal(1, world.State.ClaimsWaiting);
    }

    [Fact]
    public void A_claims_id_names_nothing_else()
    {
        Open();
        var id = Receive("Somebody", null);

        Assert.Equal(RefusalReason.IdAlreadyUsed, world.Refused(Actor.OpenPages, Claim("Another", null) with { Claim = id }));
        Assert.Equal(RefusalReason.IdAlreadyUsed, world.Refused(world.Hotline, new ReportAdult(
            world.New<Record>(), new(id.Value), Source.PhoneCall, null, Named("Somebody"), null)));
        Assert.Equal(RefusalReason.IdAlreadyUsed, world.Refused(world.Hotline, new ReportAdult(
            new(id.Value), world.New<Person>(), Source.PhoneCall, null, Named("Somebody"), null)));
    }

    private void Open() => world.Accept(world.Coordinator, new OpenFamilyPage("601 555 0100", null, world.Agency));

    private ReceiveClaim Claim(string name, string? about) =>
        new(world.New<PublicClaim>(), PublicClaimKind.LookingFor, ClaimLanguage.Spanish, new(name, "601 555 0199", about, null, null, null, null));

    private Id<PublicClaim> Receive(string name, string? about)
    {
        var claim = Claim(name, about);
        world.Accept(Actor.OpenPages, claim);
        return claim.Claim;
    }

    private Sight By(Actor actor) => new(world.State, new(actor.User, actor.Organisation, actor.Role, world.Now));
}
