using System.Collections.Concurrent;

namespace Homeward.Engine.Leads;

/// <summary>A follower for each incident of a data folder, those opened later included.</summary>
public sealed class LeadFollowers : IAsyncDisposable
{
    private readonly Incidents incidents;
    private readonly TimeProvider clock;
    private readonly ConcurrentDictionary<IncidentEngine, LeadFollower> followers = new();

    private LeadFollowers(Incidents incidents, TimeProvider clock) => (this.incidents, this.clock) = (incidents, clock);

    /// <summary>Follows every incident that is open and every one opened from now on.</summary>
    public static LeadFollowers Start(Incidents incidents, TimeProvider clock)
    {
        var followers = new LeadFollowers(incidents, clock);
        incidents.Opened += followers.Follow;
        incidents.Closed += followers.Leave;
        foreach (var engine in incidents.All)
        {
            followers.Follow(engine);
        }

        return followers;
    }

    /// <summary>Completes when everything published before the call has its leads.</summary>
    public Task WhenCaughtUpAsync(IncidentEngine engine) =>
        followers.TryGetValue(engine, out var follower) ? follower.WhenCaughtUpAsync() : Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        incidents.Opened -= Follow;
        incidents.Closed -= Leave;
        foreach (var engine in followers.Keys)
        {
            if (followers.TryRemove(engine, out var follower))
            {
                await follower.DisposeAsync();
            }
        }
    }

    /// <summary>How many incidents are followed.</summary>
    public int Count => followers.Count;

    private void Follow(IncidentEngine engine) => followers[engine] = LeadFollower.Start(engine, clock);

    // A drill that was removed takes along its follower and everything that one held in memory.
    private void Leave(IncidentEngine engine)
    {
        if (followers.TryRemove(engine, out var follower))
        {
            _ = follower.DisposeAsync().AsTask();
        }
    }
}
