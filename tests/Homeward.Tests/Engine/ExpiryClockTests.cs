using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Homeward.Domain;
using Homeward.Engine;
using Homeward.Journal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Homeward.Tests.Engine;

/// <summary>A real data folder in which a child comes home, and what is left of its name afterwards: in memory, on the disk, and in a backup.</summary>
public sealed class ExpiryClockTests : IAsyncLifetime
{
    private const string Planted = "Xochitl Planted-Name", Collector = "Rosario Planted-Collector";

    private readonly string root = Directory.CreateTempSubdirectory("homeward-expiry").FullName;
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2019, 8, 7, 20, 0, 0, TimeSpan.Zero));
    private readonly InstallationKey key = new(new byte[32]);
    private readonly Organisation school = new(new(Guid.CreateVersion7()), "School", OrganisationKind.School);
    private readonly Organisation agency = new(new(Guid.CreateVersion7()), "Agency", OrganisationKind.ChildProtection);
    private readonly Place gym;
    private DataFolder data = null!;
    private Incidents incidents = null!;
    private IncidentEngine engine = null!;
    private ExpiryClock expiry = null!;
    private ReportChild child = null!;

    public ExpiryClockTests() => gym = new(new(Guid.CreateVersion7()), "Gym", PlaceKind.Shelter, "Forest", RunBy: school.Id);

    public async ValueTask InitializeAsync()
    {
        data = new DataFolder(Path.Combine(root, "data"));
        Directory.CreateDirectory(data.Path);
        Open();
        engine = incidents.Create("MS-1", Guid.CreateVersion7());
        var coordinator = By(agency, Role.Coordinator);
        await SaidAsync(coordinator, new OpenIncident(new(new(Guid.CreateVersion7()), "MS-1", "A test", IncidentKind.Other, "Forest", "America/Chicago", false, clock.GetUtcNow()), []));
        await SaidAsync(coordinator, new AddOrganisation(school));
        await SaidAsync(coordinator, new AddOrganisation(agency));
        await SaidAsync(coordinator, new AddPlace(gym));
        child = new(
            new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), Source.Intake, gym.Id, new() { NameAsSaid = Planted, Age = new(7) }, new Situation.InOurCare(gym.Id), Note: Planted + " likes dogs");
        await SaidAsync(By(school, Role.Intake), child);
    }

    public async ValueTask DisposeAsync()
    {
        await expiry.DisposeAsync();
        await incidents.DisposeAsync();
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public async Task Seven_days_after_a_child_came_home_its_name_is_nowhere_and_the_numbers_are_the_same()
    {
        var evening = clock.GetUtcNow();
        clock.Advance(TimeSpan.FromHours(1));
        await HomeAsync();
        await engine.WriteSnapshotAsync();
        await expiry.TurnAsync(TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromDays(6));
        var backup = Path.Combine(root, "backup");
        Backup.Make(data, backup, clock);
        await expiry.TurnAsync(TestContext.Current.CancellationToken);
        Assert.Contains(Planted, Text(engine.Current), StringComparison.Ordinal);
        var before = engine.Current.Counts.Children;

        clock.Advance(TimeSpan.FromDays(1));
        await expiry.TurnAsync(TestContext.Current.CancellationToken);

        // In memory: the records, what was known that evening, and a snapshot made afterwards. The receipt alone names them.
        Assert.DoesNotContain(Planted, Text(engine.Current), StringComparison.Ordinal);
        Assert.DoesNotContain(Collector, Text(engine.Current), StringComparison.Ordinal);
        var past = await engine.AsOfAsync(evening, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(Planted, Text(past), StringComparison.Ordinal);
        Assert.Equal((before, 1), (engine.Current.Counts.Children, past.Counts.Of(ChildState.InInterimCare)));
        Assert.Contains(Planted, engine.Current.Receipts.Values.Single().Words!.Child, StringComparison.Ordinal);
        await engine.WriteSnapshotAsync();
        Assert.True(File.Exists(Path.Combine(data.Incident("MS-1"), Snapshots.FileName)));
        AssertNoFileNames(data.Path);
        Assert.IsType<Verification.Good>(JournalVerifier.Verify(Path.Combine(data.Incident("MS-1"), IncidentJournal.JournalFile)));

        // After a restart, from the files alone.
        await ReopenAsync();
        Assert.DoesNotContain(Planted, Text(engine.Current), StringComparison.Ordinal);
        Assert.Equal(before, engine.Current.Counts.Children);

        // The oldest backup holds the keys for one day less than seven yet; then nothing opens it.
        clock.Advance(TimeSpan.FromDays(6));
        await expiry.TurnAsync(TestContext.Current.CancellationToken);
        var elsewhere = new DataFolder(Path.Combine(root, "elsewhere"));
        Directory.CreateDirectory(elsewhere.Path);
        Assert.Throws<BackupRefusedException>(() => Restore.Run(elsewhere, backup, Backup.KeysOf(backup), [], new FakeTimeProvider(evening)));
        Restore.Run(elsewhere, backup, null, [], clock);
        Assert.IsType<Verification.Good>(JournalVerifier.Verify(Path.Combine(elsewhere.Incident("MS-1"), IncidentJournal.JournalFile)));
        AssertNoFileNames(root);
    }

    [Fact]
    public async Task What_was_decided_before_a_crash_is_destroyed_at_the_next_turn()
    {
        await HomeAsync();
        clock.Advance(TimeSpan.FromDays(7));
        await SaidAsync(Actor.System, new CarryOutExpiry());
        Assert.Empty(engine.Journal.Destroyed);

        await ReopenAsync();
        await expiry.TurnAsync(TestContext.Current.CancellationToken);

        Assert.Contains(child.Record.Value, engine.Journal.Destroyed);
        Assert.Equal(engine.Current.Expired.Count, engine.Journal.Destroyed.Count);
    }

    [Fact]
    public async Task A_hold_keeps_everything_until_it_is_lifted()
    {
        await HomeAsync();
        var hold = new Id<LegalHold>(Guid.CreateVersion7());
        await SaidAsync(By(agency, Role.LegalAid), new PlaceHold(hold, null, HoldReason.CourtOrder));
        clock.Advance(TimeSpan.FromDays(100));
        await expiry.TurnAsync(TestContext.Current.CancellationToken);
        Assert.Contains(Planted, Text(engine.Current), StringComparison.Ordinal);

        await SaidAsync(By(agency, Role.LegalAid), new LiftHold(hold));
        await SaidAsync(By(school, Role.Supervisor), new LiftHold(hold));
        await expiry.TurnAsync(TestContext.Current.CancellationToken);

        Assert.DoesNotContain(Planted, Text(engine.Current), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Thirty_days_after_closing_the_incident_can_be_verified_and_counted_and_never_read_again()
    {
        await HomeAsync();
        await expiry.TurnAsync(TestContext.Current.CancellationToken);
        await SaidAsync(By(agency, Role.ChildProtection), new AcknowledgeReceipt(engine.Current.Receipts.Values.Single().Id));
        await SaidAsync(By(agency, Role.Coordinator), new CloseIncident());
        clock.Advance(Expiry.AfterClosing - TimeSpan.FromMinutes(1));
        await expiry.TurnAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(incidents.Find("MS-1"));
        var head = engine.Journal.Head;

        clock.Advance(TimeSpan.FromMinutes(1));
        await expiry.TurnAsync(TestContext.Current.CancellationToken);

        Assert.Null(incidents.Find("MS-1"));
        Assert.Contains("never read again", Assert.Throws<KeyRefusedException>(() => IncidentJournal.Open(data.Incident("MS-1"), key, clock)).Message, StringComparison.Ordinal);
        Assert.IsType<Verification.Good>(JournalVerifier.Verify(Path.Combine(data.Incident("MS-1"), IncidentJournal.JournalFile), head));
        var numbers = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(data.Incident("MS-1"), LastNumbers.FileName), TestContext.Current.CancellationToken)).RootElement.GetProperty("days");
        Assert.Equal(1, numbers[0].GetProperty("children").GetProperty("with_parent_or_verified_caregiver").GetInt32());
        AssertNoFileNames(root);
        Open();
        Assert.Empty(incidents.All);
    }

    private async Task HomeAsync()
    {
        var (desk, release) = (By(school, Role.Release), new Id<Release>(Guid.CreateVersion7()));
        await SaidAsync(desk, new StartRelease(release, child.Person, new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), new() { NameAsSaid = Collector }));
        await SaidAsync(desk, new SeeIdentity(release, IdentitySeenBy.PhotoDocument));
        await SaidAsync(desk, new ShowRight(release, RightToCollect.CourtDocument, Guid.Empty, "Order that names " + Collector));
        await SaidAsync(desk, new AskChild(release, ChildSays.Yes));
        await SaidAsync(By(school, Role.Roll), new ConfirmAsSecondPerson(release));
        await SaidAsync(By(school, Role.Supervisor), new ApproveAsSupervisor(release));
        await SaidAsync(desk, new CompleteRelease(release));
    }

    private void Open()
    {
        incidents = Incidents.Open(data, key, clock);
        expiry = new ExpiryClock(incidents, data, clock, NullLogger<ExpiryClock>.Instance);
        engine = incidents.Find("MS-1")!;
    }

    private async Task ReopenAsync()
    {
        await expiry.DisposeAsync();
        await incidents.DisposeAsync();
        Open();
    }

    private readonly Dictionary<(Id<Organisation>, Role), Actor> actors = [];

    private Actor By(Organisation organisation, Role role) =>
        actors.TryGetValue((organisation.Id, role), out var known) ? known : actors[(organisation.Id, role)] = new(new(Guid.CreateVersion7()), organisation.Id, role, Guid.Empty);

    private async Task SaidAsync(Actor by, Command command) =>
        Assert.IsType<Answer.Accepted>(await engine.SubmitAsync(new(Guid.CreateVersion7(), by, clock.GetUtcNow(), command), TestContext.Current.CancellationToken));

    private static string Text(IncidentState state) => JsonSerializer.Serialize(new { People = state.People.Values, Records = state.Records.Values }, EventCodec.Json);

    private static void AssertNoFileNames(string folder)
    {
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        Assert.True(files.Length > 4);
        foreach (var file in files)
        {
            using var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[from.Length];
            from.ReadExactly(bytes);
            Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes("Planted-")) < 0, $"{file} holds a planted name.");
        }
    }
}
