using Homeward.Linkage;

namespace Homeward.Benchmarks;

/// <summary>
/// What 200 labelled pairs bring to <c>homeward dedupe</c>, however they were picked: F1 with labels less F1 without, over all true pairs and
/// over those nobody judged.
/// </summary>
internal static class LabelAccuracy
{
    private const int Labels = 200;
    private const int Seeds = 12;

    private static readonly (string Name, Func<LinkageResult, string[], Random, IEnumerable<(int, int)>> Pick)[] Ways =
    [
        ("homeward label, the most informative first", (result, _, random) => Deduplication.Run(result.Table, new LinkageSettings { ToJudge = Labels, Seed = (ulong)random.Next() }).ToJudge),
        ("likely pairs at random", (result, _, random) => Shuffled(result.Links.Where(link => link.Bits >= -5), random).Take(Labels)),
        ("doubtful pairs at random", (result, _, random) => Shuffled(result.Links.Where(link => link.Probability is > 0.05 and < 0.95), random).Take(Labels)),
        ("100 likely pairs that are true, 100 that aren't", (result, truth, random) =>
            Shuffled(result.Links.Where(link => link.Bits >= -5), random).GroupBy(pair => truth[pair.Item1] == truth[pair.Item2]).SelectMany(kind => kind.Take(Labels / 2))),
        ("100 of all true pairs, 100 strangers", (_, truth, random) => TruePairs(truth, random).Take(Labels / 2).Concat(Strangers(truth, random).Take(Labels / 2))),
    ];

    internal static void Run(IEnumerable<string> files)
    {
        Console.WriteLine($"| set | how {Labels} pairs were picked | pairs: F1 without, with (worst of {Seeds}) | gain among pairs not judged (worst) | clusters: F1 without, with (worst) | gain among pairs not judged (worst) |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var file in files)
        {
            var table = CsvTable.Read(file);
            if (LinkageAccuracy.Truth(table) is { } truth)
            {
                var usual = Deduplication.Run(table, new LinkageSettings());
                foreach (var (name, pick) in Ways)
                {
                    Console.WriteLine(Row(Path.GetFileNameWithoutExtension(file), name, table, truth, usual, pick));
                }
            }
        }
    }

    private static string Row(string set, string way, RecordTable table, string[] truth, LinkageResult usual, Func<LinkageResult, string[], Random, IEnumerable<(int, int)>> pick)
    {
        var none = new HashSet<(int, int)>();
        var without = Scores(usual, truth, none);
        var (all, open) = (new List<(double Pairs, double Clusters)>(), new List<(double Pairs, double Clusters)>());
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var judged = pick(usual, truth, new Random(seed)).ToHashSet();
            var labels = judged.Select(pair => new LabelledPair(pair.Item1, pair.Item2, truth[pair.Item1] == truth[pair.Item2])).ToList();
            var with = Deduplication.Run(table, new LinkageSettings { Labels = labels });
            all.Add(Scores(with, truth, none));
            var (before, after) = (Scores(usual, truth, judged), Scores(with, truth, judged));
            open.Add((after.Pairs - before.Pairs, after.Clusters - before.Clusters));
        }

        return $"| {set} | {way} | {without.Pairs:F4}, **{all.Average(one => one.Pairs):F4}** ({all.Min(one => one.Pairs):F4}) | {Gain(open.Select(one => one.Pairs))} "
            + $"| {without.Clusters:F4}, **{all.Average(one => one.Clusters):F4}** ({all.Min(one => one.Clusters):F4}) | {Gain(open.Select(one => one.Clusters))} |";
    }

    private static string Gain(IEnumerable<double> gains) => $"{gains.Average():+0.0000;-0.0000;0} ({gains.Min():+0.0000;-0.0000;0})";

    private static (double Pairs, double Clusters) Scores(LinkageResult result, string[] truth, HashSet<(int, int)> leftOut)
    {
        var wanted = truth.GroupBy(person => person).Sum(group => group.LongCount() * (group.LongCount() - 1) / 2) - leftOut.Count(pair => truth[pair.Item1] == truth[pair.Item2]);
        var links = result.Links.Where(link => link.Probability >= 0.5 && !leftOut.Contains((link.Left, link.Right))).ToList();
        long found = 0, right = 0;
        foreach (var group in Enumerable.Range(0, result.Clusters.Count).GroupBy(row => result.Clusters[row]).Select(group => group.ToArray()))
        {
            for (var a = 1; a < group.Length; a++)
            {
                for (var b = 0; b < a; b++)
                {
                    var counts = !leftOut.Contains((group[b], group[a]));
                    found += counts ? 1 : 0;
                    right += counts && truth[group[a]] == truth[group[b]] ? 1 : 0;
                }
            }
        }

        return (2.0 * links.Count(link => truth[link.Left] == truth[link.Right]) / (links.Count + wanted), 2.0 * right / (found + wanted));
    }

    private static (int, int)[] Shuffled(IEnumerable<Link> links, Random random)
    {
        var shuffled = links.Select(link => (link.Left, link.Right)).ToArray();
        random.Shuffle(shuffled);
        return shuffled;
    }

    private static (int, int)[] TruePairs(string[] truth, Random random)
    {
        var pairs = Enumerable.Range(0, truth.Length).GroupBy(row => truth[row]).SelectMany(rows => from a in rows from b in rows where a < b select (a, b)).ToArray();
        random.Shuffle(pairs);
        return pairs;
    }

    private static IEnumerable<(int, int)> Strangers(string[] truth, Random random)
    {
        while (true)
        {
            var (a, b) = (random.Next(truth.Length), random.Next(truth.Length));
            if (truth[a] != truth[b])
            {
                yield return (Math.Min(a, b), Math.Max(a, b));
            }
        }
    }
}
