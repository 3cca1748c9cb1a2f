using static Homeward.Domain.Tests.Stories;

namespace Homeward.Domain.Tests;

public sealed class GlassTests
{
    private readonly World world = new();

    [Fact]
    public void Whoever_breaks_the_glass_reads_one_child_for_half_an_hour()
    {
        var (ana, other) = (world.AtSchool(), world.AtSchool("Berta Ruiz"));
        Assert.Null(By(world.Keeper).DetailsOf(world.State.People[ana]));

        Broken(world.Keeper, ana);

        Assert.Equal("Ana Lopez", By(world.Keeper).DetailsOf(world.State.People[ana])!.DisplayName());
        Assert.Equal(Ground.BrokenGlass, By(world.Keeper).GroundFor(world.State.People[ana]));
        Assert.Null(By(world.Keeper).DetailsOf(world.State.People[other]));
        Assert.Null(By(world.Warden).DetailsOf(world.State.People[ana]));
        world.Later(30);
        Assert.Null(By(world.Keeper).DetailsOf(world.State.People[ana]));
    }

    [Fact]
    public void It_gives_no_power_to_decide()
    {
        var (ana, theirs) = (world.AtSchool(), world.AtShelter());
        Broken(world.Volunteer, ana);

        Assert.Equal(RefusalReason.BelongsToAnotherOrganisation, world.Refused(world.Volunteer, new LinkPersons(ana, theirs)));
    }

    [Fact]
    public void Both_organisations_are_told_and_a_third_is_not()
    {
        var ana = world.AtSchool();
        var id = Broken(world.Keeper, ana);
        var glass = world.State.BrokenGlass[id];

        Assert.True(glass.Concerns(world.State, world.School));
        Assert.True(glass.Concerns(world.State, world.Shelter));
        Assert.False(glass.Concerns(world.State, world.Agency));
    }

    [Fact]
    public void Three_times_a_day_and_never_without_words()
    {
        var ana = world.AtSchool();
        Assert.Equal(RefusalReason.TextMissing, world.Refused(world.Keeper, new BreakGlass(ana, world.New<BrokenGlass>(), GlassReason.Other, " ")));
        for (var i = 0; i < 3; i++)
        {
            Broken(world.Keeper, world.AtSchool());
        }

        Assert.Equal(RefusalReason.BudgetSpent, world.Refused(world.Keeper, new BreakGlass(ana, world.New<BrokenGlass>(), GlassReason.Other, "Once more.")));
        world.Later(24 * 60);
        Broken(world.Keeper, ana);
    }

    [Fact]
    public void Whoever_reads_the_child_anyway_breaks_nothing_and_the_roll_never_does()
    {
        var ana = world.AtSchool();
        Assert.Empty(world.Accept(world.Desk, new BreakGlass(ana, world.New<BrokenGlass>(), GlassReason.Other, "Why not.")));
        Assert.Equal(RefusalReason.NotAllowedForRole, world.Refused(world.Secretary, new BreakGlass(ana, world.New<BrokenGlass>(), GlassReason.Other, "Why not.")));
    }

    [Fact]
    public void A_second_person_says_whether_it_was_right()
    {
        var glass = Broken(world.Warden, world.AtSchool());
        Assert.Equal(RefusalReason.NeedsAnotherPerson, world.Refused(world.Warden, new ReviewGlass(glass, true)));
        Assert.Equal(RefusalReason.BelongsToAnotherOrganisation, world.Refused(world.Worker, new ReviewGlass(glass, true)));
        Assert.Equal(RefusalReason.NotAllowedForRole, world.Refused(world.Desk, new ReviewGlass(glass, true)));

        world.Accept(world.Somebody(world.Agency, Role.PrivacyOfficer), new ReviewGlass(glass, false));

        Assert.False(world.State.BrokenGlass[glass].WasRight);
        Assert.Empty(world.Accept(world.Principal, new ReviewGlass(glass, true)));
    }

    private Id<BrokenGlass> Broken(Actor who, Id<Person> child)
    {
        var glass = world.New<BrokenGlass>();
        world.Accept(who, new BreakGlass(child, glass, GlassReason.LifeOrHealth, "The ambulance asks for her medicine."));
        return glass;
    }

    private Sight By(Actor actor) => new(world.State, new(actor.User, actor.Organisation, actor.Role, world.Now));
}
