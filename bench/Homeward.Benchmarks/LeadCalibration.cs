using Homeward.Access;
using Homeward.Domain;
using Homeward.Engine;
using Homeward.Engine.Leads;
using Homeward.Features.Drill;
using Homeward.Features.Drill.Play;
using Homeward.Features.Drill.Reports;
using Homeward.Features.Drill.Truth;
using Homeward.Journal;

namespace Homeward.Benchmarks;

/// <summary>
/// What the evidence of a lead is worth before anybody answered: drills are played with people deciding, and the line from
/// bits of evidence to log2 of the odds is fitted to which of the leads ever shown are true. Beside it stand the line that ships
/// and how far both are off, and how the line moves when any one drill is left out (the jackknife's deviation).
/// </summary>
internal static class LeadCalibration
{
    private const int Tenths = 10;

    internal static async Task<int> RunAsync(IReadOnlyList<long> seeds)
    {
        var pairs = new List<(Calibration.Group Group, double Bits, bool IsTrue, long Seed)>();
        foreach (var seed in seeds)
        {
            pairs.AddRange((await PlayAsync(seed)).Select(pair => (pair.Group, pair.Bits, pair.IsTrue, seed)));
        }

        foreach (var group in pairs.GroupBy(pair => pair.Group).OrderBy(group => group.Key.Kind).ThenBy(group => group.Key.OfAdults).ThenBy(group => group.Key.OfOneOrganisation))
        {
            var (key, line) = (group.Key, AnswerRegression.FitTruth(group.Select(pair => (pair.Bits, pair.IsTrue))));
            var without = seeds.Select(left => AnswerRegression.FitTruth(group.Where(pair => pair.Seed != left).Select(pair => (pair.Bits, pair.IsTrue)))).ToList();
            Console.WriteLine(FormattableString.Invariant($"[new(LeadKind.{key.Kind}, OfAdults: {Word(key.OfAdults)}, OfOneOrganisation: {Word(key.OfOneOrganisation)})] = new({line.Intercept:F2}, {line.Slope:F2}),"));
            Console.WriteLine(FormattableString.Invariant($"    {group.Count():N0} leads, {group.Count(pair => pair.IsTrue):N0} true; deviation {Deviation(without.Select(one => one.Intercept)):F2}, {Deviation(without.Select(one => one.Slope)):F2}; error {Error(group.Select(pair => (line.Bits(pair.Bits), pair.IsTrue))):F3}, of what ships ({Calibration.Shipped.Bits(key, 0):F2}, {Calibration.Shipped.Bits(key, 1) - Calibration.Shipped.Bits(key, 0):F2}) {Error(group.Select(pair => (Calibration.Shipped.Bits(key, pair.Bits), pair.IsTrue))):F3}"));
        }

        return 0;

        static string Word(bool value) => value ? "true" : "false";
    }

    // Tukey's jackknife over whole drills: the leads of one drill share its people.
    private static double Deviation(IEnumerable<double> without)
    {
        var values = without.ToList();
        var mean = values.Average();
        return Math.Sqrt((values.Count - 1.0) / values.Count * values.Sum(value => (value - mean) * (value - mean)));
    }

    // The expected calibration error in tenths.
    private static double Error(IEnumerable<(double Bits, bool IsTrue)> leads)
    {
        var claims = leads.Select(lead => (Chance: 1 / (1 + Math.Pow(2, -lead.Bits)), lead.IsTrue)).ToList();
        return claims.GroupBy(claim => Math.Min(Tenths - 1, (int)(claim.Chance * Tenths))).Sum(tenth => Math.Abs(tenth.Sum(claim => claim.Chance - (claim.IsTrue ? 1 : 0)))) / claims.Count;
    }

    private static async Task<List<(Calibration.Group Group, double Bits, bool IsTrue)>> PlayAsync(long seed)
    {
        var folder = new DataFolder(Directory.CreateTempSubdirectory("homeward-calibration-").FullName);
        try
        {
            var (scenario, key, code) = (Scenario.Find("mississippi-2019")!, InstallationKey.FromEnvironmentOrFile(folder.Path), DrillOrder.CodeFor(seed));
            using (var accounts = AccountStore.Open(folder, key, TimeProvider.System))
            {
                await DrillAtOnce.PlayAsync(folder, key, accounts, new(scenario, seed, 1, code), (_, _) => { }, CancellationToken.None);
            }

            var stage = new Stage(scenario, seed, Timetable.AsPublished(scenario));
            var truth = new RecordTruth();
            foreach (var act in new ReportStream(new World(scenario, seed, 1), stage, NoiseLevels.Default).InOrder())
            {
                truth.Learn(act is Report report ? report.About : ((ReleaseSought)act).About);
            }

            await using var engine = IncidentEngine.Open(IncidentJournal.Open(folder.Incident(code), key, TimeProvider.System), TimeProvider.System);
            var state = engine.Current;
            return [.. from lead in state.Leads.Values
                       let isTrue = truth.IsTrue(lead.Kind, lead.Left, lead.Right)
                       where isTrue is not null
                       select (Calibration.GroupOf(state, lead), lead.Bits, isTrue.Value)];
        }
        finally
        {
            Directory.Delete(folder.Path, recursive: true);
        }
    }
}
