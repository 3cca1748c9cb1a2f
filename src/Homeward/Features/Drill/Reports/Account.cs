using Homeward.Domain;
using Homeward.Features.Drill.Truth;

namespace Homeward.Features.Drill.Reports;

/// <summary>
/// What somebody says about a person: the truth as far as they know it, with the errors people make. How much they
/// know depends on who they are: a roll is nearly right, a neighbour knows a first name and about how old.
/// </summary>
internal sealed class Account(SeededRandom random, NoiseLevels noise, DateOnly day)
{
    /// <summary>The day on which ages are told.</summary>
    public DateOnly Day => day;

    /// <summary>As a school roll or a family member has it: names in their fields, a birth date.</summary>
    public PersonDetails ByTheBook(Household home, TruePerson child) => new()
    {
        GivenNames = Heard(child.Given, quietly: true),
        FamilyNames = Surnames(home, child),
        Sex = child.Sex,
        BirthDate = Date(child.BirthDate),
        Town = home.Worksite.Town,
        MotherName = home.Mother is { } m && random.Chance(0.7) ? ShortName(m) : null,
        FatherName = home.Father is { } f && random.Chance(0.4) ? ShortName(f) : null,
    };

    /// <summary>As a parent, brother, sister or relative says it over a bad line: full name, age.</summary>
    public PersonDetails ByTheFamily(Household home, TruePerson child)
    {
        var nickname = child.Nickname is not null && random.Chance(0.3) ? child.Nickname : null;
        return new()
        {
            GivenNames = Heard(child.Given),
            FamilyNames = Surnames(home, child),
            OtherNames = nickname,
            Sex = child.Sex,
            Age = AgeOf(child),
            BirthDate = random.Chance(0.4) ? Date(child.BirthDate) : null,
            Town = random.Chance(0.6) ? home.Worksite.Town : null,
            MotherName = home.Mother is { } m && random.Chance(0.6) ? ShortName(m) : null,
            FatherName = home.Father is { } f && random.Chance(0.3) ? ShortName(f) : null,
            SiblingNames = Siblings(home, child, 0.5),
        };
    }

    /// <summary>As the child says it to a volunteer: what it is called, who "mamá" is, who came along.</summary>
    public PersonDetails ByTheChild(Household home, TruePerson child)
    {
        var age = child.AgeOn(day);
        if (age < 3 && random.Chance(noise.NobodyKnowsTheName))
        {
            return new()
            {
                Sex = SexOf(child),
                Age = age < 2 ? new Age(Math.Max(0, (age * 12) + random.Between(0, 5)), (age * 12) + 12, InMonths: true) : new Age(2, 3),
                Description = Look(),
                SiblingNames = Siblings(home, child, 0.3),
            };
        }

        var calledBy = random.Chance(noise.NicknameOnly);
        return new()
        {
            NameAsSaid = calledBy ? child.Nickname ?? Heard(child.Given.Split(' ')[0]) : $"{Heard(child.Given)} {Surnames(home, child)}",
            Sex = SexOf(child),
            Age = AgeOf(child),
            School = random.Chance(0.4) ? SchoolOf(home, child)?.Name : null,
            Town = random.Chance(0.5) ? home.Worksite.Town : null,
            MotherName = home.Mother is { } m && random.Chance(0.55) ? (random.Chance(0.5) ? Heard(m.Given) : ShortName(m)) : null,
            FatherName = home.Father is { } f && random.Chance(0.25) ? Heard(f.Given) : null,
            SiblingNames = Siblings(home, child, 0.5),
            Description = age < 5 ? Look() : null,
        };
    }

    /// <summary>As a neighbour or passer-by says it: a first name if that, and about how old.</summary>
    public PersonDetails ByAnOnlooker(Household home, TruePerson child, bool knowsTheFamily)
    {
        var age = child.AgeOn(day);
        var name = !knowsTheFamily ? null
            : child.Nickname is { } nickname && random.Chance(noise.NicknameOnly * 2) ? nickname
            : random.Chance(0.5) ? Heard(child.Given.Split(' ')[0]) : $"{Heard(child.Given.Split(' ')[0])} {Heard(child.Surname)}";
        return new()
        {
            NameAsSaid = name,
            Sex = SexOf(child),
            Age = new Age(Math.Max(0, age - random.Between(0, 2)), age + random.Between(0, 2)),
            Town = home.Worksite.Town,
            MotherName = knowsTheFamily && home.Mother is { } m && random.Chance(0.6) ? Heard(m.Given) : null,
            Description = name is null || random.Chance(0.2) ? Look() : null,
        };
    }

    /// <summary>As an adult gives their own name to a clerk.</summary>
    public PersonDetails OfAdult(TruePerson adult, string? town, bool withBirthDate) => new()
    {
        GivenNames = Heard(adult.Given),
        FamilyNames = TwoSurnames(adult),
        Sex = adult.Sex,
        Age = withBirthDate ? null : AgeOf(adult),
        BirthDate = withBirthDate ? Date(adult.BirthDate) : null,
        Phone = adult.Phone is not null && random.Chance(0.5) ? adult.Phone : null,
        Town = town,
    };

    /// <summary>An adult as somebody else names them: "Rosa Hernandez".</summary>
    public string ShortName(TruePerson adult) => $"{Heard(adult.Given)} {Heard(adult.Surname)}";

    /// <summary>A name in full, as heard.</summary>
    public string FullName(TruePerson adult) => $"{Heard(adult.Given)} {TwoSurnames(adult)}";

    private string Surnames(Household home, TruePerson child) =>
        home.Mother is { } mother && random.Chance(noise.MothersSurname) ? TwoSurnames(mother) : TwoSurnames(child);

    private string TwoSurnames(TruePerson person)
    {
        if (person.SecondSurname is not { } second) { return Heard(person.Surname); }

        if (random.Chance(noise.SecondSurnameDropped)) { return Heard(person.Surname); }

        return random.Chance(noise.SurnamesSwapped) ? $"{Heard(second)} {Heard(person.Surname)}" : $"{Heard(person.Surname)} {Heard(second)}";
    }

    private string Heard(string name, bool quietly = false) =>
        random.Chance(quietly ? noise.NameMisheard / 4 : noise.NameMisheard) ? Hearing.Misheard(random, name) : name;

    private Age? AgeOf(TruePerson person)
    {
        if (random.Chance(noise.AgeUnknown)) { return null; }

        var age = person.AgeOn(day);
        return new Age(random.Chance(noise.AgeOffByOne) ? Math.Max(0, age + (random.Chance(0.5) ? 1 : -1)) : age);
    }

    private PartialDate Date(DateOnly date) => date.Day <= 12 && random.Chance(noise.DayMonthSwapped)
        ? new(date.Year, date.Day, date.Month)
        : new(date.Year, date.Month, date.Day);

    private Sex SexOf(TruePerson child) => random.Chance(noise.SexUnknown) ? Sex.Unknown : child.Sex;

    private string? Siblings(Household home, TruePerson child, double share)
    {
        var others = home.Children.Where(c => c.Person != child).ToArray();
        return others.Length > 0 && random.Chance(share) ? string.Join("; ", others.Select(c => Heard(c.Person.Given.Split(' ')[0]))) : null;
    }

    private static DrillSchool? SchoolOf(Household home, TruePerson child) => home.Children.First(c => c.Person == child).School;

    private string Look() => $"{random.Pick(Tops)}, {random.Pick(Things)}";

    private static readonly string[] Tops = ["red shirt", "blue school shirt", "yellow dress", "grey hoodie", "white shirt with a dinosaur", "striped pyjama top", "green football shirt", "pink jacket"];

    private static readonly string[] Things = ["a cloth rabbit", "new school bag", "one shoe", "glasses", "two plaits", "a plaster on the left knee", "carries a lunch box", "a blue dummy on a ribbon"];
}
