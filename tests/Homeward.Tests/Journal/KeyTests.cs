using System.Security.Cryptography;
using Homeward.Journal;
using Xunit;

namespace Homeward.Tests.Journal;

public sealed class KeyTests : IDisposable
{
    private readonly JournalFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Another_installations_key_is_refused_with_what_to_do()
    {
        folder.Create().Dispose();
        var other = new InstallationKey(RandomNumberGenerator.GetBytes(32));

        var refused = Assert.Throws<KeyRefusedException>(() => IncidentJournal.Open(folder.Path, other, folder.Clock));

        Assert.Contains("key of another installation", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_is_made_at_first_use_for_its_owner_only_and_is_the_same_afterwards()
    {
        var data = Path.Combine(folder.Root, "data");
        var made = InstallationKey.FromEnvironmentOrFile(data);

        Assert.Equal(made.Bytes.ToArray(), InstallationKey.FromEnvironmentOrFile(data).Bytes.ToArray());
        Assert.Equal([Path.Combine(data, "installation.key")], Directory.GetFiles(data));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(data, "installation.key")));
        }
    }

    [Fact]
    public void A_lost_key_is_never_replaced_by_a_new_one_beside_journals_it_cannot_open()
    {
        var data = new DataFolder(Path.Combine(folder.Root, "data"));
        var key = InstallationKey.FromEnvironmentOrFile(data.Path);
        IncidentJournal.Create(data.Installation, Guid.NewGuid(), key, folder.Clock).Dispose();
        File.Delete(data.KeyFile);

        Assert.Throws<KeyRefusedException>(() => InstallationKey.FromEnvironmentOrFile(data.Path));
        Assert.False(File.Exists(data.KeyFile));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("c2hvcnQ=")]
    public void A_key_file_that_holds_no_key_is_refused(string text)
    {
        var data = Directory.CreateDirectory(Path.Combine(folder.Root, "data")).FullName;
        File.WriteAllText(Path.Combine(data, "installation.key"), text);

        Assert.Throws<KeyRefusedException>(() => InstallationKey.FromEnvironmentOrFile(data));
    }

    [Fact]
    public void A_changed_record_key_is_refused_and_named()
    {
        var record = Guid.NewGuid();
        using (var journal = folder.Create())
        {
            journal.Append([folder.Entry("a name", record)]);
        }

        using (var keys = Database.OpenForWriting(folder.KeyFile, Tampering.Quick, create: false))
        {
            Statement.Run(keys, "UPDATE record_keys SET wrapped = randomblob(60)");
        }

        using var again = folder.Open();
        Assert.Contains(record.ToString(), Assert.Throws<KeyRefusedException>(() => again.Read().ToList()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_incidents_of_a_data_folder_are_listed_by_code()
    {
        var data = new DataFolder(Path.Combine(folder.Root, "data"));
        Assert.Empty(data.IncidentCodes());
        var key = InstallationKey.FromEnvironmentOrFile(data.Path);
        foreach (var code in (string[])["MS2", "MS1"])
        {
            IncidentJournal.Create(data.Incident(code), Guid.NewGuid(), key, folder.Clock).Dispose();
        }

        Directory.CreateDirectory(data.Incident("half-made.making"));
        Assert.Equal(["MS1", "MS2"], data.IncidentCodes());
    }

    [Fact]
    public void Only_one_program_at_a_time_has_a_data_folder()
    {
        var data = new DataFolder(Path.Combine(folder.Root, "data"));
        using (var first = data.TryLock())
        {
            Assert.NotNull(first);
            Assert.Null(data.TryLock());
        }

        using var later = data.TryLock();
        Assert.NotNull(later);
    }

    [Fact]
    public void An_incident_is_never_made_over_another()
    {
        folder.Create().Dispose();
        Assert.Throws<IOException>(() => folder.Create().Dispose());
        folder.Open().Dispose();
    }

    [Fact]
    public void A_folder_that_was_left_half_made_is_made_anew()
    {
        Directory.CreateDirectory(folder.Path + ".making");
        File.WriteAllText(Path.Combine(folder.Path + ".making", "keys.db"), "half");
        folder.Create().Dispose();
        folder.Open().Dispose();
    }
}
