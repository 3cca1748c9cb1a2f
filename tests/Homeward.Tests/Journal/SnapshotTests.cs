using System.Security.Cryptography;
using CsCheck;
using Homeward.Journal;
using Xunit;

namespace Homeward.Tests.Journal;

public sealed class SnapshotTests : IDisposable
{
    private readonly JournalFolder folder = new();
    private readonly IncidentJournal journal;

    public SnapshotTests()
    {
        journal = folder.Create();
        journal.Append([folder.Entry("one"), folder.Entry("two"), folder.Entry("three")]);
    }

    public void Dispose()
    {
        journal.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData((256 * 1024) - 1)]
    [InlineData(256 * 1024)]
    [InlineData((256 * 1024) + 1)]
    [InlineData(3_000_000)]
    public void A_snapshot_of_any_length_is_loaded_as_it_was_written(int length)
    {
        var state = RandomNumberGenerator.GetBytes(length);
        Assert.True(journal.Snapshots.Write(3, stream => WriteInPieces(stream, state)));

        Assert.Equal((3L, state), Load());
    }

    [Fact]
    public void The_newer_snapshot_takes_the_place_of_the_older()
    {
        journal.Snapshots.Write(2, stream => stream.Write("older"u8));
        journal.Snapshots.Write(3, stream => stream.Write("newer"u8));

        Assert.Equal("newer"u8.ToArray(), Load()!.Value.State);
    }

    [Fact]
    public void A_snapshot_survives_that_the_journal_is_closed_and_opened()
    {
        journal.Snapshots.Write(2, stream => stream.Write("state"u8));
        journal.Dispose();
        using var again = folder.Open();

        Assert.Equal("2 state", again.Snapshots.Newest((position, stream) => $"{position} {new StreamReader(stream).ReadToEnd()}"));
    }

    [Fact]
    public void A_snapshot_with_one_changed_bit_anywhere_is_never_trusted()
    {
        journal.Snapshots.Write(3, stream => stream.Write(RandomNumberGenerator.GetBytes(700_000)));
        var good = File.ReadAllBytes(folder.SnapshotFile);

        // The first hundred bytes hold the header and the first chunk's length, so half of the flips go there.
        Gen.Select(Gen.OneOf(Gen.Int[0, 99], Gen.Int[0, good.Length - 1]), Gen.Int[0, 7]).Sample(
            (at, bit) =>
            {
                var changed = (byte[])good.Clone();
                changed[at] ^= (byte)(1 << bit);
                File.WriteAllBytes(folder.SnapshotFile, changed);
                return Load() is null;
            },
            iter: 300,
            threads: 1);
    }

    [Fact]
    public void A_snapshot_cut_anywhere_is_never_trusted()
    {
        journal.Snapshots.Write(3, stream => stream.Write(RandomNumberGenerator.GetBytes(700_000)));
        var good = File.ReadAllBytes(folder.SnapshotFile);
        Gen.Int[0, good.Length - 1].Sample(
            length =>
            {
                File.WriteAllBytes(folder.SnapshotFile, good[..length]);
                return Load() is null;
            },
            iter: 100,
            threads: 1);
    }

    [Fact]
    public void A_cut_at_the_end_of_a_chunk_is_noticed_even_by_a_loader_that_read_all_it_wanted()
    {
        journal.Snapshots.Write(3, stream => stream.Write(new byte[600_000]));
        var good = File.ReadAllBytes(folder.SnapshotFile);
        File.WriteAllBytes(folder.SnapshotFile, good[..(64 + 4 + (256 * 1024) + 16)]);

        Assert.Null(journal.Snapshots.Newest((_, stream) =>
        {
            stream.ReadExactly(new byte[1000]);
            return "read enough";
        }));
    }

    [Fact]
    public void A_snapshot_of_another_journal_is_ignored()
    {
        using var elsewhere = new JournalFolder();
        using var other = elsewhere.Create();
        other.Append([elsewhere.Entry("one")]);
        other.Snapshots.Write(1, stream => stream.Write("not ours"u8));
        File.Copy(elsewhere.SnapshotFile, folder.SnapshotFile, overwrite: true);

        Assert.Null(Load());
    }

    [Fact]
    public void A_snapshot_is_not_written_for_a_row_that_is_not_there_yet() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => journal.Snapshots.Write(4, _ => { }));

    [Fact]
    public void When_writing_fails_the_last_snapshot_is_still_in_place()
    {
        journal.Snapshots.Write(2, stream => stream.Write("last"u8));
        Assert.Throws<InvalidOperationException>(() => journal.Snapshots.Write(3, stream =>
        {
            stream.Write("half"u8);
            throw new InvalidOperationException();
        }));

        Assert.Equal("last"u8.ToArray(), Load()!.Value.State);
    }

    [Fact]
    public void Without_a_snapshot_there_is_none() => Assert.Null(Load());

    private (long Position, byte[] State)? Load()
    {
        var loaded = journal.Snapshots.Newest((position, stream) =>
        {
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            return Tuple.Create(position, memory.ToArray());
        });
        return loaded is null ? null : (loaded.Item1, loaded.Item2);
    }

    private static void WriteInPieces(Stream stream, byte[] state)
    {
        for (var at = 0; at < state.Length; at += 100_003)
        {
            stream.Write(state.AsSpan(at, Math.Min(100_003, state.Length - at)));
        }
    }
}
