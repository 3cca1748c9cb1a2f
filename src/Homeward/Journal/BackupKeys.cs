using System.Globalization;
using System.Security.Cryptography;

namespace Homeward.Journal;

/// <summary>
/// The folder <c>backup-keys</c> beside backups: a key for each, which seals the file with the journals' keys and is destroyed after
/// <see cref="Backup.KeysLive"/>. A copy of a backup then opens nowhere any more, however many there are and whatever the program that reads it does.
/// The folder is the one thing of a backup that must not be copied to where it can't be overwritten.
/// </summary>
internal sealed class BackupKeys(string folder)
{
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    public static BackupKeys Beside(string file) => new(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, "backup-keys"));

    /// <summary>Destroys what is too old in every folder that backups of this data folder were made beside.</summary>
    /// <returns>The folders that can't be reached: what is in them may still be there.</returns>
    public static IReadOnlyList<string> DestroyOld(DataFolder data, DateTimeOffset now)
    {
        var unreachable = new List<string>();
        foreach (var folder in File.Exists(data.BackupKeyFolders) ? File.ReadAllLines(data.BackupKeyFolders) : [])
        {
            try
            {
                if (!Directory.Exists(folder) || !new BackupKeys(folder).DestroyOld(now))
                {
                    unreachable.Add(folder);
                }
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                unreachable.Add(folder);
            }
        }

        return unreachable;
    }

    /// <summary>Makes a key for one backup.</summary>
    public BackupKey Make(DateTimeOffset now)
    {
        Directory.CreateDirectory(folder);
        var key = new BackupKey(Guid.CreateVersion7(now), RandomNumberGenerator.GetBytes(Sealing.KeyLength));
        var path = Path.Combine(folder, $"{now.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}-{key.Id:N}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(path, options))
        {
            file.Write(key.Bytes);
            file.Flush(flushToDisk: true);
        }

        DurableFile.SyncFolder(folder);
        return key;
    }

    /// <summary>Overwrites and removes every key older than it may get.</summary>
    /// <returns>Always true: all of them are gone.</returns>
    public bool DestroyOld(DateTimeOffset now)
    {
        foreach (var path in Directory.Exists(folder) ? Directory.GetFiles(folder) : [])
        {
            if (MadeAt(path) is { } made && made + Backup.KeysLive <= now)
            {
                using (var file = new FileStream(path, FileMode.Open, FileAccess.Write))
                {
                    file.Write(new byte[Sealing.KeyLength]);
                    file.Flush(flushToDisk: true);
                }

                File.Delete(path);
                DurableFile.SyncFolder(folder);
            }
        }

        return true;
    }

    /// <summary>Writes down in a data folder that keys of its backups are here, for the server that destroys them in time.</summary>
    public void RememberIn(DataFolder data)
    {
        string[] known = File.Exists(data.BackupKeyFolders) ? File.ReadAllLines(data.BackupKeyFolders) : [];
        if (!known.Contains(folder))
        {
            DurableFile.Write(data.BackupKeyFolders, System.Text.Encoding.UTF8.GetBytes(string.Join('\n', [.. known, folder]) + "\n"));
        }
    }

    /// <summary>Opens a sealed file of keys.</summary>
    /// <exception cref="BackupRefusedException">Its key is gone, or not in this folder.</exception>
    public Stream Open(string file, Stream from)
    {
        var header = new byte[BackupKey.HeaderLength];
        from.ReadExactly(header);
        var id = BackupKey.IdOf(header) ?? throw new InvalidDataException();
        var path = Directory.Exists(folder) ? Directory.GetFiles(folder, $"*-{id:N}").FirstOrDefault() : null;
        return path is null
            ? throw new BackupRefusedException(
                $"The key that opens {file} is not in {folder}. It is destroyed {Backup.KeysLive.Days} days after the backup was made, so that what was forgotten stays forgotten; after that nothing opens the file. Nothing was restored. Use a newer backup, or say with --backup-keys where the folder is.")
            : new OpeningStream(from, File.ReadAllBytes(path), header);
    }

    private static DateTimeOffset? MadeAt(string path) =>
        Path.GetFileName(path).Split('-') is [var made, _] && DateTimeOffset.TryParseExact(made, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}

/// <summary>The key of one backup, used for one file.</summary>
internal sealed record BackupKey(Guid Id, byte[] Bytes)
{
    /// <summary>What stands before the sealed part: which format it is and which key opens it.</summary>
    public const int HeaderLength = 8 + 16;

    private static ReadOnlySpan<byte> Magic => "HWKEYS1\n"u8;

    /// <summary>The key that a header names; null when it is none.</summary>
    public static Guid? IdOf(ReadOnlySpan<byte> header) => header.StartsWith(Magic) ? new Guid(header[Magic.Length..], bigEndian: true) : null;

    public SealingStream Seal(Stream to)
    {
        var header = new byte[HeaderLength];
        Magic.CopyTo(header);
        Id.TryWriteBytes(header.AsSpan(Magic.Length), bigEndian: true, out _);
        to.Write(header);
        return new SealingStream(to, Bytes, header);
    }
}
