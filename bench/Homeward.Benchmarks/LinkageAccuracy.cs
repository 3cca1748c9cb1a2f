using System.Diagnostics;
using Homeward.Linkage;

namespace Homeward.Benchmarks;

/// <summary>
/// Accuracy of <c>homeward dedupe</c> against the truth of labelled files, with the defaults and without labels. Truth is the
/// column <c>cluster</c>, or the number in a FEBRL <c>rec_id</c>; a column <c>household</c> says who is related.
/// </summary>
internal static class LinkageAccuracy
{
    internal static int Run(string folder)
    {
        var files = File.Exists(folder) ? [folder] : Directory.GetFiles(folder, "*.csv").Order(StringComparer.Ordinal).ToArray();
        Console.WriteLine("| set | candidates (recall) | pairs at p 0.5: P / R / F1 | best F1 | clusters: P / R / F1 | relatives in 1,000 links | of clusters | of p 0.99 | ECE of links (all pairs over 0.01) | true at p 0.99 | Brier | seconds (CPU) |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var file in files)
        {
            var table = CsvTable.Read(file);
            if (Truth(table) is not { } truth)
            {
                continue;
            }

            var household = table.Find("household") is { } column ? Enumerable.Range(0, table.Rows).Select(row => column[row]).ToArray() : null;
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            var result = Deduplication.Run(table, new LinkageSettings { Forgotten = float.NegativeInfinity });
            Report(Path.GetFileNameWithoutExtension(file), result, truth, household, watch.Elapsed, Process.GetCurrentProcess().TotalProcessorTime - cpu);
        }

        Console.WriteLine();
        LabelAccuracy.Run(files);
        return 0;
    }

    internal static string[]? Truth(RecordTable table) =>
        table.Find("cluster") is { } cluster ? [.. Enumerable.Range(0, table.Rows).Select(row => cluster[row])]
        : table.Find("rec_id") is { } id ? [.. Enumerable.Range(0, table.Rows).Select(row => id[row].Split('-')[1])]
        : null;

    private static void Report(string set, LinkageResult result, string[] truth, string[]? household, TimeSpan wall, TimeSpan cpu)
    {
        var wanted = truth.GroupBy(person => person).Sum(group => group.LongCount() * (group.LongCount() - 1) / 2);
        var judged = result.Links.OrderByDescending(link => link.Probability)
            .Select(link => (link.Probability, IsTrue: truth[link.Left] == truth[link.Right], IsRelative: household is not null && household[link.Left] == household[link.Right] && truth[link.Left] != truth[link.Right]))
            .ToList();
        var links = judged.Where(pair => pair.Probability >= 0.5).ToList();
        var sure = judged.Where(pair => pair.Probability >= 0.99).ToList();
        var (found, right, relatives) = ClusterPairs(result.Clusters, truth, household);
        Console.WriteLine($"| {set} | {result.Candidates:N0} ({judged.Count(pair => pair.IsTrue) / (double)wanted:F4}) | {Scores(links.Count(pair => pair.IsTrue), links.Count, wanted)} | {Best(judged, wanted):F4} "
            + $"| {Scores(right, found, wanted)} | {PerThousand(links.Count(pair => pair.IsRelative), links.Count)} | {PerThousand(relatives, found)} | {PerThousand(sure.Count(pair => pair.IsRelative), sure.Count)} "
            + $"| {CalibrationError(links):F4} ({CalibrationError(judged.Where(pair => pair.Probability >= 0.01).ToList()):F4}) | {sure.Count(pair => pair.IsTrue) / (double)Math.Max(1, sure.Count):F4} of {sure.Count:N0} "
            + $"| {judged.Sum(pair => Math.Pow(pair.Probability - (pair.IsTrue ? 1 : 0), 2)) / Math.Max(1, judged.Count):F4} | {wall.TotalSeconds:F1} ({cpu.TotalSeconds:F1}) |");
    }

    private static (long Found, long Right, long Relatives) ClusterPairs(IReadOnlyList<int> clusters, string[] truth, string[]? household)
    {
        long found = 0, right = 0, relatives = 0;
        foreach (var group in Enumerable.Range(0, clusters.Count).GroupBy(row => clusters[row]).Select(group => group.ToArray()))
        {
            for (var a = 1; a < group.Length; a++)
            {
                for (var b = 0; b < a; b++)
                {
                    found++;
                    var isTrue = truth[group[a]] == truth[group[b]];
                    right += isTrue ? 1 : 0;
                    relatives += !isTrue && household is not null && household[group[a]] == household[group[b]] ? 1 : 0;
                }
            }
        }

        return (found, right, relatives);
    }

    private static string Scores(long right, long found, long wanted)
    {
        var (precision, recall) = (right / (double)Math.Max(1, found), right / (double)Math.Max(1, wanted));
        return $"{precision:F4} / {recall:F4} / **{2 * precision * recall / Math.Max(1e-9, precision + recall):F4}**";
    }

    private static double Best(List<(double Probability, bool IsTrue, bool IsRelative)> judged, long wanted)
    {
        var (right, best) = (0L, 0.0);
        for (var taken = 1; taken <= judged.Count; taken++)
        {
            right += judged[taken - 1].IsTrue ? 1 : 0;
            best = Math.Max(best, 2.0 * right / (taken + wanted));
        }

        return best;
    }

    // Ten bins of equal width; each counts by how many pairs it has.
    private static double CalibrationError(List<(double Probability, bool IsTrue, bool IsRelative)> judged) =>
        judged.GroupBy(pair => Math.Min(9, (int)(pair.Probability * 10)))
            .Sum(bin => Math.Abs(bin.Sum(pair => pair.Probability) - bin.Count(pair => pair.IsTrue))) / Math.Max(1, judged.Count);

    private static string PerThousand(long part, long of) => $"{1000.0 * part / Math.Max(1, of):F1}";
}
