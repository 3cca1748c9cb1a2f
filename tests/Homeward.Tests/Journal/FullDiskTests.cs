using System.Text;
using Homeward.Journal;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Homeward.Tests.Journal;

public sealed class FullDiskTests : IDisposable
{
    private readonly JournalFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_full_disk_keeps_whole_batches_or_nothing_and_the_journal_goes_on_when_there_is_room()
    {
        folder.Create().Dispose();
        var kept = new List<string>();
        Head head;
        using (var journal = folder.Open(new Durability(MaxPages: 60)))
        {
            var fault = FillUp(journal, kept);
            Assert.Equal(Unavailable.Full, fault.Reason);
            Assert.Contains("The disk is full", fault.Message, StringComparison.Ordinal);

            // Reading goes on while the disk is full, and another try is answered the same way.
            Assert.Equal(kept, Texts(journal));
            Assert.Equal(Unavailable.Full, FillUp(journal, kept).Reason);
            Assert.Equal(kept, Texts(journal));
            head = journal.Head;
        }

        Assert.IsType<Verification.Good>(JournalVerifier.Verify(folder.JournalFile, head));
        using var roomy = folder.Open();
        roomy.Append([folder.Entry("there is room again")]);
        Assert.Equal([.. kept, "there is room again"], Texts(roomy));
        Assert.IsType<Verification.Good>(JournalVerifier.Verify(folder.JournalFile, head));
    }

    [Fact]
    public void A_locked_file_is_answered_and_nothing_is_kept()
    {
        using var journal = folder.Create();
        using (var other = new SqliteConnection($"Data Source={folder.JournalFile};Pooling=False"))
        {
            other.Open();
            using var hold = other.CreateCommand();
            hold.CommandText = "BEGIN IMMEDIATE";
            hold.ExecuteNonQuery();
            Assert.Equal(Unavailable.Locked, Assert.Throws<JournalUnavailableException>(() => journal.Append([folder.Entry("waits in vain")])).Reason);
        }

        Assert.Equal(1, journal.Append([folder.Entry("now")]).Position);
    }

    // Batches of several entries with new records, so that the key store and the journal both fill up.
    private JournalUnavailableException FillUp(IncidentJournal journal, List<string> kept)
    {
        while (true)
        {
            string[] batch = [.. Enumerable.Range(0, 5).Select(i => $"{kept.Count + i} {new string('x', 500)}")];
            try
            {
                journal.Append([.. batch.Select((text, i) => folder.Entry(text, i % 2 == 0 ? Guid.NewGuid() : null))]);
            }
            catch (JournalUnavailableException fault)
            {
                return fault;
            }

            kept.AddRange(batch);
        }
    }

    private static List<string> Texts(IncidentJournal journal) => [.. journal.Read().Select(entry => Encoding.UTF8.GetString(entry.Payload!))];
}
