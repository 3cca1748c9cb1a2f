using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Homeward.Domain;
using Homeward.Engine;
using Homeward.Features.Drill;
using Homeward.Journal;
using Homeward.Web;

namespace Homeward.Benchmarks;

/// <summary>How long pages take at a given number of children: the whole answer, over a real socket, from a client on the same machine.</summary>
internal static partial class PagesBenchmark
{
    internal const string Password = "correct horse battery";
    private static readonly Random Chance = new(7);
    private static readonly string[] Given = [.. EmbeddedCsv.Rows("Names.es-given-female.csv").Concat(EmbeddedCsv.Rows("Names.es-given-male.csv")).Select(r => r[0])];
    private static readonly string[] Family = [.. EmbeddedCsv.Rows("Names.es-surnames.csv").Select(r => r[0])];

    public static async Task<int> RunAsync(int children)
    {
        var folder = new DataFolder(Directory.CreateTempSubdirectory("homeward-bench").FullName);
        try
        {
            await using var server = await Server.StartAsync(folder, "http://127.0.0.1:0", TimeProvider.System);
            var organisation = new Id<Organisation>(Guid.CreateVersion7());
            var account = server.Accounts.Invite("Rosa Duty", organisation, "Family Response", Role.Coordinator, Password)!;
            var worker = new Actor(account.Id, organisation, Role.Coordinator, Guid.CreateVersion7());
            var engine = server.Incidents.Create("BENCH", Guid.CreateVersion7());
            await FillAsync(engine, worker, children);
            var held = await HalfwayAsync(engine);
            // A board on which reports have settled; what is measured is the page, not the comparing of 100,000 records at once.
            await server.Leads.WhenCaughtUpAsync(engine);
            using var browser = await SignInAsync(server.Address);

            var code = engine.Current.People.Values.First(p => p.Kind == PersonKind.Child).Code;
            (string What, string Address)[] pages =
            [
                ("board", ""),
                ("children, first page", "/children"),
                ("children in one state", "/children?state=in_interim_care"),
                ("children by name", "/children?sort=name"),
                ("children, page 500", "/children?p=500"),
                ("adults", "/adults"),
                ("families", "/families"),
                ("a person", $"/people/{code}"),
                ("leads", "/leads"),
                ("places", "/places"),
                ("work", "/work"),
                ("what changed since halfway", $"/changes?since={Uri.EscapeDataString(held.ToString("yyyy-MM-ddTHH:mm:sszzz"))}"),
                ("board as it was known earlier", $"?asOf={Uri.EscapeDataString(held.ToString("yyyy-MM-ddTHH:mm:sszzz"))}"),
            ];
            Console.WriteLine($"{engine.Current.Counts.TotalChildren:N0} children, {engine.Current.People.Count:N0} people, {engine.Current.Leads.Count:N0} leads");
            Console.WriteLine();
            await MeasureAsync("nothing arrives", browser, pages);
            using var stop = new CancellationTokenSource();
            var arriving = KeepReportingAsync(engine, worker, children, stop.Token);
            await MeasureAsync("ten reports a second arrive", browser, pages);
            await stop.CancelAsync();
            await arriving;
            return 0;
        }
        finally
        {
            Directory.Delete(folder.Path, recursive: true);
        }
    }

    private static async Task<DateTimeOffset> HalfwayAsync(IncidentEngine engine)
    {
        var began = engine.Current.Incident!.Began;
        var halfway = began + ((engine.Current.LastRecorded - began) / 2);
        await engine.AsOfAsync(halfway);
        return halfway;
    }

    private static async Task FillAsync(IncidentEngine engine, Actor worker, int children)
    {
        await Submit(engine, worker, [new OpenIncident(
            new(new(Guid.CreateVersion7()), "BENCH", "Benchmark", IncidentKind.Other, "Forest", "America/Chicago", true, TimeProvider.System.GetUtcNow()),
            [new(new(Guid.CreateVersion7()), "State child protection")])]);
        await Submit(engine, worker, [new AddOrganisation(new(worker.Organisation, "Family Response", OrganisationKind.Relief))]);
        var places = Enumerable.Range(0, 60).Select(i => new Place(
            new(Guid.CreateVersion7()), $"School {i}", PlaceKind.School, "Forest", 32 + (i / 60.0), -89 - (i / 60.0), worker.Organisation)).ToList();
        await Submit(engine, worker, [.. places.Select(p => new AddPlace(p))]);
        foreach (var chunk in Enumerable.Range(0, children).Chunk(1_000))
        {
            await Submit(engine, worker, [.. chunk.Select(i => Report(places[i % places.Count].Id, i))]);
        }

        // Every fourth child is named by a held parent, in declarations of two children each.
        var declared = engine.Current.People.Values.Where(person => person.Kind == PersonKind.Child).Where((_, i) => i % 4 == 0).Chunk(2);
        foreach (var chunk in declared.Chunk(1_000))
        {
            await Submit(engine, worker, [.. chunk.Select(Declaration)]);
        }
    }

    private static MakeDeclaration Declaration(Person[] children) => new(
        new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), null,
        new() { NameAsSaid = $"{One(Given)} {One(Family)} {One(Family)}", Age = new(35), Town = "Forest" }, Whereabouts.AtProcessingSite,
        [.. children.Select(child => new DeclaredChild(new(Guid.CreateVersion7()), child.Id, new() { NameAsSaid = $"{One(Given)} {One(Family)}" }, Kinship.Mother))]);

    /// <summary>Ten reports a second, each acknowledged, until told to stop.</summary>
    private static async Task KeepReportingAsync(IncidentEngine engine, Actor worker, int children, CancellationToken stop)
    {
        var places = engine.Current.Places.Values.Select(place => place.Id).ToList();
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        try
        {
            for (var i = children; await ticks.WaitForNextTickAsync(stop); i++)
            {
                await Submit(engine, worker, [Report(places[i % places.Count], i)]);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private static ReportChild Report(Id<Place> place, int i) => new(
        new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), Source.Intake, place,
        new() { NameAsSaid = $"{One(Given)} {One(Family)} {One(Family)}", Age = new(i % 17), Town = "Forest" },
        (i % 3) switch { 0 => new Situation.NotLocated(), 1 => new Situation.SeenAlone(place), _ => new Situation.InOurCare(place) },
        i % 11 == 0 ? Needs.Medicine : Needs.None);

    private static string One(string[] names) => names[Chance.Next(names.Length)];

    private static async Task Submit(IncidentEngine engine, Actor worker, IReadOnlyList<Command> commands)
    {
        var now = TimeProvider.System.GetUtcNow();
        var answers = await engine.SubmitTogetherAsync([.. commands.Select(c => new Request(Guid.CreateVersion7(), worker, now, c))]);
        if (answers[0] is not Answer.Accepted)
        {
            throw new InvalidOperationException($"{answers[0]}");
        }
    }

    internal static async Task<HttpClient> SignInAsync(Uri address)
    {
        var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = address };
        var form = await browser.GetStringAsync("/sign-in");
        var answer = await browser.PostAsync("/sign-in", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["Name"] = "Rosa Duty",
            ["Password"] = Password,
            ["form-token"] = FormToken().Match(form).Groups[1].Value,
        }));
        return answer.StatusCode == HttpStatusCode.Redirect ? browser : throw new InvalidOperationException($"Sign-in answered {answer.StatusCode}.");
    }

    private static async Task MeasureAsync(string when, HttpClient browser, (string What, string Address)[] pages)
    {
        Console.WriteLine($"| {when} | p50 ms | p99 ms | bytes |");
        Console.WriteLine("|---|---:|---:|---:|");
        foreach (var (what, address) in pages)
        {
            await MeasureAsync(browser, what, "/incidents/BENCH" + address);
        }

        Console.WriteLine();
    }

    private static async Task MeasureAsync(HttpClient browser, string what, string address)
    {
        const int Warm = 20;
        const int Measured = 300;
        var times = new List<double>();
        var size = 0;
        for (var i = 0; i < Warm + Measured; i++)
        {
            var start = Stopwatch.GetTimestamp();
            using var answer = await browser.GetAsync(address);
            size = (await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync()).Length;
            if (i >= Warm)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        times.Sort();
        Console.WriteLine($"| {what} | {times[Measured / 2]:N1} | {times[Measured * 99 / 100]:N1} | {size:N0} |");
    }

    [GeneratedRegex("name=\"form-token\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
