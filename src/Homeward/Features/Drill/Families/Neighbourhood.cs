using Homeward.Domain;
using Homeward.Features.Drill.Names;

namespace Homeward.Features.Drill.Families;

/// <summary>
/// A town whose people came from a few places: some surnames, and some given names of children, are borne by many
/// families who are no relation. Without this, a rare surname would settle everything.
/// </summary>
internal sealed class Neighbourhood
{
    private const int CommonSurnames = 14, CommonGivenNames = 10;
    private const double ShareWithCommonSurname = 0.45, ShareWithCommonGivenName = 0.2, ShareWithTwoSurnames = 0.86;

    private readonly string[] _surnames;
    private readonly string[][] _given;

    public Neighbourhood(long seed, string town, IReadOnlyList<DrillSchool> schools)
    {
        var random = SeededRandom.For(seed, $"names of {town}");
        (Town, Schools) = (town, schools);
        _surnames = [.. Enumerable.Range(0, CommonSurnames).Select(_ => NameTables.Surname(random, ofTwo: true))];
        _given = [.. new[] { Sex.Male, Sex.Female }.Select(sex => Enumerable.Range(0, CommonGivenNames).Select(_ => NameTables.Given(random, sex, twoSurnames: true, child: true)).ToArray())];
    }

    public string Town { get; }

    public IReadOnlyList<DrillSchool> Schools { get; }

    public static bool BearsTwoSurnames(SeededRandom random) => random.Chance(ShareWithTwoSurnames);

    public string Surname(SeededRandom random, bool ofTwo) =>
        ofTwo && random.Chance(ShareWithCommonSurname) ? random.Pick(_surnames) : NameTables.Surname(random, ofTwo);

    public string ChildsName(SeededRandom random, Sex sex, bool twoSurnames) =>
        twoSurnames && random.Chance(ShareWithCommonGivenName)
            ? random.Pick(_given[sex == Sex.Female ? 1 : 0])
            : NameTables.Given(random, sex, twoSurnames, child: true);

    public DrillSchool? SchoolOf(int age) => Schools.FirstOrDefault(s => age >= s.Youngest && age <= s.Oldest);
}
