using System.Diagnostics;
using System.Text.Json;
using Homeward.Journal;
using Xunit;

namespace Homeward.Tests.Journal;

/// <summary>verify, backup and restore as somebody types them: the real program, its output and its exit code.</summary>
public sealed class JournalCommandTests : IDisposable
{
    private readonly JournalFolder folder = new();
    private readonly DataFolder data;
    private readonly Head head;

    public JournalCommandTests()
    {
        data = new DataFolder(Path.Combine(folder.Root, "data"));
        var key = InstallationKey.FromEnvironmentOrFile(data.Path);
        using var journal = IncidentJournal.Create(data.Incident("MS1"), Guid.NewGuid(), key, folder.Clock);
        head = journal.Append([folder.Entry("one"), folder.Entry("two", Guid.NewGuid()), folder.Entry("three")]);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Verify_prints_rows_last_hash_and_a_head_and_ends_with_0()
    {
        var (code, said, _) = Homeward("verify", "--data", data.Path);

        Assert.Equal(0, code);
        Assert.Contains("incidents/MS1: 3 rows, last hash " + Convert.ToHexStringLower(head.Hash), said, StringComparison.Ordinal);
        Assert.Contains(head.ToString(), said, StringComparison.Ordinal);
        Assert.Equal(0, Homeward("verify", "--data", data.Path, "--head", head.ToString()).Code);
    }

    [Fact]
    public void Verify_names_the_first_bad_row_and_ends_with_1()
    {
        using (var connection = Database.OpenForWriting(Path.Combine(data.Incident("MS1"), IncidentJournal.JournalFile), Tampering.Quick, create: false))
        {
            Statement.Run(connection, "DROP TRIGGER journal_is_never_changed");
            Statement.Run(connection, "UPDATE journal SET occurred = 0 WHERE position = 2");
        }

        var (code, said, _) = Homeward("verify", "--data", data.Path);
        Assert.Equal(1, code);
        Assert.Contains("first bad row 2", said, StringComparison.Ordinal);

        var (jsonCode, json, _) = Homeward("verify", "--data", data.Path, "--json");
        using var answer = JsonDocument.Parse(json);
        Assert.Equal(1, jsonCode);
        Assert.Equal(2, answer.RootElement.GetProperty("journals")[0].GetProperty("firstBadRow").GetInt64());
    }

    [Fact]
    public void A_mistyped_head_is_a_usage_error_that_says_so()
    {
        var typed = head.ToString();
        var (code, _, complaint) = Homeward("verify", "--data", data.Path, "--head", typed[..^1] + (typed[^1] == 'A' ? 'B' : 'A'));
        Assert.Equal(2, code);
        Assert.Contains("mistyped", complaint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_backed_up_while_it_is_in_use_and_restored_elsewhere()
    {
        var file = Path.Combine(folder.Root, "monday");
        using (data.TryLock())
        {
            Assert.Equal(0, Homeward("backup", "--data", data.Path, "--out", file).Code);
        }

        var elsewhere = new DataFolder(Path.Combine(folder.Root, "elsewhere"));
        Directory.CreateDirectory(elsewhere.Path);
        File.Copy(data.KeyFile, elsewhere.KeyFile);
        using (elsewhere.TryLock())
        {
            var (refused, _, why) = Homeward("restore", file, "--data", elsewhere.Path);
            Assert.Equal(1, refused);
            Assert.Contains("is using", why, StringComparison.Ordinal);
        }

        Assert.Equal(0, Homeward("restore", file, "--keys", Backup.KeysOf(file), "--data", elsewhere.Path).Code);
        Assert.Equal(0, Homeward("verify", "--data", elsewhere.Path, "--head", head.ToString()).Code);
        using var journal = IncidentJournal.Open(elsewhere.Incident("MS1"), InstallationKey.FromEnvironmentOrFile(elsewhere.Path), folder.Clock);
        Assert.Equal(3, journal.Read().Count(entry => entry.Payload is not null));
    }

    [Fact]
    public void A_backup_without_a_file_name_is_a_usage_error() => Assert.Equal(2, Homeward("backup", "--data", data.Path).Code);

    private static (int Code, string Said, string Complained) Homeward(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(IncidentJournal).Assembly.Location, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var complained = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said, complained.GetAwaiter().GetResult());
    }
}
