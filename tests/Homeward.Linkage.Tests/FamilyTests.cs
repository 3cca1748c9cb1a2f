namespace Homeward.Linkage.Tests;

/// <summary>The largest and most harmful error of record linkage is to take one member of a family for another.</summary>
public sealed class FamilyTests : IDisposable
{
    private static readonly DateOnly Day = new(2019, 8, 7);
    private readonly LinkageIndex<int> index = new();

    public FamilyTests()
    {
        // A town's worth of strangers, so that frequencies and the prior are those of an incident.
        string[] given = ["Ana", "Luis", "José", "Rosa", "Kevin", "Emily", "Carlos", "Daniela", "Miguel", "Sofía"];
        string[] surnames = ["García", "López", "Pérez", "Hernández", "Smith", "Johnson", "Gómez", "Ramírez", "Cruz", "Torres", "Morales"];
        for (var i = 0; i < 440; i++)
        {
            index.Add(i, Child(given[i % given.Length], surnames[i % surnames.Length], 4 + (i % 13)) with { School = $"School {i % 5}", Town = $"Town {i % 6}" });
        }
    }

    [Fact]
    public void Two_reports_of_one_child_are_a_same_person_lead()
    {
        var school = Child("Wilmer José", "Velásquez Mejía", 7) with { School = "Morton Elementary", Phones = ["601-555-0142"] };
        var neighbour = Child("Wilmer", "Velasques", 8) with { Phones = ["(601) 555 0142"] };

        Assert.True(SamePerson(school, neighbour) > 0.9);
    }

    [Theory]
    [InlineData("Kevin", 7, "Emily", 7)]
    [InlineData("Kevin", 7, "Brayan", 9)]
    [InlineData("María Carmen", 7, "María Isabel", 9)]
    [InlineData("Daniel", 5, "Daniela", 9)]
    public void Siblings_are_a_family_lead_and_never_the_same_person(string given, int age, string otherGiven, int otherAge)
    {
        var shared = Child("", "Velásquez Mejía", 0) with
        {
            School = "Morton Elementary",
            Town = "Morton",
            Phones = ["601-555-0142"],
            Relatives = [new(Relation.Mother, "Rosa Mejía")],
        };
        var child = shared with { GivenNames = given, Age = Years(age) };
        var sibling = shared with { GivenNames = otherGiven, Age = Years(otherAge) };

        Assert.True(SamePerson(child, sibling) < 0.1, $"{SamePerson(child, sibling)}");
        Assert.True(SameFamily(child, sibling) > 0.9, $"{SameFamily(child, sibling)}");
    }

    [Fact]
    public void A_father_and_his_namesake_son_are_not_the_same_person()
    {
        var father = new Profile { Kind = PersonKind.Adult, GivenNames = "Juan Carlos", Surnames = "Velásquez", Phones = ["6015550142"], Age = Years(41) };
        var son = father with { Age = Years(19) };
        var boy = father with { Kind = PersonKind.Child, Age = Years(9) };

        Assert.True(SamePerson(father, son) < 0.3);
        Assert.Null(index.Compare(father, boy, Hypothesis.SamePerson));
    }

    [Fact]
    public void A_child_that_names_its_mother_and_a_mother_that_names_her_child_are_two_halves_of_one_family()
    {
        var child = Child("Yesenia", "Chavez", 6) with { Relatives = [new(Relation.Mother, "Lupe")] };
        var mother = new Profile
        {
            Kind = PersonKind.Adult,
            Sex = Sex.Female,
            GivenNames = "Guadalupe",
            Surnames = "Ramos",
            Relatives = [new(Relation.Child, "Jesenia Chavez") { Age = Years(7) }],
        };
        var otherWoman = mother with { GivenNames = "Carmen", Relatives = [new(Relation.Child, "Pedro")] };

        Assert.True(SameFamily(child, mother) > 0.9, $"{SameFamily(child, mother)}");
        Assert.True(SameFamily(child, otherWoman) < 0.01);
    }

    [Fact]
    public void A_mother_is_found_from_her_child_and_the_child_from_its_mother()
    {
        index.Add(1001, Child("Yesenia", "Chavez", 6) with { Relatives = [new(Relation.Mother, "Guadalupe Ramos")] });
        index.Add(1002, new Profile
        {
            Kind = PersonKind.Adult,
            Sex = Sex.Female,
            FullName = "Lupe Ramos",
            Relatives = [new(Relation.Child, "Yesenia") { Age = Years(6) }],
        });

        Assert.Contains(index.Search(1001, Hypothesis.SameFamily, 5, 0), found => found.Id == 1002);
        Assert.Contains(index.Search(1002, Hypothesis.SameFamily, 5, 0), found => found.Id == 1001);
    }

    [Fact]
    public void One_of_two_surnames_is_evidence_for_a_parent()
    {
        var child = Child("Iker", "Zubizarreta Olmos", 6) with { Phones = ["6015550177"] };
        var mother = new Profile { Kind = PersonKind.Adult, FullName = "Marta Olmos", Age = Years(30), Phones = ["6015550177"] };

        var evidence = index.Compare(child, mother, Hypothesis.SameFamily)!.Evidence;

        Assert.Contains(evidence, e => e is { Field: LinkageField.Surname, Level: EvidenceLevel.Same, Bits: > 2 });
        Assert.Contains(evidence, e => e is { Field: LinkageField.Generation, Level: EvidenceLevel.Fits });
    }

    [Fact]
    public void Nobody_is_the_parent_of_somebody_nearly_as_old()
    {
        var child = Child("Iker", "Olmos", 15) with { Relatives = [new(Relation.Mother, "Marta Olmos")] };
        var adult = new Profile { Kind = PersonKind.Adult, FullName = "Marta Olmos", Age = Years(19) };

        Assert.True(index.Compare(child, adult, Hypothesis.SameFamily)!.Bits < index.Compare(child, adult with { Age = Years(40) }, Hypothesis.SameFamily)!.Bits - 4);
    }

    public void Dispose() => index.Dispose();

    private static Profile Child(string given, string surnames, int age) =>
        new() { Kind = PersonKind.Child, GivenNames = given, Surnames = surnames, Age = Years(age) };

    private static StatedAge Years(int age) => new(age, age, AgeUnit.Years, Day);

    private double SamePerson(Profile profile, Profile other) => index.Compare(profile, other, Hypothesis.SamePerson)!.Probability;

    private double SameFamily(Profile profile, Profile other) => index.Compare(profile, other, Hypothesis.SameFamily)!.Probability;
}
