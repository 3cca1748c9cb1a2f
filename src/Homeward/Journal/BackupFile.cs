using System.Formats.Tar;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Homeward.Journal;

/// <summary>A backup cannot be made or restored as asked. The message says why, what was kept, and what to do.</summary>
public sealed class BackupRefusedException(string message) : Exception(message);

/// <summary>What a backup says of itself.</summary>
/// <param name="Format">Raised whenever the meaning of the file changes.</param>
/// <param name="Made">When it was made.</param>
/// <param name="Expires">When it may no longer be restored: for keys, because what was forgotten must stay so; null for journals.</param>
/// <param name="Journals">What is in it.</param>
/// <param name="Reports">The sealed reports that are in it, with the folders they lay in: with the keys only, because they open as long as those do.</param>
public sealed record BackupManifest(
    int Format, DateTimeOffset Made, DateTimeOffset? Expires, IReadOnlyList<BackedUpJournal> Journals, IReadOnlyList<string>? Reports = null)
{
    /// <summary>The format that this program writes.</summary>
    public const int CurrentFormat = 2;
}

/// <summary>One journal in a backup.</summary>
/// <param name="Name">Its folder in the data folder: <c>installation</c>, <c>incidents/CODE</c> or <c>incidents/CODE/reads</c>.</param>
/// <param name="Rows">The number of its rows.</param>
/// <param name="Head">The text of its head: what a later journal must still contain.</param>
/// <param name="Destroyed">The records whose keys were destroyed by then, so that restoring an older backup can forget them again.</param>
/// <param name="Ended">When all its keys were destroyed; null while it could be read.</param>
public sealed partial record BackedUpJournal(string Name, long Rows, string Head, IReadOnlyList<Guid> Destroyed, DateTimeOffset? Ended = null)
{
    /// <summary>Whether the name is one that a backup may have. Anything else could write outside of the data folder.</summary>
    public bool HasGoodName => GoodName().IsMatch(Name);

    [GeneratedRegex(@"\A(installation|incidents/[A-Za-z0-9][A-Za-z0-9_-]{0,63}(/reads)?)\z")]
    private static partial Regex GoodName();
}

/// <summary>The file of a backup: a tar archive with a manifest and one database for each journal.</summary>
internal static class BackupFile
{
    private const string ManifestName = "manifest.json";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    /// <summary>Writes the file whole or not at all, readable by its owner only.</summary>
    /// <param name="file">The file to make.</param>
    /// <param name="manifest">What it says of itself.</param>
    /// <param name="folder">Where the databases are, in the folders of their journals.</param>
    /// <param name="database">The name of each database.</param>
    /// <param name="seal">The key that the whole file is sealed under; null to leave the archive as it is.</param>
    public static void Write(string file, BackupManifest manifest, string folder, string database, BackupKey? seal)
    {
        var making = file + ".making";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var to = new FileStream(making, options))
        {
            using var sealing = seal?.Seal(to);
            using (var tar = new TarWriter((Stream?)sealing ?? to, TarEntryFormat.Pax, leaveOpen: true))
            {
                using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(manifest, Json));
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, ManifestName) { DataStream = content });
                foreach (var journal in manifest.Journals)
                {
                    tar.WriteEntry(Path.Combine(folder, journal.Name, database), $"{journal.Name}/{database}");
                }

                foreach (var report in manifest.Reports ?? [])
                {
                    tar.WriteEntry(Path.Combine(folder, report), report);
                }
            }

            sealing?.Complete();
            to.Flush(flushToDisk: true);
        }

        DurableFile.Replace(making, file);
    }

    /// <summary>Reads only what a backup says of itself.</summary>
    /// <exception cref="BackupRefusedException">It is not a backup, or one of a newer program.</exception>
    public static BackupManifest ReadManifest(string file, BackupKeys? seals = null)
    {
        using var from = Open(file);
        return Understand(file, () =>
        {
            using var tar = new TarReader(seals?.Open(file, from) ?? from);
            return Manifest(tar, file);
        });
    }

    /// <summary>Unpacks the databases into the folders of their journals.</summary>
    /// <exception cref="BackupRefusedException">It is not a backup, one of a newer program, or torn.</exception>
    public static BackupManifest Extract(string file, string folder, string database, BackupKeys? seals = null)
    {
        using var from = Open(file);
        return Understand(file, () =>
        {
            using var tar = new TarReader(seals?.Open(file, from) ?? from);
            var manifest = Manifest(tar, file);
            var expected = manifest.Journals.Select(journal => $"{journal.Name}/{database}").Concat(manifest.Reports ?? []).ToHashSet(StringComparer.Ordinal);
            while (tar.GetNextEntry() is { } entry)
            {
                if (!expected.Remove(entry.Name) || entry.EntryType != TarEntryType.RegularFile)
                {
                    throw new BackupRefusedException($"{file} holds {entry.Name}, which its own list does not have. Nothing was restored.");
                }

                var target = Path.Combine(folder, entry.Name);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                using var to = new FileStream(target, FileMode.CreateNew, FileAccess.Write);
                entry.DataStream?.CopyTo(to);
                to.Flush(flushToDisk: true);
            }

            return expected.Count == 0
                ? manifest
                : throw new BackupRefusedException($"{file} is torn: it should hold {expected.First()}. Nothing was restored. Use another backup.");
        });
    }

    private static BackupManifest Manifest(TarReader tar, string file)
    {
        var manifest = tar.GetNextEntry() is { Name: ManifestName, DataStream: { } content }
            ? JsonSerializer.Deserialize<BackupManifest>(content, Json)
            : null;
        if (manifest?.Journals is null || manifest.Journals.Any(journal => !journal.HasGoodName) || manifest.Reports?.All(WaitingReports.IsGoodName) == false)
        {
            throw new BackupRefusedException($"{file} is not a backup of Homeward. Nothing was restored.");
        }

        // The first format was the same, without sealed reports.
        return manifest.Format is 1 or BackupManifest.CurrentFormat
            ? manifest
            : throw new BackupRefusedException($"{file} was made by another version of Homeward (format {manifest.Format}; this one reads {BackupManifest.CurrentFormat}). Nothing was restored. Use that version.");
    }

    private static FileStream Open(string file)
    {
        try
        {
            return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BackupRefusedException($"There is no backup at {file}. Nothing was restored.");
        }
    }

    private static BackupManifest Understand(string file, Func<BackupManifest> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is InvalidDataException or SnapshotDamagedException or System.Security.Cryptography.CryptographicException or FormatException or JsonException or EndOfStreamException)
        {
            throw new BackupRefusedException($"{file} is not a backup of Homeward, or it is torn. Nothing was restored. Use another backup.");
        }
    }
}
