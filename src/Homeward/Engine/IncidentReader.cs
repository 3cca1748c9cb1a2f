using Homeward.Domain;
using Homeward.Journal;

namespace Homeward.Engine;

/// <summary>An incident's state made from its journal, for commands that look and leave. Works beside a running server.</summary>
public sealed class IncidentReader(DataFolder folder, string code)
{
    /// <summary>What was known at a moment, or everything.</summary>
    /// <exception cref="KeyRefusedException">The installation key isn't the one the incident was made with.</exception>
    /// <exception cref="JournalDamagedException">A row isn't what was written.</exception>
    public IncidentState State(DateTimeOffset? asOf)
    {
        using var journal = IncidentJournal.Open(folder.Incident(code), InstallationKey.FromEnvironmentOrFile(folder.Path), TimeProvider.System);
        var state = SnapshotFile.Newest(journal) is { State: var newest } && (asOf is null || newest.LastRecorded <= asOf) ? newest : IncidentState.Nothing;
        foreach (var row in journal.Read(state.Position, asOf))
        {
            var (happened, stamp) = Recovery.Decode(row);
            state = state.Apply(happened, stamp);
        }

        return state;
    }
}
