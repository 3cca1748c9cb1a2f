using Homeward.Domain;
using Homeward.Features.Drill.Names;
using Homeward.Features.Drill.Truth;

namespace Homeward.Features.Drill.Families;

/// <summary>
/// Makes households, some of them tied to the one made before: the mother's sister, whose child lives with them, or the
/// father's former partner, whose child is his as well. Those ties are what pulls two families into one for whoever looks
/// at names only.
/// </summary>
internal sealed class HomeMaker(long seed, DateOnly day)
{
    private const double ShareWithCousin = 0.1, ShareWithFormerPartner = 0.09, ShareWithPhone = 0.8, NamedAfterParent = 0.12;

    // How often nobody, the mother, the father or both are held and declare.
    private static readonly int[] DeclaringWeights = [30, 26, 22, 22];

    // How often 1 to 5 children. Mean 2.1.
    private static readonly int[] ChildrenWeights = [36, 34, 18, 8, 4];

    public IEnumerable<Home> Make(IReadOnlyList<Neighbourhood> towns, int count)
    {
        Home? before = null;
        for (var number = 0; number < count; number++)
        {
            var random = SeededRandom.For(seed, "home", number);
            var home = Make(random, number, before?.Neighbourhood is { } same && random.Chance(0.7) ? same : random.Pick(towns));
            if (before is { Children.Count: > 0 } && before.Neighbourhood == home.Neighbourhood) { (before, home) = Tie(random, before, home); }

            if (before is not null) { yield return before; }

            before = home;
        }

        if (before is not null) { yield return before; }
    }

    private Home Make(SeededRandom random, int number, Neighbourhood town)
    {
        var two = Neighbourhood.BearsTwoSurnames(random);
        var declares = (Declaring)random.Weighted(DeclaringWeights);
        var mother = declares is Declaring.Father && random.Chance(0.3) ? null : Adult(random, town, Part.Mother, $"f{number}-m", Sex.Female, two);
        var father = declares is Declaring.Mother && random.Chance(0.45) ? null : Adult(random, town, Part.Father, $"f{number}-f", Sex.Male, two);
        var kin = Kin(random, town, mother ?? father!, number, two);
        var neighbour = Adult(random, town, Part.Neighbour, $"f{number}-n", random.Chance(0.7) ? Sex.Female : Sex.Male, random.Chance(0.5));
        return new(town, mother, father, kin, neighbour, Children(random, town, number, two, mother, father), declares);
    }

    private static (Home Before, Home Home) Tie(SeededRandom random, Home before, Home home)
    {
        if (home.Mother is { } mother && before.Mother is { } sister && random.Chance(ShareWithCousin))
        {
            // Sisters share both surnames. The cousin lives with the second family, who declare it beside their own.
            home = Renamed(home, mother with { Surname = sister.Surname, SecondSurname = sister.SecondSurname });
            return (before, home with { Guests = [new(random.Pick(before.Children), null)] });
        }

        if (home.Father is { } father && before is { Father: null, Mother: not null } && random.Chance(ShareWithFormerPartner * 4))
        {
            // The children of the household before are his: they bear his surname, and he names one or all of them.
            var his = before.Children.Select(c => c with { Surname = father.Surname }).ToArray();
            return (before with { Children = his }, home with { Guests = [.. his.Where((_, i) => i == 0 || random.Chance(0.6)).Select(c => new Guest(c, Part.Father))] });
        }

        return (before, home);
    }

    // Children who bore the mother's surname bear her new one.
    private static Home Renamed(Home home, TruePerson mother) => home with
    {
        Mother = mother,
        Children = [.. home.Children.Select(c => c with
        {
            Surname = c.Surname == home.Mother!.Surname ? mother.Surname : c.Surname,
            SecondSurname = c.SecondSurname == home.Mother!.Surname ? mother.Surname : c.SecondSurname,
        })],
    };

    private TruePerson Adult(SeededRandom random, Neighbourhood town, Part part, string id, Sex sex, bool two)
    {
        var given = NameTables.Given(random, sex, two, child: false);
        return new(id, part, given, town.Surname(random, two), two ? town.Surname(random, true) : null, NameTables.Nickname(random, given), sex,
            day.AddYears(-random.Around(20, 50)).AddDays(-random.Below(365)), random.Chance(ShareWithPhone) ? Phone(random) : null);
    }

    private TruePerson Kin(SeededRandom random, Neighbourhood town, TruePerson parent, int number, bool two)
    {
        var kin = Adult(random, town, Part.Kin, $"f{number}-k", Sex.Female, two);
        return random.Chance(0.7) ? kin with { Surname = parent.Surname, SecondSurname = parent.SecondSurname } : kin;
    }

    private List<TruePerson> Children(SeededRandom random, Neighbourhood town, int number, bool two, TruePerson? mother, TruePerson? father)
    {
        var (surname, second) = (mother, father) switch
        {
            ({ } m, { } f) => (f.Surname, two ? m.Surname : null),
            ({ } m, null) when random.Chance(0.5) => (m.Surname, m.SecondSurname),
            ({ } m, null) => (town.Surname(random, two), two ? m.Surname : null),
            (null, { } f) => (f.Surname, two ? town.Surname(random, true) : null),
            _ => throw new InvalidOperationException($"Household {number} has no parent."),
        };
        var months = random.Between(8, (17 * 12) + 6);
        var count = 1 + random.Weighted(ChildrenWeights);
        var children = new List<TruePerson>();
        for (var i = 0; i < count && months > 0; i++)
        {
            var sex = random.Chance(0.5) ? Sex.Female : Sex.Male;
            var namesake = sex == Sex.Male ? father : mother;
            var given = i == 0 && namesake is not null && random.Chance(NamedAfterParent) ? namesake.Given : town.ChildsName(random, sex, two);
            while (children.Any(c => c.Given == given)) { given = town.ChildsName(random, sex, two); }

            children.Add(new($"f{number}-c{i + 1}", Part.Child, given, surname, second, NameTables.Nickname(random, given), sex, day.AddMonths(-months).AddDays(-random.Below(28)), null));

            // Twins now and then; others a year to five apart.
            months -= random.Chance(0.025) ? 0 : random.Between(11, 60);
        }

        return children;
    }

    // See Truth.Family: an area code and an exchange that are given to nobody.
    private static string Phone(SeededRandom random) => $"{random.Between(2, 8)}9{random.Below(10)}-555-{random.Below(10_000):0000}";
}
