using System.Security.Cryptography;
using Homeward.Journal.Shares;

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
        if (File.Exists(folder.NextKeyFile))
        {
            throw new KeyRefusedException(
                $"A change of the installation key was not finished: {folder.NextKeyFile} is there. Nothing is lost. Finish it with: homeward key rotate --data {folder.Path}");
        }

        if (!File.Exists(folder.KeyFile))
        {
            if (SharedKey.Of(folder) is { } shared)
            {
                throw new KeyRefusedException(
                    $"The key of {folder.Path} is held in {shared.Shares} shares, of which {shared.Needed} are needed. Start homeward serve and enter them on its page, or put the key back with: homeward key join --data {folder.Path}");
            }

            if (folder.HasJournals)
            {
                throw new KeyRefusedException(
                    $"{folder.KeyFile} is missing, and the journals beside it cannot be read without it. Nothing was changed. Put the file back, or set {Variable}.");
            }

            Directory.CreateDirectory(folder.Path);
            Make(folder.KeyFile);
        }

        return FromFile(folder.KeyFile);
    }

    /// <summary>Whether the key of a folder is held in shares and nowhere else.</summary>
    public static bool IsInShares(DataFolder folder) =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable)) && !File.Exists(folder.KeyFile) && !File.Exists(folder.NextKeyFile) && SharedKey.Of(folder) is not null;

    /// <summary>Whether this is the same key.</summary>
    internal bool IsSameAs(InstallationKey other) => CryptographicOperations.FixedTimeEquals(bytes, other.bytes);

    /// <summary>The key that a file holds.</summary>
    /// <exception cref="KeyRefusedException">It holds none.</exception>
    internal static InstallationKey FromFile(string path) => Read(File.ReadAllText(path), path);

    /// <summary>Makes a key of random bytes and writes it to a file that only its owner can read. A file that is there stays, and its key is the answer.</summary>
    internal static InstallationKey Make(string path)
    {
        new InstallationKey(RandomNumberGenerator.GetBytes(Sealing.KeyLength)).Write(path);
        return FromFile(path);
    }

    /// <summary>Writes the key to a file that only its owner can read, durably. A file that is there stays as it is.</summary>
    internal void Write(string path)
    {
        var making = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(making, options))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes)));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(making, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Somebody else made the key in this moment. Theirs is in place, so ours was never used.
            File.Delete(making);
        }

        DurableFile.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    private static InstallationKey Read(string text, string where)
    {
        var bytes = new byte[Sealing.KeyLength];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var length) && length == bytes.Length
            ? new InstallationKey(bytes)
            : throw new KeyRefusedException($"{where} does not hold an installation key, which is base64 of {Sealing.KeyLength} bytes. Nothing was changed.");
    }
}
