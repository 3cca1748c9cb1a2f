using System.Collections.Concurrent;
using System.Security.Cryptography;
using Homeward.Domain;
using OtpNet;

namespace Homeward.Access;

/// <summary>
/// Six digits from an app on the person's own phone, new every thirty seconds (RFC 6238, HMAC-SHA-1, as every authenticator app has it). One step
/// before and after is right as well, for clocks that differ; the same digits are right once.
/// </summary>
public sealed class Authenticators(TimeProvider clock)
{
    private static readonly VerificationWindow OneStepOff = new(previous: 1, future: 1);

    // After a restart the digits of the last minute would be right a second time; sessions and passwords are asked for all the same.
    private readonly ConcurrentDictionary<Id<User>, long> lastUsed = new();

    /// <summary>160 random bits, the length RFC 4226 recommends.</summary>
    public static byte[] MakeSecret() => RandomNumberGenerator.GetBytes(20);

    /// <summary>What an app without a camera is given by hand, in groups of four.</summary>
    public static string InWords(byte[] secret) => string.Join(' ', Base32Encoding.ToString(secret).Chunk(4).Select(group => new string(group)));

    /// <summary>What the square code says to an app (the "otpauth" address of Google Authenticator, which the others took up).</summary>
    public static string Address(byte[] secret, string name, string issuer) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(name)}?secret={Base32Encoding.ToString(secret)}&issuer={Uri.EscapeDataString(issuer)}";

    /// <summary>Whether these digits are right now; they are not used up.</summary>
    public bool Check(byte[] secret, string? digits) => Step(secret, digits) is not null;

    /// <summary>Whether these digits are right now and were not used before. Right digits are used up.</summary>
    public bool Use(Id<User> user, byte[] secret, string? digits)
    {
        if (Step(secret, digits) is not { } step)
        {
            return false;
        }

        while (true)
        {
            if (!lastUsed.TryGetValue(user, out var last))
            {
                if (lastUsed.TryAdd(user, step))
                {
                    return true;
                }
            }
            else if (step <= last)
            {
                return false;
            }
            else if (lastUsed.TryUpdate(user, step, last))
            {
                return true;
            }
        }
    }

    private long? Step(byte[] secret, string? digits)
    {
        var typed = new string([.. (digits ?? "").Where(char.IsAsciiDigit)]);
        return typed.Length == 6 && new Totp(secret).VerifyTotp(clock.GetUtcNow().UtcDateTime, typed, out var step, OneStepOff) ? step : null;
    }
}
