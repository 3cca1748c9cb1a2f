using System.Security.Cryptography;
using System.Text;
using Homeward.Journal;
using Microsoft.Extensions.Time.Testing;

namespace Homeward.Tests.Journal;

/// <summary>A folder with a real journal in it, which is removed at the end.</summary>
public sealed class JournalFolder : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("homeward-journal-").FullName;

    public JournalFolder()
        : this(new InstallationKey(RandomNumberGenerator.GetBytes(32)))
    {
    }

    private JournalFolder(InstallationKey key)
    {
        Path = System.IO.Path.Combine(root, "incident");
        Key = key;
    }

    public string Root => root;

    public string Path { get; }

    public string JournalFile => System.IO.Path.Combine(Path, IncidentJournal.JournalFile);

    public string KeyFile => System.IO.Path.Combine(Path, IncidentJournal.KeyFile);

    public string SnapshotFile => System.IO.Path.Combine(Path, Snapshots.FileName);

    public InstallationKey Key { get; }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2019, 8, 7, 13, 0, 0, TimeSpan.Zero));

    public IncidentJournal Create() => IncidentJournal.Create(Path, Guid.CreateVersion7(Clock.GetUtcNow()), Key, Clock);

    public IncidentJournal Open() => IncidentJournal.Open(Path, Key, Clock);

    internal IncidentJournal Open(Durability durability) => IncidentJournal.Open(Path, Key, Clock, durability);

    /// <summary>Another folder with the same files and the same key. No journal is open in this one.</summary>
    public JournalFolder Copy()
    {
        var copy = new JournalFolder(Key);
        Directory.CreateDirectory(copy.Path);
        foreach (var file in Directory.EnumerateFiles(Path))
        {
            File.Copy(file, System.IO.Path.Combine(copy.Path, System.IO.Path.GetFileName(file)));
        }

        return copy;
    }

    /// <summary>An event of a new stream, by a new command.</summary>
    public NewEntry Entry(string says, Guid? record = null, Guid? stream = null, int version = 1, Guid? command = null, int ordinal = 0) => new(
        stream ?? Guid.CreateVersion7(Clock.GetUtcNow()),
        version,
        command ?? Guid.CreateVersion7(Clock.GetUtcNow()),
        ordinal,
        [1, 2, 3, 4, 5, 6, 7, 8],
        "sighting_reported",
        Guid.CreateVersion7(Clock.GetUtcNow()),
        Guid.CreateVersion7(Clock.GetUtcNow()),
        Clock.GetUtcNow().AddMinutes(-5),
        Clock.GetUtcNow(),
        record,
        Encoding.UTF8.GetBytes(says));

    public void Dispose() => Directory.Delete(root, recursive: true);
}
