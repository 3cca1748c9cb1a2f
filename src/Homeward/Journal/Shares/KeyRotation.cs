namespace Homeward.Journal.Shares;

/// <summary>
/// Gives a data folder another installation key. The new key is on the disk before anything is wrapped under it, and each journal
/// changes in one transaction, so that a rotation which was cut short is taken up again by the next one.
/// </summary>
public static class KeyRotation
{
    /// <summary>Wraps the key of every journal under a new installation key, which replaces <c>installation.key</c>.</summary>
    /// <param name="old">The key until now.</param>
    /// <returns>How many journals there were.</returns>
    public static int Run(DataFolder folder, InstallationKey old)
    {
        var next = File.Exists(folder.NextKeyFile) ? InstallationKey.FromFile(folder.NextKeyFile) : InstallationKey.Make(folder.NextKeyFile);
        var journals = folder.Journals();
        foreach (var journal in journals)
        {
            KeyStore.Rewrap(Path.Combine(folder.Path, journal, IncidentJournal.KeyFile), old, next);
        }

        // Cookies were signed under keys that the old one wraps. Everybody signs in again.
        if (Directory.Exists(folder.Sessions))
        {
            Directory.Delete(folder.Sessions, recursive: true);
        }

        // Shares of the old key open nothing here any more.
        File.Delete(folder.SharesFile);
        DurableFile.Replace(folder.NextKeyFile, folder.KeyFile);
        return journals.Count;
    }
}
