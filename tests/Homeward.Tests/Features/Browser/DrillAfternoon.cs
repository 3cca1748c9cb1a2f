using Homeward.Access;
using Homeward.Domain;
using Homeward.Engine;
using Homeward.Features.Drill;
using Homeward.Features.Drill.Play;
using Homeward.Features.Drill.Reports;
using Homeward.Journal;
using Homeward.Tests.Web;
using Xunit;

namespace Homeward.Tests.Features.Browser;

/// <summary>
/// The drill of 7 August 2019 as it stands at five in the afternoon, served: 1,000 children known, lists half called, hand-overs begun. The day is moved
/// to the coming one, so that nothing on the pages looks years old.
/// </summary>
public sealed class DrillAfternoon : IAsyncLifetime
{
    public const string Code = "MISSISSIPPI";

    private const int Seed = 7, Hours = 9;

    private SignIns signIns = null!;

    public Site Site { get; private set; } = null!;

    public IncidentEngine Engine { get; private set; } = null!;

    public IncidentState State => Engine.Current;

    /// <summary>The card of a relative: its code and PIN.</summary>
    public (string Code, string Pin) FamilyCard { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("homeward-afternoon").FullName;
        var scenario = Scenario.Find("mississippi-2019")!;
        var coming = TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(1) + scenario.Start.TimeOfDay;
        scenario = scenario with { Start = new(DateTime.SpecifyKind(coming, DateTimeKind.Unspecified), TimeZoneInfo.FindSystemTimeZoneById(scenario.TimeZone).GetUtcOffset(coming)) };
        var order = new DrillOrder(scenario, Seed, 1, Code, Hours * 60);
        var data = new DataFolder(folder);
        var key = InstallationKey.FromEnvironmentOrFile(folder);
        using (var accounts = AccountStore.Open(data, key, TimeProvider.System))
        {
            (signIns, _) = await DrillAtOnce.PlayAsync(data, key, accounts, order, (_, _) => { }, CancellationToken.None);
        }

        Site = await Site.StartAsync(folder, scenario.Start.AddHours(Hours).AddMinutes(2).ToUniversalTime());
        Engine = Site.Incidents.Find(Code)!;
        var stage = new Stage(scenario, Seed, Timetable.AsPublished(scenario));
        FamilyCard = await FamilyScene.PlayAsync(Engine, stage, signIns.CrewOn(stage), Site.Clock);
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    /// <summary>The name and password of a seat.</summary>
    /// <param name="organisation">O1 to O9, as the drill calls them.</param>
    /// <param name="role">The role.</param>
    public (string Name, string Password) Seat(string organisation, Role role)
    {
        var one = signIns.People.First(person => person.Role == role && person.Organisation == organisation);
        return (one.Name, one.Password);
    }
}
