using System.Security.Cryptography;
using Homeward.Journal;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Homeward.Tests.Journal;

/// <summary>Everything that can be done to a journal is found, and the first bad row is named. No test here gives the verifier a key.</summary>
public sealed class VerifyTests : IClassFixture<TwelveRows>, IDisposable
{
    private const int Rows = 12;

    private readonly JournalFolder folder;
    private readonly Head head;
    private readonly Head atRowSix;

    public VerifyTests(TwelveRows prototype)
    {
        folder = prototype.Copy();
        head = prototype.Heads[3];
        atRowSix = prototype.Heads[1];
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_journal_that_nobody_touched_is_good_with_and_without_a_head_held_outside()
    {
        var good = Assert.IsType<Verification.Good>(Verify());
        Assert.Equal((Rows, head), (good.Rows, good.Head));
        Assert.IsType<Verification.Good>(Verify(Head.Parse(head.ToString(), out _)));
        Assert.IsType<Verification.Good>(Verify(Head.Parse(atRowSix.ToString(), out _)));
    }

    [Fact]
    public void An_empty_journal_is_good()
    {
        using var empty = new JournalFolder();
        Head held;
        using (var journal = empty.Create())
        {
            held = journal.Head;
        }

        Assert.Equal(new Verification.Good(0, held), JournalVerifier.Verify(empty.JournalFile, held));
    }

    [Fact]
    public void A_journal_is_verified_while_a_server_writes_to_it()
    {
        using var journal = folder.Open();
        journal.Append([folder.Entry("still in the write-ahead log")]);

        Assert.Equal(Rows + 1, Assert.IsType<Verification.Good>(Verify(head)).Rows);
    }

    public static TheoryData<string, long> EveryColumnOfSomeRows()
    {
        var cases = new TheoryData<string, long>();
        foreach (var row in (long[])[1, 2, 7, Rows])
        {
            foreach (var blob in (string[])["stream", "command", "command_print", "actor", "device", "payload", "hash"])
            {
                cases.Add($"{blob} = {FlipHighestBit(blob)}", row);
                cases.Add($"{blob} = {FlipLowestBit(blob)}", row);
            }

            foreach (var number in (string[])["version", "ordinal", "occurred", "recorded"])
            {
                foreach (var bit in (int[])[0, 7, 31, 62])
                {
                    cases.Add($"{number} = ({number} | {1L << bit}) - ({number} & {1L << bit})", row);
                }

                cases.Add($"{number} = -{number} - 1", row);
            }

            cases.Add("type = 'Sighting_reported'", row);
            cases.Add("type = type || char(0)", row);
            cases.Add("type = ''", row);
            cases.Add("record = CASE WHEN record IS NULL THEN zeroblob(16) END", row);
            cases.Add("payload = CAST(payload || zeroblob(1) AS BLOB)", row);
            cases.Add("payload = substr(payload, 1, length(payload) - 1)", row);
            cases.Add("payload = zeroblob(0)", row);
            cases.Add("command_print = substr(command_print, 2), actor = CAST(substr(command_print, 1, 1) || actor AS BLOB)", row);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(EveryColumnOfSomeRows))]
    public void A_change_in_any_column_is_found_in_its_row(string change, long row)
    {
        folder.Tamper($"UPDATE journal SET {change} WHERE position = {row}");

        AssertBad(row, Fault.Altered);
    }

    // SQLite has no exclusive or on blobs, so the first and the last hexadecimal digit are exchanged for the one that differs in that bit.
    private static string FlipHighestBit(string column) =>
        $"unhex(substr('89ABCDEF01234567', instr('0123456789ABCDEF', substr(hex({column}), 1, 1)), 1) || substr(hex({column}), 2))";

    private static string FlipLowestBit(string column) =>
        $"unhex(substr(hex({column}), 1, length(hex({column})) - 1) || substr('1032547698BADCFE', instr('0123456789ABCDEF', substr(hex({column}), -1)), 1))";

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(11)]
    public void A_deleted_row_is_named(long row)
    {
        folder.Tamper($"DELETE FROM journal WHERE position = {row}");
        AssertBad(row, Fault.Missing);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 1)]
    [InlineData(4, 3)]
    public void Rows_taken_out_are_found_also_when_the_others_are_renumbered(long first, int count)
    {
        folder.Tamper(
            $"DELETE FROM journal WHERE position BETWEEN {first} AND {first + count - 1}",
            $"UPDATE journal SET position = -position + {count} WHERE position > {first}",
            "UPDATE journal SET position = -position WHERE position < 0");
        AssertBad(first, Fault.Missing);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(12)]
    public void A_row_put_in_is_named(long row)
    {
        folder.Tamper(
            $"UPDATE journal SET position = -position - 1 WHERE position >= {row}",
            "UPDATE journal SET position = -position WHERE position < 0",
            $"INSERT INTO journal SELECT {row}, randomblob(16), version, randomblob(16), ordinal, command_print, type, actor, device, occurred, recorded, record, payload, hash FROM journal WHERE position = {(row == 1 ? 2 : 1)}");
        AssertBad(row, Fault.Inserted);
    }

    [Fact]
    public void A_row_added_at_the_end_is_found_although_it_fits_the_chain()
    {
        folder.Tamper($"INSERT INTO journal SELECT {Rows + 1}, randomblob(16), version, randomblob(16), ordinal, command_print, type, actor, device, occurred, recorded, record, payload, hash FROM journal WHERE position = 1");
        folder.Recompute(Rows + 1, signWith: null);
        AssertBad(Rows + 1, Fault.Inserted);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(3, 9)]
    [InlineData(11, 12)]
    [InlineData(1, 12)]
    public void Two_rows_that_changed_places_are_named(long first, long second)
    {
        folder.Tamper(
            $"UPDATE journal SET position = -1 WHERE position = {first}",
            $"UPDATE journal SET position = {first} WHERE position = {second}",
            $"UPDATE journal SET position = {second} WHERE position = -1");
        Assert.Contains($"{first} and {second}", AssertBad(first, Fault.Swapped).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Payloads_that_changed_places_are_found()
    {
        folder.Tamper("UPDATE journal SET payload = (SELECT payload FROM journal other WHERE other.position = 13 - journal.position) WHERE position IN (4, 9)");
        AssertBad(4, Fault.Altered);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(10)]
    [InlineData(5)]
    [InlineData(1)]
    public void A_cut_tail_is_found_by_the_signed_heads(long first)
    {
        folder.Tamper($"DELETE FROM journal WHERE position >= {first}");
        AssertBad(first, Fault.CutTail);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(4)]
    [InlineData(1)]
    public void A_tail_cut_together_with_its_heads_is_found_by_a_head_held_outside(long first)
    {
        folder.Tamper($"DELETE FROM journal WHERE position >= {first}", $"DELETE FROM heads WHERE position >= {first}");
        Assert.IsType<Verification.Good>(Verify());
        AssertBad(first, Fault.CutTail, head);
    }

    [Fact]
    public void A_chain_computed_anew_is_found_by_the_signatures()
    {
        folder.Tamper("UPDATE journal SET occurred = occurred + 1 WHERE position = 5");
        folder.Recompute(5, signWith: null);
        var bad = AssertBad(4, Fault.Recomputed);
        Assert.Equal(6, bad.UpTo);
    }

    [Fact]
    public void A_chain_signed_anew_with_another_key_is_found_by_its_signature()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        folder.Tamper("UPDATE journal SET occurred = occurred + 1 WHERE position = 5");
        folder.Recompute(5, other);
        var bad = AssertBad(4, Fault.BadSignature);
        Assert.Equal(12, bad.UpTo);
    }

    [Fact]
    public void A_replaced_public_key_is_found_at_once()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        folder.Tamper($"UPDATE meta SET value = x'{Convert.ToHexString(other.ExportSubjectPublicKeyInfo())}' WHERE name = 'public_key'");
        AssertBad(0, Fault.BadSignature);
    }

    [Fact]
    public void A_whole_chain_computed_anew_with_another_key_is_found_by_the_fingerprint_in_a_head_held_outside()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        folder.Tamper(
            "UPDATE journal SET occurred = occurred + 1 WHERE position = 5",
            $"UPDATE meta SET value = x'{Convert.ToHexString(other.ExportSubjectPublicKeyInfo())}' WHERE name = 'public_key'",
            "DELETE FROM heads");
        folder.Recompute(1, other);
        Assert.IsType<Verification.Good>(Verify());
        AssertBad(1, Fault.BadSignature, head);
    }

    [Fact]
    public void A_chain_computed_anew_with_the_journals_own_key_is_found_by_a_head_held_outside()
    {
        folder.Tamper("UPDATE journal SET occurred = occurred + 1 WHERE position = 5");
        using (var keys = KeyStore.Open(folder.KeyFile, folder.Key, Tampering.Quick))
        using (var own = keys.SigningKey())
        {
            folder.Recompute(5, own);
        }

        Assert.IsType<Verification.Good>(Verify());
        Assert.Equal((1, 6), (AssertBad(1, Fault.Recomputed, atRowSix).Position, AssertBad(1, Fault.Recomputed, atRowSix).UpTo));
        AssertBad(1, Fault.Recomputed, head);
    }

    [Theory]
    [InlineData("UPDATE heads SET signature = zeroblob(64) WHERE position = 6", 4, Fault.BadSignature)]
    [InlineData("UPDATE heads SET signature = x'00' WHERE position = 6", 4, Fault.BadSignature)]
    [InlineData("UPDATE heads SET hash = zeroblob(32) WHERE position = 6", 4, Fault.BadSignature)]
    [InlineData("UPDATE heads SET made = made + 1 WHERE position = 9", 7, Fault.BadSignature)]
    [InlineData("UPDATE heads SET previous = 0 WHERE position = 9", 7, Fault.BadSignature)]
    [InlineData("UPDATE heads SET position = 5 WHERE position = 6", 4, Fault.BadSignature)]
    [InlineData("UPDATE heads SET position = 99 WHERE position = 12", 13, Fault.BadSignature)]
    [InlineData("UPDATE heads SET position = -99 WHERE position = 12", 0, Fault.BadSignature)]
    [InlineData("DELETE FROM heads WHERE position = 6", 4, Fault.BadSignature)]
    [InlineData("DELETE FROM heads WHERE position = 12", 10, Fault.Inserted)]
    [InlineData("DELETE FROM heads WHERE position = 0", 0, Fault.BadSignature)]
    [InlineData("DELETE FROM heads", 0, Fault.BadSignature)]
    [InlineData("INSERT INTO heads SELECT 13, 12, made, hash, signature FROM heads WHERE position = 12", 13, Fault.BadSignature)]
    [InlineData("UPDATE meta SET value = randomblob(16) WHERE name = 'incident'", 0, Fault.BadSignature)]
    [InlineData("UPDATE meta SET value = zeroblob(3) WHERE name = 'incident'", 0, Fault.Misdescribed)]
    [InlineData("UPDATE meta SET value = zeroblob(91) WHERE name = 'public_key'", 0, Fault.Misdescribed)]
    [InlineData("UPDATE meta SET value = CAST(value || zeroblob(1) AS BLOB) WHERE name = 'public_key'", 0, Fault.Misdescribed)]
    [InlineData("DELETE FROM meta", 0, Fault.Misdescribed)]
    [InlineData("PRAGMA user_version = 2", 0, Fault.Misdescribed)]
    [InlineData("CREATE INDEX spy ON journal (actor)", 0, Fault.Misdescribed)]
    [InlineData("CREATE TRIGGER quiet BEFORE INSERT ON journal BEGIN SELECT RAISE(IGNORE); END", 0, Fault.Misdescribed)]
    [InlineData("DROP TABLE heads", 1, Fault.Unreadable)]
    [InlineData("DROP TABLE journal", 1, Fault.Unreadable)]
    public void A_change_in_what_surrounds_the_rows_is_found(string change, long row, Fault what)
    {
        // Statements that drop a table take its triggers along, so these are not put back.
        using (var connection = Database.OpenForWriting(folder.JournalFile, Tampering.Quick, create: false))
        {
            Statement.Run(connection, change);
        }

        AssertBad(row, what);
    }

    [Fact]
    public void A_missing_trigger_is_found_although_every_row_is_good()
    {
        using (var connection = Database.OpenForWriting(folder.JournalFile, Tampering.Quick, create: false))
        {
            Statement.Run(connection, "DROP TRIGGER journal_is_never_cut");
        }

        AssertBad(0, Fault.Misdescribed);
    }

    [Theory]
    [InlineData("UPDATE journal SET type = 'x' WHERE position = 1")]
    [InlineData("DELETE FROM journal WHERE position = 12")]
    [InlineData("INSERT INTO journal SELECT 99, randomblob(16), 1, randomblob(16), 0, command_print, type, actor, device, occurred, recorded, record, payload, hash FROM journal WHERE position = 1")]
    [InlineData("REPLACE INTO journal SELECT 3, randomblob(16), 1, randomblob(16), 0, command_print, type, actor, device, occurred, recorded, record, payload, hash FROM journal WHERE position = 1")]
    public void The_file_itself_refuses_everything_but_an_append(string statement)
    {
        using (var connection = Database.OpenForWriting(folder.JournalFile, Tampering.Quick, create: false))
        {
            Assert.Throws<SqliteException>(() => Statement.Run(connection, statement));
        }

        Assert.IsType<Verification.Good>(Verify(head));
    }

    [Fact]
    public void A_file_that_is_no_database_is_answered()
    {
        File.WriteAllText(folder.JournalFile, new string('x', 10_000));
        AssertBad(1, Fault.Unreadable);
        File.WriteAllBytes(folder.JournalFile, []);
        Assert.IsType<Verification.Bad>(Verify());
        File.Delete(folder.JournalFile);
        AssertBad(0, Fault.Unreadable);
        Directory.CreateDirectory(folder.JournalFile);
        Assert.IsType<Verification.Bad>(Verify());
    }

    private Verification Verify(Head? held = null) => JournalVerifier.Verify(folder.JournalFile, held);

    private Verification.Bad AssertBad(long position, Fault what, Head? held = null)
    {
        var bad = Assert.IsType<Verification.Bad>(Verify(held));
        Assert.Equal((position, what), (bad.Position, bad.What));
        Assert.InRange(bad.UpTo, bad.Position, long.MaxValue);
        return bad;
    }
}
