using Homeward.Domain.Tests;
using Homeward.Journal;
using Xunit;

namespace Homeward.Tests.Journal;

/// <summary>
/// Every row of a journal is changed, taken out, exchanged with another and cut off with all that follows, and every time that row is named. 60 rows
/// in every run, 10,000 with HOMEWARD_PROVE=1; HOMEWARD_SEED repeats which column and which other row.
/// </summary>
public sealed class EveryRowTests(ITestOutputHelper output)
{
    private const int BatchSize = 25;

    private static readonly string[] All = ["position", "stream", "version", "command", "ordinal", "command_print", "type", "actor", "device", "occurred", "recorded", "record", "payload", "hash"];

    private static readonly string[] Columns = ["stream", "command", "command_print", "actor", "device", "payload", "hash", "version", "ordinal", "occurred", "recorded", "type"];

    [Fact]
    public void Whatever_is_done_to_whichever_row_is_found()
    {
        var rows = Proof.Thorough ? 10_000 : 60;
        var chance = new Random(Proof.Seed);
        using var folder = new JournalFolder();
        var head = Fill(folder, rows);
        Assert.IsType<Verification.Good>(JournalVerifier.Verify(folder.JournalFile, head));
        int changed = 0, gone = 0, swapped = 0, cut = 0;
        for (var row = 1; row <= rows; row++)
        {
            var column = Columns[chance.Next(Columns.Length)];
            changed += Found(folder, head, row,
                [$"UPDATE journal SET {column} = {Another(column)} WHERE position = {row}"],
                [$"UPDATE journal SET {column} = {Kept(folder, row, column)} WHERE position = {row}"]);
            gone += Found(folder, head, row,
                [$"DELETE FROM journal WHERE position = {row}"],
                [$"INSERT INTO journal VALUES ({string.Join(", ", All.Select(one => Kept(folder, row, one)))})"]);
            var other = 1 + ((row + chance.Next(rows - 1)) % rows);
            if (other != row)
            {
                string[] exchange = [$"UPDATE journal SET position = -1 WHERE position = {row}", $"UPDATE journal SET position = {row} WHERE position = {other}", $"UPDATE journal SET position = {other} WHERE position = -1"];
                string[] back = [$"UPDATE journal SET position = -1 WHERE position = {other}", $"UPDATE journal SET position = {other} WHERE position = {row}", $"UPDATE journal SET position = {row} WHERE position = -1"];
                swapped += Found(folder, head, Math.Min(row, other), exchange, back);
            }
            else
            {
                swapped++;
            }
        }

        Assert.IsType<Verification.Good>(JournalVerifier.Verify(folder.JournalFile, head));
        for (var row = rows; row >= 1; row--)
        {
            folder.Tamper($"DELETE FROM journal WHERE position >= {row}", $"DELETE FROM heads WHERE position >= {row}");
            cut += Names(JournalVerifier.Verify(folder.JournalFile, head), row);
        }

        output.WriteLine($"Of {rows:N0} rows (seed {Proof.Seed}): changed and found {changed:N0}, taken out and found {gone:N0}, exchanged and found {swapped:N0}, cut off and found {cut:N0}.");
        Assert.Equal((rows, rows, rows, rows), (changed, gone, swapped, cut));
    }

    private static Head Fill(JournalFolder folder, int rows)
    {
        folder.Create().Dispose();
        using var journal = folder.Open(Tampering.Quick);
        for (var at = 0; at < rows; at += BatchSize)
        {
            journal.Append([.. Enumerable.Range(at, Math.Min(BatchSize, rows - at)).Select(i => folder.Entry($"sighting {i}", i % 3 == 0 ? Guid.NewGuid() : null))]);
            folder.Clock.Advance(TimeSpan.FromSeconds(20));
        }

        return journal.Head;
    }

    // Does it, looks, and puts everything back.
    private static int Found(JournalFolder folder, Head head, long row, string[] change, string[] back)
    {
        folder.Tamper(change);
        var verified = JournalVerifier.Verify(folder.JournalFile, head);
        folder.Tamper(back);
        return Names(verified, row);
    }

    // Found where it is: not merely that something is wrong somewhere.
    private static int Names(Verification verified, long row) => verified is Verification.Bad bad && bad.Position <= row && row <= bad.UpTo ? 1 : 0;

    // A value as SQL writes it.
    private static string Kept(JournalFolder folder, long row, string column)
    {
        using var connection = Database.OpenForReading(folder.JournalFile);
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT quote({column}) FROM journal WHERE position = {row}";
        return (string)command.ExecuteScalar()!;
    }

    private static string Another(string column) => column switch
    {
        "version" or "ordinal" or "occurred" or "recorded" => $"{column} + 1",
        "type" => "type || 'x'",
        _ => $"CAST(randomblob(length({column})) AS BLOB)",
    };
}
