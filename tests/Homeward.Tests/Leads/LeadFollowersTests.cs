using System.Security.Cryptography;
using Homeward.Domain;
using Homeward.Engine;
using Homeward.Engine.Leads;
using Homeward.Journal;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Record = Homeward.Domain.Record;

namespace Homeward.Tests.Leads;

/// <summary>Incidents come and go while a server runs; each has its follower for as long as it is there.</summary>
public sealed class LeadFollowersTests : IAsyncLifetime
{
    private readonly string root = Directory.CreateTempSubdirectory("homeward-followers-").FullName;
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2019, 8, 7, 13, 0, 0, TimeSpan.Zero));
    private Homeward.Engine.Incidents incidents = null!;
    private LeadFollowers followers = null!;

    public ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(new DataFolder(root).Incidents);
        incidents = Homeward.Engine.Incidents.Open(new(root), new InstallationKey(RandomNumberGenerator.GetBytes(32)), clock);
        followers = LeadFollowers.Start(incidents, clock);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await followers.DisposeAsync();
        await incidents.DisposeAsync();
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public async Task Two_reports_in_an_incident_opened_later_have_their_lead_once_the_follower_has_caught_up()
    {
        var engine = await OpenDrill("DRILL-1");
        await Report(engine);
        await Report(engine);

        await followers.WhenCaughtUpAsync(engine);

        Assert.Equal(LeadStatus.Open, Assert.Single(engine.Current.Leads.Values).Status);
    }

    [Fact]
    public async Task A_drill_that_is_removed_takes_its_follower_along()
    {
        var engine = await OpenDrill("DRILL-1");
        await OpenDrill("DRILL-2");
        await Report(engine);
        await followers.WhenCaughtUpAsync(engine);
        Assert.Equal(2, followers.Count);

        await incidents.RemoveDrillAsync("DRILL-1");

        Assert.Equal(1, followers.Count);
        Assert.True(followers.WhenCaughtUpAsync(engine).IsCompletedSuccessfully);
    }

    private async Task<IncidentEngine> OpenDrill(string code)
    {
        var engine = incidents.Create(code, Guid.CreateVersion7());
        var incident = new Incident(new(Guid.CreateVersion7()), code, "Test", IncidentKind.Raid, "Morton", "America/Chicago", IsDrill: true, clock.GetUtcNow());
        await Do(engine, Role.Coordinator, new OpenIncident(incident, []));
        return engine;
    }

    private Task Report(IncidentEngine engine) => Do(engine, Role.Hotline, new ReportChild(
        new Id<Record>(Guid.CreateVersion7()), new(Guid.CreateVersion7()), Source.PhoneCall, null,
        new() { GivenNames = "Wilmer José", FamilyNames = "Velásquez Mejía", Age = new(7), Phone = "601 555 0142" }, new Situation.NotLocated()));

    private async Task Do(IncidentEngine engine, Role role, Command command) =>
        Assert.IsType<Answer.Accepted>(await engine.SubmitAsync(
            new(Guid.CreateVersion7(), new(new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), role, Guid.CreateVersion7()), clock.GetUtcNow(), command)));
}
