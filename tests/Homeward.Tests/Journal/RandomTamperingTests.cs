using CsCheck;
using Homeward.Journal;
using Xunit;

namespace Homeward.Tests.Journal;

/// <summary>Random journals and random changes: every one is found, at or before the first row that it touched.</summary>
public sealed class RandomTamperingTests(TwelveRows prototype) : IClassFixture<TwelveRows>
{
    private static readonly string[] Blobs = ["stream", "command", "command_print", "actor", "device", "payload", "hash"];
    private static readonly string[] Numbers = ["version", "ordinal", "occurred", "recorded"];

    /// <summary>A change as SQL, and the first row that it touches.</summary>
    private sealed record Change(string Name, long FirstRow, params string[] Statements);

    [Fact]
    public void Every_random_change_is_found_at_or_before_the_first_row_it_touched() =>
        (from sizes in Gen.Int[1, 7].Array[1, 8]
         from minutes in Gen.Int[0, 1].Array[8]
         from change in ChangesOf(sizes.Sum())
         select (sizes, minutes, change)).Sample(
            history =>
            {
                using var folder = new JournalFolder();
                Head head;
                folder.Create().Dispose();
                using (var journal = folder.Open(Tampering.Quick))
                {
                    foreach (var (batch, size) in history.sizes.Index())
                    {
                        journal.Append([.. Enumerable.Range(0, size).Select(i => folder.Entry($"{batch} {i}", i % 2 == 0 ? Guid.NewGuid() : null))]);
                        folder.Clock.Advance(TimeSpan.FromMinutes(history.minutes[batch]));
                    }

                    head = journal.Head;
                }

                Assert.Equal(new Verification.Good(head.Position, head), JournalVerifier.Verify(folder.JournalFile, head));
                folder.Tamper(history.change.Statements);
                var bad = Assert.IsType<Verification.Bad>(JournalVerifier.Verify(folder.JournalFile, head));
                Assert.InRange(history.change.FirstRow, bad.Position, bad.UpTo);
            },
            iter: 60,
            threads: 1);

    [Fact]
    public void A_flipped_bit_anywhere_in_the_raw_file_is_found_or_changes_nothing_that_is_read()
    {
        using var folder = prototype.Copy();
        var good = File.ReadAllBytes(folder.JournalFile);
        var head = prototype.Heads[^1];
        var found = 0;
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Int[0, 7]).Sample(
            (at, bit) =>
            {
                var changed = (byte[])good.Clone();
                changed[at] ^= (byte)(1 << bit);
                File.WriteAllBytes(folder.JournalFile, changed);

                // Most of a small file is unused space, where a flipped bit means nothing.
                switch (JournalVerifier.Verify(folder.JournalFile, head))
                {
                    case Verification.Good good:
                        Assert.Equal(head, good.Head);
                        break;
                    default:
                        found++;
                        break;
                }
            },
            iter: 1500,
            threads: 1);
        Assert.InRange(found, 100, 1500);
    }

    [Fact]
    public void A_file_cut_anywhere_is_found()
    {
        using var folder = prototype.Copy();
        var good = File.ReadAllBytes(folder.JournalFile);
        Gen.Int[0, good.Length - 1].Sample(
            length =>
            {
                File.WriteAllBytes(folder.JournalFile, good[..length]);
                Assert.IsType<Verification.Bad>(JournalVerifier.Verify(folder.JournalFile, prototype.Heads[^1]));
            },
            iter: 200,
            threads: 1);
    }

    private static Gen<Change> ChangesOf(int rows)
    {
        var row = Gen.Long[1, rows];
        var blob = from at in row
                   from column in Gen.Int[0, Blobs.Length - 1].Select(i => Blobs[i])
                   select new Change("blob", at, $"UPDATE journal SET {column} = randomblob(length({column})) WHERE position = {at}");
        var number = from at in row
                     from column in Gen.Int[0, Numbers.Length - 1].Select(i => Numbers[i])
                     from bit in Gen.Int[0, 62]
                     select new Change("number", at, $"UPDATE journal SET {column} = ({column} | {1L << bit}) - ({column} & {1L << bit}) WHERE position = {at}");
        var record = row.Select(at => new Change("record", at, $"UPDATE journal SET record = CASE WHEN record IS NULL THEN randomblob(16) END WHERE position = {at}"));
        var delete = row.Select(at => new Change("delete", at, $"DELETE FROM journal WHERE position = {at}"));
        var cut = row.Select(at => new Change("cut", at, $"DELETE FROM journal WHERE position >= {at}", $"DELETE FROM heads WHERE position >= {at}"));
        var insert = row.Select(at => new Change(
            "insert",
            at,
            $"UPDATE journal SET position = -position - 1 WHERE position >= {at}",
            "UPDATE journal SET position = -position WHERE position < 0",
            $"INSERT INTO journal VALUES ({at}, randomblob(16), 1, randomblob(16), 0, randomblob(8), 'forged', randomblob(16), randomblob(16), 0, 0, NULL, randomblob(99), randomblob(32))"));
        var swap = from first in row
                   from second in row
                   where first < second
                   select new Change(
                       "swap",
                       first,
                       $"UPDATE journal SET position = -1 WHERE position = {first}",
                       $"UPDATE journal SET position = {first} WHERE position = {second}",
                       $"UPDATE journal SET position = {second} WHERE position = -1");
        var head = Gen.Bool.Select(ofSignature => ofSignature ? "signature" : "hash").Select(column => new Change("head", rows, $"UPDATE heads SET {column} = randomblob(length({column})) WHERE position = (SELECT MAX(position) FROM heads)"));
        return rows == 1 ? Gen.OneOf(blob, number, record, delete, cut, insert, head) : Gen.OneOf(blob, number, record, delete, cut, insert, swap, head);
    }
}
