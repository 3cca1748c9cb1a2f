using Homeward.Domain;
using Homeward.Features.Drill.Names;

namespace Homeward.Features.Drill.Truth;

/// <summary>Makes a household's people: who they are, how they are named, and what happened to the adults.</summary>
internal static class HouseholdMaker
{
    // Invented, near the household sizes of working families: how often 1, 2, 3 or 4 children. Mean 1.86.
    private static readonly int[] ChildrenWeights = [42, 36, 16, 6];

    private const double ShareWithTwoSurnames = 0.86, ShareDeclaring = 0.95, ShareWithKinNear = 0.62, ShareOfKinWithRight = 0.7;

    public static Household Make(World world, int number, Outline outline)
    {
        var random = SeededRandom.For(world.Seed, "household", number);
        var worksite = world.Scenario.Worksites[outline.Worksite];
        var family = new Family(random, number, random.Chance(ShareWithTwoSurnames), world.FirstDay);

        var motherIsThere = outline.Kind is not (HouseholdKind.SingleParent or HouseholdKind.NoChildren) || random.Chance(0.75);
        var fatherIsThere = outline.Kind is not (HouseholdKind.SingleParent or HouseholdKind.NoChildren) || !motherIsThere;
        var mother = motherIsThere ? family.Adult(Part.Mother, "m") : null;
        var father = fatherIsThere ? family.Adult(Part.Father, "f") : null;

        var (detained, atLarge) = Fates(random, outline.Kind, mother, father);
        var kin = outline.Story == Story.AuntWithoutDocuments || random.Chance(ShareWithKinNear) ? family.Kin(mother ?? father!) : null;
        var kinHasRight = kin is not null && (outline.Story == Story.AuntWithoutDocuments || random.Chance(ShareOfKinWithRight));
        var neighbour = family.Stranger(Part.Neighbour, "n");
        var other = outline.Story switch
        {
            Story.CustodyDispute => family.Adult(mother is null ? Part.Mother : Part.Father, "x") with { Part = Part.RestrictedParent },
            Story.ClaimedByStranger => Claimant(world, outline.StoryNumber),
            _ => null,
        };

        var children = outline.Kind == HouseholdKind.NoChildren ? [] : family.Children(mother, father, ChildrenCount(random), outline.Story != Story.None);
        var household = new Household(number, outline.Kind, outline.Story, outline.StoryNumber, worksite, detained, atLarge, [], kin, kinHasRight, neighbour, other);
        var days = new ChildDays(random, household, world.FirstDay);
        return household with { Children = [.. children.Select(c => days.Of(c, SchoolOf(world, worksite, c), isEldest: c == children[0]))] };
    }

    /// <summary>Four children of four families are claimed by one stranger, who therefore belongs to no household.</summary>
    private static TruePerson Claimant(World world, int storyNumber)
    {
        var number = storyNumber / 4;
        var random = SeededRandom.For(world.Seed, "claimant", number);
        return new Family(random, number, twoSurnames: true, world.FirstDay).Stranger(Part.Stranger, "s") with { Id = $"stranger{number}" };
    }

    private static int ChildrenCount(SeededRandom random) => 1 + random.Weighted(ChildrenWeights);

    private static DrillSchool? SchoolOf(World world, Worksite worksite, TruePerson child)
    {
        var age = child.AgeOn(world.FirstDay);
        return world.Scenario.Schools.FirstOrDefault(s => s.Town == worksite.Town && age >= s.Youngest && age <= s.Oldest);
    }

    private static (List<DetainedAdult> Detained, List<TruePerson> AtLarge) Fates(SeededRandom random, HouseholdKind kind, TruePerson? mother, TruePerson? father)
    {
        var declares = random.Chance(ShareDeclaring);
        switch (kind)
        {
            case HouseholdKind.BothDetained:
                // By rule one of the two was released; in most families the mother.
                var motherGoes = random.Chance(0.85);
                return ([
                    Detained(random, mother!, declares && motherGoes ? Fate.ReleasedAtNight : Fate.HeldMoved, declares),
                    Detained(random, father!, declares && !motherGoes ? Fate.ReleasedAtNight : Fate.HeldMoved, declares)], []);
            case HouseholdKind.SingleParent:
                return ([Detained(random, (mother ?? father)!, declares ? Fate.ReleasedAtNight : Fate.HeldMoved, declares)], []);
            case HouseholdKind.Expectant:
                return ([Detained(random, mother!, Fate.NotTransported, declares: false)], random.Chance(0.6) ? [father!] : []);
            case HouseholdKind.OneDetained:
                var detained = random.Chance(0.55) ? father! : mother!;
                return ([Detained(random, detained, Fate.HeldMoved, declares)], [detained == father ? mother! : father!]);
            case HouseholdKind.NoChildren:
                return ([Detained(random, (mother ?? father)!, Fate.HeldMoved, declares: false)], []);
            default:
                return ([], [.. new[] { mother, father }.OfType<TruePerson>()]);
        }
    }

    // Minutes from 08:00: found at work in the first hour, on a bus about 10:00, processed in the afternoon, released
    // about 23:00 and driven back, or moved to a facility the next day before 15:00.
    private static DetainedAdult Detained(SeededRandom random, TruePerson person, Fate fate, bool declares)
    {
        var encountered = random.Around(0, 60);
        if (fate == Fate.NotTransported)
        {
            var letGo = random.Around(110, 160);
            return new(person, fate, declares, encountered, null, null, letGo, letGo + random.Between(30, 90));
        }

        var transport = random.Around(105, 150);
        var atSite = transport + random.Between(45, 100);
        return fate == Fate.ReleasedAtNight
            ? Released(random, new(person, fate, declares, encountered, transport, atSite, random.Around(880, 935), null))
            : new(person, fate, declares, encountered, transport, atSite, random.Around(1440, 1850), null);
    }

    private static DetainedAdult Released(SeededRandom random, DetainedAdult adult) =>
        adult with { HomeAt = adult.LeftAt + random.Between(50, 130) };
}
