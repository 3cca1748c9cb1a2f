using Homeward.Access;
using Homeward.Engine;
using Homeward.Features.Drill;
using Homeward.Features.Drill.Play;
using Homeward.Features.Drill.Reports;
using Homeward.Journal;
using Xunit;

namespace Homeward.Tests.Drill;

/// <summary>The first hours of a drill in a real data folder.</summary>
public sealed class DrillFolderTests : IDisposable
{
    private readonly DataFolder _folder = new(Directory.CreateTempSubdirectory("homeward-drill-").FullName);
    private readonly InstallationKey _key;
    private readonly AccountStore _accounts;

    public DrillFolderTests()
    {
        _key = InstallationKey.FromEnvironmentOrFile(_folder.Path);
        _accounts = AccountStore.Open(_folder, _key, TimeProvider.System);
    }

    [Fact]
    public async Task A_drill_is_recorded_at_its_own_time_and_known_as_of_any_hour()
    {
        var (_, played) = await PlayAsync("DRILL-7", hours: 6);
        var state = new IncidentReader(_folder, "DRILL-7").State(null);
        Assert.True(state.Incident!.IsDrill);
        Assert.InRange(state.LastRecorded, Event.Start, Event.Start.AddHours(6));
        Assert.Equal(0, played.Tally.Refused);
        var early = new IncidentReader(_folder, "DRILL-7").State(Event.Start.AddHours(3));
        Assert.InRange(early.Counts.TotalAdults, 1, state.Counts.TotalAdults);
        Assert.True(early.Counts.TotalChildren < state.Counts.TotalChildren);
    }

    [Fact]
    public async Task Removing_a_drill_leaves_no_file_of_it_and_no_sign_in()
    {
        var before = Files();
        var (signIns, _) = await PlayAsync("DRILL-7", hours: 4);
        Assert.Equal(Crew.Posts.Count, signIns.People.Select(p => p.Password).Distinct().Count());
        Assert.All(signIns.People, p => Assert.NotNull(_accounts.Current.Find(p.Name)));

        Assert.True(DrillRemoval.RemoveClosed(_accounts, _folder, "DRILL-7"));

        Assert.Equal(before, Files());
        Assert.All(signIns.People, p => Assert.Null(_accounts.Current.Find(p.Name)));
        _accounts.Dispose();
        using var again = AccountStore.Open(_folder, _key, TimeProvider.System);
        Assert.Empty(again.Current.ById);
    }

    [Fact]
    public async Task A_running_Homeward_removes_a_drill_while_it_plays()
    {
        Directory.CreateDirectory(_folder.Incidents);
        var before = Files();
        await using var incidents = Incidents.Open(_folder, _key, TimeProvider.System);
        await using var drill = await DrillLive.StartAsync(incidents, _accounts, _folder, new(Event, 7, 1, "DRILL-LIVE"), speed: 5_000, TimeProvider.System);
        Assert.NotNull(incidents.Find("DRILL-LIVE")!.Current.Incident);

        await DrillRemoval.RemoveAsync(incidents, _accounts, _folder, "DRILL-LIVE");
        await drill.Playing;

        Assert.Null(incidents.Find("DRILL-LIVE"));
        Assert.Equal(before, Files());
        Assert.Empty(_accounts.Current.ById);
    }

    public void Dispose()
    {
        _accounts.Dispose();
        Directory.Delete(_folder.Path, recursive: true);
    }

    private static Scenario Event => Scenario.Find("mississippi-2019")!;

    private Task<(SignIns SignIns, Player Played)> PlayAsync(string code, int hours) =>
        DrillAtOnce.PlayAsync(_folder, _key, _accounts, new(Event, 7, 1, code, hours * 60), (_, _) => { }, CancellationToken.None);

    // The installation's own journal stays: it says that somebody once could sign in, and no longer who.
    private List<string> Files() =>
        [.. Directory.EnumerateFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories).Where(f => !f.StartsWith(_folder.Installation, StringComparison.Ordinal) && f != _folder.Incidents).Order()];
}
