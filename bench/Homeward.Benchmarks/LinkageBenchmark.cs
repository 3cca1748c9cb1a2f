using System.Diagnostics;
using Homeward.Linkage;

namespace Homeward.Benchmarks;

/// <summary>
/// The linkage index at the size of the largest incident we promise: build time, bytes a record, and how long one search
/// takes for reports of people who are in it, misheard. Names follow the frequencies of a seeded, skewed table, so that the
/// common ones are as common as García is.
/// </summary>
internal static class LinkageBenchmark
{
    private const int Searches = 5000;
    private const int WarmingUp = 1000;
    private static readonly DateOnly Day = new(2019, 8, 7);

    internal static int Run(int records)
    {
        var random = new Random(7);
        var givens = MadeUpNames.OfSyllables(random, 4000, 2);
        var surnames = MadeUpNames.OfSyllables(random, 30_000, 3);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var index = new LinkageIndex<int>();
        var kept = new List<(int Id, Profile Profile)>();
        var watch = new Stopwatch();
        for (var i = 0; i < records; i++)
        {
            var profile = Person(random, givens, surnames, i);
            watch.Start();
            index.Add(i, profile);
            watch.Stop();
            if (i % Math.Max(1, records / Searches) == 0)
            {
                kept.Add((i, profile));
            }
        }

        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        Console.WriteLine($"records {records:N0}");
        Console.WriteLine($"add {watch.Elapsed.TotalSeconds:F1} s, {watch.Elapsed.TotalMicroseconds / records:F1} us each");
        Console.WriteLine($"memory {bytes / (double)records:F0} bytes a record");
        foreach (var hypothesis in Enum.GetValues<Hypothesis>())
        {
            Report(index, kept, hypothesis);
        }

        ReportMissed(index, kept);
        ReportChanges(index, kept);
        ReportSnapshot(index);
        return 0;
    }

    private static void Report(LinkageIndex<int> index, List<(int Id, Profile Profile)> kept, Hypothesis hypothesis)
    {
        // A server has searched before: what the first hundreds cost is the compiler's.
        foreach (var (_, profile) in kept.TakeLast(WarmingUp))
        {
            index.Search(profile, hypothesis, 10, -10);
        }

        var (times, processor) = (new List<double>(), new List<double>());
        var found = 0;
        foreach (var (id, profile) in kept)
        {
            var misheard = hypothesis == Hypothesis.SamePerson ? Misheard(profile) : profile;
            var (start, worked) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            var candidates = index.Search(misheard, hypothesis, 10, -10);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            processor.Add((Environment.CpuUsage.TotalTime - worked).TotalMilliseconds);
            found += candidates.Any(candidate => candidate.Id == id) ? 1 : 0;
        }

        Console.WriteLine($"search {hypothesis}: by the clock {Spread(times)}; processor time {Spread(processor)} over {times.Count:N0}"
            + (hypothesis == Hypothesis.SamePerson ? $"; the person among the first ten {100.0 * found / kept.Count:F1} %" : ""));
    }

    // Why somebody is not among the first ten: others who look at least as much like the report, or the bounds of a search.
    private static void ReportMissed(LinkageIndex<int> index, List<(int Id, Profile Profile)> kept)
    {
        var (missed, namesakes, bounds) = (0, 0, 0);
        foreach (var (id, profile) in kept)
        {
            var misheard = Misheard(profile);
            var candidates = index.Search(misheard, Hypothesis.SamePerson, 10, -10);
            if (candidates.Any(candidate => candidate.Id == id))
            {
                continue;
            }

            // What was gathered is a part of all; ten of it that weigh as much are ten of all.
            missed++;
            var bits = index.Compare(misheard, profile, Hypothesis.SamePerson)!.Bits;
            var hidden = bits < -10 || (candidates.Count == 10 && candidates[^1].Comparison.Bits >= bits);
            (namesakes, bounds) = hidden ? (namesakes + 1, bounds) : (namesakes, bounds + 1);
        }

        Console.WriteLine($"of {kept.Count:N0} people {missed:N0} are not among the first ten: {namesakes:N0} because ten others look as much like the report or they look too little like it, {bounds:N0} because the bounds of a search left them out");
    }

    private static string Spread(List<double> times)
    {
        times.Sort();
        double At(double share) => times[(int)((times.Count - 1) * share)];
        return $"p50 {At(0.5):F2} ms, p95 {At(0.95):F2} ms, p99 {At(0.99):F2} ms, max {times[^1]:F2} ms";
    }

    // A record is added, changed and removed again while the index has its full size.
    private static void ReportChanges(LinkageIndex<int> index, List<(int Id, Profile Profile)> kept)
    {
        var times = new List<double>();
        for (var i = 1; i < kept.Count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            index.Add(-i, kept[i].Profile);
            index.Change(-i, kept[i - 1].Profile);
            index.Remove(-i);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        Console.WriteLine($"add, change and remove: {Spread(times)} over {times.Count:N0}");
    }

    private static void ReportSnapshot(LinkageIndex<int> index)
    {
        var path = Path.GetTempFileName();
        var watch = Stopwatch.StartNew();
        using (var to = File.Create(path))
        {
            index.Save(to, id => id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        var saved = watch.Elapsed.TotalSeconds;
        watch.Restart();
        using (var from = File.OpenRead(path))
        {
            using var again = LinkageIndex<int>.Load(from, text => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
            Console.WriteLine($"snapshot {from.Length / 1e6:F0} MB, saved in {saved:F1} s, loaded in {watch.Elapsed.TotalSeconds:F1} s with {again.Count:N0} records");
        }

        File.Delete(path);
    }

    private static Profile Person(Random random, string[] givens, string[] surnames, int i)
    {
        var child = random.Next(2) == 0;
        var age = child ? random.Next(0, 18) : random.Next(18, 65);
        var family = Skewed(random, surnames);
        return new()
        {
            Kind = child ? PersonKind.Child : PersonKind.Adult,
            Sex = random.Next(2) == 0 ? Sex.Female : Sex.Male,
            GivenNames = random.Next(3) == 0 ? $"{Skewed(random, givens)} {Skewed(random, givens)}" : Skewed(random, givens),
            Surnames = random.Next(2) == 0 ? $"{family} {Skewed(random, surnames)}" : family,
            Born = random.Next(2) == 0 ? new(2019 - age, random.Next(1, 13), random.Next(1, 29)) : null,
            Age = new(age, age, AgeUnit.Years, Day),
            Phones = random.Next(2) == 0 ? [$"601{i / 3 % 10_000_000:0000000}"] : [],
            Town = $"Town {random.Next(200)}",
            School = child ? $"School {random.Next(2000)}" : null,
            Relatives = random.Next(2) == 0
                ? [new(child ? Relation.Mother : Relation.Child, $"{Skewed(random, givens)} {family}")]
                : [],
        };
    }

    // One letter of the surname is heard wrongly, the second surname and the date are not said.
    private static Profile Misheard(Profile profile)
    {
        var surname = profile.Surnames!.Split(' ')[0];
        return profile with { Surnames = surname.Length > 4 ? string.Concat(surname.AsSpan(0, 3), "x", surname.AsSpan(4)) : surname, Born = null };
    }

    // Zipf-like: the commonest of n names is borne by about one in ln(n).
    private static string Skewed(Random random, string[] names) => names[(int)Math.Pow(names.Length, random.NextDouble()) - 1];
}
