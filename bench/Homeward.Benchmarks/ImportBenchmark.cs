using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Homeward.Domain;
using Homeward.Engine;
using Homeward.Features.Import;
using Homeward.Journal;

namespace Homeward.Benchmarks;

/// <summary>A school roll of many rows, read, compared and saved in groups on a real journal, while a desk reports; then the same file again.</summary>
internal static class ImportBenchmark
{
    internal static async Task<int> RunAsync(int rows)
    {
        var clock = TimeProvider.System;
        var folder = Directory.CreateTempSubdirectory("homeward-import-").FullName;
        try
        {
            var id = Guid.CreateVersion7();
            var actor = new Actor(new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), Role.Coordinator, Guid.Empty);
            var school = new Place(new(Guid.CreateVersion7()), "School", PlaceKind.School, "Morton");
            var journal = IncidentJournal.Create(Path.Combine(folder, "incident"), id, new InstallationKey(RandomNumberGenerator.GetBytes(32)), clock);
            await using var engine = IncidentEngine.Open(journal, clock);
            foreach (var command in new Command[]
            {
                new OpenIncident(new(new(id), "BENCH", "Bench", IncidentKind.Other, "Morton", "America/Chicago", IsDrill: true, clock.GetUtcNow()), []),
                new AddOrganisation(new(actor.Organisation, "District", OrganisationKind.School)), new AddPlace(school),
            })
            {
                await engine.SubmitAsync(new(Guid.NewGuid(), actor, clock.GetUtcNow(), command));
            }

            var file = Roll(rows);
            var target = new ImportTarget(ImportKind.Roll, school.Id, actor);
            Console.WriteLine($"{rows:N0} rows, {file.Length / 1e6:F1} MB");
            await ImportAsync("first time", engine, target, file);
            await ImportAsync("same file again", engine, target, file);
            Console.WriteLine($"{engine.Current.Records.Count:N0} records; journal {Size(folder) / 1e6:F0} MB; most memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:F0} MB");
            return engine.Current.Records.Values.Count(record => record.Source == Source.Roll) == rows ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task ImportAsync(string what, IncidentEngine engine, ImportTarget target, byte[] file)
    {
        var watch = Stopwatch.StartNew();
        var check = ImportCheck.Of(engine.Current, target, new(file), ReadingChoices.None, TimeProvider.System.GetUtcNow());
        var plan = check.Plan ?? throw new InvalidOperationException("The list can't be read.");
        var planned = watch.Elapsed;
        using var saved = new CancellationTokenSource();
        var desk = DeskAsync(engine, target.Actor, saved.Token);
        var outcome = await ImportSaving.SaveAsync(engine, target, ImportSaving.IdOf(engine.Current, target, new(file)), plan, TimeProvider.System);
        var took = watch.Elapsed - planned;
        await saved.CancelAsync();
        var waits = await desk;
        Console.WriteLine($"{what}: read and compared {planned.TotalSeconds:F1} s, saved {took.TotalSeconds:F1} s; new {plan.New:N0}, same {plan.Same:N0}, {outcome.Saved:N0} of {outcome.Of:N0} rows saved");
        if (waits.Count > 0)
        {
            Console.WriteLine($"  meanwhile a desk sent {waits.Count:N0} reports: answered after {waits[waits.Count / 2]:F0} ms (median), {waits[(int)(waits.Count * 0.99)]:F0} ms (p99), {waits[^1]:F0} ms (longest)");
        }
    }

    /// <summary>A desk that takes children in, one every tenth of a second, while the list is saved.</summary>
    /// <returns>How long each report waited for its answer, in milliseconds, shortest first.</returns>
    private static async Task<List<double>> DeskAsync(IncidentEngine engine, Actor actor, CancellationToken until)
    {
        var waits = new List<double>();
        try
        {
            while (true)
            {
                await Task.Delay(100, until);
                var watch = Stopwatch.StartNew();
                var child = new ReportChild(new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), Source.Intake, null, new() { NameAsSaid = "Ana Lopez" }, new Situation.NotLocated());
                if (await engine.SubmitAsync(new(Guid.CreateVersion7(), actor, TimeProvider.System.GetUtcNow(), child), CancellationToken.None) is not Answer.Accepted)
                {
                    throw new InvalidOperationException("A desk's report was refused.");
                }

                waits.Add(watch.Elapsed.TotalMilliseconds);
            }
        }
        catch (OperationCanceledException)
        {
            waits.Sort();
            return waits;
        }
    }

    private static long Size(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);

    private static byte[] Roll(int rows)
    {
        var text = new StringBuilder("id,given_name,family_name,dob,sex,grade,guardian_1_name,guardian_1_phone,guardian_1_may_collect,mother_name\n");
        for (var i = 0; i < rows; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{i},Given{i % 977},Family{i % 4_001} Second{i % 613},{2012 + (i % 7)}-{(i % 12) + 1:00}-{(i % 28) + 1:00},{(i % 2 == 0 ? 'F' : 'M')},{i % 12},Guardian {i % 7_001},601-555-{i % 10_000:0000},yes,Mother {i % 9_001}\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
