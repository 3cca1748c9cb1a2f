using Homeward.Journal;
using Xunit;

namespace Homeward.Tests.Journal;

public sealed class ConflictTests : IDisposable
{
    private readonly JournalFolder folder = new();
    private readonly IncidentJournal journal;
    private readonly NewEntry kept;

    public ConflictTests()
    {
        journal = folder.Create();
        kept = folder.Entry("kept");
        journal.Append([kept]);
    }

    public void Dispose()
    {
        journal.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_version_that_a_stream_already_has_is_refused_and_nothing_of_the_batch_is_kept()
    {
        var second = folder.Entry("somebody else was first", stream: kept.Stream);
        var conflict = Assert.Throws<JournalConflictException>(() => journal.Append([folder.Entry("before it"), second]));

        Assert.Equal((Clash.StreamVersion, second), (conflict.Clash, conflict.Entry));
        Assert.Equal([kept.Stream], journal.Read().Select(entry => entry.Stream));
    }

    [Fact]
    public void An_event_of_a_command_is_kept_once()
    {
        var retry = folder.Entry("sent twice", command: kept.Command);
        var conflict = Assert.Throws<JournalConflictException>(() => journal.Append([retry]));

        Assert.Equal((Clash.Command, retry), (conflict.Clash, conflict.Entry));
        Assert.Equal(1, journal.Head.Position);
    }

    [Fact]
    public void Two_entries_of_one_batch_can_clash_with_each_other()
    {
        var entry = folder.Entry("first");
        Assert.Throws<JournalConflictException>(() => journal.Append([entry, folder.Entry("again", stream: entry.Stream)]));
        Assert.Equal(1, journal.Head.Position);
    }

    [Fact]
    public void After_a_conflict_the_next_batch_is_kept_and_the_chain_holds()
    {
        Assert.Throws<JournalConflictException>(() => journal.Append([folder.Entry("x", stream: kept.Stream)]));
        var head = journal.Append([folder.Entry("goes on", Guid.NewGuid()), folder.Entry("version two", stream: kept.Stream, version: 2)]);

        Assert.Equal(new Verification.Good(3, head), JournalVerifier.Verify(folder.JournalFile, head));
    }

    [Fact]
    public void Nothing_is_appended_to_a_record_whose_key_has_been_destroyed()
    {
        var record = Guid.NewGuid();
        journal.Append([folder.Entry("a name", record)]);
        journal.DestroyKey(record);

        Assert.Equal(Clash.DestroyedRecord, Assert.Throws<JournalConflictException>(() => journal.Append([folder.Entry("again", record)])).Clash);
    }

    [Fact]
    public void Another_program_that_writes_to_the_journal_is_noticed()
    {
        using var other = folder.Open();
        other.Append([folder.Entry("from the other program")]);

        Assert.Equal(Unavailable.WrittenByAnother, Assert.Throws<JournalUnavailableException>(() => journal.Append([folder.Entry("mine")])).Reason);
    }

    [Fact]
    public void An_empty_batch_changes_nothing() => Assert.Equal(journal.Head, journal.Append([]));

    [Theory]
    [InlineData("")]
    [InlineData("a type name that is much longer than any name of an event should ever be, so long that somebody surely made a mistake in the code here")]
    public void A_type_that_is_empty_or_too_long_is_our_mistake_and_keeps_nothing(string type)
    {
        Assert.Throws<ArgumentException>(() => journal.Append([folder.Entry("good"), folder.Entry("bad") with { Type = type }]));
        Assert.Equal(1, journal.Head.Position);
        Assert.Equal(2, journal.Append([folder.Entry("good")]).Position);
    }

    [Fact]
    public void The_print_of_a_command_tells_it_from_another_and_differs_between_incidents()
    {
        using var elsewhere = new JournalFolder();
        using var other = elsewhere.Create();

        Assert.Equal(journal.Print("take Ana in"u8), journal.Print("take Ana in"u8));
        Assert.NotEqual(journal.Print("take Ana in"u8), journal.Print("take Eva in"u8));
        Assert.NotEqual(journal.Print("take Ana in"u8), other.Print("take Ana in"u8));
        Assert.Equal(8, journal.Print([]).Length);
    }
}
