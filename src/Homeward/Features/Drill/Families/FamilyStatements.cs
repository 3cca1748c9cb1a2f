using Homeward.Features.Drill.Truth;

namespace Homeward.Features.Drill.Families;

/// <summary>A child's record as a school, a shelter, a neighbour or a relative made it. Cells as they stand in the file.</summary>
internal sealed record ChildRow(
    string ReportedAt, string Given, string Family, string Age, string Sex, string Town, string School, string Mother, string Father, string Siblings, string Phone, TruePerson About);

/// <summary>A held adult's declaration with its dependents. Cells as they stand in the files.</summary>
internal sealed record DeclarationRow(
    string DeclaredAt, string Given, string Family, string Sex, string Age, string Relation, string Town, string Phone, IReadOnlyList<DependentRow> Dependents);

/// <summary>One dependent of a declaration.</summary>
internal sealed record DependentRow(string Name, string Age, string Sex, string School, TruePerson About);

/// <summary>What is said about one household: children's records by whoever has seen them, and the parents' declarations.</summary>
internal sealed class FamilyStatements(SeededRandom random, FamilyNoise noise, DateTime start)
{
    private const double SeesAChild = 0.85;

    // Reports come over two days, and a few weeks later from whoever heard of it late.
    private const double Late = 0.12;

    // Who reports: how often nobody, one, two or three of them do.
    private static readonly int[] ReporterWeights = [12, 42, 32, 14];

    private readonly SaidAbout _said = new(random, noise);

    public IEnumerable<ChildRow> Children(Home home)
    {
        for (var reporters = random.Weighted(ReporterWeights); reporters > 0; reporters--)
        {
            var at = Moment();
            var kind = random.Weighted(34, 26, 18, 22);
            foreach (var child in home.Children)
            {
                if (!random.Chance(SeesAChild)) { continue; }

                at = at.AddMinutes(random.Between(1, 9));
                yield return kind switch
                {
                    0 => AtSchool(home, child, at.AddMinutes(random.Below(600))),
                    1 => ByTheChild(home, child, at),
                    2 => ByTheNeighbour(home, child, at),
                    _ => ByARelative(home, child, at),
                };
            }
        }
    }

    public IEnumerable<DeclarationRow> Declarations(Home home)
    {
        if (home is { Mother: { } mother, Declares: Declaring.Mother or Declaring.Both }) { yield return Declaration(home, mother); }

        if (home is { Father: { } father, Declares: Declaring.Father or Declaring.Both }) { yield return Declaration(home, father); }
    }

    private ChildRow AtSchool(Home home, TruePerson child, DateTime at) => new(
        Written(at), _said.Given(child, formally: !random.Chance(noise.CalledBy / 4)), _said.Surnames(child, home.Mother), _said.Age(child, at), _said.SexOf(child),
        _said.Maybe(0.9, () => home.Neighbourhood.Town), School(home, child, at, 1),
        _said.Maybe(0.7, () => Mother(home, 0.8)), _said.Maybe(0.4, () => Father(home, 0.8)), _said.Maybe(0.15, () => _said.Siblings(home.Children, child)),
        _said.Maybe(0.35, () => _said.Phone(random.Chance(0.6) ? home.Mother?.Phone : home.Father?.Phone)), child);

    private ChildRow ByTheChild(Home home, TruePerson child, DateTime at) => new(
        Written(at), _said.Given(child, formally: false), random.Chance(noise.NoSurname) ? "" : _said.Surnames(child, home.Mother), _said.Age(child, at), _said.SexOf(child),
        _said.Maybe(0.5, () => home.Neighbourhood.Town), School(home, child, at, 0.5),
        _said.Maybe(0.65, () => Mother(home, 0.4)), _said.Maybe(0.4, () => Father(home, 0.3)), _said.Maybe(0.6, () => _said.Siblings(home.Children, child)), "", child);

    private ChildRow ByTheNeighbour(Home home, TruePerson child, DateTime at) => new(
        Written(at), _said.Given(child, formally: false), random.Chance(noise.NoSurname * 2) ? "" : _said.Heard(child.Surname), Guessed(child, at), _said.SexOf(child),
        _said.Maybe(0.9, () => home.Neighbourhood.Town), School(home, child, at, 0.15),
        _said.Maybe(0.6, () => Mother(home, 0.25)), _said.Maybe(0.2, () => Father(home, 0.25)), _said.Maybe(0.2, () => _said.Siblings(home.Children, child)),
        _said.Maybe(0.5, () => _said.Phone(home.Neighbour.Phone)), child);

    private ChildRow ByARelative(Home home, TruePerson child, DateTime at) => new(
        Written(at), _said.Given(child, formally: random.Chance(0.7)), random.Chance(noise.NoSurname / 2) ? "" : _said.Surnames(child, home.Mother), _said.Age(child, at), _said.SexOf(child),
        _said.Maybe(0.6, () => home.Neighbourhood.Town), School(home, child, at, 0.25),
        _said.Maybe(0.65, () => Mother(home, 0.6)), _said.Maybe(0.35, () => Father(home, 0.6)), _said.Maybe(0.5, () => _said.Siblings(home.Children, child)),
        _said.Maybe(0.6, () => _said.Phone(home.Kin.Phone)), child);

    private DeclarationRow Declaration(Home home, TruePerson parent)
    {
        var at = Moment();
        var named = home.Children.Concat(home.Guests.Where(g => g.By is null || g.By == parent.Part).Select(g => g.Child)).ToArray();
        var dependents = named.Where(c => c == named[0] || !random.Chance(noise.ChildOmitted)).Select(c => new DependentRow(
            random.Chance(0.55) ? $"{_said.Given(c, formally: random.Chance(0.7))} {_said.Surnames(c, null)}" : _said.Given(c, formally: random.Chance(0.7)),
            _said.Age(c, at), _said.SexOf(c), School(home, c, at, 0.5), c)).ToArray();
        return new(
            Written(at), _said.Given(parent, formally: true), _said.Surnames(parent, null), parent.Part == Part.Mother ? "F" : "M", _said.Age(parent, at),
            random.Chance(0.9) ? (parent.Part == Part.Mother ? "mother" : "father") : "", _said.Maybe(0.9, () => home.Neighbourhood.Town), _said.Maybe(0.6, () => _said.Phone(parent.Phone)), dependents);
    }

    private string Mother(Home home, double inFull) => home.Mother is { } mother ? _said.Parent(mother, home.Kin, inFull) : "";

    private string Father(Home home, double inFull) => home.Father is { } father ? _said.Parent(father, home.Neighbour, inFull) : "";

    private string School(Home home, TruePerson child, DateTime at, double known) =>
        home.Neighbourhood.SchoolOf(child.AgeOn(DateOnly.FromDateTime(at))) is { } school ? _said.Maybe(known, () => school.Name) : "";

    // A neighbour guesses, two years off at most.
    private string Guessed(TruePerson child, DateTime at) =>
        _said.Age(child, at) is { Length: > 0 } ? Math.Max(0, child.AgeOn(DateOnly.FromDateTime(at)) + random.Between(-2, 2)).ToString(System.Globalization.CultureInfo.InvariantCulture) : "";

    private DateTime Moment() => start.AddMinutes(random.Between(120, 2_400)).AddDays(random.Chance(Late) ? random.Between(5, 60) : 0);

    private static string Written(DateTime at) => at.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
