using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Homeward.Journal.Shares;

/// <summary>
/// That a data folder's key is held in shares by several organisations. The file <c>installation.shares</c> says how many are needed, of which split, and a fingerprint by which
/// the joined key is known; it says nothing about the key.
/// </summary>
public sealed record SharedKey(int Needed, int Shares, uint Split, string Fingerprint)
{
    private static readonly byte[] About = "homeward installation key fingerprint"u8.ToArray();

    /// <summary>What the folder says of its shares, or nothing when its key was never split.</summary>
    public static SharedKey? Of(DataFolder folder) =>
        File.Exists(folder.SharesFile) ? JsonSerializer.Deserialize<SharedKey>(File.ReadAllText(folder.SharesFile)) : null;

    /// <summary>Splits the key and writes down that it was. Shares of earlier splits are void for joining here.</summary>
    public static IReadOnlyList<KeyShare> Make(DataFolder folder, InstallationKey key, int needed, int shares)
    {
        var made = KeyShare.Of(key, needed, shares);
        DurableFile.Write(folder.SharesFile, JsonSerializer.SerializeToUtf8Bytes(new SharedKey(needed, shares, made[0].Split, FingerprintOf(key))));
        return made;
    }

    /// <summary>Whether this share is one of those that were made last.</summary>
    public bool IsOne(KeyShare share) => share.Split == Split && share.Needed == Needed && share.Number >= 1 && share.Number <= Shares;

    /// <summary>The key, when these shares are enough and right; otherwise nothing.</summary>
    public InstallationKey? Join(IEnumerable<KeyShare> shares)
    {
        var different = shares.Where(IsOne).DistinctBy(share => share.Number).Take(Needed).ToList();
        if (different.Count < Needed)
        {
            return null;
        }

        var key = new InstallationKey(SecretSharing.Join([.. different.Select(share => (share.Number, share.Value))]));
        return FingerprintOf(key) == Fingerprint ? key : null;
    }

    private static string FingerprintOf(InstallationKey key) =>
        Base64Url.EncodeToString(HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Bytes.ToArray(), 16, info: About));
}
