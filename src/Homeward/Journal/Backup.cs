namespace Homeward.Journal;

/// <summary>
/// Makes a backup of a data folder, also while a server writes to it: one file with every journal, and beside it a file with the keys.
/// Snapshots are not in it. Sealed reports that nobody could open yet go with the keys. The file with the keys is itself sealed, under a key that is destroyed after seven days, so that what was forgotten stays
/// forgotten in every copy of it.
/// </summary>
public static class Backup
{
    /// <summary>How long keys may be restored from a backup.</summary>
    public static TimeSpan KeysLive { get; } = TimeSpan.FromDays(7);

    /// <summary>The file that goes with a backup and holds its keys, each wrapped.</summary>
    public static string KeysOf(string file) => file + ".keys";

    /// <summary>Makes a backup. Each journal is verified as it was copied, so a backup that was made is a good one.</summary>
    /// <exception cref="BackupRefusedException">The file is there already, or a journal does not verify.</exception>
    public static BackupManifest Make(DataFolder data, string file, TimeProvider clock)
    {
        foreach (var target in (string[])[file, KeysOf(file)])
        {
            if (File.Exists(target))
            {
                throw new BackupRefusedException($"{target} is there already, and a backup never replaces another. Choose a new name. Nothing was changed.");
            }
        }

        var now = clock.GetUtcNow();
        var making = Directory.CreateDirectory(file + ".copies").FullName;
        try
        {
            // Before the journals: a report that is filed meanwhile is then in both, and is filed once more for nothing.
            var reports = WaitingReports.Copy(data, making);
            var journals = data.Journals().Select(name => Copy(data, name, making)).ToList();
            var manifest = new BackupManifest(BackupManifest.CurrentFormat, now, null, journals);
            var seals = BackupKeys.Beside(file);
            seals.DestroyOld(now);
            seals.RememberIn(data);
            BackupFile.Write(KeysOf(file), manifest with { Expires = now + KeysLive, Reports = reports }, making, IncidentJournal.KeyFile, seals.Make(now));
            BackupFile.Write(file, manifest, making, IncidentJournal.JournalFile, null);
            return manifest;
        }
        finally
        {
            Directory.Delete(making, recursive: true);
        }
    }

    private static BackedUpJournal Copy(DataFolder data, string name, string making)
    {
        var (from, to) = (Path.Combine(data.Path, name), Directory.CreateDirectory(Path.Combine(making, name)).FullName);

        // The journal first: the keys that are copied after it are then at least those that its rows need.
        CopyDatabase(Path.Combine(from, IncidentJournal.JournalFile), Path.Combine(to, IncidentJournal.JournalFile));
        var keys = Path.Combine(to, IncidentJournal.KeyFile);
        CopyDatabase(Path.Combine(from, IncidentJournal.KeyFile), keys);
        KeyStore.RemoveSnapshotKeys(keys);

        return JournalVerifier.Verify(Path.Combine(to, IncidentJournal.JournalFile)) switch
        {
            Verification.Good good => new BackedUpJournal(name, good.Rows, good.Head.ToString(), KeyStore.DestroyedIn(keys), KeyStore.EndedAt(keys)),
            Verification.Bad bad => throw new BackupRefusedException($"No backup was made, because {name} is not good: {bad.Problem} Earlier backups are as they were."),
            var other => throw new InvalidOperationException($"Unhandled outcome {other}."),
        };
    }

    // SQLite copies all pages as of one moment, while others write.
    private static void CopyDatabase(string from, string to)
    {
        using var source = Database.OpenForReading(from);
        using var target = Database.OpenCopy(to);
        source.BackupDatabase(target);
        Statement.Run(target, "PRAGMA journal_mode = DELETE");
    }
}
