using System.Diagnostics;
using System.Globalization;
using Homeward.Linkage;

namespace Homeward.Benchmarks;

/// <summary>
/// What it takes to keep clusters up while records come and go and people decide, at the size of the largest incident we promise.
/// The pairs are invented: a record hangs together with the earlier ones of its person and, less, with one or two of the
/// household. Finding them is the search's work and is measured with <see cref="LinkageBenchmark"/>.
/// </summary>
internal sealed class ClustersBenchmark
{
    private const int Changes = 20_000;
    private const int LastAdded = 100_000;
    private const int RecordsPerPerson = 2;
    private const int PeoplePerHousehold = 4;

    private readonly int records;
    private readonly int[] latestOfPerson;
    private readonly int[] earlier;

    private ClustersBenchmark(int records)
    {
        this.records = records;
        latestOfPerson = new int[(records / RecordsPerPerson) + PeoplePerHousehold];
        earlier = new int[records + Changes];
        Array.Fill(latestOfPerson, -1);
    }

    internal static int Run(int records)
    {
        new ClustersBenchmark(records).Measure();
        Pathological("all with all, as ten thousand equal reports", id => Enumerable.Range(Math.Max(0, id - 100), Math.Min(id, 100)).Select(other => new ScoredRecord<int>(other, 20)));
        Pathological("a chain", id => id == 0 ? [] : [new(id - 1, 2)]);
        Pathological("a star", id => id == 0 ? [] : [new(0, 1 + (id % 30))]);
        Pathological("dense parts of 150 with a record between each two", id => id % 151 == 150
            ? [new(id - 1, 3), new(Math.Max(0, id - 152), 3)]
            : Enumerable.Range(id - (id % 151), id % 151).Select(other => new ScoredRecord<int>(other, 5)));
        return 0;
    }

    private void Measure()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var index = new ClusterIndex<int>(0.5, Compare);
        var (watch, times) = (new Stopwatch(), new Times());
        long pairs = 0;
        for (var id = 0; id < records; id++)
        {
            var neighbours = Neighbours(id);
            pairs += neighbours.Count;
            watch.Start();
            if (id < records - LastAdded) { index.Add(id, neighbours); }
            else { times.Of(() => index.Add(id, neighbours)); }

            watch.Stop();
        }

        Console.WriteLine($"records {records:N0}, pairs {pairs:N0}");
        Console.WriteLine($"adding all {watch.Elapsed.TotalSeconds:F1} s; of the last each {times}");
        Console.WriteLine($"memory {(GC.GetTotalMemory(forceFullCollection: true) - before) / (double)records:F0} bytes a record");

        var random = new Random(5);
        Time("insert", at => { var neighbours = Neighbours(records + at); return () => index.Add(records + at, neighbours); });
        Time("change", at => { var id = random.Next(records); var neighbours = Again(id); return () => index.Change(id, neighbours); });
        ClusterChange<int>? last = null;
        var (together, undo, apart) = (new Times(), new Times(), new Times());
        var (remove, back) = (new Times(), new Times());
        for (var at = 0; at < Changes; at++)
        {
            var (one, other) = (random.Next(records), random.Next(records));
            together.Of(() => last = index.Together(one, other).Change);
            undo.Of(() => index.Undo(last!));
            if (index.ClusterOf(one) is { Count: > 1 } cluster)
            {
                apart.Of(() => last = index.Apart(cluster[0], cluster[^1]).Change);
                undo.Of(() => index.Undo(last!));
            }

            remove.Of(() => last = index.Remove(one));
            back.Of(() => index.Undo(last!));
        }

        foreach (var (what, taken) in new[] { ("two records decided to be one person", together), ("two of one cluster decided to be two", apart), ("a decision undone", undo), ("remove", remove), ("a removal undone", back) })
        {
            Console.WriteLine($"{what}: {taken}");
        }

        Readers(index, random);
        Snapshot(index);
    }

    // What a reader waits while somebody writes without pause.
    private void Readers(ClusterIndex<int> index, Random random)
    {
        using var done = new CancellationTokenSource();
        var writing = Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
            {
                if (index.Remove(random.Next(records)) is { } removed) { index.Undo(removed); }
            }
        });
        var (times, reading) = (new Times(), new Random(6));
        for (var read = 0; read < 500_000; read++)
        {
            var id = reading.Next(records);
            times.Of(() => index.ClusterOf(id));
        }

        done.Cancel();
        writing.Wait();
        Console.WriteLine($"read a cluster while another thread writes without pause: {times.ByTheClock}");
    }

    private void Snapshot(ClusterIndex<int> index)
    {
        var path = Path.GetTempFileName();
        var watch = Stopwatch.StartNew();
        using (var to = File.Create(path)) { index.Save(to, id => id.ToString(CultureInfo.InvariantCulture)); }

        var saved = watch.Elapsed.TotalSeconds;
        watch.Restart();
        using (var from = File.OpenRead(path))
        {
            using var again = ClusterIndex<int>.Load(from, text => int.Parse(text, CultureInfo.InvariantCulture), 0.5, Compare);
            Console.WriteLine($"snapshot {from.Length / 1e6:F0} MB, saved in {saved:F1} s, loaded in {watch.Elapsed.TotalSeconds:F1} s with {again.Count:N0} records");
        }

        File.Delete(path);
    }

    private static void Pathological(string what, Func<int, IEnumerable<ScoredRecord<int>>> neighbours)
    {
        const int Records = 10_000;
        using var index = new ClusterIndex<int>(0.5, (_, _) => 0);
        var (add, remove) = (new Times(), new Times());
        for (var id = 0; id < Records; id++)
        {
            var given = neighbours(id).ToArray();
            add.Of(() => index.Add(id, given));
        }

        for (var id = 0; id < Records; id += 10) { remove.Of(() => index.Remove(id)); }

        Console.WriteLine($"{Records:N0} records, {what}: add {add}; remove {remove}");
    }

    private static void Time(string what, Func<int, Action> make)
    {
        var times = new Times();
        for (var at = 0; at < Changes; at++)
        {
            times.Of(make(at));
        }

        Console.WriteLine($"{what}: {times}");
    }

    // The ten latest of the person, as a search gives them, and somebody of the household.
    private List<ScoredRecord<int>> Neighbours(int id)
    {
        var person = PersonOf(id);
        earlier[id] = latestOfPerson[person];
        latestOfPerson[person] = id;
        return Again(id);
    }

    private List<ScoredRecord<int>> Again(int id)
    {
        var found = new List<ScoredRecord<int>>();
        var person = PersonOf(id);
        for (var other = earlier[id]; other >= 0 && found.Count < 10; other = earlier[other])
        {
            found.Add(new(other, Compare(id, other)));
        }

        var relative = latestOfPerson[(person / PeoplePerHousehold * PeoplePerHousehold) + (int)(Mixed(id, 3) % PeoplePerHousehold)];
        if (relative >= 0 && relative < id && PersonOf(relative) != person)
        {
            found.Add(new(relative, Compare(id, relative)));
        }

        return found;
    }

    private int PersonOf(int id) => (int)(Mixed(id, 1) % (ulong)(records / RecordsPerPerson));

    private double Compare(int a, int b)
    {
        var (one, other) = (PersonOf(a), PersonOf(b));
        var share = Mixed((long)Math.Min(a, b) << 32 | (uint)Math.Max(a, b), 2) % 1000 / 1000.0;
        return one == other ? -3 + (share * 18) : one / PeoplePerHousehold == other / PeoplePerHousehold ? -8 + (share * 10) : -12;
    }

    private static ulong Mixed(long value, ulong salt)
    {
        unchecked
        {
            var mixed = ((ulong)value + salt) * 0x9E3779B97F4A7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }

    private sealed class Times
    {
        private readonly List<double> clock = [];
        private readonly List<double> processor = [];

        internal string ByTheClock => $"by the clock {Spread(clock)}, {clock.Count:N0} times";

        internal void Of(Action work)
        {
            var (start, worked) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            work();
            processor.Add((Environment.CpuUsage.TotalTime - worked).TotalMilliseconds);
            clock.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        public override string ToString() => $"processor time {Spread(processor)}; {ByTheClock}";

        private static string Spread(List<double> times)
        {
            times.Sort();
            double At(double share) => times[(int)((times.Count - 1) * share)];
            return $"p50 {At(0.5):F4} ms, p99 {At(0.99):F3} ms, max {times[^1]:F2} ms";
        }
    }
}
