using Homeward.Domain;
using Homeward.Journal;

namespace Homeward.Engine;

/// <summary>Makes the state again from the newest snapshot and the journal after it.</summary>
internal static class Recovery
{
    /// <summary>The state at the end of the journal, and the requests it answers.</summary>
    public static (IncidentState State, AnsweredCommands Answered) Load(IncidentJournal journal, PastStates past)
    {
        var (state, answered) = SnapshotFile.Newest(journal) ?? (IncidentState.Nothing, AnsweredCommands.None);
        past.Keep(state);
        foreach (var row in journal.Read(state.Position))
        {
            var (happened, stamp) = Decode(row);
            state = state.Apply(happened, stamp);
            answered = answered.With(row.Command, row.Position, AnsweredCommands.Number(row.CommandPrint));
            past.Keep(state);
        }

        return (state, answered);
    }

    /// <summary>The event of a row.</summary>
    public static RecordedEvent Decode(StoredEntry row) => new(
        EventCodec.Read(row.Type, row.Stream, row.Payload),
        new(row.Position, new(row.Actor), row.Device, row.Occurred, row.Recorded));
}
