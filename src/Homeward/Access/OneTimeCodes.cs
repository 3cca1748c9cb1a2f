using System.Security.Cryptography;
using System.Text;

namespace Homeward.Access;

/// <summary>
/// Codes that are made here, handed over once on paper or by voice, and work once: the halves of an invitation, and the recovery codes that
/// stand in for an authenticator. Only hashes are kept.
/// </summary>
public static class OneTimeCodes
{
    /// <summary>Recovery codes made with an authenticator.</summary>
    public const int RecoveryCodes = 10;

    // Without 0, 1, i, l and o, which are misread.
    private const string Letters = "23456789abcdefghjkmnpqrstuvwxyz";

    private const int Length = 12;

    /// <summary>Such as "k7qx-2m4t-9wpa": 59 random bits, so that a plain hash of one tells nobody what it was.</summary>
    public static string Make() =>
        string.Join('-', RandomNumberGenerator.GetString(Letters, Length).Chunk(4).Select(group => new string(group)));

    /// <summary>The hash of a code however its spaces, hyphens and capitals were typed.</summary>
    public static string Hash(string? typed) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(new string([.. (typed ?? "").Where(char.IsAsciiLetterOrDigit)]).ToLowerInvariant())));

    /// <summary>Whether this is the code, in a time that doesn't depend on how much of it is right.</summary>
    public static bool Matches(string? typed, string hash) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash(typed)), Encoding.ASCII.GetBytes(hash));
}
