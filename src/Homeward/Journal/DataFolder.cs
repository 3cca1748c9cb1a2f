namespace Homeward.Journal;

/// <summary>Where everything lies in a data folder.</summary>
public sealed class DataFolder(string path)
{
    /// <summary>The folder itself, as a full path.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The folder that is used when none is named: <c>.homeward</c> in the user's home.</summary>
    public static string Default { get; } =
        System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".homeward");

    /// <summary>The key of the installation, when it is not in the environment.</summary>
    public string KeyFile => System.IO.Path.Combine(Path, "installation.key");

    /// <summary>Says that the key is held in shares by several organisations.</summary>
    public string SharesFile => System.IO.Path.Combine(Path, "installation.shares");

    /// <summary>The key that is about to replace the one until now; there only while a rotation runs, or after one that was cut short.</summary>
    public string NextKeyFile => System.IO.Path.Combine(Path, "installation.key.next");

    /// <summary>The keys that sign cookies and forms, each wrapped under the installation key.</summary>
    public string Sessions => System.IO.Path.Combine(Path, "sessions");

    /// <summary>Held while a program writes to this folder.</summary>
    public string LockFile => System.IO.Path.Combine(Path, "homeward.lock");

    /// <summary>The journal of people who sign in, organisations and devices.</summary>
    public string Installation => System.IO.Path.Combine(Path, "installation");

    /// <summary>The folder of all incidents.</summary>
    public string Incidents => System.IO.Path.Combine(Path, "incidents");

    /// <summary>Where backups of this folder keep the keys that open their key files, so that those can be destroyed in time.</summary>
    public string BackupKeyFolders => System.IO.Path.Combine(Path, "backup-keys.list");

    /// <summary>Sealed reports on their way in, which a locked server takes too.</summary>
    public string SealedReports => System.IO.Path.Combine(Path, "sealed-reports");

    /// <summary>Whether any journal was ever made here.</summary>
    public bool HasJournals => Directory.Exists(Installation) || IncidentCodes().Count > 0;

    /// <summary>The folder of one incident.</summary>
    public string Incident(string code) => System.IO.Path.Combine(Incidents, code);

    /// <summary>The journal of who opened whom in an incident, made when somebody first does.</summary>
    public string Reads(string code) => System.IO.Path.Combine(Incident(code), "reads");

    /// <summary>The codes of the incidents here, in order.</summary>
    public IReadOnlyList<string> IncidentCodes() => Directory.Exists(Incidents)
        ? [.. Directory.EnumerateDirectories(Incidents)
            .Where(folder => File.Exists(System.IO.Path.Combine(folder, IncidentJournal.JournalFile)))
            .Select(folder => System.IO.Path.GetFileName(folder))
            .Order(StringComparer.Ordinal)]
        : [];

    /// <summary>When the keys of an incident were destroyed; null while it can be read.</summary>
    public DateTimeOffset? EndOf(string code) =>
        System.IO.Path.Combine(Incident(code), IncidentJournal.KeyFile) is var keys && File.Exists(keys) ? KeyStore.EndedAt(keys) : null;

    /// <summary>The folders of all journals, relative to this one: the installation's own, and those of each incident.</summary>
    public IReadOnlyList<string> Journals() =>
    [
        .. File.Exists(System.IO.Path.Combine(Installation, IncidentJournal.JournalFile)) ? (string[])["installation"] : [],
        .. IncidentCodes().SelectMany(JournalsOf),
    ];

    /// <summary>The folders of an incident's journals, relative to this one: of what happened, and of who read it if anybody has.</summary>
    public IReadOnlyList<string> JournalsOf(string code) =>
    [
        $"incidents/{code}",
        .. File.Exists(System.IO.Path.Combine(Reads(code), IncidentJournal.JournalFile)) ? (string[])[$"incidents/{code}/reads"] : [],
    ];

    /// <summary>
    /// Takes the folder for writing. Only one program has it at a time; the system gives it back when that program ends, however it ends.
    /// </summary>
    /// <returns>What to dispose when done, or null when another program has the folder.</returns>
    public IDisposable? TryLock()
    {
        Directory.CreateDirectory(Path);
        try
        {
            return new FileStream(LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(LockFile))
        {
            return null;
        }
    }
}
