using Homeward.Domain;
using Homeward.Engine;
using Homeward.Journal;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Homeward.Tests.Engine;

/// <summary>An open incident on a real journal, a clock that only the test moves, and a worker who reports.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("homeward-engine").FullName;
    private readonly InstallationKey key = new(new byte[32]);

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2019, 8, 7, 20, 0, 0, TimeSpan.Zero));

    public IncidentEngine Engine { get; private set; } = null!;

    public Actor Worker { get; } = new(new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), Role.Coordinator, Guid.CreateVersion7());

    public Id<Place> Gym { get; } = new(Guid.CreateVersion7());

    private string Incident => Path.Combine(folder, "incident");

    public static async Task<Desk> OpenAsync()
    {
        var desk = new Desk();
        desk.Engine = IncidentEngine.Open(IncidentJournal.Create(desk.Incident, Guid.CreateVersion7(), desk.key, desk.Clock), desk.Clock);
        await desk.AcceptedAsync(new OpenIncident(
            new(new(Guid.CreateVersion7()), "TEST-1", "A test", IncidentKind.Other, "Forest", "America/Chicago", IsDrill: true, desk.Clock.GetUtcNow()), []));
        await desk.AcceptedAsync(new AddOrganisation(new(desk.Worker.Organisation, "Family Response", OrganisationKind.Relief)));
        await desk.AcceptedAsync(new AddPlace(new(desk.Gym, "Gym", PlaceKind.Shelter, "Forest", RunBy: desk.Worker.Organisation)));
        return desk;
    }

    public Request Ask(Command command) => new(Guid.CreateVersion7(), Worker, Clock.GetUtcNow(), command);

    public async Task<Answer.Accepted> AcceptedAsync(Command command) =>
        Assert.IsType<Answer.Accepted>(await Engine.SubmitAsync(Ask(command)));

    public ReportChild Child(string name = "Ana Lopez") => new(
        new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), Source.Intake, Gym, new() { NameAsSaid = name, Age = new(7) }, new Situation.InOurCare(Gym));

    /// <summary>Closes the incident and opens it again from its files.</summary>
    public async Task ReopenAsync()
    {
        await Engine.DisposeAsync();
        Engine = IncidentEngine.Open(IncidentJournal.Open(Incident, key, Clock), Clock);
    }

    public bool HasSnapshot => File.Exists(Path.Combine(Incident, Snapshots.FileName));

    public void ForgetSnapshot() => File.Delete(Path.Combine(Incident, Snapshots.FileName));

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
