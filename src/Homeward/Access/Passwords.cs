using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Homeward.Access;

/// <summary>Makes and checks passwords, with ASP.NET Core Identity's hasher (PBKDF2, HMAC-SHA-512).</summary>
public sealed class Passwords : IDisposable
{
    public const int ShortestLength = 12;
    public const int LongestLength = 200;

    // OWASP's figure for this construction.
    private static readonly PasswordHasher<Account> Hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }));

    // Checked when a name is unknown or has no password, so that the answer takes as long as for a name that exists.
    private static readonly string NobodysHash = Hash(Random());

    // A flood of tries may use one processor at most; reports keep the others.
    private readonly SemaphoreSlim turn = new(1);

    public static string Hash(string password) => Hasher.HashPassword(null!, password);

    /// <summary>Whether this is the account's password. Costs the same work whether or not there is such an account.</summary>
    public async Task<bool> AreRightAsync(Account? account, string password, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            var verdict = await Task.Run(() => Hasher.VerifyHashedPassword(null!, account?.PasswordHash ?? NobodysHash, password), cancellation);
            return account is { Ended: false, PasswordHash: not null } && verdict != PasswordVerificationResult.Failed;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    /// <summary>A password to hand to somebody, such as "k7qx-2m4t-9wpa-c3hd": 80 random bits in letters that are not misread.</summary>
    public static string Random() =>
        string.Join('-', RandomNumberGenerator.GetString("23456789abcdefghjkmnpqrstuvwxyz", 16).Chunk(4).Select(group => new string(group)));
}
