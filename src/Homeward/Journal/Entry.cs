namespace Homeward.Journal;

/// <summary>
/// One event to append. The payload is given in clear and sealed by the journal: under the key of
/// <see cref="Record"/> when there is one, so that it can be erased with that record, else under the incident key.
/// </summary>
/// <param name="Stream">What the event is about; with <paramref name="Version"/> it is unique in the journal.</param>
/// <param name="Version">The place of the event in its stream. The first is 1.</param>
/// <param name="Command">The id that the client made before it first sent the command.</param>
/// <param name="Ordinal">Which of the command's events this is, from 0; with <paramref name="Command"/> it is unique.</param>
/// <param name="CommandPrint">What <see cref="IncidentJournal.Print"/> made of the command, to tell a retry from another command with the same id.</param>
/// <param name="Type">The name of the event. It is stored in clear, so it never carries personal data.</param>
/// <param name="Actor">A random id of who did it.</param>
/// <param name="Device">A random id of the device it was done on.</param>
/// <param name="Occurred">When it happened, as the reporter said. Kept to the millisecond, in UTC.</param>
/// <param name="Recorded">When we were told. Kept to the millisecond, in UTC. It must not go backwards: see <see cref="IncidentJournal.LastRecorded"/>.</param>
/// <param name="Record">The record whose key seals the payload, or null for the incident key.</param>
/// <param name="Payload">The event itself, in clear.</param>
public sealed record NewEntry(
    Guid Stream,
    int Version,
    Guid Command,
    int Ordinal,
    byte[] CommandPrint,
    string Type,
    Guid Actor,
    Guid Device,
    DateTimeOffset Occurred,
    DateTimeOffset Recorded,
    Guid? Record,
    ReadOnlyMemory<byte> Payload);

/// <summary>One event read back. The columns mean what they mean in <see cref="NewEntry"/>.</summary>
/// <param name="Position">The place of the event in the journal. The first is 1, and there are no gaps.</param>
/// <param name="Payload">The event itself, in clear, or null when its record's key has been destroyed.</param>
public sealed record StoredEntry(
    long Position,
    Guid Stream,
    int Version,
    Guid Command,
    int Ordinal,
    byte[] CommandPrint,
    string Type,
    Guid Actor,
    Guid Device,
    DateTimeOffset Occurred,
    DateTimeOffset Recorded,
    Guid? Record,
    byte[]? Payload);
