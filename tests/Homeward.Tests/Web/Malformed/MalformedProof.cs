using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Homeward.Domain;
using Homeward.Domain.Tests;
using Homeward.Journal;
using Homeward.Tests.Support;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Homeward.Tests.Web.Malformed;

/// <summary>
/// Requests nobody's browser would send, on every way into the server, from strangers and from people of several roles: each is answered or the line
/// is closed, none with a failure of ours; reports that are sent among them are there, once; and memory stays bounded. 100 for each
/// way in every run, 10,000 with HOMEWARD_PROVE=1; HOMEWARD_SEED repeats them.
/// </summary>
public sealed class MalformedProof(ITestOutputHelper output)
{
    private const int Senders = 4;

    // After so many, a report that is as it should be.
    private const int BetweenReports = 25;

    // What is sent ends sessions too, and turns people away who look for too many. So often they are looked after.
    private const int BatchesBetweenLooks = 10;

    private const long MostMemory = 400_000_000;

    [Fact]
    public async Task Whatever_is_sent_is_answered_without_a_failure_and_no_report_among_it_is_lost()
    {
        var count = Proof.Thorough ? 10_000 : 100;
        output.WriteLine($"{count:N0} requests to each surface, from seed {Proof.Seed}.");
        var town = new Town();
        await town.InitializeAsync();
        var journal = Path.Combine(town.Site.Folder, "incidents", Town.Code, IncidentJournal.JournalFile);
        await using var closing = town;
        await SendAllAsync(town, count);

        // As the folder goes with the town, the journal is looked at while the server still runs.
        Assert.IsType<Verification.Good>(JournalVerifier.Verify(journal));
    }

    private async Task SendAllAsync(Town town, int count)
    {
        var desk = await town.WorkerAsync(Role.Supervisor, town.School);
        var values = await ValuesAsync(town, desk);
        (Role? Role, Organisation Organisation)[] who =
        [
            (null, town.School), (Role.Supervisor, town.School), (Role.Roll, town.School), (Role.Intake, town.Shelter),
            (Role.ChildProtection, town.ChildProtection), (Role.LegalAid, town.LegalAid), (Role.Coordinator, town.ChildProtection), (Role.PrivacyOfficer, town.ChildProtection),
        ];
        var visitors = new List<Visitor>();
        foreach (var (role, organisation) in who)
        {
            visitors.Add(await Visitor.OfAsync(town, role, organisation));
        }

        var templates = town.Site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<CompiledPageActionDescriptor>() is not null).Select(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/'))
            // Leaving ends the session that everything else is asked with, and removing the drill everything else.
            .Where(template => template is not ("hide" or "account") && !template.EndsWith("/drill", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal).ToList();
        var handlers = town.Site.Services.GetRequiredService<EndpointDataSource>().Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<CompiledPageActionDescriptor>())
            .SelectMany(page => page?.HandlerMethods ?? []).Select(handler => handler.Name).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        var surfaces = new Surfaces(town, visitors, templates, values, handlers, new Random(Proof.Seed));
        var (reports, failures) = (new List<string>(), new ConcurrentBag<string>());
        var (largest, replaced) = (0L, 0);
        output.WriteLine("| surface | requests | answers | closed without a word | refusals: median | p99 | longest |");
        output.WriteLine("|---|---:|---|---:|---:|---:|---:|");
        foreach (var (name, make) in surfaces.All)
        {
            var answers = new ConcurrentBag<RawRequest.Answer>();
            for (var sent = 0; sent < count; sent += BetweenReports)
            {
                for (var i = 0; i < who.Length && sent / BetweenReports % BatchesBetweenLooks == 0; i++)
                {
                    if (!await visitors[i].IsLetInAsync())
                    {
                        visitors[i] = await Visitor.OfAsync(town, who[i].Role, who[i].Organisation, ++replaced);
                    }
                }

                List<RawRequest> batch = [];
                for (var i = 0; i < Math.Min(BetweenReports, count - sent); i++)
                {
                    batch.Add(await make());
                }

                await Parallel.ForEachAsync(batch.Index(), new ParallelOptions { MaxDegreeOfParallelism = Senders }, async (request, _) =>
                {
                    var answer = await request.Item.SendAsync(town.Site.Address);
                    answers.Add(answer);

                    // 501 and 505 are what HTTP calls a transfer coding or version nobody has to know; 503 turns strangers away for a moment.
                    if (answer.Status is not (>= 0 and < 500 or 501 or 503 or 505))
                    {
                        failures.Add($"{name}, request {sent + request.Index} answered {answer.Status}:\n{Shown(request.Item)}");
                    }
                });
                reports.Add(await ReportAsync(desk, values["{place}"], $"Reported {name} {sent}"));
                largest = Math.Max(largest, Environment.WorkingSet);
            }

            output.WriteLine(Line(name, [.. answers]));
        }

        Assert.True(failures.IsEmpty, $"seed {Proof.Seed}, {failures.Count} failures:\n{string.Join('\n', failures.Take(20))}");
        var said = town.State.Records.Values.Select(record => record.Details?.NameAsSaid).CountBy(said => said ?? "").ToDictionary();
        Assert.All(reports, report => Assert.Equal(1, said.GetValueOrDefault(report)));
        GC.Collect();
        var kept = GC.GetTotalMemory(forceFullCollection: true);
        output.WriteLine($"{replaced:N0} times somebody's session had been ended by what was sent, and another person came in their place.");
        output.WriteLine($"{reports.Count:N0} reports in between, each there once. Memory: at most {largest / 1_000_000:N0} MB of the process, with the test itself; {kept / 1_000_000:N0} MB kept at the end.");
        Assert.InRange(kept, 0, MostMemory);
    }

    private static async Task<string> ReportAsync(Worker desk, string place, string name)
    {
        var saved = await desk.FillInAsync("intake", ("Child.NameAsSaid", name), ("How", "alone"), ("Place", place));
        Assert.True(saved.IsDone, $"A report was refused: {saved.Status}\n{saved.Text}");
        return name;
    }

    private static async Task<IReadOnlyDictionary<string, string>> ValuesAsync(Town town, Worker desk)
    {
        var child = await town.ChildInCareAsync(desk, town.Classroom, "Nadia Pruebas", "Maria Lopez");
        var (lead, _) = await town.LeadAsync(desk, child, "Nadya Pruebas");
        var (release, agency) = (new Id<Release>(Guid.CreateVersion7()), new Id<Agency>(Guid.CreateVersion7()));
        await town.SubmitAsync(desk.Actor, new StartRelease(release, child.Id, new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), new() { NameAsSaid = "Maria Lopez" }));
        await town.SubmitAsync((await town.WorkerAsync(Role.Coordinator, town.ChildProtection)).Actor, new ListAgency(agency, "County"), new OpenFamilyPage("601 555 0142", null, town.School.Id));
        return new Dictionary<string, string>
        {
            ["{code}"] = Town.Code,
            ["{place}"] = town.Classroom.Id.ToString(),
            ["{child}"] = child.Code,
            ["{person}"] = child.Code,
            ["{other}"] = child.Code,
            ["{lead}"] = lead.ToString(),
            ["{release}"] = release.ToString(),
            ["{agency}"] = agency.ToString(),
            ["{form}"] = "intake",
            ["{what}"] = "left",
            ["{kind}"] = "looking",
        };
    }

    private static string Line(string name, IReadOnlyList<RawRequest.Answer> answers)
    {
        var refused = answers.Where(answer => answer.Status is >= 400).Select(answer => answer.Took.TotalMilliseconds).Order().ToList();
        return $"| {name} | {answers.Count:N0} | {string.Join(", ", answers.Where(answer => answer.Status > 0).CountBy(answer => answer.Status).OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}: {pair.Value:N0}"))} | {answers.Count(answer => answer.Status == 0):N0} " +
            (refused.Count == 0 ? "| | | |" : $"| {refused[refused.Count / 2]:0.0} ms | {refused[refused.Count * 99 / 100]:0.0} ms | {refused[^1]:0} ms |");
    }

    private static string Shown(RawRequest request) => System.Text.Encoding.Latin1.GetString(request.Bytes, 0, Math.Min(request.Bytes.Length, 1_500));
}
