using Homeward.Access;
using Homeward.Domain;
using Homeward.Engine;
using Homeward.Engine.Leads;
using Homeward.Features.Drill.Reports;
using Homeward.Features.Drill.Truth;
using Homeward.Journal;

namespace Homeward.Features.Drill.Play;

/// <summary>What to play.</summary>
/// <param name="Minutes">How much of the two days to play.</param>
internal sealed record DrillOrder(Scenario Scenario, long Seed, int Scale, string Code, int Minutes = Scenario.LengthMinutes)
{
    /// <summary>The code a drill gets when none is given.</summary>
    public static string CodeFor(long seed) => $"DRILL-{seed}";
}

/// <summary>Plays a whole drill into a data folder and ends. Two days take seconds, and every report is recorded at its own time.</summary>
internal static class DrillAtOnce
{
    /// <param name="progress">Told how many acts of how many have been played.</param>
    public static async Task<(SignIns SignIns, Player Played)> PlayAsync(
        DataFolder folder, InstallationKey key, AccountStore accounts, DrillOrder order, Action<int, int> progress, CancellationToken cancellation)
    {
        var stage = new Stage(order.Scenario, order.Seed, Timetable.AsPublished(order.Scenario));
        var clock = new DrillClock(stage.Times.Start);
        var world = new World(order.Scenario, order.Seed, order.Scale);
        Directory.CreateDirectory(folder.Incidents);
        var signIns = SignIns.Make(accounts, stage, order.Code, order.Scenario.Name, order.Seed, order.Scale);
        await using var engine = IncidentEngine.Open(IncidentJournal.Create(folder.Incident(order.Code), stage.Incident.Value, key, clock), clock);
        await using var leads = LeadFollower.Start(engine, clock);
        signIns.WriteTo(folder.Incident(order.Code));

        var stream = new ReportStream(world, stage, NoiseLevels.Default);
        var total = stream.Count();
        var player = new Player(
            world, stage, signIns.CrewOn(stage), stream, () => engine.Current, request => SubmitAsync(engine, request, CancellationToken.None), leads.WhenCaughtUpAsync);
        await player.OpenAsync(order.Code);
        await player.PlayAsync(minute =>
        {
            clock.MoveTo(stage.Times.At(minute));
            progress(player.Tally.Acts, total);
            return Task.CompletedTask;
        }, order.Minutes, cancellation);
        await engine.WriteSnapshotAsync();
        return (signIns, player);
    }

    /// <summary>Hands a request in; a journal that can't be written ends the drill.</summary>
    public static async Task<Refusal?> SubmitAsync(IncidentEngine engine, Request request, CancellationToken cancellation) =>
        await engine.SubmitAsync(request, cancellation) switch
        {
            Answer.Accepted => null,
            Answer.Refused refused => refused.Refusal,
            Answer.Unavailable unavailable => throw new JournalUnavailableException(unavailable.Reason, "The journal can't be written, so the drill has stopped. What was acknowledged is kept."),
            var other => throw new InvalidOperationException($"Unknown answer {other.GetType().Name}."),
        };
}
