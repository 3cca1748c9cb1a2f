using System.Security.Cryptography;

namespace Homeward.Journal;

/// <summary>
/// The key of this installation: 32 bytes that wrap the key of each incident. Whoever has it and the data folder can read everything;
/// without it nothing can be read by anyone, so a copy belongs in a safe place that is not the backup.
/// </summary>
public sealed class InstallationKey
{
    /// <summary>The environment variable that may hold the key, as base64 of 32 bytes.</summary>
    public const string Variable = "HOMEWARD_KEY";

    private readonly byte[] bytes;

    /// <summary>Takes the key from its 32 bytes.</summary>
    public InstallationKey(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Sealing.KeyLength)
        {
            throw new KeyRefusedException($"The installation key has {bytes.Length} bytes and needs {Sealing.KeyLength}.");
        }

        this.bytes = bytes.ToArray();
    }

    internal ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>
    /// The key from the environment variable HOMEWARD_KEY, else from <c>installation.key</c> in the data folder.
    /// At first use that file is made, readable by its owner only.
    /// </summary>
    /// <exception cref="KeyRefusedException">The key is malformed, or the folder has journals and its key is gone.</exception>
    public static InstallationKey FromEnvironmentOrFile(string dataFolder)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            return Read(given, $"The environment variable {Variable}");
        }

        var folder = new DataFolder(dataFolder);
        if (!File.Exists(folder.KeyFile))
        {
            if (folder.HasJournals)
            {
                throw new KeyRefusedException(
                    $"{folder.KeyFile} is missing, and the journals beside it cannot be read without it. Nothing was changed. Put the file back, or set {Variable}.");
            }

            Make(folder);
        }

        return Read(File.ReadAllText(folder.KeyFile), folder.KeyFile);
    }

    private static void Make(DataFolder folder)
    {
        Directory.CreateDirectory(folder.Path);
        var making = $"{folder.KeyFile}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(making, options))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Sealing.KeyLength))));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(making, folder.KeyFile, overwrite: false);
        }
        catch (IOException) when (File.Exists(folder.KeyFile))
        {
            // Somebody else made the key in this moment. Theirs is in place, so ours was never used.
            File.Delete(making);
        }

        DurableFile.SyncFolder(folder.Path);
    }

    private static InstallationKey Read(string text, string where)
    {
        var bytes = new byte[Sealing.KeyLength];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var length) && length == bytes.Length
            ? new InstallationKey(bytes)
            : throw new KeyRefusedException($"{where} does not hold an installation key, which is base64 of {Sealing.KeyLength} bytes. Nothing was changed.");
    }
}
