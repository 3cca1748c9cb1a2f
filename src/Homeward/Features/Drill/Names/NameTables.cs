using Homeward.Domain;

namespace Homeward.Features.Drill.Names;

/// <summary>
/// The name tables inside the executable (sources and terms: NOTICE). Families with two surnames draw from the Spanish
/// given names and from US surnames by how often those are borne in such families, a third from the Spanish surnames.
/// </summary>
internal static class NameTables
{
    private static readonly string[][] UsSurnames = [.. EmbeddedCsv.Rows("Names.us-surnames.csv")];

    private static readonly NameTable OneSurname = new(UsSurnames.Select(r => (NameTable.AsWritten(r[0]), long.Parse(r[1]) - long.Parse(r[2]))));
    private static readonly NameTable TwoSurnames = new(UsSurnames.Select(r => (NameTable.AsWritten(r[0]), long.Parse(r[2]))));
    private static readonly NameTable SpanishSurnames = new(EmbeddedCsv.Rows("Names.es-surnames.csv").Select(r => (NameTable.AsWritten(r[0]), long.Parse(r[1]))));

    private static readonly NameTable[] SpanishAdults = [Given("male", 28, 99), Given("female", 28, 99)];
    private static readonly NameTable[] SpanishChildren = [Given("male", 0, 33), Given("female", 0, 33)];
    private static readonly NameTable[] English = [UsGiven("M"), UsGiven("F")];

    private static readonly Dictionary<string, string[]> Nicknames = EmbeddedCsv.Rows("Names.nicknames.csv")
        .GroupBy(r => r[0]).ToDictionary(g => g.Key, g => g.Select(r => NameTable.AsWritten(r[1])).ToArray(), StringComparer.OrdinalIgnoreCase);

    public static string Surname(SeededRandom random, bool ofTwo) =>
        !ofTwo ? OneSurname.Draw(random)
        : random.Chance(1 / 3.0) ? SpanishSurnames.Draw(random)
        : TwoSurnames.Draw(random);

    /// <summary>A given name. Children of families with two surnames bear English names one time in four.</summary>
    public static string Given(SeededRandom random, Sex sex, bool twoSurnames, bool child)
    {
        var column = sex == Sex.Female ? 1 : 0;
        var table = !twoSurnames ? English : child ? (random.Chance(0.25) ? English : SpanishChildren) : SpanishAdults;
        return table[column].Draw(random);
    }

    /// <summary>What people who know somebody of this name call them; null when the tables hold no short form.</summary>
    public static string? Nickname(SeededRandom random, string given) =>
        Nicknames.TryGetValue(given.Split(' ')[0], out var known) ? random.Pick(known) : null;

    private static NameTable Given(string sex, double youngest, double oldest) => new(
        EmbeddedCsv.Rows($"Names.es-given-{sex}.csv")
            .Select(r => (Name: r[0], Count: long.Parse(r[1]), MeanAge: double.Parse(r[2], System.Globalization.CultureInfo.InvariantCulture)))
            .Where(r => r.MeanAge >= youngest && r.MeanAge <= oldest)
            .Select(r => (NameTable.AsWritten(r.Name), r.Count)));

    private static NameTable UsGiven(string sex) => new(
        EmbeddedCsv.Rows("Names.us-given.csv").Where(r => r[2] == sex).Select(r => (r[0], long.Parse(r[1]))));
}
