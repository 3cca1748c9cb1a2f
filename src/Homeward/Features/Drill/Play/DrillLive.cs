using System.Threading.Channels;
using Homeward.Access;
using Homeward.Engine;
using Homeward.Features.Drill.Reports;
using Homeward.Features.Drill.Truth;
using Homeward.Journal;

namespace Homeward.Features.Drill.Play;

/// <summary>
/// A drill that plays while Homeward serves: its reports arrive on the board through the same engine as everybody
/// else's, and people can work in between. It begins now and runs faster than life (see <see cref="Timetable"/>).
/// </summary>
internal sealed class DrillLive : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _playing;

    private DrillLive(SignIns signIns, string code, (string Code, string Pin) familyCard, Func<CancellationToken, Task> play)
    {
        (SignIns, Code, FamilyCard) = (signIns, code, familyCard);
        _playing = play(_stopping.Token);
    }

    public SignIns SignIns { get; }

    public string Code { get; }

    /// <summary>The code and the PIN of the card that an invented relative has; known here and nowhere else.</summary>
    public (string Code, string Pin) FamilyCard { get; }

    /// <summary>Completes when the last report has arrived, or when the drill was stopped or removed.</summary>
    public Task Playing => _playing;

    /// <summary>Opens the incident and begins to play. When this returns, the board can be looked at.</summary>
    public static async Task<DrillLive> StartAsync(
        Engine.Incidents incidents, AccountStore accounts, DataFolder folder, DrillOrder order, double speed, TimeProvider clock)
    {
        var stage = new Stage(order.Scenario, order.Seed, new(clock.GetUtcNow(), speed));
        var world = new World(order.Scenario with { Start = stage.Times.Start.ToOffset(order.Scenario.Start.Offset) }, order.Seed, order.Scale);
        var signIns = SignIns.Make(accounts, stage, order.Code, order.Scenario.Name, order.Seed, order.Scale);
        var engine = incidents.Create(order.Code, stage.Incident.Value);
        signIns.WriteTo(folder.Incident(order.Code));
        var crew = signIns.CrewOn(stage);
        var player = new Player(
            world, stage, crew, new ReportStream(world, stage, NoiseLevels.Default),
            () => engine.Current, request => DrillAtOnce.SubmitAsync(engine, request, CancellationToken.None), () => Task.CompletedTask);
        await player.OpenAsync(order.Code);
        return new(signIns, order.Code, await FamilyScene.PlayAsync(engine, stage, crew, clock), cancellation => Task.Run(() => PlayAsync(player, stage, clock, cancellation), CancellationToken.None));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _playing;
        _stopping.Dispose();
    }

    private static async Task PlayAsync(Player player, Stage stage, TimeProvider clock, CancellationToken cancellation)
    {
        try
        {
            await player.PlayAsync(async minute =>
            {
                var wait = stage.Times.At(minute) - clock.GetUtcNow();
                if (wait > TimeSpan.Zero) { await Task.Delay(wait, clock, cancellation); }
            }, Scenario.LengthMinutes, cancellation);
        }
        catch (Exception end) when (end is OperationCanceledException or ChannelClosedException or ObjectDisposedException)
        {
            // The server stops, or somebody removed the drill while it played: there is nothing left to report to.
        }
    }
}
