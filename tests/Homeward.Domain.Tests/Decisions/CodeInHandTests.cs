namespace Homeward.Domain.Tests;

public sealed class CodeInHandTests
{
    private readonly World world = new();

    [Fact]
    public void Whoever_has_the_wristband_in_hand_reads_that_one_person_for_half_an_hour()
    {
        var (ana, other) = (world.AtSchool(), world.AtSchool("Berta Ruiz"));
        Assert.Null(By(world.Keeper).DetailsOf(world.State.People[ana]));

        world.Accept(world.Keeper, new ShowByCode(ana));

        Assert.Equal("Ana Lopez", By(world.Keeper).DetailsOf(world.State.People[ana])!.DisplayName());
        Assert.Equal(Ground.Code, By(world.Keeper).GroundFor(world.State.People[ana]));
        Assert.Null(By(world.Keeper).DetailsOf(world.State.People[other]));
        Assert.Null(By(world.Warden).DetailsOf(world.State.People[ana]));
        world.Later(30);
        Assert.Null(By(world.Keeper).DetailsOf(world.State.People[ana]));
    }

    [Fact]
    public void It_gives_no_power_to_decide_and_shows_no_restriction()
    {
        var (ana, theirs) = (world.AtSchool(), world.AtShelter());
        world.Accept(world.Warden, new ShowByCode(ana));

        Assert.Equal(RefusalReason.BelongsToAnotherOrganisation, world.Refused(world.Warden, new LinkPersons(ana, theirs)));
        Assert.False(By(world.Warden).SeesRestrictions(world.State.People[ana]));
    }

    [Fact]
    public void Nobody_has_a_wristband_in_hand_over_the_telephone()
    {
        Assert.Equal(RefusalReason.NotAllowedForRole, world.Refused(world.Somebody(world.Shelter, Role.Hotline), new ShowByCode(world.AtSchool())));
    }

    [Fact]
    public void A_child_that_is_handed_on_again_and_again_keeps_only_who_has_it_open_now()
    {
        var ana = world.AtSchool();
        for (var i = 0; i < 5; i++)
        {
            world.Accept(world.Somebody(world.Shelter, Role.Intake), new ShowByCode(ana));
            world.Later(20);
        }

        Assert.Equal(2, world.State.People[ana].CodesShown.Length);
    }

    private Sight By(Actor actor) => new(world.State, new(actor.User, actor.Organisation, actor.Role, world.Now));
}
