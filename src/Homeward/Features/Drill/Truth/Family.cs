using Homeward.Domain;
using Homeward.Features.Drill.Names;

namespace Homeward.Features.Drill.Truth;

/// <summary>Names and ages of people who belong together: shared surnames, sons named after fathers, twins.</summary>
internal sealed class Family(SeededRandom random, int number, bool twoSurnames, DateOnly firstDay)
{
    public TruePerson Adult(Part part, string id)
    {
        var sex = part == Part.Mother ? Sex.Female : Sex.Male;
        return Person(part, id, sex, Given(sex), Surname(), twoSurnames ? Surname() : null, random.Around(21, 52));
    }

    /// <summary>A grandparent, aunt or uncle of one parent's side, who shares a surname with that parent three times in four.</summary>
    public TruePerson Kin(TruePerson parent)
    {
        var sex = random.Chance(0.75) ? Sex.Female : Sex.Male;
        var shares = random.Chance(0.75);
        return Person(Part.Kin, "k", sex, Given(sex), shares ? parent.Surname : Surname(), twoSurnames ? (shares ? parent.SecondSurname : Surname()) : null, random.Around(24, 68));
    }

    /// <summary>Somebody who is no relation.</summary>
    public TruePerson Stranger(Part part, string id)
    {
        var two = random.Chance(0.5);
        var sex = random.Chance(0.65) ? Sex.Female : Sex.Male;
        return Person(part, id, sex, NameTables.Given(random, sex, two, child: false), NameTables.Surname(random, two), two ? NameTables.Surname(random, true) : null, random.Around(22, 74));
    }

    /// <summary>Brothers and sisters, eldest first. A story needs one old enough for school and too young to go home alone.</summary>
    public List<TruePerson> Children(TruePerson? mother, TruePerson? father, int count, bool forStory)
    {
        var (surname, second) = ChildSurnames(mother, father);
        var months = forStory ? random.Between(6 * 12, 10 * 12) : random.Between(2, (18 * 12) - 1);
        var children = new List<TruePerson>();
        for (var i = 0; i < count; i++)
        {
            var sex = random.Chance(0.5) ? Sex.Female : Sex.Male;
            var given = i == 0 && sex == Sex.Male && father is not null && random.Chance(0.2) ? father.Given : NameTables.Given(random, sex, twoSurnames, child: true);
            while (children.Any(c => c.Given == given)) { given = NameTables.Given(random, sex, twoSurnames, child: true); }

            children.Add(Child(i, sex, given, surname, second, months));

            // Twins share a birthday; others are a year to five apart.
            months -= random.Chance(0.025) ? 0 : random.Between(12, 60);
            if (months < 1) { break; }
        }

        return children;
    }

    private TruePerson Child(int index, Sex sex, string given, string surname, string? second, int months)
    {
        var day = SeededRandom.For(number, "birthday", months).Below(28);
        return new($"h{number}-c{index + 1}", Part.Child, given, surname, second, Nickname(given), sex, firstDay.AddMonths(-months).AddDays(-day), null);
    }

    // A child of two surnames bears the father's first and the mother's first; without a father in the household, the
    // mother's two or an absent father's first.
    private (string Surname, string? Second) ChildSurnames(TruePerson? mother, TruePerson? father) => (mother, father) switch
    {
        ({ } m, { } f) => (f.Surname, twoSurnames ? m.Surname : null),
        ({ } m, null) when !twoSurnames || random.Chance(0.4) => (m.Surname, m.SecondSurname),
        ({ } m, null) => (Surname(), m.Surname),
        (null, { } f) => (f.Surname, twoSurnames ? Surname() : null),
        _ => throw new InvalidOperationException($"Household {number} has children and no parent."),
    };

    private TruePerson Person(Part part, string id, Sex sex, string given, string surname, string? second, int age) => new(
        $"h{number}-{id}", part, given, surname, second, Nickname(given), sex,
        firstDay.AddYears(-age).AddDays(-random.Below(365)), random.Chance(0.8) ? Phone() : null);

    // Area codes with a 9 in the middle are reserved and given to nobody, and 555 is no ordinary exchange: nobody can be
    // rung by mistake. The 100 numbers kept free for fiction are too few: shared numbers would look like families.
    private string Phone() => $"{random.Between(2, 8)}9{random.Below(10)}-555-{random.Below(10_000):0000}";

    private string Given(Sex sex) => NameTables.Given(random, sex, twoSurnames, child: false);

    private string Surname() => NameTables.Surname(random, twoSurnames);

    private string? Nickname(string given) => NameTables.Nickname(random, given);
}
