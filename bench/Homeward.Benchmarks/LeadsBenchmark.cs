using System.Diagnostics;
using System.Security.Cryptography;
using Homeward.Domain;
using Homeward.Engine;
using Homeward.Engine.Leads;
using Homeward.Features.Drill;
using Homeward.Features.Drill.Reports;
using Homeward.Features.Drill.Truth;
using Homeward.Journal;

namespace Homeward.Benchmarks;

/// <summary>
/// Leads against the truth of a drill: the whole stream of reports goes through a real engine on a real journal, nobody
/// decides anything, and every lead is held against who the records are truly about.
/// </summary>
internal static class LeadsBenchmark
{
    internal static async Task<int> RunAsync(long seed, int scale)
    {
        var scenario = Scenario.Find("mississippi-2019")!;
        var world = new World(scenario, seed, scale);
        var stage = new Stage(scenario, seed, Timetable.AsPublished(scenario));
        var crew = new Features.Drill.Play.Crew(stage, post => new(SeededRandom.For(seed, post.ToString()).NextId()));
        var clock = new DrillClock(scenario.Start);
        var about = new Dictionary<Id<Record>, string>();
        var folder = Directory.CreateTempSubdirectory("homeward-leads-").FullName;
        try
        {
            var journal = IncidentJournal.Create(Path.Combine(folder, "incident"), Guid.CreateVersion7(), new InstallationKey(RandomNumberGenerator.GetBytes(32)), clock);
            await using var engine = IncidentEngine.Open(journal, clock);
            await using var follower = LeadFollower.Start(engine, clock);
            var watch = Stopwatch.StartNew();
            foreach (var report in new SiteReports(world, stage).Opening("BENCH").Cast<Report>())
            {
                await engine.SubmitAsync(RequestOf(report));
            }

            foreach (var minute in new ReportStream(world, stage, NoiseLevels.Default).InOrder().OfType<Report>().GroupBy(report => report.Learned))
            {
                clock.Now = scenario.Start.AddMinutes(minute.Key);
                foreach (var (record, person) in minute.SelectMany(report => report.About))
                {
                    about[record] = person;
                }

                await Task.WhenAll(minute.Select(report => engine.SubmitAsync(RequestOf(report))));
            }

            await follower.WhenCaughtUpAsync();
            Console.WriteLine($"seed {seed}, scale {scale}: {engine.Current.Records.Count:N0} records, {engine.Current.Leads.Values.Count(lead => lead.Status == LeadStatus.Open):N0} open leads at the end, {watch.Elapsed.TotalSeconds:F1} s");
            foreach (var kind in Enum.GetValues<LeadKind>())
            {
                Report(engine.Current, kind, about);
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        Request RequestOf(Report report) =>
            new(report.Id, crew.At(report.Desk, report.Role), scenario.Start.AddMinutes(report.Happened), report.Command);
    }

    // Counted by people and not by records: a child reported four times whose mother is found once has its lead.
    private static void Report(IncidentState state, LeadKind kind, Dictionary<Id<Record>, string> about)
    {
        var wanted = Wanted(state, kind, about);
        var leads = state.Leads.Values.Where(lead => lead.Kind == kind && lead.Status == LeadStatus.Open && about.ContainsKey(lead.Left) && about.ContainsKey(lead.Right)).ToList();
        Console.WriteLine($"{kind}: {wanted.Count:N0} true links to find");
        foreach (var bits in (int[])[-2, -1, 0, 1, 2, 3, 4, 5, 6, 8, 10])
        {
            var shown = leads.Where(lead => lead.Bits >= bits).ToList();
            var right = shown.Count(lead => IsTrue(kind, about[lead.Left], about[lead.Right]));
            var links = shown.Where(lead => IsTrue(kind, about[lead.Left], about[lead.Right])).Select(lead => Link(state, kind, lead.Left, lead.Right, about)).ToHashSet();
            var found = kind == LeadKind.SamePerson ? Joined(links, wanted) : links.Count(wanted.Contains);
            Console.WriteLine($"  bits >= {bits,2}: precision {right / (double)Math.Max(1, shown.Count):F3}, recall {found / (double)Math.Max(1, wanted.Count):F3}, leads {shown.Count:N0}");
        }
    }

    // Three leads join four reports of one child: what follows from leads that are shown is found.
    private static int Joined(HashSet<(string One, string Other)> links, HashSet<(string One, string Other)> wanted)
    {
        var parents = new Dictionary<string, string>();
        string Root(string person)
        {
            while (parents.TryGetValue(person, out var parent)) { person = parent; }

            return person;
        }

        foreach (var (one, other) in links)
        {
            if (Root(one) != Root(other)) { parents[Root(one)] = Root(other); }
        }

        return wanted.Count(link => Root(link.One) == Root(link.Other));
    }

    private static HashSet<(string, string)> Wanted(IncidentState state, LeadKind kind, Dictionary<Id<Record>, string> about)
    {
        var wanted = new HashSet<(string, string)>();
        var known = new HashSet<(string, string)>();
        var records = about.Where(pair => state.Records.ContainsKey(pair.Key)).GroupBy(pair => pair.Value.Split('-')[0]);
        foreach (var household in records.Select(group => group.ToList()))
        {
            for (var i = 0; i < household.Count; i++)
            {
                for (var j = i + 1; j < household.Count; j++)
                {
                    var (left, right) = (household[i], household[j]);
                    if (kind != LeadKind.SamePerson && IsTrue(kind, left.Value, right.Value)
                        && LeadRules.IsKnownFamily(state, kind, state.Find(state.Records[left.Key].Person)!, state.Find(state.Records[right.Key].Person)!))
                    {
                        known.Add(Link(state, kind, left.Key, right.Key, about));
                    }

                    if (IsTrue(kind, left.Value, right.Value) && LeadRules.IsOpenQuestion(state, kind, state.Records[left.Key], state.Records[right.Key]))
                    {
                        wanted.Add(Link(state, kind, left.Key, right.Key, about));
                    }
                }
            }
        }

        // A mother who declared her child is known; that other records of it are of the same child is what is asked.
        wanted.ExceptWith(known);
        return wanted;
    }

    private static (string, string) Link(IncidentState state, LeadKind kind, Id<Record> left, Id<Record> right, Dictionary<Id<Record>, string> about)
    {
        var (a, b) = kind == LeadKind.SamePerson
            ? (state.Find(state.Records[left].Person)!.Id.ToString(), state.Find(state.Records[right].Person)!.Id.ToString())
            : (about[left], about[right]);
        return string.CompareOrdinal(a, b) <= 0 ? (a, b) : (b, a);
    }

    // Ids of the truth read "h12-c1": household 12, first child; -m and -f are the parents.
    private static bool IsTrue(LeadKind kind, string left, string right)
    {
        var (household, part) = Parts(left);
        var (otherHousehold, otherPart) = Parts(right);
        return kind switch
        {
            LeadKind.SamePerson => left == right,
            LeadKind.Siblings => household == otherHousehold && left != right && part.StartsWith('c') && otherPart.StartsWith('c'),
            _ => household == otherHousehold && (part.StartsWith('c') ? otherPart is "m" or "f" : part is "m" or "f" && otherPart.StartsWith('c')),
        };
    }

    private static (string Household, string Part) Parts(string id) => id.Split('-') is [var household, var part] ? (household, part) : (id, "");

    private sealed class DrillClock(DateTimeOffset start) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = start;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
