using System.Formats.Tar;
using System.Text;
using Homeward.Journal;
using Xunit;

namespace Homeward.Tests.Journal;

public sealed class BackupTests : IDisposable
{
    private const string Name = "Xochitl Planted-Name";

    private readonly JournalFolder folder = new();
    private readonly DataFolder data;
    private readonly DataFolder elsewhere;
    private readonly string file;
    private readonly Guid incident = Guid.NewGuid();

    public BackupTests()
    {
        data = new DataFolder(Path.Combine(folder.Root, "data"));
        elsewhere = new DataFolder(Path.Combine(folder.Root, "elsewhere"));
        file = Path.Combine(folder.Root, "backup");
        Directory.CreateDirectory(data.Path);
        Directory.CreateDirectory(elsewhere.Path);
        IncidentJournal.Create(data.Installation, Guid.NewGuid(), folder.Key, folder.Clock).Dispose();
        IncidentJournal.Create(data.Incident("MS1"), incident, folder.Key, folder.Clock).Dispose();
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Who_read_whom_is_backed_up_and_restored_with_the_incident()
    {
        using (var reads = IncidentJournal.Create(data.Reads("MS1"), Guid.NewGuid(), folder.Key, folder.Clock))
        {
            reads.Append([folder.Entry("read")]);
        }

        Assert.Equal(["installation", "incidents/MS1", "incidents/MS1/reads"], Backup.Make(data, file, folder.Clock).Journals.Select(kept => kept.Name));
        Restore.Run(elsewhere, file, Backup.KeysOf(file), [], folder.Clock);

        using var again = IncidentJournal.Open(elsewhere.Reads("MS1"), folder.Key, folder.Clock);
        Assert.Single(again.Read());
    }

    [Fact]
    public async Task A_backup_made_while_a_server_writes_is_restored_as_it_was_at_one_moment()
    {
        using var journal = Open(data);
        using var enough = new CancellationTokenSource();
        using var written = new ManualResetEventSlim();
        var writing = Task.Run(
            () =>
            {
                for (var i = 0; !enough.IsCancellationRequested; i++)
                {
                    journal.Append([folder.Entry($"{i}", Guid.NewGuid()), folder.Entry($"{i} too")]);
                    written.Set();
                }
            },
            TestContext.Current.CancellationToken);
        written.Wait(TestContext.Current.CancellationToken);
        var made = Backup.Make(data, file, folder.Clock);
        var atLeast = journal.Head.Position;
        await enough.CancelAsync();
        await writing;

        var restored = Restore.Run(elsewhere, file, Backup.KeysOf(file), [], folder.Clock);

        Assert.Equal(["installation", "incidents/MS1"], made.Journals.Select(kept => kept.Name));
        var rows = made.Journals[1].Rows;
        Assert.InRange(rows, 2, atLeast);
        Assert.True(restored.WithKeys);
        using var again = Open(elsewhere);
        Assert.Equal(journal.Read().Take((int)rows).Select(Said), again.Read().Select(Said));
        Assert.All(again.Read(), entry => Assert.NotNull(entry.Payload));
        again.Append([folder.Entry("goes on", Guid.NewGuid())]);
    }

    [Fact]
    public void Neither_file_of_a_backup_holds_a_planted_name_and_no_snapshot_or_its_key_is_in_them()
    {
        using (var journal = Open(data))
        {
            journal.Append([folder.Entry(Name, Guid.NewGuid()), folder.Entry(Name)]);
            journal.Snapshots.Write(2, stream => stream.Write(Encoding.UTF8.GetBytes(Name)));
        }

        Backup.Make(data, file, folder.Clock);
        foreach (var path in (string[])[file, Backup.KeysOf(file)])
        {
            Assert.True(File.ReadAllBytes(path).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Name)) < 0);
            Assert.True(File.ReadAllBytes(path).AsSpan().IndexOf(folder.Key.Bytes) < 0);
        }

        Assert.Equal(["manifest.json", "installation/journal.db", "incidents/MS1/journal.db"], Entries(file));
        Assert.True(File.ReadAllBytes(Backup.KeysOf(file)).AsSpan().IndexOf("SQLite format"u8) < 0);
        Restore.Run(elsewhere, file, Backup.KeysOf(file), [], folder.Clock);
        using var keys = Database.OpenForReading(Path.Combine(elsewhere.Incident("MS1"), IncidentJournal.KeyFile));
        Assert.Equal(0, Statement.Number(keys, "SELECT COUNT(*) FROM snapshot_keys"));
    }

    [Theory]
    [InlineData("newer backup")]
    [InlineData("data folder")]
    public void What_was_forgotten_after_a_backup_stays_forgotten_when_it_is_restored(string listFrom)
    {
        var (forgotten, remembered) = (Guid.NewGuid(), Guid.NewGuid());
        var newer = file + "-newer";
        using (var journal = Open(data))
        {
            journal.Append([folder.Entry(Name, forgotten), folder.Entry("Ana", remembered)]);
            Backup.Make(data, file, folder.Clock);
            journal.DestroyKey(forgotten);
            Backup.Make(data, newer, folder.Clock);
        }

        var restored = Restore.Run(elsewhere, file, Backup.KeysOf(file), [listFrom == "newer backup" ? newer : data.Path], folder.Clock);

        Assert.Equal(1, restored.Forgotten);
        using var again = Open(elsewhere);
        Assert.Equal([null, "Ana"], again.Read().Select(entry => entry.Payload is null ? null : Encoding.UTF8.GetString(entry.Payload)));
        Assert.Equal([forgotten], again.Destroyed);
    }

    [Fact]
    public void Keys_older_than_seven_days_are_refused_and_nothing_is_restored()
    {
        Backup.Make(data, file, folder.Clock);
        folder.Clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1));

        var refused = Assert.Throws<BackupRefusedException>(() => Restore.Run(elsewhere, file, Backup.KeysOf(file), [], folder.Clock));

        Assert.Contains("may be restored for 7 days", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(elsewhere.Path));
    }

    [Fact]
    public void After_seven_days_nothing_opens_the_keys_of_a_backup_not_even_a_program_whose_clock_is_set_back()
    {
        using (var journal = Open(data))
        {
            journal.Append([folder.Entry(Name, Guid.NewGuid())]);
        }

        Backup.Make(data, file, folder.Clock);
        var copied = Directory.CreateDirectory(Path.Combine(folder.Root, "copied")).FullName;
        foreach (var path in (string[])[file, Backup.KeysOf(file)])
        {
            File.Copy(path, Path.Combine(copied, Path.GetFileName(path)));
        }

        var seal = Directory.GetFiles(Path.Combine(folder.Root, "backup-keys")).Single();
        var secret = File.ReadAllBytes(seal);
        folder.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        BackupKeys.DestroyOld(data, folder.Clock.GetUtcNow());
        Assert.True(File.Exists(seal));
        folder.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(BackupKeys.DestroyOld(data, folder.Clock.GetUtcNow()));

        Assert.False(File.Exists(seal));
        var setBack = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(folder.Clock.GetUtcNow() - TimeSpan.FromDays(7));
        foreach (var keys in (string[])[Backup.KeysOf(file), Path.Combine(copied, Path.GetFileName(Backup.KeysOf(file)))])
        {
            Assert.Contains("nothing opens the file", Assert.Throws<BackupRefusedException>(() => Restore.Run(elsewhere, file, keys, [], setBack, Path.Combine(folder.Root, "backup-keys"))).Message, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(Directory.GetFiles(folder.Root, "*", SearchOption.AllDirectories), path => File.ReadAllBytes(path).AsSpan().IndexOf(secret) >= 0);
    }

    [Fact]
    public void A_folder_of_keys_that_is_out_of_reach_is_named()
    {
        Backup.Make(data, file, folder.Clock);
        Directory.Move(Path.Combine(folder.Root, "backup-keys"), Path.Combine(folder.Root, "taken-away"));

        Assert.Equal([Path.Combine(folder.Root, "backup-keys")], BackupKeys.DestroyOld(data, folder.Clock.GetUtcNow()));
        Restore.Run(elsewhere, file, Backup.KeysOf(file), [], folder.Clock, Path.Combine(folder.Root, "taken-away"));
        using var again = Open(elsewhere);
    }

    [Fact]
    public void An_incident_that_was_ended_stays_ended_when_an_older_backup_of_it_is_restored()
    {
        using (var journal = Open(data))
        {
            journal.Append([folder.Entry(Name, Guid.NewGuid())]);
        }

        Backup.Make(data, file, folder.Clock);
        IncidentJournal.End(data.Incident("MS1"), folder.Clock);
        Restore.Run(elsewhere, file, Backup.KeysOf(file), [data.Path], folder.Clock);

        Assert.Equal(folder.Clock.GetUtcNow(), elsewhere.EndOf("MS1"));
        Assert.Contains("never read again", Assert.Throws<KeyRefusedException>(() => Open(elsewhere)).Message, StringComparison.Ordinal);
        Assert.IsType<Verification.Good>(JournalVerifier.Verify(Path.Combine(elsewhere.Incident("MS1"), IncidentJournal.JournalFile)));
    }

    [Fact]
    public void Without_keys_the_rows_are_restored_and_verified()
    {
        using (var journal = Open(data))
        {
            journal.Append([folder.Entry("one")]);
        }

        var made = Backup.Make(data, file, folder.Clock);
        Assert.False(Restore.Run(elsewhere, file, null, [], folder.Clock).WithKeys);

        var held = Head.Parse(made.Journals[1].Head, out _);
        Assert.IsType<Verification.Good>(JournalVerifier.Verify(Path.Combine(elsewhere.Incident("MS1"), IncidentJournal.JournalFile), held));
        Assert.Contains("can be verified and not read", Assert.Throws<KeyRefusedException>(() => Open(elsewhere)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_holds_anything_but_the_installation_key_is_refused()
    {
        Backup.Make(data, file, folder.Clock);
        File.WriteAllText(elsewhere.KeyFile, "key");
        File.WriteAllText(Path.Combine(elsewhere.Path, "notes.txt"), "mine");
        Assert.Contains("notes.txt", Assert.Throws<BackupRefusedException>(() => Restore.Run(elsewhere, file, null, [], folder.Clock)).Message, StringComparison.Ordinal);

        File.Delete(Path.Combine(elsewhere.Path, "notes.txt"));
        Restore.Run(elsewhere, file, null, [], folder.Clock);
        Assert.Throws<BackupRefusedException>(() => Restore.Run(elsewhere, file, null, [], folder.Clock));
    }

    [Fact]
    public void A_backup_never_replaces_another()
    {
        File.WriteAllText(Backup.KeysOf(file), "an older backup's keys");
        Assert.Throws<BackupRefusedException>(() => Backup.Make(data, file, folder.Clock));
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void A_journal_that_does_not_verify_is_not_backed_up_as_if_it_were_good()
    {
        using (var journal = Open(data))
        {
            journal.Append([folder.Entry("one"), folder.Entry("two")]);
        }

        using (var connection = Database.OpenForWriting(Path.Combine(data.Incident("MS1"), IncidentJournal.JournalFile), Tampering.Quick, create: false))
        {
            Statement.Run(connection, "DROP TRIGGER journal_is_never_cut");
            Statement.Run(connection, "DELETE FROM journal WHERE position = 1");
        }

        Assert.Contains("Row 1 is missing", Assert.Throws<BackupRefusedException>(() => Backup.Make(data, file, folder.Clock)).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFileSystemEntries(folder.Root), path => path.StartsWith(file, StringComparison.Ordinal));
    }

    [Fact]
    public void A_backup_that_was_changed_or_torn_anywhere_restores_nothing_or_exactly_what_was_kept()
    {
        using (var journal = Open(data))
        {
            journal.Append([folder.Entry("one"), folder.Entry("two", Guid.NewGuid())]);
        }

        var made = Backup.Make(data, file, folder.Clock);
        var good = File.ReadAllBytes(file);
        var random = new Random(7);
        for (var i = 0; i < 60; i++)
        {
            var at = random.Next(good.Length);
            var changed = (byte[])good.Clone();
            changed[at] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(file, i % 3 == 0 ? good[..at] : changed);
            try
            {
                Restore.Run(elsewhere, file, null, [], folder.Clock);
                foreach (var kept in made.Journals)
                {
                    Assert.Equal(kept.Head, Assert.IsType<Verification.Good>(JournalVerifier.Verify(Path.Combine(elsewhere.Path, kept.Name, IncidentJournal.JournalFile))).Head.ToString());
                }
            }
            catch (BackupRefusedException)
            {
                Assert.Empty(Directory.GetFileSystemEntries(elsewhere.Path));
            }

            Directory.Delete(elsewhere.Path, recursive: true);
            Directory.CreateDirectory(elsewhere.Path);
        }
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("incidents/../../outside")]
    [InlineData("/tmp/outside")]
    [InlineData("incidents/MS1/journal.db/x")]
    public void A_backup_that_names_a_place_outside_of_the_folder_is_refused(string name)
    {
        using (var to = File.Create(file))
        using (var tar = new TarWriter(to))
        {
            using var manifest = new MemoryStream(Encoding.UTF8.GetBytes($$"""{"format":1,"made":"2019-08-07T00:00:00Z","journals":[{"name":"{{name}}","rows":0,"head":"","destroyed":[]}]}"""));
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "manifest.json") { DataStream = manifest });
            using var content = new MemoryStream([1]);
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name + "/journal.db") { DataStream = content });
        }

        Assert.Throws<BackupRefusedException>(() => Restore.Run(elsewhere, file, null, [], folder.Clock));
        Assert.Empty(Directory.GetFileSystemEntries(elsewhere.Path));
    }

    private IncidentJournal Open(DataFolder from) => IncidentJournal.Open(from.Incident("MS1"), folder.Key, folder.Clock);

    private static (long, Guid, string?) Said(StoredEntry entry) => (entry.Position, entry.Stream, entry.Payload is null ? null : Convert.ToHexString(entry.Payload));

    private static List<string> Entries(string file)
    {
        using var from = File.OpenRead(file);
        using var tar = new TarReader(from);
        var names = new List<string>();
        while (tar.GetNextEntry() is { } entry)
        {
            names.Add(entry.Name);
        }

        return names;
    }
}
