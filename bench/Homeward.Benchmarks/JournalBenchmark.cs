using System.Diagnostics;
using System.Security.Cryptography;
using Homeward.Journal;

namespace Homeward.Benchmarks;

/// <summary>
/// How many events a journal makes durable in a second, alone and in batches, and how fast it reads a million back.
/// Each event has 300 bytes of payload, encrypted, chained, signed per batch, and synced to the disk.
/// </summary>
internal static class JournalBenchmark
{
    private const int Payload = 300;
    private const int Repeats = 5;

    public static int Run()
    {
        var root = Directory.CreateTempSubdirectory("homeward-bench-").FullName;
        try
        {
            Console.WriteLine("| | median (lowest to highest) | processor time an event |");
            Console.WriteLine("|---|---|---|");
            Sync(root);
            Report("single events, records known", batch: 1, batches: 500, newRecordsPerBatch: 0, root);
            Report("single events, each a new record", batch: 1, batches: 300, newRecordsPerBatch: 1, root);
            Report("batches of 100, records known", batch: 100, batches: 200, newRecordsPerBatch: 0, root);
            Report("batches of 100, half of them new records", batch: 100, batches: 200, newRecordsPerBatch: 50, root);
            ReadBack(root, events: 1_000_000);
            return 0;
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static void Report(string what, int batch, int batches, int newRecordsPerBatch, string root)
    {
        var rates = new List<double>();
        var processor = new List<double>();
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            using var journal = Create(root, Guid.NewGuid().ToString("N"));
            var records = new List<Guid> { Guid.CreateVersion7() };
            journal.Append(Batch(batch, records, 0));
            var made = Enumerable.Range(0, batches).Select(_ => Batch(batch, records, newRecordsPerBatch)).ToList();
            using var process = Process.GetCurrentProcess();
            var (watch, before) = (Stopwatch.StartNew(), process.TotalProcessorTime);
            foreach (var entries in made)
            {
                journal.Append(entries);
            }

            rates.Add(batch * batches / watch.Elapsed.TotalSeconds);
            process.Refresh();
            processor.Add((process.TotalProcessorTime - before).TotalMicroseconds / (batch * batches));
        }

        rates.Sort();
        processor.Sort();
        Console.WriteLine($"| {what} | {rates[Repeats / 2]:N0} events/s ({rates[0]:N0} to {rates[^1]:N0}) | {processor[Repeats / 2]:F0} us |");
    }

    /// <summary>What the disk alone takes, for no journal can acknowledge faster than that: 4 KB written and synced.</summary>
    private static void Sync(string root)
    {
        using var file = new FileStream(Path.Combine(root, "sync"), FileMode.Create);
        var times = new List<double>();
        for (var i = 0; i < 200; i++)
        {
            var watch = Stopwatch.StartNew();
            file.Write(new byte[4096]);
            file.Flush(flushToDisk: true);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        Console.WriteLine($"| the disk alone: 4 KB written and synced | {times[100]:F1} ms ({times[0]:F1} to {times[^1]:F1}) | |");
    }

    private static void ReadBack(string root, int events)
    {
        const int PerBatch = 1000;
        var key = new InstallationKey(RandomNumberGenerator.GetBytes(32));
        var folder = Path.Combine(root, "million");
        var records = new List<Guid> { Guid.CreateVersion7() };
        var watch = Stopwatch.StartNew();
        using (var journal = IncidentJournal.Create(folder, Guid.NewGuid(), key, TimeProvider.System))
        {
            for (var at = 0; at < events; at += PerBatch)
            {
                journal.Append(Batch(PerBatch, records, PerBatch / 2));
            }
        }

        Console.WriteLine($"| batches of 1,000, half of them new records, up to {events:N0} events | {events / watch.Elapsed.TotalSeconds:N0} events/s, once | |");
        var times = new List<double>();
        for (var repeat = 0; repeat < 3; repeat++)
        {
            using var journal = IncidentJournal.Open(folder, key, TimeProvider.System);
            watch.Restart();
            var bytes = journal.Read().Sum(entry => (long)entry.Payload!.Length);
            times.Add(watch.Elapsed.TotalSeconds);
            if (bytes != (long)events * Payload)
            {
                throw new InvalidOperationException($"Read {bytes} bytes.");
            }
        }

        times.Sort();
        Console.WriteLine($"| read, check and decrypt {events:N0} events with {records.Count:N0} keys | {times[1]:F1} s ({times[0]:F1} to {times[^1]:F1}) | |");
        watch.Restart();
        if (JournalVerifier.Verify(Path.Combine(folder, IncidentJournal.JournalFile)) is not Verification.Good)
        {
            throw new InvalidOperationException("The journal does not verify.");
        }

        Console.WriteLine($"| verify {events:N0} events without a key | {watch.Elapsed.TotalSeconds:F1} s, once | |");
        Console.WriteLine($"| size on disk | {new FileInfo(Path.Combine(folder, IncidentJournal.JournalFile)).Length / (double)events:F0} bytes an event, {new FileInfo(Path.Combine(folder, IncidentJournal.KeyFile)).Length / (double)records.Count:F0} bytes a key | |");
    }

    private static IncidentJournal Create(string root, string name) =>
        IncidentJournal.Create(Path.Combine(root, name), Guid.NewGuid(), new InstallationKey(RandomNumberGenerator.GetBytes(32)), TimeProvider.System);

    private static NewEntry[] Batch(int size, List<Guid> records, int newRecords)
    {
        var batch = new NewEntry[size];
        for (var i = 0; i < size; i++)
        {
            if (i < newRecords)
            {
                records.Add(Guid.CreateVersion7());
            }

            batch[i] = new NewEntry(
                Guid.CreateVersion7(), 1, Guid.CreateVersion7(), 0, [1, 2, 3, 4, 5, 6, 7, 8], "sighting_reported", Guid.Empty, Guid.Empty,
                DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, records[^1], RandomNumberGenerator.GetBytes(Payload));
        }

        return batch;
    }
}
