using Homeward.Domain;
using Homeward.Journal;

namespace Homeward.Engine;

/// <summary>
/// Carries out what is due, every ten minutes: receipts of hand-overs, records whose time is over, incidents closed long enough, keys of old backups.
/// What is decided is in the journal before a key is destroyed, so that a crash between the two is made good at the next turn.
/// </summary>
public sealed class ExpiryClock : IAsyncDisposable
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    private readonly Incidents incidents;
    private readonly DataFolder folder;
    private readonly TimeProvider clock;
    private readonly ILogger<ExpiryClock> log;
    private readonly CancellationTokenSource stopping = new();
    private readonly SemaphoreSlim turning = new(1);
    private Task running = Task.CompletedTask;

    /// <summary>Makes one that stands still; a server starts it.</summary>
    public ExpiryClock(Incidents incidents, DataFolder folder, TimeProvider clock, ILogger<ExpiryClock> log) =>
        (this.incidents, this.folder, this.clock, this.log) = (incidents, folder, clock, log);

    /// <summary>Folders with keys of backups that could not be reached at the last turn: what is in them may still be there.</summary>
    public IReadOnlyList<string> Unreachable { get; private set; } = [];

    /// <summary>Lets it turn.</summary>
    public void Start() => running = Task.Run(RunAsync);

    /// <summary>Carries out everything that is due now.</summary>
    public async Task TurnAsync(CancellationToken cancellation = default)
    {
        await turning.WaitAsync(cancellation);
        try
        {
            var now = clock.GetUtcNow();
            Unreachable = BackupKeys.DestroyOld(folder, now);
            foreach (var engine in incidents.All)
            {
                try
                {
                    await TurnAsync(engine, now, cancellation);
                }
                catch (Exception fault) when (fault is JournalUnavailableException or IOException)
                {
                    log.LogWarning("What is due in {Incident} could not be destroyed now and is tried again: {Problem}", engine.Current.Incident?.Code, fault.Message);
                }
            }
        }
        finally
        {
            turning.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (stopping.IsCancellationRequested)
        {
            return;
        }

        await stopping.CancelAsync();
        await running;
        stopping.Dispose();
        turning.Dispose();
    }

    private async Task TurnAsync(IncidentEngine engine, DateTimeOffset now, CancellationToken cancellation)
    {
        if (engine.Current.Incident is not { } incident)
        {
            return;
        }

        DestroyDecided(engine);
        // The incident is looked through beside its writer, which is asked about a few at a time: a desk must not wait because much is due.
        for (var before = -1L; before < engine.Current.Position && CarryOutExpiry.For(engine.Current, now) is { Count: > 0 } all;)
        {
            before = engine.Current.Position;
            foreach (var some in all)
            {
                if (await engine.SubmitAsync(new(Guid.CreateVersion7(now), Actor.System, now, some), cancellation) is not Answer.Accepted)
                {
                    break;
                }

                DestroyDecided(engine);
            }
        }

        if (Expiry.IsKeyDue(engine.Current, now))
        {
            await incidents.EndAsync(incident.Code);
        }
    }

    private static void DestroyDecided(IncidentEngine engine)
    {
        if (engine.Current.Expired.Count == 0)
        {
            return;
        }

        var destroyed = engine.Journal.Destroyed.ToHashSet();
        var left = engine.Current.Expired.Values.Select(expired => expired.Record.Value).Where(record => !destroyed.Contains(record)).ToList();
        if (left.Count > 0)
        {
            engine.Journal.DestroyKeys(left);
        }
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            do
            {
                await TurnAsync(stopping.Token);
            }
            while (await timer.WaitForNextTickAsync(stopping.Token));
        }
        catch (Exception end) when (end is OperationCanceledException or System.Threading.Channels.ChannelClosedException)
        {
            // Told to stop, or the incidents were closed under us.
        }
    }
}
