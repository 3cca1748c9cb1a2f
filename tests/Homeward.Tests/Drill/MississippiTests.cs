using Homeward.Domain;
using Homeward.Features.Drill;
using Homeward.Features.Drill.Reports;
using Homeward.Features.Drill.Truth;
using Xunit;

namespace Homeward.Tests.Drill;

/// <summary>The scenario's published facts hold for every seed.</summary>
public class MississippiTests
{
    private static readonly Scenario Event = Scenario.Find("mississippi-2019")!;

    [Fact]
    public void There_are_seven_worksites_in_six_towns()
    {
        Assert.Equal(7, Event.Worksites.Count);
        Assert.Equal(6, Event.Worksites.Select(w => w.Town).Distinct().Count());
    }

    [Fact]
    public void Every_town_has_a_school_for_every_age_from_five_to_seventeen() =>
        Assert.All(Event.Worksites, w => Assert.All(Enumerable.Range(5, 13), age =>
            Assert.Single(Event.Schools, s => s.Town == w.Town && age >= s.Youngest && age <= s.Oldest)));

    [Fact]
    public void The_published_figures_are_all_there()
    {
        Assert.Equal(14, Event.Figures.Count);
        Assert.Equal(680, Event.Figures.Single(f => f.Id == "F01").Value);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 1)]
    [InlineData(8, 3)]
    public void There_are_680_adults_a_scale_and_so_many_at_each_worksite(long seed, int scale)
    {
        var adults = new World(Event, seed, scale).Households().SelectMany(h => h.Detained.Select(_ => h.Worksite)).ToList();
        Assert.Equal(680 * scale, adults.Count);
        Assert.All(Event.Worksites, w => Assert.Equal(w.Adults * scale, adults.Count(a => a == w)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(99)]
    public void About_30_are_never_transported_and_about_270_are_released_at_night(long seed)
    {
        var fates = new World(Event, seed, 1).Households().SelectMany(h => h.Detained).CountBy(d => d.Fate).ToDictionary();
        Assert.InRange(fates[Fate.NotTransported], 25, 35);
        Assert.InRange(fates[Fate.ReleasedAtNight], 250, 290);
    }

    [Fact]
    public void Only_one_parent_of_a_couple_is_released_and_only_when_the_children_were_declared()
    {
        foreach (var home in new World(Event, 7, 1).Households())
        {
            var released = home.Detained.Count(d => d.Fate == Fate.ReleasedAtNight);
            Assert.InRange(released, 0, 1);
            Assert.All(home.Detained.Where(d => d.Fate == Fate.ReleasedAtNight), d => Assert.True(d.DeclaresChildren && home.Children.Count > 0));
            Assert.True(released == 0 || home.ParentsAtLarge.Count == 0, "A parent whose partner is at large is held.");
            Assert.True(home.Detained.All(d => d.Fate != Fate.NotTransported) || home.Kind == HouseholdKind.Expectant);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(99)]
    public void Between_400_and_1000_children_have_a_detained_parent(long seed) =>
        Assert.InRange(new World(Event, seed, 1).Households().Where(h => h.Detained.Count > 0).Sum(h => h.Children.Count), 400, 1000);

    [Fact]
    public void Every_story_is_told_as_often_as_it_should_be()
    {
        var told = new World(Event, 7, 2).Households().CountBy(h => h.Story).ToDictionary();
        Assert.All(Composition.Stories, s => Assert.Equal(s.Count * 2, told[s.Story]));
    }

    [Fact]
    public void Children_are_under_18_and_at_the_school_of_their_town_and_age()
    {
        var world = new World(Event, 7, 1);
        foreach (var home in world.Households())
        {
            foreach (var child in home.Children)
            {
                var age = child.Person.AgeOn(world.FirstDay);
                Assert.InRange(age, 0, 17);
                Assert.Equal(age >= 5, child.School is not null);
                Assert.True(child.School is null || child.School.Town == home.Worksite.Town);
            }
        }
    }

    [Fact]
    public void Siblings_share_surnames_and_some_families_have_two_some_one()
    {
        var families = new World(Event, 7, 1).Households().Where(h => h.Children.Count > 1).ToList();
        Assert.All(families, h => Assert.Single(h.Children.Select(c => c.Person.Surnames).Distinct()));
        Assert.Contains(families, h => h.Children[0].Person.SecondSurname is null);
        Assert.Contains(families, h => h.Children.Select(c => c.Person.BirthDate).Distinct().Count() < h.Children.Count);
        Assert.Contains(families, h => h.Father is { } f && h.Children[0].Person.Given == f.Given);
    }

    [Fact]
    public void A_child_is_in_one_place_at_a_time_and_organisations_hold_it_at_a_place_of_the_scenario()
    {
        foreach (var child in new World(Event, 7, 1).Households().SelectMany(h => h.Children))
        {
            Assert.True(child.Legs.Zip(child.Legs.Skip(1)).All(pair => pair.First.From < pair.Second.From));
            Assert.All(child.Legs.Where(l => l.With is WithWhom.School or WithWhom.Gym or WithWhom.Hospital or WithWhom.ChildProtection),
                l => Assert.Contains(Event.Places, p => p.Id == l.Place));
        }
    }

    [Fact]
    public void By_the_first_night_some_children_are_without_either_parent_whatever_was_said()
    {
        var children = new World(Event, 7, 1).Households().SelectMany(h => h.Children).ToList();
        Assert.InRange(children.Count(c => Calendar.StateAt(c, 16) is ChildState.InInterimCare or ChildState.LocatedUnaccompanied), 50, 600);
    }
}
