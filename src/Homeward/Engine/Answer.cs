using Homeward.Domain;

namespace Homeward.Engine;

/// <summary>What became of a request, told only once it can't be undone by a crash.</summary>
public abstract record Answer
{
    private Answer()
    {
    }

    /// <summary>It is so, and it is on the disk.</summary>
    /// <param name="Position">The journal position of its last event, or of the newest event when it was so already.</param>
    /// <param name="Repeated">The same request was accepted before; nothing happened a second time.</param>
    public sealed record Accepted(long Position, bool Repeated) : Answer;

    /// <summary>It was not done, and why.</summary>
    /// <param name="At">Which request of those submitted together was refused, counted from 0.</param>
    public sealed record Refused(Refusal Refusal, int At = 0) : Answer;

    /// <summary>The journal can't be written now. Nothing was kept; the same request may be sent again.</summary>
    public sealed record Unavailable(Journal.Unavailable Reason) : Answer;
}

/// <summary>An event with its place in the journal.</summary>
public sealed record RecordedEvent(IncidentEvent Event, Stamp Stamp);

/// <summary>A batch that has just become durable and visible.</summary>
public sealed record Published(IncidentState Before, IncidentState After, IReadOnlyList<RecordedEvent> Events)
{
    /// <summary>Records whose keys were destroyed, and of which nothing can be read any more.</summary>
    public IReadOnlyCollection<Id<Record>> Forgotten { get; init; } = [];
}
