using CsCheck;

namespace Homeward.Linkage.Tests;

public sealed class ComparisonTests : IDisposable
{
    private readonly LinkageIndex<int> index = new();

    [Theory]
    [InlineData("García López", "García López", EvidenceLevel.Same)]
    [InlineData("García López", "López García", EvidenceLevel.SameInAnotherOrder)]
    [InlineData("García López", "García", EvidenceLevel.PartOf)]
    [InlineData("García López", "López", EvidenceLevel.PartOf)]
    [InlineData("Garcialopez", "García-López", EvidenceLevel.SameInAnotherOrder)]
    [InlineData("Delacruz", "de la Cruz", EvidenceLevel.Same)]
    [InlineData("Vasquez", "Basques", EvidenceLevel.SoundsAlike)]
    [InlineData("Oxlaj", "Oxlag", EvidenceLevel.Close)]
    [InlineData("García López", "García Ruiz", EvidenceLevel.PartlyDifferent)]
    [InlineData("Hernández", "Fernández", EvidenceLevel.Resembles)]
    public void Surnames_agree_in_the_ways_people_say_them(string surnames, string other, EvidenceLevel level) =>
        Assert.Equal(level, LevelOf(LinkageField.Surname, new() { Surnames = surnames }, new() { Surnames = other }));

    [Theory]
    [InlineData("Ana María", "María Ana", EvidenceLevel.SameInAnotherOrder)]
    [InlineData("Ana María", "Ana", EvidenceLevel.PartOf)]
    [InlineData("Ana María", "María", EvidenceLevel.SameInAnotherOrder)]
    [InlineData("Paco", "Francisco", EvidenceLevel.Nickname)]
    [InlineData("Bill", "William", EvidenceLevel.Nickname)]
    [InlineData("Yesica", "Llesica", EvidenceLevel.SoundsAlike)]
    [InlineData("Wilmer", "Wimler", EvidenceLevel.Close)]
    [InlineData("J.", "Jazmín", EvidenceLevel.Initial)]
    [InlineData("María Carmen", "María Isabel", EvidenceLevel.PartlyDifferent)]
    [InlineData("Mario", "María", EvidenceLevel.Resembles)]
    public void Given_names_agree_in_the_ways_people_say_them(string given, string other, EvidenceLevel level) =>
        Assert.Equal(level, LevelOf(LinkageField.GivenName, new() { GivenNames = given }, new() { GivenNames = other }));

    [Fact]
    public void Names_in_each_others_place_are_seen() =>
        Assert.Equal(
            EvidenceLevel.ChangedPlaces,
            LevelOf(LinkageField.GivenName, new() { GivenNames = "Ixchel", Surnames = "Oxlaj" }, new() { GivenNames = "Oxlaj", Surnames = "Ixchel" }));

    [Theory]
    [InlineData("2012-03-04", "2012-03-04", EvidenceLevel.Same)]
    [InlineData("2012-03-04", "2012-04-03", EvidenceLevel.DayAndMonthSwapped)]
    [InlineData("2012-03-04", "2012-03-14", EvidenceLevel.Close)]
    [InlineData("2012-03-04", "2021-03-04", EvidenceLevel.Close)]
    [InlineData("2012-03-04", "2012-09-22", EvidenceLevel.Off)]
    [InlineData("2012-03-04", "2005-09-22", EvidenceLevel.Different)]
    [InlineData("2012-03-04", "7 on 2019-08-07", EvidenceLevel.Fits)]
    [InlineData("2012-03-04", "8 on 2020-08-07", EvidenceLevel.Fits)]
    [InlineData("2012-03-04", "8 on 2019-08-07", EvidenceLevel.NearlyFits)]
    [InlineData("2012-03-04", "5 on 2019-08-07", EvidenceLevel.NearlyFits)]
    [InlineData("2012-03-04", "3 on 2019-08-07", EvidenceLevel.Off)]
    [InlineData("2012-03-04", "1 on 2019-08-07", EvidenceLevel.Different)]
    [InlineData("2012", "7 on 2019-08-07", EvidenceLevel.Fits)]
    public void Dates_and_ages_stated_on_different_days_are_one_evidence(string birth, string other, EvidenceLevel level) =>
        Assert.Equal(level, LevelOf(LinkageField.Age, Born(birth), Born(other)));

    [Fact]
    public void Agreement_on_a_rare_name_weighs_more_than_on_a_common_one()
    {
        double Bits(string surname) => BitsOf(LinkageField.Surname, new() { Surnames = surname }, new() { Surnames = surname });

        Assert.True(Bits("Oxlaj") > Bits("Olmos") && Bits("Olmos") > Bits("García") && Bits("García") > 0);
    }

    [Fact]
    public void A_name_that_is_common_here_weighs_less_than_the_census_says()
    {
        var profile = new Profile { Surnames = "Oxlaj" };
        var before = BitsOf(LinkageField.Surname, profile, profile);
        for (var i = 0; i < 500; i++)
        {
            index.Add(i, new Profile { GivenNames = "Ana", Surnames = i % 5 == 0 ? "Oxlaj" : "García" });
        }

        Assert.True(BitsOf(LinkageField.Surname, profile, profile) < before - 4);
    }

    [Fact]
    public void A_telephone_that_everybody_gives_tells_nothing()
    {
        var profile = new Profile { FullName = "Ana Olmos", Phones = ["601 555 0100"] };
        for (var i = 0; i < 4000; i++)
        {
            index.Add(i, new Profile { FullName = $"Luis {(char)('a' + (i % 26))}{(char)('a' + (i / 26 % 26))}ez", Phones = ["6015550100"] });
        }

        Assert.True(BitsOf(LinkageField.Phone, profile, profile) < 0.5);
    }

    [Fact]
    public void A_comparison_is_symmetric_and_its_evidence_adds_up()
    {
        Gen.Select(Profiles.Any, Profiles.Any, Gen.Enum<Hypothesis>()).Sample((a, b, hypothesis) =>
        {
            var there = index.Compare(a, b, hypothesis);
            var back = index.Compare(b, a, hypothesis);
            Assert.Equal(there?.Bits, back?.Bits);
            if (there is not null)
            {
                Assert.Equal(there.Evidence, back!.Evidence);
                Assert.Equal(there.Bits, there.Evidence.Sum(e => e.Bits), 6);
                Assert.InRange(there.Probability, 0, 1);
                Assert.All(there.Evidence, e => Assert.InRange(e.Bits, -600, 40));
            }
        }, iter: 3000);
    }

    [Fact]
    public void Nothing_known_is_nothing_shown()
    {
        var comparison = index.Compare(new Profile(), new Profile(), Hypothesis.SamePerson)!;

        Assert.Equal([LinkageField.Prior, LinkageField.Rival], comparison.Evidence.Select(e => e.Field));
        Assert.True(comparison.Probability < 0.02);
    }

    public void Dispose() => index.Dispose();

    private static Profile Born(string said)
    {
        if (said.Split(" on ") is [var age, var day])
        {
            return new() { Kind = PersonKind.Child, Age = new(int.Parse(age), int.Parse(age), AgeUnit.Years, DateOnly.Parse(day)) };
        }

        var parts = said.Split('-').Select(int.Parse).ToArray();
        return new() { Kind = PersonKind.Child, Born = parts.Length == 1 ? new(parts[0]) : new(parts[0], parts[1], parts[2]) };
    }

    private EvidenceLevel LevelOf(LinkageField field, Profile profile, Profile other) =>
        index.Compare(profile, other, Hypothesis.SamePerson)!.Evidence.Single(e => e.Field == field).Level;

    private double BitsOf(LinkageField field, Profile profile, Profile other) =>
        index.Compare(profile, other, Hypothesis.SamePerson)!.Evidence.Single(e => e.Field == field).Bits;
}
