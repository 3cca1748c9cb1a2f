using System.Buffers.Binary;
using Homeward.Domain.Collections;

namespace Homeward.Engine;

/// <summary>
/// Which requests were accepted, by the id their sender made: a retry is answered from here and not repeated.
/// Immutable like the state, so that a snapshot can be written of it while the writer goes on.
/// </summary>
internal sealed class AnsweredCommands
{
    /// <summary>None yet.</summary>
    public static readonly AnsweredCommands None = new(PersistentMap<Guid, Place>.Empty);

    private readonly PersistentMap<Guid, Place> known;

    private AnsweredCommands(PersistentMap<Guid, Place> known) => this.known = known;

    /// <summary>Many at once, as a snapshot holds them.</summary>
    public static AnsweredCommands Of(IReadOnlyList<KeyValuePair<Guid, Place>> known) => new(PersistentMap<Guid, Place>.Of(known));

    /// <summary>How many requests are known.</summary>
    public int Count => known.Count;

    /// <summary>Every known request, in no order.</summary>
    public IEnumerable<(Guid Command, Place Place)> All => known.Select(pair => (pair.Key, pair.Value));

    /// <summary>Where the request's last event stands, and the print of what it asked; null when it is new.</summary>
    public Place? Find(Guid command) => known.TryGetValue(command, out var found) ? found : null;

    /// <summary>With one more request, or one more event of it.</summary>
    public AnsweredCommands With(Guid command, long position, ulong print) => new(known.Set(command, new(position, print)));

    /// <summary>The print as a number.</summary>
    public static ulong Number(ReadOnlySpan<byte> print) => BinaryPrimitives.ReadUInt64LittleEndian(print);

    /// <summary>The journal position of a request's last event, and the keyed print of what was asked.</summary>
    public readonly record struct Place(long Position, ulong Print);
}
