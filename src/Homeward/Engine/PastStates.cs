using Homeward.Domain;
using Homeward.Journal;

namespace Homeward.Engine;

/// <summary>
/// What was known at an earlier moment. States share structure, so a handful of old ones cost little; any moment is the
/// nearest kept state before it and the journal's events from there on.
/// </summary>
internal sealed class PastStates(IncidentJournal journal) : IDisposable
{
    private const int Spacing = 10_000;
    private const int MostKept = 16;
    private const int MostCached = 8;

    private readonly Lock gate = new();
    private readonly List<IncidentState> kept = [IncidentState.Nothing];
    private readonly List<(DateTimeOffset Moment, Task<IncidentState> State)> cached = [];
    private readonly SemaphoreSlim replaying = new(1);
    private long lastKept;
    private int forgotten;
    private long spacing = Spacing;

    /// <summary>Keeps a state now and then; called with each new one.</summary>
    public void Keep(IncidentState state)
    {
        if (state.Position - Volatile.Read(ref lastKept) < Volatile.Read(ref spacing))
        {
            return;
        }

        lock (gate)
        {
            kept.Add(state);
            lastKept = state.Position;
            if (kept.Count > MostKept)
            {
                // Every other one is enough: no moment is further than an eighth of the journal from a kept state.
                var thinned = kept.Where((_, i) => i % 2 == 0).ToList();
                kept.Clear();
                kept.AddRange(thinned);
                spacing *= 2;
            }
        }
    }

    /// <summary>The state as it was known at a moment, which may be the present one.</summary>
    public Task<IncidentState> AsOfAsync(DateTimeOffset moment, IncidentState current, CancellationToken cancellation)
    {
        // Without the present in it, a cached past would miss what is recorded in the very same moment later on.
        if (moment >= current.LastRecorded)
        {
            return Task.FromResult(current);
        }

        Task<IncidentState> state;
        lock (gate)
        {
            var at = cached.FindIndex(c => c.Moment == moment && !c.State.IsFaulted);
            if (at >= 0)
            {
                state = cached[at].State;
            }
            else
            {
                state = Task.Run(() => ReplayAsync(moment), CancellationToken.None);
                cached.Insert(0, (moment, state));
                cached.RemoveRange(Math.Min(cached.Count, MostCached), Math.Max(0, cached.Count - MostCached));
            }
        }

        return state.WaitAsync(cancellation);
    }

    /// <summary>Forgets every kept state, because a key was destroyed and they may still hold what it sealed.</summary>
    public void Forget()
    {
        lock (gate)
        {
            kept.Clear();
            kept.Add(IncidentState.Nothing);
            cached.Clear();
            forgotten++;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => replaying.Dispose();

    private async Task<IncidentState> ReplayAsync(DateTimeOffset moment)
    {
        // One at a time: a replay reads much, and several at once would only slow each other and the writer.
        await replaying.WaitAsync();
        try
        {
            while (true)
            {
                IncidentState state;
                int before;
                lock (gate)
                {
                    state = kept.Last(s => s.LastRecorded <= moment);
                    before = forgotten;
                }

                foreach (var row in journal.Read(state.Position, moment))
                {
                    var (happened, stamp) = Recovery.Decode(row);
                    state = state.Apply(happened, stamp);
                }

                lock (gate)
                {
                    // A key destroyed meanwhile may have sealed what was already read.
                    if (before == forgotten)
                    {
                        return state;
                    }
                }
            }
        }
        finally
        {
            replaying.Release();
        }
    }
}
