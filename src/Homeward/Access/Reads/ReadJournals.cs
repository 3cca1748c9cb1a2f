using System.Collections.Concurrent;
using Homeward.Engine;
using Homeward.Journal;

namespace Homeward.Access.Reads;

/// <summary>The read journals of a server's incidents. Each is made when somebody first opens a person there.</summary>
public sealed class ReadJournals : IDisposable
{
    private readonly Incidents incidents;
    private readonly DataFolder folder;
    private readonly InstallationKey key;
    private readonly TimeProvider clock;
    private readonly ILogger<ReadJournal> log;
    private readonly ConcurrentDictionary<IncidentEngine, Lazy<ReadJournal>> open = [];

    public ReadJournals(Incidents incidents, DataFolder folder, InstallationKey key, TimeProvider clock, ILogger<ReadJournal> log)
    {
        (this.incidents, this.folder, this.key, this.clock, this.log) = (incidents, folder, key, clock, log);
        incidents.Closed += Close;
    }

    /// <summary>Who opened whom in an incident.</summary>
    public ReadJournal Of(IncidentEngine engine) => open.GetOrAdd(engine, one => new(() =>
        ReadJournal.Open(folder.Reads(one.Current.Incident!.Code), key, clock, log))).Value;

    /// <inheritdoc/>
    public void Dispose()
    {
        incidents.Closed -= Close;
        foreach (var engine in open.Keys)
        {
            Close(engine);
        }
    }

    private void Close(IncidentEngine engine)
    {
        if (open.TryRemove(engine, out var journal) && journal.IsValueCreated)
        {
            journal.Value.Dispose();
        }
    }
}
