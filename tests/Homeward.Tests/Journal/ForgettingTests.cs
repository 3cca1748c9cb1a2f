using System.Text;
using Homeward.Journal;
using Xunit;

namespace Homeward.Tests.Journal;

public sealed class ForgettingTests : IDisposable
{
    private const string Name = "Xochitl Planted-Name";

    private readonly JournalFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_destroyed_record_reads_as_null_and_the_rest_as_before()
    {
        var (forgotten, remembered) = (Guid.NewGuid(), Guid.NewGuid());
        using (var journal = folder.Create())
        {
            journal.Append([folder.Entry(Name, forgotten), folder.Entry("Ana", remembered), folder.Entry("a count")]);
            journal.DestroyKey(forgotten);
            Assert.Equal([null, "Ana", "a count"], Texts(journal));
        }

        using var again = folder.Open();
        Assert.Equal([null, "Ana", "a count"], Texts(again));
        Assert.Equal([forgotten], again.Destroyed);
    }

    [Fact]
    public void The_chain_still_verifies_after_a_key_is_destroyed()
    {
        var record = Guid.NewGuid();
        using var journal = folder.Create();
        var head = journal.Append([folder.Entry(Name, record)]);
        journal.DestroyKey(record);

        Assert.Equal(new Verification.Good(1, head), JournalVerifier.Verify(folder.JournalFile, head));
    }

    [Fact]
    public void No_file_holds_a_planted_name_before_or_after_it_is_forgotten()
    {
        var record = Guid.NewGuid();
        using var journal = folder.Create();
        for (var i = 0; i < 50; i++)
        {
            journal.Append([folder.Entry(Name, record), folder.Entry(Name)]);
        }

        journal.Snapshots.Write(100, stream => stream.Write(Encoding.UTF8.GetBytes(Name)));
        AssertNoFileHolds(Encoding.UTF8.GetBytes(Name));
        journal.DestroyKey(record);
        AssertNoFileHolds(Encoding.UTF8.GetBytes(Name));
    }

    [Fact]
    public void No_file_holds_the_wrapped_key_of_a_destroyed_record()
    {
        // Many other records, so that the key lies in the middle of pages that were split and moved.
        var record = Guid.NewGuid();
        using var journal = folder.Create();
        for (var batch = 0; batch < 20; batch++)
        {
            journal.Append([.. Enumerable.Range(0, 50).Select(_ => folder.Entry("someone", Guid.NewGuid()))]);
            if (batch == 10)
            {
                journal.Append([folder.Entry(Name, record)]);
            }
        }

        byte[] wrapped;
        using (var keys = Database.OpenForReading(folder.KeyFile))
        using (var read = new Statement(keys, "SELECT wrapped FROM record_keys WHERE record = ?"))
        {
            read.Bind(1, record).Step();
            wrapped = read.Bytes(0).ToArray();
        }

        Assert.True(SomeFileHolds(wrapped), "The search must find the key while it is there.");
        journal.DestroyKey(record);
        AssertNoFileHolds(wrapped);
    }

    [Fact]
    public void The_snapshot_and_its_key_die_with_the_first_record_that_is_forgotten()
    {
        var record = Guid.NewGuid();
        using var journal = folder.Create();
        journal.Append([folder.Entry(Name, record)]);
        journal.Snapshots.Write(1, stream => stream.Write(Encoding.UTF8.GetBytes(Name)));
        var stolen = File.ReadAllBytes(folder.SnapshotFile);
        var asked = 0;
        journal.Snapshots.Destroyed += (_, _) => asked++;

        journal.DestroyKey(record);

        Assert.Equal(1, asked);
        Assert.False(File.Exists(folder.SnapshotFile));
        File.WriteAllBytes(folder.SnapshotFile, stolen);
        Assert.Null(journal.Snapshots.Newest((_, stream) => new StreamReader(stream).ReadToEnd()));
    }

    [Fact]
    public void A_snapshot_that_was_being_written_when_a_record_was_forgotten_is_thrown_away()
    {
        var record = Guid.NewGuid();
        using var journal = folder.Create();
        journal.Append([folder.Entry(Name, record)]);

        Assert.False(journal.Snapshots.Write(1, stream =>
        {
            stream.Write(Encoding.UTF8.GetBytes(Name));
            journal.DestroyKey(record);
        }));

        Assert.Null(journal.Snapshots.Newest((_, stream) => new StreamReader(stream).ReadToEnd()));
        Assert.Equal(["journal.db", "journal.db-shm", "journal.db-wal", "keys.db", "keys.db-shm", "keys.db-wal"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_key_is_on_the_disk_before_its_first_event_and_may_be_there_without_one()
    {
        // The key store commits first. When the journal then refuses the batch, the key stays, and serves the record's first event later.
        var record = Guid.NewGuid();
        using var journal = folder.Create();
        var first = folder.Entry("one");
        journal.Append([first]);
        Assert.Throws<JournalConflictException>(() => journal.Append([folder.Entry("a name", record), folder.Entry("clashes", stream: first.Stream)]));

        journal.Append([folder.Entry("a name", record)]);

        Assert.Equal(["one", "a name"], Texts(journal));
    }

    private static List<string?> Texts(IncidentJournal journal) =>
        [.. journal.Read().Select(entry => entry.Payload is null ? null : Encoding.UTF8.GetString(entry.Payload))];

    private void AssertNoFileHolds(byte[] secret) => Assert.False(SomeFileHolds(secret), "A file holds what must not be there.");

    private bool SomeFileHolds(byte[] secret)
    {
        Assert.True(Directory.GetFiles(folder.Path).Length >= 4);
        return Directory.GetFiles(folder.Path).Any(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes.AsSpan().IndexOf(secret) >= 0;
        });
    }
}
