using Homeward.Domain;
using Homeward.Journal;

namespace Homeward.Engine;

internal static class SnapshotFile
{
    public static (IncidentState State, AnsweredCommands Answered)? Newest(IncidentJournal journal) => null;

    public static void Write(IncidentJournal journal, Durable durable)
    {
    }
}
