using System.Diagnostics;
using System.Globalization;
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

    /// <summary>The verb by which the benchmark starts itself again, to open what it made.</summary>
    public const string Opening = "--engine-open";

    private static readonly InstallationKey Key = new(new byte[32]);

    public static async Task<int> RunAsync(int records)
    {
        var folder = Directory.CreateTempSubdirectory("homeward-bench").FullName;
        try
        {
            Console.WriteLine($"# Engine with {records:N0} records");
            var path = Path.Combine(folder, "incident");
            var engine = IncidentEngine.Open(IncidentJournal.Create(path, Guid.CreateVersion7(), Key, TimeProvider.System), TimeProvider.System);
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

            // A start is measured in a process of its own: nothing is warm, and no earlier state is in memory.
            await StartAsync(path, middle);
            File.Delete(Path.Combine(path, Snapshots.FileName));
            await StartAsync(path, middle);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task StartAsync(string path, DateTimeOffset middle)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [typeof(EngineBenchmark).Assembly.Location, Opening, path, middle.UtcTicks.ToString(CultureInfo.InvariantCulture)]))!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"The start ended with {process.ExitCode}.");
        }
    }

    /// <summary>Opens an incident as a server does that was just started, and looks back.</summary>
    public static async Task<int> OpenAsync(string path, DateTimeOffset last)
    {
        var snapshot = File.Exists(Path.Combine(path, Snapshots.FileName));
        var without = GC.GetTotalMemory(true);
        var watch = Stopwatch.StartNew();
        await using var engine = IncidentEngine.Open(IncidentJournal.Open(path, Key, TimeProvider.System), TimeProvider.System);
        var took = watch.Elapsed;
        Report(snapshot ? "start from a snapshot" : "start by replaying the whole journal", took.TotalSeconds, "s");
        Report("  processor time", Environment.CpuUsage.TotalTime.TotalSeconds, "s");
        Report("  pauses for the garbage collector", GC.GetTotalPauseDuration().TotalSeconds, "s");
        if (!snapshot)
        {
            Report("  replayed events", engine.Current.Position / took.TotalSeconds, "events/s");
        }

        Collect();
        Report("  managed memory per record after it", (GC.GetTotalMemory(true) - without) / (double)engine.Current.Records.Count, "bytes");
        await AsOfAsync(engine, last);
        return 0;
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
