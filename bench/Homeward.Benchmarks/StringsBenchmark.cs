using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Homeward.Linkage;

namespace Homeward.Benchmarks;

/// <summary>
/// How many pairs of names are compared in a second on one core: both taken at random out of 300,000, or one against all.
/// One operation is one pair. The lengths are those of given names, surnames and whole names.
/// </summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class StringsBenchmark
{
    private const int Names = 300_000;
    private const int Pairs = 4_096;

    private string[] names = [];
    private (int Left, int Right)[] pairs = [];
    private NameColumn column = new([]);
    private readonly List<SimilarName> found = new(Names);
    private int round;

    /// <summary>Mean letters of a name: given names 6, surnames 8, whole names 15.</summary>
    [Params(6, 8, 15)]
    public int Letters { get; set; }

    internal static int Run()
    {
        var config = DefaultConfig.Instance
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance).WithClock(new ProcessorClock()))
            .WithArtifactsPath("artifacts/benchmarks").AddColumn(new PairsPerSecond()).HideColumns("Error", "StdDev", "Alloc Ratio");
        BenchmarkRunner.Run<StringsBenchmark>(config);
        return 0;
    }

    [GlobalSetup]
    public void Prepare()
    {
        var random = new Random(7);
        names = MadeUpNames.OfLength(random, Names, Letters);
        column = new(names);
        pairs = [.. Enumerable.Range(0, Pairs * 64).Select(_ => (random.Next(Names), random.Next(Names)))];
    }

    [Benchmark(OperationsPerInvoke = Pairs)]
    public double JaroWinkler_random_pairs()
    {
        var sum = 0.0;
        foreach (var (left, right) in Next())
        {
            sum += JaroWinkler.Similarity(names[left], names[right]);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Pairs)]
    public int JaroWinkler_random_pairs_at_least_085()
    {
        var count = 0;
        foreach (var (left, right) in Next())
        {
            count += JaroWinkler.IsAtLeast(0.85, names[left], names[right]) ? 1 : 0;
        }

        return count;
    }

    [Benchmark(OperationsPerInvoke = Names)]
    public int JaroWinkler_one_against_all() => FindSimilar(0);

    [Benchmark(OperationsPerInvoke = Names)]
    public int JaroWinkler_one_against_all_at_least_085() => FindSimilar(0.85);

    [Benchmark(OperationsPerInvoke = Pairs)]
    public int EditDistance_random_pairs_within_1() => EditDistances(1);

    [Benchmark(OperationsPerInvoke = Pairs)]
    public int EditDistance_random_pairs_within_3() => EditDistances(3);

    [Benchmark(OperationsPerInvoke = Pairs)]
    public int EditDistance_random_pairs_whole() => EditDistances(255);

    private int EditDistances(int limit)
    {
        var sum = 0;
        foreach (var (left, right) in Next())
        {
            sum += EditDistance.Within(limit, names[left], names[right]);
        }

        return sum;
    }

    private int FindSimilar(double least)
    {
        found.Clear();
        column.FindSimilar(names[++round % Names], least, found);
        return found.Count;
    }

    // Another part of the pairs each time, so that neither they nor their names lie ready in the cache.
    private ReadOnlySpan<(int Left, int Right)> Next() => pairs.AsSpan(++round % 64 * Pairs, Pairs);

    private sealed class PairsPerSecond : IColumn
    {
        public string Id => ColumnName;

        public string ColumnName => "Million/s";

        public bool AlwaysShow => true;

        public ColumnCategory Category => ColumnCategory.Custom;

        public int PriorityInCategory => 0;

        public bool IsNumeric => true;

        public UnitType UnitType => UnitType.Dimensionless;

        public string Legend => "Pairs compared in a second, in millions";

        public bool IsAvailable(Summary summary) => true;

        public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

        public string GetValue(Summary summary, BenchmarkCase benchmarkCase) =>
            summary[benchmarkCase]?.ResultStatistics is { } measured ? $"{1000 / measured.Mean:F1}" : "";

        public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);
    }
}
