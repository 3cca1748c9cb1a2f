using System.Diagnostics;
using Homeward.Domain;
using Homeward.Engine;
using Homeward.Journal;

namespace Homeward.Benchmarks;

/// <summary>
/// One incident of a given size through the real engine on a real journal: acknowledged events a second, one report at a
/// time and many at once; start with and without a snapshot; memory per record; a moment of the past.
/// </summary>
internal static class EngineBenchmark
{
    private static readonly string[] Given = ["Ana", "Luis", "María José", "Carlos", "Guadalupe", "Emily", "Jayden", "Sofía", "Mateo", "Ximena"];
    private static readonly string[] Family = ["López", "García Hernández", "Pérez", "Williams", "Ramírez", "Vásquez Tomás", "Johnson", "Morales"];
    private static readonly string[] Towns = ["Morton", "Forest", "Carthage", "Canton", "Pelahatchie", "Bay Springs"];

    public static async Task<int> RunAsync(int records)
    {
        var folder = Directory.CreateTempSubdirectory("homeward-bench").FullName;
        try
        {
            Console.WriteLine($"# Engine with {records:N0} records");
            var key = new InstallationKey(new byte[32]);
            var path = Path.Combine(folder, "incident");
            var engine = IncidentEngine.Open(IncidentJournal.Create(path, Guid.CreateVersion7(), key, TimeProvider.System), TimeProvider.System);
            var worker = new Actor(new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), Role.Coordinator, Guid.CreateVersion7());
            var gym = new Id<Place>(Guid.CreateVersion7());
            await Submit(engine, worker, new OpenIncident(
                new(new(Guid.CreateVersion7()), "BENCH", "Benchmark", IncidentKind.Other, "Forest", "America/Chicago", true, TimeProvider.System.GetUtcNow()), []));
            await Submit(engine, worker, new AddOrganisation(new(worker.Organisation, "Family Response", OrganisationKind.Relief)));
            await Submit(engine, worker, new AddPlace(new(gym, "Gym", PlaceKind.Shelter, "Forest", RunBy: worker.Organisation)));

            await SingleAsync(engine, worker, gym);
            await GroupedAsync(engine, worker, gym, records);
            var total = engine.Current.Position;
            var middle = engine.Current.LastRecorded;
            await engine.DisposeAsync();
            Report("journal events", total, "");
            Report("journal and keys on disk", new DirectoryInfo(path).EnumerateFiles().Sum(f => f.Length) / (double)(1 << 20), "MB");

            engine = null!;
            Collect();
            var without = GC.GetTotalMemory(true);
            var watch = Stopwatch.StartNew();
            engine = IncidentEngine.Open(IncidentJournal.Open(path, key, TimeProvider.System), TimeProvider.System);
            Report("start from a snapshot", watch.Elapsed.TotalSeconds, "s");
            Collect();
            Report("memory before that start", without / (double)(1 << 20), "MB");
            Report("managed memory per record after it", (GC.GetTotalMemory(true) - without) / (double)engine.Current.Records.Count, "bytes");
            await AsOfAsync(engine, middle);
            await engine.DisposeAsync();

            File.Delete(Path.Combine(path, Snapshots.FileName));
            Collect();
            watch.Restart();
            engine = IncidentEngine.Open(IncidentJournal.Open(path, key, TimeProvider.System), TimeProvider.System);
            Report("start by replaying the whole journal", watch.Elapsed.TotalSeconds, "s");
            Report("replayed events", total / watch.Elapsed.TotalSeconds, "events/s");
            await AsOfAsync(engine, middle);
            await engine.DisposeAsync();
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // One desk that waits for each answer before it sends the next report.
    private static async Task SingleAsync(IncidentEngine engine, Actor worker, Id<Place> gym)
    {
        var before = engine.Current.Position;
        var times = new List<double>();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 500; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await Submit(engine, worker, Report(gym, i));
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        Report("one desk, each report acknowledged before the next", 500 / watch.Elapsed.TotalSeconds, "reports/s");
        Report("  events", (engine.Current.Position - before) / watch.Elapsed.TotalSeconds, "events/s");
        Report("  acknowledged within p50", times[times.Count / 2], "ms");
        Report("  acknowledged within p99", times[(int)(times.Count * 0.99)], "ms");
    }

    // Many desks at once: 1,000 reports are under way at any time.
    private static async Task GroupedAsync(IncidentEngine engine, Actor worker, Id<Place> gym, int records)
    {
        var before = engine.Current.Position;
        var next = 500;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var i && i <= records)
            {
                await Submit(engine, worker, Report(gym, i));
            }
        }));
        Report("1,000 desks at once", (records - 500) / watch.Elapsed.TotalSeconds, "reports/s");
        Report("  events, each durable, sealed and chained", (engine.Current.Position - before) / watch.Elapsed.TotalSeconds, "events/s");
    }

    private static async Task AsOfAsync(IncidentEngine engine, DateTimeOffset last)
    {
        var began = engine.Current.Incident!.Began;
        foreach (var share in (double[])[0.1, 0.5, 0.95])
        {
            var moment = began + ((last - began) * share);
            var watch = Stopwatch.StartNew();
            var state = await engine.AsOfAsync(moment);
            Report($"as of {share:P0} of the time ({state.Position:N0} events), first asked", watch.Elapsed.TotalSeconds, "s");
            watch.Restart();
            await engine.AsOfAsync(moment);
            Report($"as of {share:P0} of the time, asked again", watch.Elapsed.TotalMilliseconds, "ms");
        }
    }

    private static ReportChild Report(Id<Place> gym, int i) => new(
        new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), Source.Intake, gym,
        new()
        {
            NameAsSaid = $"{Given[i % Given.Length]} {Family[i / 7 % Family.Length]}",
            Age = new(i % 17),
            Sex = i % 2 == 0 ? Sex.Female : Sex.Male,
            Town = Towns[i % Towns.Length],
            Phone = $"601555{i % 10_000:0000}",
            MotherName = $"{Given[(i + 3) % Given.Length]} {Family[i / 7 % Family.Length]}",
        },
        new Situation.InOurCare(gym));

    private static async Task Submit(IncidentEngine engine, Actor worker, Command command)
    {
        var answer = await engine.SubmitAsync(new(Guid.CreateVersion7(), worker, TimeProvider.System.GetUtcNow(), command));
        if (answer is not Answer.Accepted)
        {
            throw new InvalidOperationException($"{command.GetType().Name}: {answer}");
        }
    }

    private static void Collect()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, true, true);
        GC.WaitForPendingFinalizers();
    }

    private static void Report(string what, double value, string unit) =>
        Console.WriteLine($"{what,-70} {value,14:N2} {unit}");
}
