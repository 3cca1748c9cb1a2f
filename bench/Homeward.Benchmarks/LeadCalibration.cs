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
/// bits of evidence to log2 of the odds is fitted to which of the leads ever shown are true.
/// </summary>
internal static class LeadCalibration
{
    internal static async Task<int> RunAsync(IReadOnlyList<long> seeds)
    {
        var pairs = new List<(Calibration.Group Group, double Bits, bool IsTrue)>();
        foreach (var seed in seeds)
        {
            pairs.AddRange(await PlayAsync(seed));
        }

        foreach (var group in pairs.GroupBy(pair => pair.Group).OrderBy(group => group.Key.ToString(), StringComparer.Ordinal))
        {
            var line = AnswerRegression.FitTruth(group.Select(pair => (pair.Bits, pair.IsTrue)));
            Console.WriteLine($"{group.Key}: intercept {line.Intercept:F2}, slope {line.Slope:F2}; {group.Count():N0} leads, {group.Count(pair => pair.IsTrue):N0} true");
        }

        return 0;
    }

    private static async Task<List<(Calibration.Group, double, bool)>> PlayAsync(long seed)
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
