using System.Globalization;
using CsvHelper;
using Homeward.Features.Drill.Truth;

namespace Homeward.Features.Drill.Families;

/// <summary>
/// The three lists that <c>homeward families</c> reads, made of invented people from a seed, and the truth beside them: which
/// child's record is about which dependent of which declaration. Rows are in no order that gives anything away.
/// </summary>
internal static class FamilyFiles
{
    // About 700 held adults at scale 1, as in the drill.
    private const int HomesPerScale = 760;

    public const string Children = "children.csv", Declarations = "declarations.csv", Dependents = "dependents.csv", Truth = "truth.csv";

    /// <summary>Writes the four files into a folder, which is made when it isn't there.</summary>
    /// <returns>How many children's records, declarations, dependents and true pairs there are.</returns>
    public static (int Children, int Declarations, int Dependents, int True) Write(string folder, Scenario scenario, long seed, int scale, double noise)
    {
        var (children, declarations) = Make(scenario, seed, scale, new FamilyNoise(noise));
        Directory.CreateDirectory(folder);
        Write(folder, Children, "id,reported_at,given_name,family_name,age,sex,town,school,mother_name,father_name,sibling_names,phone",
            children.Select((c, i) => new[] { ChildId(i), c.ReportedAt, c.Given, c.Family, c.Age, c.Sex, c.Town, c.School, c.Mother, c.Father, c.Siblings, c.Phone }));
        Write(folder, Declarations, "id,declared_at,given_name,family_name,sex,age,relation,town,phone",
            declarations.Select((d, i) => new[] { DeclarationId(i), d.DeclaredAt, d.Given, d.Family, d.Sex, d.Age, d.Relation, d.Town, d.Phone }));
        Write(folder, Dependents, "declaration_id,number,name,age,sex,school",
            declarations.SelectMany((d, i) => d.Dependents.Select((c, k) => new[] { DeclarationId(i), Whole(k + 1), c.Name, c.Age, c.Sex, c.School })));

        var records = children.Select((c, i) => (c.About.Id, Record: ChildId(i))).ToLookup(c => c.Id, c => c.Record);
        var pairs = declarations.SelectMany((d, i) => d.Dependents.SelectMany((c, k) => records[c.About.Id].Select(record => new[] { record, DeclarationId(i), Whole(k + 1) }))).ToList();
        Write(folder, Truth, "child_id,declaration_id,dependent_number", pairs);
        return (children.Count, declarations.Count, declarations.Sum(d => d.Dependents.Count), pairs.Count);
    }

    private static (List<ChildRow> Children, List<DeclarationRow> Declarations) Make(Scenario scenario, long seed, int scale, FamilyNoise noise)
    {
        var towns = scenario.Schools.GroupBy(s => s.Town).Select(g => new Neighbourhood(seed, g.Key, [.. g])).ToArray();
        var children = new List<ChildRow>();
        var declarations = new List<DeclarationRow>();
        var day = DateOnly.FromDateTime(scenario.FirstMoment);
        var number = 0;
        foreach (var home in new HomeMaker(seed, day).Make(towns, HomesPerScale * scale))
        {
            var statements = new FamilyStatements(SeededRandom.For(seed, "said of home", number++), noise, scenario.FirstMoment);
            children.AddRange(statements.Children(home));
            declarations.AddRange(statements.Declarations(home));
        }

        Shuffle(children, SeededRandom.For(seed, "order of children"));
        Shuffle(declarations, SeededRandom.For(seed, "order of declarations"));
        return (children, declarations);
    }

    private static void Write(string folder, string name, string header, IEnumerable<string[]> rows)
    {
        using var to = new StreamWriter(Path.Combine(folder, name));
        using var csv = new CsvWriter(to, CultureInfo.InvariantCulture);
        foreach (var row in rows.Prepend(header.Split(',')))
        {
            foreach (var cell in row) { csv.WriteField(cell); }

            csv.NextRecord();
        }
    }

    private static string ChildId(int index) => string.Create(CultureInfo.InvariantCulture, $"C{index + 1:000000}");

    private static string DeclarationId(int index) => string.Create(CultureInfo.InvariantCulture, $"D{index + 1:000000}");

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Shuffle<T>(List<T> items, SeededRandom random)
    {
        for (var i = items.Count - 1; i > 0; i--)
        {
            var j = random.Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
