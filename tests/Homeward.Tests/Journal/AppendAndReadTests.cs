using System.Text;
using Homeward.Journal;
using Xunit;

namespace Homeward.Tests.Journal;

public sealed class AppendAndReadTests : IDisposable
{
    private readonly JournalFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_was_appended_is_read_back_after_reopening_in_the_same_order()
    {
        var record = Guid.NewGuid();
        NewEntry[] batch = [folder.Entry("a child at the bus stop"), folder.Entry("Ana, about seven", record), folder.Entry("has a blue bag", record)];
        using (var journal = folder.Create())
        {
            Assert.Equal(3, journal.Append(batch).Position);
        }

        using var again = folder.Open();
        var read = again.Read().ToList();

        Assert.Equal([1, 2, 3], read.Select(entry => entry.Position));
        foreach (var (given, kept) in batch.Zip(read))
        {
            Assert.Equal(
                (given.Stream, given.Version, given.Command, given.Ordinal, given.Type, given.Actor, given.Device, given.Occurred, given.Recorded, given.Record),
                (kept.Stream, kept.Version, kept.Command, kept.Ordinal, kept.Type, kept.Actor, kept.Device, kept.Occurred, kept.Recorded, kept.Record));
            Assert.Equal(given.CommandPrint, kept.CommandPrint);
            Assert.Equal(given.Payload.ToArray(), kept.Payload);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(4999)]
    [InlineData(5000)]
    public void Reading_begins_after_any_position_and_keeps_the_order(long after)
    {
        using var journal = folder.Create();
        journal.Append([.. Enumerable.Range(1, 5000).Select(i => folder.Entry($"event {i}", i % 3 == 0 ? Guid.NewGuid() : null))]);

        var read = journal.Read(after).ToList();

        Assert.Equal(5000 - after, read.Count);
        Assert.All(read.Index(), item => Assert.Equal($"event {after + 1 + item.Index}", Encoding.UTF8.GetString(item.Item.Payload!)));
    }

    [Fact]
    public void A_reader_may_stop_in_the_middle()
    {
        using var journal = folder.Create();
        journal.Append([.. Enumerable.Range(1, 20_000).Select(i => folder.Entry($"event {i}"))]);

        Assert.Equal(3000, journal.Read().Take(3000).Last().Position);
        Assert.Equal(20_000, journal.Read().Last().Position);
    }

    [Fact]
    public void An_as_of_read_stops_before_what_was_recorded_later()
    {
        using var journal = folder.Create();
        journal.Append([folder.Entry("known at one")]);
        var then = folder.Clock.GetUtcNow();
        folder.Clock.Advance(TimeSpan.FromMilliseconds(1));
        journal.Append([folder.Entry("known a millisecond later")]);

        Assert.Equal(["known at one"], journal.Read(recordedUpTo: then).Select(entry => Encoding.UTF8.GetString(entry.Payload!)));
    }

    [Fact]
    public void A_snapshot_is_loaded_with_the_position_it_was_written_at()
    {
        using var journal = folder.Create();
        journal.Append([folder.Entry("one"), folder.Entry("two")]);
        Assert.True(journal.Snapshots.Write(2, stream => stream.Write("the state"u8)));

        var loaded = journal.Snapshots.Newest((position, stream) => $"{position}: {new StreamReader(stream).ReadToEnd()}");

        Assert.Equal("2: the state", loaded);
    }
}
