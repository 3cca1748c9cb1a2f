using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Homeward.Domain;
using Homeward.Engine;
using Homeward.Journal;
using Homeward.Journal.Shares;
using Homeward.SealedReports;
using Homeward.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Homeward.Tests.SealedReports;

/// <summary>A device that reports to a server nobody has unlocked yet, over a real socket and a real data folder.</summary>
public sealed class SealedReportTests : IAsyncLifetime
{
    private const string Planted = "Xochitl Planted-Name";

    private readonly DataFolder folder = new(Directory.CreateTempSubdirectory("homeward-sealed").FullName);
    private readonly TimeProvider clock = TimeProvider.System;
    private readonly Organisation school = new(new(Guid.CreateVersion7()), "School", OrganisationKind.School);
    private readonly Place gym;
    private readonly ECDsa device = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private Station station = null!;
    private Actor coordinator = null!;

    public SealedReportTests() => gym = new(new(Guid.CreateVersion7()), "Gym", PlaceKind.Shelter, "Forest", RunBy: school.Id);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        coordinator = new(new(Guid.CreateVersion7()), school.Id, Role.Coordinator, Guid.Empty);
        await using var server = await Server.StartAsync(folder, "http://127.0.0.1:0", clock);
        var engine = server.Incidents.Create("MS-1", Guid.CreateVersion7());
        await SaidAsync(engine, new OpenIncident(new(new(Guid.CreateVersion7()), "MS-1", "A test", IncidentKind.Other, "Forest", "America/Chicago", false, clock.GetUtcNow()), []));
        await SaidAsync(engine, new AddOrganisation(school));
        await SaidAsync(engine, new AddPlace(gym));
        using var to = engine.Journal.SealingKey();
        station = Station.Of($"MS-1:{Convert.ToBase64String(to.ExportSubjectPublicKeyInfo())}", device.ExportPkcs8PrivateKey())!;
        await SaidAsync(engine, new EnrolReportingKey(new(station.Key), gym.Id, [.. device.ExportSubjectPublicKeyInfo()]));
    }

    public ValueTask DisposeAsync()
    {
        device.Dispose();
        Directory.Delete(folder.Path, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_locked_server_takes_a_sealed_report_in_and_files_it_once_when_it_opens()
    {
        var (report, other) = (Sealed(Planted), Sealed("Berta Ruiz"));
        var key = InstallationKey.FromEnvironmentOrFile(folder.Path);
        var shares = SharedKey.Make(folder, key, 2, 3);
        File.Delete(folder.KeyFile);
        await using (var locked = await LockedServer.StartAsync(SharedKey.Of(folder)!, "http://127.0.0.1:0", new ReportInbox(folder)))
        {
            using var browser = new HttpClient { BaseAddress = locked.Address };
            var stored = await SendAsync(browser, report);
            Assert.Equal(HttpStatusCode.Created, stored.StatusCode);
            AssertReceipt(await ReceiptAsync(stored), report);
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(browser, report)).StatusCode);
            Assert.Equal(HttpStatusCode.Created, (await SendAsync(browser, other)).StatusCode);

            // Nobody who isn't enrolled, nothing that was changed, nothing that is too large.
            using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(browser, Sealed("x", Station.Of($"MS-1:{Convert.ToBase64String(station.SealTo)}", stranger.ExportPkcs8PrivateKey())!))).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(browser, Signature(Sealed("y"), Signed("z")))).StatusCode);
            Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(browser, "{}"u8.ToArray())).StatusCode);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await SendAsync(browser, new byte[SealedReport.LargestBytes + 1])).StatusCode);
            AssertNoFileNames();
            foreach (var share in shares.Take(2))
            {
                using var form = new FormUrlEncodedContent([new("share", share.ToString())]);
                (await browser.PostAsync("/", form, Cancel)).Dispose();
            }

            key = await locked.OpenedAsync(Cancel);
        }

        await using var server = await Server.StartAsync(folder, "http://127.0.0.1:0", clock, key);
        await server.Services.GetService<ReportFiling>()!.FileAsync();
        var state = server.Incidents.Find("MS-1")!.Current;
        Assert.Equal([Planted, "Berta Ruiz"], state.Records.Values.Select(record => record.Details!.NameAsSaid).OrderDescending());
        Assert.All(state.People.Values, child => Assert.Equal((ChildState.InInterimCare, gym.Id), (child.State!.Value, child.Child!.Place!.Value)));
        Assert.All(state.Records.Values, record => Assert.Equal(school.Id, record.Owner));

        using var again = new HttpClient { BaseAddress = server.Address };
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(again, report)).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(again, Sealed("Carla Mora"))).StatusCode);
        await server.Services.GetService<ReportFiling>()!.FileAsync();
        Assert.Equal(3, server.Incidents.Find("MS-1")!.Current.Records.Count);
        AssertNoFileNames();
    }

    [Fact]
    public async Task A_report_that_was_acknowledged_and_waits_is_in_the_backup_and_filed_once_after_it_was_restored()
    {
        var (waiting, refused) = (Sealed(Planted), Sealed("Too old", age: 300));
        var inbox = new ReportInbox(folder);
        Assert.Equal(ReportInbox.Outcome.Stored, inbox.TakeIn(refused, clock.GetUtcNow()).Outcome);
        await using (var open = await Server.StartAsync(folder, "http://127.0.0.1:0", clock))
        {
            await open.Services.GetService<ReportFiling>()!.FileAsync();
        }

        AssertReceipt(inbox.TakeIn(waiting, clock.GetUtcNow()).Receipt!, waiting);
        var (place, file) = (Directory.CreateTempSubdirectory("homeward-elsewhere").FullName, Path.Combine(folder.Path, "..", $"backup-{Guid.NewGuid():N}"));
        try
        {
            var backup = Backup.Make(folder, file, clock);
            Assert.True(File.ReadAllBytes(file).AsSpan().IndexOf("sealed-reports"u8) < 0);
            Restore.Run(new(place), file, Backup.KeysOf(file), [], clock);
            File.Copy(folder.KeyFile, new DataFolder(place).KeyFile);

            await using var server = await Server.StartAsync(new(place), "http://127.0.0.1:0", clock);
            await server.Services.GetService<ReportFiling>()!.FileAsync();
            Assert.Equal(Planted, Assert.Single(server.Incidents.Find("MS-1")!.Current.Records.Values).Details!.NameAsSaid);
            using var browser = new HttpClient { BaseAddress = server.Address };
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(browser, waiting)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(browser, refused)).StatusCode);
            Assert.Single(new ReportInbox(new(place)).Files("MS-1", ReportInbox.Kept.Refused));

            // One whose record was destroyed meanwhile doesn't come back from an older backup.
            server.Incidents.Find("MS-1")!.Journal.DestroyKeys([server.Incidents.Find("MS-1")!.Current.Records.Values.Single().Id.Value]);
            File.WriteAllBytes(Path.Combine(new DataFolder(place).SealedReports, "MS-1", "waiting", $"{SealedReport.Read(waiting)!.Id:N}"), waiting);
            await server.Services.GetService<ReportFiling>()!.FileAsync();
            Assert.Empty(new ReportInbox(new(place)).Files("MS-1", ReportInbox.Kept.Waiting));
            Assert.Single(new ReportInbox(new(place)).Files("MS-1", ReportInbox.Kept.Refused));
        }
        finally
        {
            Directory.Delete(place, recursive: true);
            File.Delete(file);
            File.Delete(Backup.KeysOf(file));
        }
    }

    [Fact]
    public async Task Ten_thousand_replays_and_flipped_bits_make_nothing_new_and_lose_nothing()
    {
        var inbox = new ReportInbox(folder);
        var reports = Enumerable.Range(0, 20).Select(i => Sealed($"Child {i}")).ToList();
        Assert.All(reports, report => Assert.Equal(ReportInbox.Outcome.Stored, inbox.TakeIn(report, clock.GetUtcNow()).Outcome));
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var outcomes = new Dictionary<ReportInbox.Outcome, int>();
        for (var i = 0; i < 10_000; i++)
        {
            var report = (byte[])reports[random.Next(reports.Count)].Clone();
            if (i % 4 != 0)
            {
                report[random.Next(report.Length)] ^= (byte)(1 << random.Next(8));
            }

            var outcome = inbox.TakeIn(report, clock.GetUtcNow()).Outcome;
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }

        Assert.True(!outcomes.ContainsKey(ReportInbox.Outcome.Stored), $"Seed {seed} made something new.");
        Assert.Equal(2_500, outcomes[ReportInbox.Outcome.Duplicate]);
        await using var server = await Server.StartAsync(folder, "http://127.0.0.1:0", clock);
        await server.Services.GetService<ReportFiling>()!.FileAsync();
        Assert.Equal(
            reports.Count, server.Incidents.Find("MS-1")!.Current.Records.Values.Select(record => record.Details!.NameAsSaid).Distinct().Count());
        Assert.All(reports, report => Assert.Equal(ReportInbox.Outcome.Duplicate, inbox.TakeIn(report, clock.GetUtcNow()).Outcome));
    }

    [Fact]
    public async Task Another_report_under_a_known_id_is_kept_apart_and_never_filed()
    {
        var (inbox, id) = (new ReportInbox(folder), Guid.CreateVersion7());
        Assert.Equal(ReportInbox.Outcome.Stored, inbox.TakeIn(Sealed("Ana Lopez", id: id), clock.GetUtcNow()).Outcome);
        Assert.Equal(ReportInbox.Outcome.OtherWithSameId, inbox.TakeIn(Sealed("Another Child", id: id), clock.GetUtcNow()).Outcome);
        Assert.Single(inbox.Files("MS-1", ReportInbox.Kept.Copies));

        await using var server = await Server.StartAsync(folder, "http://127.0.0.1:0", clock);
        await server.Services.GetService<ReportFiling>()!.FileAsync();

        Assert.Equal("Ana Lopez", Assert.Single(server.Incidents.Find("MS-1")!.Current.Records.Values).Details!.NameAsSaid);
        Assert.Equal(ReportInbox.Outcome.OtherWithSameId, inbox.TakeIn(Sealed("A third", id: id), clock.GetUtcNow()).Outcome);
    }

    [Fact]
    public async Task What_cannot_be_filed_is_put_aside_with_the_reason_and_an_ended_key_opens_nothing()
    {
        var inbox = new ReportInbox(folder);
        using var elsewhere = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        inbox.TakeIn(Sealed("Ana", station with { SealTo = elsewhere.ExportSubjectPublicKeyInfo() }), clock.GetUtcNow());
        inbox.TakeIn(Sealed("Ana", age: 99), clock.GetUtcNow());
        // Somebody with the disk wrote their own key into the list that a locked server goes by. The journal doesn't know it.
        using var forged = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var stranger = Station.Of($"MS-1:{Convert.ToBase64String(station.SealTo)}", forged.ExportPkcs8PrivateKey())!;
        inbox.Enrol("MS-1", new Dictionary<Guid, byte[]> { [stranger.Key] = forged.ExportSubjectPublicKeyInfo(), [station.Key] = device.ExportSubjectPublicKeyInfo() });
        Assert.Equal(ReportInbox.Outcome.Stored, inbox.TakeIn(Sealed("Forged", stranger), clock.GetUtcNow()).Outcome);

        await using var server = await Server.StartAsync(folder, "http://127.0.0.1:0", clock);
        await server.Services.GetService<ReportFiling>()!.FileAsync();
        var engine = server.Incidents.Find("MS-1")!;
        Assert.Empty(engine.Current.Records.Values);
        Assert.Equal(
            ["age_impossible", "not_sealed_to_this_incident", "not_signed_by_an_enrolled_key"],
            inbox.Files("MS-1", ReportInbox.Kept.Refused).Select(file => File.ReadAllText(file + ".why")).Order());

        await SaidAsync(engine, new EndReportingKey(new(station.Key)));
        Assert.Equal(ReportInbox.Outcome.UnknownKey, inbox.TakeIn(Sealed("Late"), clock.GetUtcNow()).Outcome);
    }

    private byte[] Sealed(string name, Station? by = null, Guid? id = null, int age = 7) =>
        SealedReport.Seal(by ?? station, id ?? Guid.CreateVersion7(), clock.GetUtcNow(), new(name, age, Here: true, Note: Planted));

    private SealedReport Signed(string name) => SealedReport.Read(Sealed(name))!;

    private static byte[] Signature(byte[] report, SealedReport of) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(report).Replace(Text(SealedReport.Read(report)!), Text(of), StringComparison.Ordinal));

    private static string Text(SealedReport report) => Convert.ToBase64String(report.Signature);

    private async Task SaidAsync(IncidentEngine engine, Command command) =>
        Assert.IsType<Answer.Accepted>(await engine.SubmitAsync(new(Guid.CreateVersion7(), coordinator, clock.GetUtcNow(), command), Cancel));

    private static async Task<HttpResponseMessage> SendAsync(HttpClient browser, byte[] report)
    {
        using var content = new ByteArrayContent(report);
        return await browser.PostAsync(ReportEndpoint.Address, content, Cancel);
    }

    private sealed record Answered(string Outcome, ReportInbox.SignedReceipt? Receipt);

    private static async Task<ReportInbox.SignedReceipt> ReceiptAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<Answered>(Cancel))!.Receipt!;

    private static void AssertReceipt(ReportInbox.SignedReceipt receipt, byte[] report)
    {
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(report)), receipt.Sha256);
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(receipt.ReceiptKey), out _);
        Assert.True(key.VerifyData(Encoding.ASCII.GetBytes($"homeward receipt\n{receipt.Id:N}\n{receipt.Sha256}\n{receipt.Stored.UtcTicks}\n"), Convert.FromBase64String(receipt.Signature), HashAlgorithmName.SHA256));
    }

    private void AssertNoFileNames()
    {
        foreach (var file in Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Where(file => file != folder.LockFile))
        {
            using var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[from.Length];
            from.ReadExactly(bytes);
            Assert.True(bytes.AsSpan().IndexOf("Planted-"u8) < 0, $"{file} holds a planted name.");
        }
    }
}
