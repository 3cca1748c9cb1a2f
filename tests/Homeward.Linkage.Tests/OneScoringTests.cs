using System.Globalization;
using System.Text;
using CsCheck;

namespace Homeward.Linkage.Tests;

/// <summary>A file and an index that hold the same records, and weigh with the same model, say the same of every pair, bit for bit.</summary>
public sealed class OneScoringTests
{
    private static readonly Gen<Profile[]> Some = Profiles.Any.Select(Plain).Array[2, 40];

    [Fact]
    public void Random_records_weigh_the_same_in_a_file_and_in_an_index() =>
        Some.Sample(profiles =>
        {
            using var index = new LinkageIndex<int>(ReportModels.Children);
            AreWeighedAlike(profiles, index, ReportModels.Children);
        }, iter: 100);

    [Fact]
    public void A_model_that_a_file_taught_weighs_the_same_in_an_index()
    {
        var table = DeduplicationTests.Labelled("reports");
        var model = LinkageModel.FromJson(Deduplication.Run(table, new LinkageSettings()).Model!.ToJson());
        var profiles = Enumerable.Range(0, table.Rows).Select(row => Of(name => table.Find(name)![row])).ToArray();
        using var index = new LinkageIndex<int>(model);
        var compared = AreWeighedAlike(profiles, index, model);
        Assert.True(compared > 1_000, $"{compared} pairs were compared.");
    }

    private static int AreWeighedAlike(Profile[] profiles, LinkageIndex<int> index, LinkageModel model)
    {
        var table = CsvTable.Read(new MemoryStream(Encoding.UTF8.GetBytes(Csv(profiles))));
        var people = PeopleReader.Read(table, ColumnRoles.Recognise(table, Roles));
        for (var i = 0; i < profiles.Length; i++)
        {
            // What a file reads a lone name as, its other records settle; the index is told.
            index.Add(i, profiles[i] with { GivenNames = Text(people, people.Given(i)), Surnames = Text(people, people.Surnames(i)) });
        }

        var comparer = new PairComparer(people);
        var larger = Math.Log2((double)model.Records / Math.Max(100, profiles.Length));
        var fields = model.Fields.Select(field => comparer.Fields.ToList().FindIndex(one => one.Name == field.Name)).ToArray();
        var (levels, rarity) = (new byte[comparer.Fields.Count], new float[comparer.Fields.Count]);
        var (modelled, rare) = (new byte[fields.Length], new float[fields.Length]);
        var compared = 0;
        for (var i = 0; i < profiles.Length; i++)
        {
            for (var j = i % 7; j < profiles.Length; j += profiles.Length > 100 ? 37 : 1)
            {
                if (i == j)
                {
                    continue;
                }

                comparer.Compare(i, j, levels, rarity);
                for (var field = 0; field < fields.Length; field++)
                {
                    (modelled[field], rare[field]) = fields[field] < 0 ? ((byte)0, 0) : (levels[fields[field]], rarity[fields[field]]);
                }

                var batch = Weighing.Of(model.Pairs, modelled, rare, model.Pairs.SamePrior + larger, model.Pairs.RelativePrior + larger).Explanation(model.Fields);
                var online = index.Compare(i, j, Hypothesis.SamePerson)!;
                Assert.Equal(batch.Fields, online.Explanation!.Fields);
                Assert.Equal(BitConverter.DoubleToInt64Bits(batch.Bits), BitConverter.DoubleToInt64Bits(online.Bits));
                Assert.Equal(1 / (1 + Math.Pow(2, -batch.Bits)), online.Probability);
                Assert.Equal((batch.PriorBits, batch.RivalBits), (online.Explanation.PriorBits, online.Explanation.RivalBits));
                Assert.Equal((batch.InEnglish(), batch.InSpanish()), (online.Explanation.InEnglish(), online.Explanation.InSpanish()));
                compared++;
            }
        }

        return compared;
    }

    private static readonly Dictionary<string, ColumnRole> Roles = new()
    {
        ["given_name"] = ColumnRole.GivenName,
        ["surname"] = ColumnRole.Surname,
        ["sex"] = ColumnRole.Sex,
        ["birth_date"] = ColumnRole.BirthDate,
        ["age"] = ColumnRole.Age,
        ["reported_at"] = ColumnRole.SaidOn,
        ["town"] = ColumnRole.City,
        ["school"] = ColumnRole.School,
        ["phone"] = ColumnRole.Phone,
        ["met_at"] = ColumnRole.MetAt,
        ["mother_name"] = ColumnRole.MotherName,
        ["father_name"] = ColumnRole.FatherName,
        ["sibling_names"] = ColumnRole.SiblingNames,
        ["child_names"] = ColumnRole.ChildNames,
    };

    // What a row of a file can say: one telephone, no ages of relatives; and everybody a child, since a file has no kinds.
    private static Profile Plain(Profile profile) => profile with
    {
        Kind = PersonKind.Child,
        Phones = [.. profile.Phones.Take(1)],
        OtherNames = [],
        GivenNames = profile.GivenNames ?? SaidName.Of(null, profile.Surnames, profile.FullName).Given.FirstOrDefault(),
        FullName = null,
        Relatives = [.. profile.Relatives.Where(one => one.Relation is not Relation.Parent && one.FullName!.Trim().Length > 0).OrderBy(one => one.Relation).Select(one => new NamedRelative(one.Relation, one.FullName!.Trim()))],
    };

    private static string Csv(Profile[] profiles)
    {
        var csv = new StringBuilder(string.Join(',', Roles.Keys)).Append('\n');
        foreach (var profile in profiles)
        {
            string Named(Relation relation) => string.Join(';', profile.Relatives.Where(one => one.Relation == relation).Select(one => one.FullName));
            string[] cells =
            [
                profile.GivenNames ?? "", profile.Surnames ?? "", profile.Sex switch { Sex.Female => "F", Sex.Male => "M", _ => "" },
                profile.Born is { } born ? string.Create(CultureInfo.InvariantCulture, $"{born.Year:0000}{(born.Month is { } month ? $"-{month:00}" : "")}{(born.Day is { } day ? $"-{day:00}" : "")}") : "",
                profile.Age is { } age ? string.Create(CultureInfo.InvariantCulture, $"{age.Low}-{age.High}{(age.Unit == AgeUnit.Months ? " months" : "")}") : "",
                profile.Age is { } stated ? stated.StatedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "",
                profile.Town ?? "", profile.School ?? "", profile.Phones is [var phone, ..] ? phone : "", profile.PlaceId ?? "",
                Named(Relation.Mother), Named(Relation.Father), Named(Relation.Sibling), Named(Relation.Child),
            ];
            csv.AppendJoin(',', cells.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append('\n');
        }

        return csv.ToString();
    }

    private static Profile Of(Func<string, string> cell)
    {
        IEnumerable<NamedRelative> Named(Relation relation, string column) =>
            cell(column).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(name => new NamedRelative(relation, name));
        var parts = cell("birth_date").Split('-', StringSplitOptions.RemoveEmptyEntries).Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return new()
        {
            Kind = PersonKind.Child,
            GivenNames = cell("given_name"),
            Surnames = cell("surname"),
            Sex = Cells.Sex(cell("sex")),
            Born = parts.Length == 0 ? null : new(parts[0], parts.Length > 1 ? parts[1] : null, parts.Length > 2 ? parts[2] : null),
            Age = Cells.Age(cell("age")) is var (low, high, unit) ? new(low, high, unit, DateOnly.Parse(cell("reported_at"), CultureInfo.InvariantCulture)) : null,
            Town = cell("town"),
            School = cell("school"),
            Phones = cell("phone").Length > 0 ? [cell("phone")] : [],
            PlaceId = cell("met_at"),
            Relatives = [.. Named(Relation.Mother, "mother_name"), .. Named(Relation.Father, "father_name"), .. Named(Relation.Sibling, "sibling_names"), .. Named(Relation.Child, "child_names")],
        };
    }

    private static string Text(People people, ReadOnlySpan<int> words)
    {
        var texts = new List<string>();
        foreach (var word in words)
        {
            texts.Add(people.Words[word].Text);
        }

        return string.Join(' ', texts);
    }
}
