using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Homeward.Domain;
using Homeward.Engine;
using Homeward.Engine.Leads;
using Homeward.Journal;
using Homeward.Web;

namespace Homeward.Benchmarks;

/// <summary>
/// How long a lead takes to appear: a server on an incident of a given size is handed second reports of children it knows,
/// misheard, and each is timed until the state that pages read holds its lead and until the board has been fetched with it.
/// </summary>
internal static partial class ArrivalsBenchmark
{
    private const int Arrivals = 250;
    private const int WarmingUp = 100;

    private static readonly string[] Given = MadeUpNames.OfSyllables(new Random(7), 4000, 2);
    private static readonly string[] Family = MadeUpNames.OfSyllables(new Random(8), 30_000, 3);

    public static async Task<int> RunAsync(int records)
    {
        var folder = new DataFolder(Directory.CreateTempSubdirectory("homeward-arrivals").FullName);
        try
        {
            var worker = new Actor(new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), Role.Coordinator, Guid.CreateVersion7());
            await FillAsync(folder, worker, records);

            var watch = Stopwatch.StartNew();
            await using var server = await Server.StartAsync(folder, "http://127.0.0.1:0", TimeProvider.System);
            var engine = server.Incidents.Find("BENCH")!;
            server.Accounts.Invite("Rosa Duty", worker.Organisation, "Family Response", Role.Coordinator, PagesBenchmark.Password);
            using var browser = await PagesBenchmark.SignInAsync(server.Address);
            Console.WriteLine($"{engine.Current.Records.Count:N0} records, {engine.Current.Leads.Count:N0} leads, server started in {watch.Elapsed.TotalSeconds:N1} s");
            Console.WriteLine();
            Console.WriteLine($"| | reports | with a lead | in the state p50 ms | p99 ms | max ms | on the fetched board p50 ms | p99 ms | max ms |");
            Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
            using var desk = new Desk(server, engine, browser, worker, records);
            await desk.FirstLeadAsync();
            Console.WriteLine($"| (the first lead {watch.Elapsed.TotalSeconds:N1} s after the start began) |");
            await desk.OneAfterTheOtherAsync("while the start still compares older records again");
            await server.Leads.WhenCaughtUpAsync(engine);
            Console.WriteLine($"| (all compared again {watch.Elapsed.TotalSeconds:N0} s after the start began) |");
            await desk.OneAfterTheOtherAsync("quiet, one report after the other");
            await desk.TenASecondAsync("ten reports a second");
            Console.WriteLine();
            Console.WriteLine($"{engine.Current.Leads.Count:N0} leads at the end, {Process.GetCurrentProcess().WorkingSet64 / (double)(1 << 30):N1} GB");
            return 0;
        }
        finally
        {
            Directory.Delete(folder.Path, recursive: true);
        }
    }

    /// <summary>Somebody who hands in second reports, and sees when their leads come.</summary>
    private sealed class Desk : IDisposable
    {
        private readonly Server server;
        private readonly IncidentEngine engine;
        private readonly HttpClient browser;
        private readonly Actor worker;
        private readonly int records;
        private readonly List<Id<Place>> places;
        private readonly ConcurrentDictionary<Id<Record>, TaskCompletionSource<long>> awaited = [];
        private readonly Random random = new(11);

        public Desk(Server server, IncidentEngine engine, HttpClient browser, Actor worker, int records)
        {
            (this.server, this.engine, this.browser, this.worker, this.records) = (server, engine, browser, worker, records);
            places = [.. engine.Current.Places.Values.Select(place => place.Id)];
            engine.Published += Heard;
        }

        public void Dispose() => engine.Published -= Heard;

        /// <summary>Waits until the index is read; what is reported meanwhile waits for it.</summary>
        public async Task FirstLeadAsync() => await ReportAsync(waitForLead: true);

        public async Task OneAfterTheOtherAsync(string when)
        {
            for (var i = 0; i < WarmingUp; i++)
            {
                await ReportAsync();
            }

            var times = new List<(double State, double Board)?>();
            for (var i = 0; i < Arrivals; i++)
            {
                times.Add(await ReportAsync());
            }

            Print(when, times);
        }

        public async Task TenASecondAsync(string when)
        {
            using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
            var under = new List<Task<(double, double)?>>();
            for (var i = 0; i < WarmingUp + Arrivals; i++)
            {
                await ticks.WaitForNextTickAsync();
                under.Add(ReportAsync());
            }

            Print(when, [.. (await Task.WhenAll(under)).Skip(WarmingUp)]);
        }

        // Null when the report has no lead: nobody else looks like it.
        private async Task<(double State, double Board)?> ReportAsync(bool waitForLead = false)
        {
            var known = random.Next(records);
            var record = new Id<Record>(Guid.CreateVersion7());
            var lead = awaited[record] = new(TaskCreationOptions.RunContinuationsAsynchronously);
            var start = Stopwatch.GetTimestamp();
            await Submit(engine, worker, [Report(record, places[known % places.Count], Misheard(Child(known)))]);
            await Task.WhenAny(lead.Task, waitForLead ? lead.Task : server.Leads.WhenCaughtUpAsync(engine));
            awaited.TryRemove(record, out _);
            if (!lead.Task.IsCompleted)
            {
                return null;
            }

            var inState = Stopwatch.GetElapsedTime(start, await lead.Task).TotalMilliseconds;
            var counted = Regex.Match(await browser.GetStringAsync("/incidents/BENCH"), "[0-9][0-9,]* strong lead");
            return counted.Success
                ? (inState, Stopwatch.GetElapsedTime(start).TotalMilliseconds)
                : throw new InvalidOperationException("The board counts no leads.");
        }

        private void Heard(Published batch)
        {
            var now = Stopwatch.GetTimestamp();
            foreach (var (happened, _) in batch.Events)
            {
                if (happened is LeadProposed e)
                {
                    foreach (var record in (Id<Record>[])[e.Left, e.Right])
                    {
                        if (awaited.TryGetValue(record, out var waiting))
                        {
                            waiting.TrySetResult(now);
                        }
                    }
                }
            }
        }

        private static void Print(string when, List<(double State, double Board)?> all)
        {
            var with = all.OfType<(double State, double Board)>().ToList();
            Console.WriteLine($"| {when} | {all.Count} | {with.Count} | {Spread(with.Select(t => t.State))} | {Spread(with.Select(t => t.Board))} |");
        }

        private static string Spread(IEnumerable<double> times)
        {
            var sorted = times.Order().ToList();
            return $"{sorted[sorted.Count / 2]:N1} | {sorted[(int)((sorted.Count - 1) * 0.99)]:N1} | {sorted[^1]:N1}";
        }
    }

    // Without a follower: comparing a million records with each other while they are made up is not what is measured.
    private static async Task FillAsync(DataFolder folder, Actor worker, int records)
    {
        Directory.CreateDirectory(folder.Incidents);
        var watch = Stopwatch.StartNew();
        await using var engine = IncidentEngine.Open(
            IncidentJournal.Create(folder.Incident("BENCH"), Guid.CreateVersion7(), InstallationKey.FromEnvironmentOrFile(folder.Path), TimeProvider.System), TimeProvider.System);
        await Submit(engine, worker, [new OpenIncident(
            new(new(Guid.CreateVersion7()), "BENCH", "Benchmark", IncidentKind.Other, "Forest", "America/Chicago", true, TimeProvider.System.GetUtcNow()), [])]);
        await Submit(engine, worker, [new AddOrganisation(new(worker.Organisation, "Family Response", OrganisationKind.Relief))]);
        var places = Enumerable.Range(0, 60).Select(i => new Place(new(Guid.CreateVersion7()), $"School {i}", PlaceKind.School, "Forest", RunBy: worker.Organisation)).ToList();
        await Submit(engine, worker, [.. places.Select(place => new AddPlace(place))]);
        foreach (var chunk in Enumerable.Range(0, records).Chunk(500))
        {
            var ids = chunk.Select(_ => new Id<Record>(Guid.CreateVersion7())).ToList();
            await Submit(engine, worker, [.. chunk.Select((i, at) => Report(ids[at], places[i % places.Count].Id, Child(i)))]);

            // As many open leads as a tenth of the records: what a page counts and a follower keeps in mind.
            await Submit(engine, Actor.System, [.. ids.Chunk(10).Select(some =>
                new ProposeLead(LeadRules.IdOf(LeadKind.SamePerson, some[0], some[1]), LeadKind.SamePerson, some[0], some[1], 6, 0.98, LeadBand.Strong, []))]);
        }

        await engine.WriteSnapshotAsync();
        Console.WriteLine($"{records:N0} reports made up and handed in, in {watch.Elapsed.TotalSeconds:N0} s");
    }

    private static PersonDetails Child(int number)
    {
        var random = new Random(number);
        var family = Skewed(random, Family);
        return new()
        {
            GivenNames = random.Next(3) == 0 ? $"{Skewed(random, Given)} {Skewed(random, Given)}" : Skewed(random, Given),
            FamilyNames = random.Next(2) == 0 ? $"{family} {Skewed(random, Family)}" : family,
            Sex = random.Next(2) == 0 ? Sex.Female : Sex.Male,
            Age = new(random.Next(0, 18)),
            Phone = random.Next(2) == 0 ? $"601{number / 3 % 10_000_000:0000000}" : null,
            Town = $"Town {random.Next(200)}",
            MotherName = random.Next(2) == 0 ? $"{Skewed(random, Given)} {family}" : null,
        };
    }

    // One letter of the surname is heard wrongly and the second surname is not said.
    private static PersonDetails Misheard(PersonDetails child)
    {
        var surname = child.FamilyNames!.Split(' ')[0];
        return child with { FamilyNames = surname.Length > 4 ? string.Concat(surname.AsSpan(0, 3), "x", surname.AsSpan(4)) : surname };
    }

    private static ReportChild Report(Id<Record> record, Id<Place> place, PersonDetails child) =>
        new(record, new(Guid.CreateVersion7()), Source.PhoneCall, place, child, new Situation.NotLocated());

    private static string Skewed(Random random, string[] names) => names[(int)Math.Pow(names.Length, random.NextDouble()) - 1];

    private static async Task Submit(IncidentEngine engine, Actor worker, IReadOnlyList<Command> commands)
    {
        var now = TimeProvider.System.GetUtcNow();
        var answers = await engine.SubmitTogetherAsync([.. commands.Select(c => new Request(Guid.CreateVersion7(), worker, now, c))]);
        if (answers[0] is not Answer.Accepted)
        {
            throw new InvalidOperationException($"{answers[0]}");
        }
    }
}
