using System.Diagnostics;
using Homeward.Features.Drill;
using Homeward.Features.Drill.Families;
using Homeward.Features.Families;
using Homeward.Features.Import;
using Homeward.Linkage.Families;

namespace Homeward.Benchmarks;

/// <summary>Children's records against declared dependents, on invented families with the truth beside them: accuracy, calibration and time.</summary>
internal static class FamiliesBenchmark
{
    private static readonly double[] Bins = [0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0001];

    private const int Draws = 1_000;

    internal static int Run(long seed, int scale, double noise)
    {
        var folder = Directory.CreateTempSubdirectory("homeward-families-").FullName;
        try
        {
            FamilyFiles.Write(folder, Scenario.Find("mississippi-2019")!, seed, scale, noise);
            var watch = Stopwatch.StartNew();
            var lists = FamilyLists.Read(List(FamilyFiles.Children), List(FamilyFiles.Declarations), List(FamilyFiles.Dependents), ReadingChoices.None);
            var read = watch.Elapsed.TotalSeconds;
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            var links = FamilyLinker.Link(lists.Children, lists.Declarations, new FamilySettings { LeastProbability = 0 });
            var spent = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
            var truth = File.ReadLines(Path.Combine(folder, FamilyFiles.Truth)).Skip(1).Select(line => line.Split(',')).Select(cells => (cells[0], cells[1], cells[2])).ToHashSet();
            Report(seed, scale, noise, links, truth, read, spent);
            ReportTold(lists.Children, lists.Declarations, links.Model, truth);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        ListFile List(string name) => new(name, File.ReadAllBytes(Path.Combine(folder, name)));
    }

    private static void Report(long seed, int scale, double noise, FamilyLinks links, HashSet<(string, string, string)> truth, double read, double cpu)
    {
        var summary = links.Summary;
        var judged = links.Leads.Select(lead => (lead.Probability, True: truth.Contains((lead.ChildId, lead.DeclarationId, lead.DependentNumber)))).OrderByDescending(l => l.Probability).ToList();
        Console.WriteLine($"seed {seed}, scale {scale}, noise {noise}: {summary.Children:N0} children's records, {summary.Declarations:N0} declarations, {summary.Dependents:N0} dependents, {truth.Count:N0} true pairs");
        Console.WriteLine($"  time: read {read:F2} s, {string.Join(", ", summary.Stages.Select(s => $"{s.Stage} {s.Seconds:F2} s"))}; link {summary.Stages.Sum(s => s.Seconds):F2} s wall, {cpu:F2} CPU-s; {summary.Candidates:N0} candidates");
        Console.WriteLine($"  blocking: {judged.Count(l => l.True) / (double)truth.Count:P2} of the true pairs are among the candidates");
        foreach (var at in (double[])[0.5, 0.9, 0.99]) { Console.WriteLine($"  p >= {at:F2}: {Score(judged.TakeWhile(l => l.Probability >= at), truth.Count)}"); }

        var (best, bestAt, right, f1) = (0.0, 0.0, 0, 0.0);
        for (var i = 0; i < judged.Count; i++)
        {
            right += judged[i].True ? 1 : 0;
            f1 = 2.0 * right / (i + 1 + truth.Count);
            if (f1 > best) { (best, bestAt) = (f1, judged[i].Probability); }
        }

        Console.WriteLine($"  best F1 {best:F4} at p >= {bestAt:F3}");
        Console.WriteLine($"  calibration: ECE {Ece(judged, 0):F4} over all leads, {Ece(judged, 0.01):F4} from p 0.01, {Ece(judged, 0.5):F4} from p 0.5; Brier {judged.Average(l => Math.Pow(l.Probability - (l.True ? 1 : 0), 2)):F4}");
        Console.WriteLine($"  {ByChance(links, seed, 0.5)}");
        for (var b = 0; b + 1 < Bins.Length; b++)
        {
            var bin = judged.Where(l => l.Probability >= Bins[b] && l.Probability < Bins[b + 1]).ToList();
            if (bin.Count > 0) { Console.WriteLine($"    {Bins[b]:F2}-{Math.Min(1, Bins[b + 1]):F2}: {bin.Count,7:N0} leads, claimed {bin.Average(l => l.Probability):F3}, true {bin.Average(l => l.True ? 1.0 : 0):F3}"); }
        }
    }

    // How far a perfectly calibrated list of these leads would seem to be off. Both parents' leads of one record are true together
    // where they are equally probable, so that they count as one throw.
    private static string ByChance(FamilyLinks links, long seed, double from)
    {
        var throws = links.Leads.Where(lead => lead.Probability >= from).GroupBy(lead => (lead.ChildId, Math.Round(lead.Probability, 6))).Select(group => (Probability: Math.Min(1, group.First().Probability), Leads: group.Count())).ToList();
        var random = new Random((int)seed);
        var drawn = Enumerable.Range(0, Draws).Select(_ => Ece([.. throws.SelectMany(one => Enumerable.Repeat((one.Probability, random.NextDouble() < one.Probability), one.Leads))], from)).Order().ToList();
        return $"perfectly calibrated leads would have {drawn.Average():F4} from p {from} by chance alone, more than {drawn[(int)(0.95 * Draws)]:F4} in one list of twenty";
    }

    // What the lists hold, apart from what learning without labels misses: the same linking with how often each agreement is found
    // between a record and its child, and how many records are about declared children, counted by the truth of these very lists.
    private static void ReportTold(IReadOnlyList<ReportedChild> children, IReadOnlyList<FamilyDeclaration> declarations, FamilyModel model, HashSet<(string, string, string)> truth)
    {
        var threads = new Threads(Environment.ProcessorCount, CancellationToken.None);
        var lists = new BookedLists(children, declarations);
        var couples = new BothParents(lists.Book, model.Couples, threads).Find(lists.Declarants, lists.Dependents);
        var (families, _) = new FamilyRounds(lists, model.Records, new FamilyComparison(lists.Book), seed: 1, threads).Go(couples, model);
        var counts = new FieldCounts();
        for (var record = 0; record < families.Candidates.Records; record++)
        {
            foreach (var candidate in families.Candidates.Of(record))
            {
                if (candidate.Child >= 0 && families.Children[candidate.Child].Named.Exists(named => IsTrue(lists.Lead(record, named.Declaration, named.Place, 1)))) { counts.Add(candidate.Agreements, 1); }
            }
        }

        var told = model.Records.Copy();
        told.LearnAgreements(counts);
        var declared = truth.Select(pair => pair.Item1).Distinct().Count() / (double)lists.Records.Count;
        var links = FamilyLinker.Link(children, declarations, new() { LeastProbability = 0, Model = new(declared, model.Undeclared, told, model.Ties, model.Couples) });
        var judged = links.Leads.Select(lead => (lead.Probability, True: IsTrue(lead))).OrderByDescending(lead => lead.Probability).ToList();
        Console.WriteLine($"  told the truth of these lists ({declared:F3} of the records about declared children; learned {model.Declared:F3}): {Score(judged.TakeWhile(l => l.Probability >= 0.5), truth.Count)}; ECE {Ece(judged, 0.5):F4} from p 0.5");

        bool IsTrue(FamilyLead lead) => truth.Contains((lead.ChildId, lead.DeclarationId, lead.DependentNumber));
    }

    private static string Score(IEnumerable<(double Probability, bool True)> leads, int truths)
    {
        var (count, right) = (0, 0);
        foreach (var lead in leads) { (count, right) = (count + 1, right + (lead.True ? 1 : 0)); }

        var (precision, recall) = (right / (double)Math.Max(1, count), right / (double)truths);
        return $"F1 {2 * precision * recall / (precision + recall):F4}, precision {precision:F4}, recall {recall:F4}, {count:N0} leads";
    }

    // Ten bins of equal width, as is usual.
    private static double Ece(List<(double Probability, bool True)> leads, double from)
    {
        var those = leads.Where(l => l.Probability >= from).ToList();
        return those.GroupBy(l => Math.Min(9, (int)(l.Probability * 10))).Sum(bin => Math.Abs(bin.Sum(l => l.Probability - (l.True ? 1 : 0)))) / Math.Max(1, those.Count);
    }
}
