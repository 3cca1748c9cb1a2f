using Microsoft.Data.Sqlite;

namespace Homeward.Journal;

/// <summary>Puts a backup into an empty data folder. Nothing is in place before every chain has been verified.</summary>
public static class Restore
{
    /// <param name="Manifest">What the backup said of itself.</param>
    /// <param name="WithKeys">Whether the keys were restored too. Without them rows can be verified and not read.</param>
    /// <param name="Forgotten">The number of records that were forgotten again, because their keys had been destroyed by the time of the backup or since.</param>
    public sealed record Restored(BackupManifest Manifest, bool WithKeys, int Forgotten);

    /// <summary>Restores a backup. Take <see cref="DataFolder.TryLock"/> before.</summary>
    /// <param name="data">The folder. It may hold the installation key and nothing else.</param>
    /// <param name="file">The backup.</param>
    /// <param name="keysFile">Its keys, or null to restore rows that can be verified and not read.</param>
    /// <param name="forget">Newer backups or data folders, whose lists say which keys have been destroyed since.</param>
    /// <param name="clock">The time, for the age of the keys.</param>
    /// <param name="backupKeys">The folder with the keys that open key files; null when it is beside the backup, as it was made.</param>
    /// <exception cref="BackupRefusedException">The folder is not empty, the keys are too old, or the backup is not good. Nothing is in place then.</exception>
    public static Restored Run(DataFolder data, string file, string? keysFile, IReadOnlyList<string> forget, TimeProvider clock, string? backupKeys = null)
    {
        if (Directory.EnumerateFileSystemEntries(data.Path).FirstOrDefault(path => path != data.KeyFile && path != data.LockFile) is { } there)
        {
            throw new BackupRefusedException($"A backup is restored into an empty folder, and {data.Path} holds {Path.GetFileName(there)}. Nothing was changed. Choose another folder with --data, and put installation.key there if the key is kept in a file.");
        }

        var making = Path.Combine(data.Path, "restoring");
        try
        {
            var manifest = BackupFile.Extract(file, making, IncidentJournal.JournalFile);
            foreach (var journal in manifest.Journals)
            {
                Verify(file, journal, making);
            }

            var forgotten = keysFile is null ? 0 : RestoreKeys(manifest, keysFile, backupKeys is null ? BackupKeys.Beside(file) : new BackupKeys(backupKeys), forget, making, clock);
            MoveIntoPlace(data, making);
            return new Restored(manifest, keysFile is not null, forgotten);
        }
        finally
        {
            if (Directory.Exists(making))
            {
                Directory.Delete(making, recursive: true);
            }
        }
    }

    private static void Verify(string file, BackedUpJournal journal, string making)
    {
        var head = Head.Parse(journal.Head, out var problem) ?? throw new BackupRefusedException($"{file} is not good: {problem} Nothing was restored.");
        if (JournalVerifier.Verify(Path.Combine(making, journal.Name, IncidentJournal.JournalFile), head) is Verification.Bad bad)
        {
            throw new BackupRefusedException($"Nothing was restored, because {journal.Name} in {file} is not good: {bad.Problem}");
        }
    }

    private static int RestoreKeys(BackupManifest manifest, string keysFile, BackupKeys seals, IReadOnlyList<string> forget, string making, TimeProvider clock)
    {
        var keys = BackupFile.ReadManifest(keysFile, seals);
        if (keys.Expires is not { } expires || expires < clock.GetUtcNow())
        {
            throw new BackupRefusedException($"The keys in {keysFile} were made on {keys.Made:yyyy-MM-dd} and may be restored for {Backup.KeysLive.Days} days, so that what was forgotten stays forgotten. Nothing was restored. Use newer keys; rows without keys can still be verified.");
        }

        if (!keys.Journals.Select(journal => journal.Name).ToHashSet().IsSupersetOf(manifest.Journals.Select(journal => journal.Name)))
        {
            throw new BackupRefusedException($"{keysFile} does not have the keys of every journal in the backup. Nothing was restored. Give the file that was made with it.");
        }

        BackupFile.Extract(keysFile, making, IncidentJournal.KeyFile, seals);
        var destroyed = forget.SelectMany(DestroyedBy).Concat(keys.Journals).Concat(manifest.Journals).ToLookup(journal => journal.Name);
        var forgotten = 0;
        foreach (var journal in keys.Journals)
        {
            var records = destroyed[journal.Name].SelectMany(known => known.Destroyed).Distinct().ToList();
            var store = Path.Combine(making, journal.Name, IncidentJournal.KeyFile);
            try
            {
                KeyStore.Forget(store, records, clock.GetUtcNow());
                if (destroyed[journal.Name].Select(known => known.Ended).Max() is { } ended)
                {
                    KeyStore.End(store, ended);
                }
            }
            catch (SqliteException)
            {
                throw new BackupRefusedException($"The keys of {journal.Name} in {keysFile} cannot be read. Nothing was restored. Use another backup.");
            }

            forgotten += records.Count;
        }

        return forgotten;
    }

    /// <summary>The destroyed records that a newer backup or another data folder knows of. No key is needed to read them.</summary>
    private static IEnumerable<BackedUpJournal> DestroyedBy(string path)
    {
        if (!Directory.Exists(path))
        {
            return BackupFile.ReadManifest(path).Journals;
        }

        var data = new DataFolder(path);
        return data.Journals().Select(name => new BackedUpJournal(name, 0, string.Empty, KeyStore.DestroyedIn(KeysOf(name)), KeyStore.EndedAt(KeysOf(name))));

        string KeysOf(string name) => Path.Combine(data.Path, name, IncidentJournal.KeyFile);
    }

    private static void MoveIntoPlace(DataFolder data, string making)
    {
        foreach (var folder in Directory.GetDirectories(making, "*", SearchOption.AllDirectories).Append(making))
        {
            DurableFile.SyncFolder(folder);
        }

        foreach (var folder in Directory.GetDirectories(making))
        {
            Directory.Move(folder, Path.Combine(data.Path, Path.GetFileName(folder)));
        }

        DurableFile.SyncFolder(data.Path);
    }
}
