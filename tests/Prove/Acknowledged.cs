using System.Globalization;
using System.Text;
using Homeward.Journal;

namespace Homeward.Prove;

/// <summary>What a writer said before it died, and whether the journal agrees.</summary>
internal sealed class Acknowledged
{
    private const string GoesOn = "goes_on";

    private readonly Dictionary<Guid, int> events = [];
    private readonly HashSet<Guid> refused = [];

    public int Count => events.Count;

    public int Refusals { get; private set; }

    /// <summary>Reads the lines that a writer wrote. A line that was cut off by the kill was not an acknowledgement.</summary>
    public void Add(string notes)
    {
        var whole = notes[..(notes.LastIndexOf('\n') + 1)];
        foreach (var line in whole.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split(' ');
            var command = Guid.ParseExact(parts[1], "N");
            if (parts[0] == "A")
            {
                events.Add(command, int.Parse(parts[2], CultureInfo.InvariantCulture));
                refused.Remove(command);
            }
            else
            {
                refused.Add(command);
                Refusals++;
            }
        }
    }

    /// <summary>The payload of an event, which says where it belongs so that a payload in the wrong place is seen.</summary>
    public static byte[] PayloadOf(Guid command, int ordinal, int padding) =>
        Encoding.ASCII.GetBytes($"{command:N} {ordinal} {new string('.', padding)}");

    /// <summary>Opens the journal as a start after the accident would, and counts what is not as it was acknowledged.</summary>
    /// <param name="folder">The journal's folder.</param>
    /// <param name="key">The installation key.</param>
    /// <param name="refusalsHold">Whether nothing may be there that was refused. After a kill it may: nobody was told that it failed for good.</param>
    public Finding Compare(string folder, InstallationKey key, bool refusalsHold = false)
    {
        try
        {
            var kept = new Dictionary<Guid, int>();
            var wrong = 0;
            using (var journal = IncidentJournal.Open(folder, key, TimeProvider.System))
            {
                foreach (var entry in journal.Read().Where(entry => entry.Type != GoesOn))
                {
                    var begins = Encoding.ASCII.GetBytes($"{entry.Command:N} {entry.Ordinal} ");
                    wrong += entry.Payload is not null && entry.Payload.AsSpan().StartsWith(begins) ? 0 : 1;
                    kept[entry.Command] = kept.GetValueOrDefault(entry.Command) + 1;
                }

                // A journal that opens must also go on.
                journal.Append([new NewEntry(Guid.NewGuid(), 1, Guid.NewGuid(), 0, [], GoesOn, Guid.Empty, Guid.Empty, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, Guid.NewGuid(), "goes on"u8.ToArray())]);
            }

            var lost = events.Count(acknowledged => kept.GetValueOrDefault(acknowledged.Key) != acknowledged.Value);
            wrong += refusalsHold ? refused.Count(kept.ContainsKey) : 0;
            return JournalVerifier.Verify(Path.Combine(folder, IncidentJournal.JournalFile)) is Verification.Bad bad
                ? new Finding(lost, wrong, bad.Problem)
                : new Finding(lost, wrong, null);
        }
        catch (Exception fault) when (fault is JournalUnavailableException or JournalDamagedException or KeyRefusedException)
        {
            return new Finding(events.Count, 0, fault.Message);
        }
    }

    /// <param name="Lost">Acknowledged commands that are not there with all their events.</param>
    /// <param name="Wrong">Events that do not say what was written, or were refused and are there all the same.</param>
    /// <param name="Damage">Why the journal does not open or verify, or null.</param>
    public sealed record Finding(int Lost, int Wrong, string? Damage)
    {
        public bool Good => Lost == 0 && Wrong == 0 && Damage is null;
    }
}
