using System.Diagnostics;
using System.Globalization;
using System.Text;
using Homeward.Journal;

namespace Homeward.Prove;

/// <summary>
/// The process that is killed: several threads append commands of one to four events to one journal, some about new records and some
/// about known ones, and write down each acknowledgement after the append returned and each refusal after it threw.
/// </summary>
public static class Writer
{
    /// <summary>How this program is asked to be the writer.</summary>
    public const string Verb = "writer";

    private const int Threads = 4;

    /// <param name="Folder">The journal's folder.</param>
    /// <param name="Key">The installation key, as base64.</param>
    /// <param name="Notes">The file that acknowledgements go to, or "-" for standard output.</param>
    /// <param name="Synchronous">FULL, NORMAL or OFF.</param>
    /// <param name="Seed">What the random batches are made from.</param>
    /// <param name="Ends">How it ends: after so many acknowledgements, killed by its own hand, or in order; or never.</param>
    public sealed record Task(string Folder, string Key, string Notes, string Synchronous, int Seed, Ending Ends)
    {
        public string[] ToArguments() =>
            [Verb, Folder, Key, Notes, Synchronous, Seed.ToString(CultureInfo.InvariantCulture), Ends.After.ToString(CultureInfo.InvariantCulture), Ends.InOrder.ToString()];
    }

    /// <param name="After">The number of acknowledgements after which the writer ends; 0 for never.</param>
    /// <param name="InOrder">Whether it closes the journal, or kills itself with everything open.</param>
    public sealed record Ending(int After, bool InOrder);

    internal static int Run(string[] arguments)
    {
        var task = new Task(
            arguments[0],
            arguments[1],
            arguments[2],
            arguments[3],
            int.Parse(arguments[4], CultureInfo.InvariantCulture),
            new Ending(int.Parse(arguments[5], CultureInfo.InvariantCulture), bool.Parse(arguments[6])));

        using var notes = task.Notes == "-"
            ? Console.OpenStandardOutput()
            : new FileStream(task.Notes, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        using var journal = IncidentJournal.Open(
            task.Folder, new InstallationKey(Convert.FromBase64String(task.Key)), TimeProvider.System, new Durability(task.Synchronous));

        var note = new Lock();
        var acknowledged = 0;
        void Note(char what, Guid command, int events)
        {
            lock (note)
            {
                // In one write, so that a kill leaves whole lines.
                notes.Write(Encoding.ASCII.GetBytes($"{what} {command:N} {events}\n"));
                notes.Flush();
                if (what == 'A' && ++acknowledged == task.Ends.After && !task.Ends.InOrder)
                {
                    Process.GetCurrentProcess().Kill();
                }
            }
        }

        bool Done()
        {
            lock (note)
            {
                return task.Ends.After > 0 && acknowledged >= task.Ends.After;
            }
        }

        var writers = Enumerable.Range(0, Threads).Select(thread => new Thread(() => Write(journal, new Random(task.Seed + thread), Note, Done))).ToList();
        writers.ForEach(writer => writer.Start());
        writers.ForEach(writer => writer.Join());
        return 0;
    }

    private static void Write(IncidentJournal journal, Random random, Action<char, Guid, int> note, Func<bool> done)
    {
        var records = new List<Guid>();
        while (!done())
        {
            var command = NewId(random);
            var batch = Batch(journal, random, records, command);
            for (var tries = 0; ; tries++)
            {
                try
                {
                    journal.Append(batch);
                    note('A', command, batch.Length);
                    break;
                }
                catch (JournalUnavailableException)
                {
                    note('R', command, batch.Length);
                    if (random.Next(2) == 0 || tries > 5)
                    {
                        break;
                    }
                }
            }
        }
    }

    private static NewEntry[] Batch(IncidentJournal journal, Random random, List<Guid> records, Guid command)
    {
        var batch = new NewEntry[random.Next(1, 5)];
        for (var ordinal = 0; ordinal < batch.Length; ordinal++)
        {
            Guid? record = null;
            if (random.Next(2) == 0)
            {
                if (records.Count == 0 || random.Next(3) == 0)
                {
                    records.Add(NewId(random));
                }

                record = records[random.Next(records.Count)];
            }

            var payload = Acknowledged.PayloadOf(command, ordinal, random.Next(1500));
            batch[ordinal] = new NewEntry(
                NewId(random), 1, command, ordinal, journal.Print(payload), "proof", Guid.Empty, Guid.Empty,
                DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, record, payload);
        }

        return batch;
    }

    private static Guid NewId(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
