using System.Globalization;
using System.Security.Cryptography;
using CsvHelper;
using Homeward.Domain;
using Homeward.Engine;
using Homeward.Engine.Leads;
using Homeward.Features.Drill;
using Homeward.Features.Drill.Reports;
using Homeward.Features.Drill.Truth;
using Homeward.Journal;
using Homeward.Linkage;
using PersonKind = Homeward.Linkage.PersonKind;

namespace Homeward.Benchmarks;

/// <summary>
/// Trains the models that come with Homeward.Linkage: every report of some drills, as leads read it, becomes a row of
/// children.csv or adults.csv, and from those the batch learns without labels.
/// </summary>
internal static class ReportModelsTraining
{
    // The drill knows no wrong sex and no second given name left out; people know both. So much of each level's share is what
    // records of one person usually look like.
    private const double ShareUnseen = 0.05;

    private const string Header = "id,cluster,given_name,surname,sex,birth_date,age,reported_at,town,school,phone,met_at,mother_name,father_name,sibling_names,child_names";

    internal static async Task<int> RunAsync(string folder, int drills, int scale)
    {
        Directory.CreateDirectory(folder);
        var rows = new Dictionary<PersonKind, List<string[]>> { [PersonKind.Child] = [], [PersonKind.Adult] = [] };
        for (var seed = 101; seed < 101 + drills; seed++)
        {
            await AddAsync(rows, seed, scale);
        }

        foreach (var (kind, name) in (ReadOnlySpan<(PersonKind, string)>)[(PersonKind.Child, "children"), (PersonKind.Adult, "adults")])
        {
            var file = Path.Combine(folder, name + ".csv");
            Write(file, rows[kind]);
            var result = Deduplication.Run(CsvTable.Read(file), new LinkageSettings());
            File.WriteAllText(Path.Combine(folder, name + ".json"), result.Model!.WithUnseen(ShareUnseen).ToJson() + Environment.NewLine);
            Console.WriteLine($"{name}: {rows[kind].Count:N0} records, {result.Clusters.Distinct().Count():N0} people found, {rows[kind].Select(row => row[1]).Distinct().Count():N0} there are");
        }

        return 0;
    }

    private static async Task AddAsync(Dictionary<PersonKind, List<string[]>> rows, long seed, int scale)
    {
        var scenario = Scenario.Find("mississippi-2019")!;
        var world = new World(scenario, seed, scale);
        var stage = new Stage(scenario, seed, Timetable.AsPublished(scenario));
        var crew = new Features.Drill.Play.Crew(stage, post => new(SeededRandom.For(seed, post.ToString()).NextId()));
        var folder = Directory.CreateTempSubdirectory("homeward-reports-").FullName;
        try
        {
            var journal = IncidentJournal.Create(Path.Combine(folder, "incident"), Guid.CreateVersion7(), new InstallationKey(RandomNumberGenerator.GetBytes(32)), TimeProvider.System);
            await using var engine = IncidentEngine.Open(journal, TimeProvider.System);
            foreach (var report in new SiteReports(world, stage).Opening("BENCH").Cast<Report>())
            {
                await engine.SubmitAsync(RequestOf(report));
            }

            var reports = new ReportStream(world, stage, NoiseLevels.Default).InOrder().OfType<Report>().ToList();
            var about = reports.SelectMany(report => report.About).GroupBy(pair => pair.Record).ToDictionary(group => group.Key, group => group.Last().TruePersonId);
            foreach (var some in reports.Chunk(64))
            {
                await Task.WhenAll(some.Select(report => engine.SubmitAsync(RequestOf(report))));
            }

            foreach (var record in engine.Current.Records.Values.OrderBy(record => record.Id.Value))
            {
                if (RecordProfiles.Of(engine.Current, record) is { } profile)
                {
                    rows[profile.Kind].Add(Row($"{seed}-{record.Id}", about.TryGetValue(record.Id, out var person) ? $"{seed}-{person}" : record.Id.ToString(), profile));
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        Request RequestOf(Report report) =>
            new(report.Id, crew.At(report.Desk, report.Role), scenario.Start.AddMinutes(report.Happened), report.Command);
    }

    private static string[] Row(string id, string cluster, Profile profile)
    {
        var name = SaidName.Of(profile.GivenNames, profile.Surnames, profile.FullName);
        return
        [
            id, cluster, string.Join(' ', name.Given), string.Join(' ', name.Surnames),
            profile.Sex switch { Linkage.Sex.Female => "F", Linkage.Sex.Male => "M", _ => "" },
            profile.Born is { } born ? string.Join('-', new[] { $"{born.Year:0000}", $"{born.Month:00}", $"{born.Day:00}" }.Where(part => part.Length > 0)) : "",
            profile.Age is { } age ? string.Create(CultureInfo.InvariantCulture, $"{age.Low}-{age.High}{(age.Unit == AgeUnit.Months ? " months" : "")}") : "",
            profile.Age is { } stated ? stated.StatedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "",
            profile.Town ?? "", profile.School ?? "", profile.Phones.Count > 0 ? profile.Phones[0] : "", profile.PlaceId ?? "",
            Named(profile, Relation.Mother), Named(profile, Relation.Father), Named(profile, Relation.Sibling), Named(profile, Relation.Child),
        ];
    }

    private static string Named(Profile profile, Relation relation) => string.Join(';', profile.Relatives.Where(one => one.Relation == relation)
        .Select(one => one.GivenNames is null && one.Surnames is null ? one.FullName : $"{one.Surnames}, {one.GivenNames}").Where(one => !string.IsNullOrWhiteSpace(one)));

    private static void Write(string file, List<string[]> rows)
    {
        using var to = new StreamWriter(file);
        using var csv = new CsvWriter(to, CultureInfo.InvariantCulture);
        foreach (var row in rows.Prepend(Header.Split(',')))
        {
            foreach (var cell in row) { csv.WriteField(cell); }

            csv.NextRecord();
        }
    }
}
