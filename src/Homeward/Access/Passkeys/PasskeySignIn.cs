using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Homeward.Access.Passkeys;

/// <summary>
/// Signing in by a phone, computer or security key instead of a password (WebAuthn). The device checks its owner itself, by finger, face or PIN, and signs for this address only: such a sign-in
/// can't be guessed, and can't be talked out of anybody.
/// </summary>
public sealed class PasskeySignIn(IPasskeyHandler<Account> handler, AccountStore accounts, IDataProtectionProvider protection, TimeProvider clock)
{
    // What was asked of the device, until its answer comes.
    private const string Cookie = "homeward-passkey";

    private static readonly TimeSpan Valid = TimeSpan.FromMinutes(5);

    private readonly IDataProtector protector = protection.CreateProtector("homeward passkey");

    /// <summary>Whether this address can have passkeys: browsers give them to names only, over https or on the machine itself.</summary>
    public static bool IsPossible(HttpContext context) =>
        !IPAddress.TryParse(context.Request.Host.Host, out _) && (context.Request.IsHttps || context.Request.Host.Host == "localhost");

    /// <summary>What the browser is asked, to make a passkey for somebody who is signed in.</summary>
    public async Task<string> AskToMakeAsync(HttpContext context, Account account)
    {
        var options = await handler.MakeCreationOptionsAsync(new() { Id = account.Id.ToString(), Name = account.Name, DisplayName = account.Name }, context);
        Remember(context, options.AttestationState);
        return options.CreationOptionsJson;
    }

    /// <summary>What the browser is asked, to sign in whoever has a passkey on it.</summary>
    public async Task<string> AskToSignInAsync(HttpContext context)
    {
        var options = await handler.MakeRequestOptionsAsync(null, context);
        Remember(context, options.AssertionState);
        return options.RequestOptionsJson;
    }

    /// <summary>Adds what the device made.</summary>
    /// <returns>False when the answer doesn't belong to what was asked, or is of somebody else.</returns>
    public async Task<bool> AddAsync(HttpContext context, Account account, string credential)
    {
        var state = Recall(context);
        if (state is null)
        {
            return false;
        }

        var result = await handler.PerformAttestationAsync(new() { CredentialJson = credential, AttestationState = state, HttpContext = context });
        return result.Succeeded && result.UserEntity.Id == account.Id.ToString() && accounts.AddPasskey(account.Id, new(
            PasskeyAccounts.Text(result.Passkey.CredentialId), result.Passkey.PublicKey.ToImmutableArray(), result.Passkey.SignCount, clock.GetUtcNow(),
            [.. result.Passkey.Transports ?? []], result.Passkey.IsBackupEligible, result.Passkey.IsBackedUp));
    }

    /// <summary>Whose device answered, or nothing when the answer isn't right.</summary>
    public async Task<Account?> CheckAsync(HttpContext context, string credential)
    {
        var state = Recall(context);
        if (state is null)
        {
            return null;
        }

        var result = await handler.PerformAssertionAsync(new() { CredentialJson = credential, AssertionState = state, HttpContext = context });
        if (!result.Succeeded)
        {
            return null;
        }

        accounts.UsePasskey(result.User.Id, PasskeyAccounts.Text(result.Passkey.CredentialId), result.Passkey.SignCount);
        return accounts.Current.Find(result.User.Id) is { Ended: false } account ? account : null;
    }

    private void Remember(HttpContext context, string? state) => context.Response.Cookies.Append(
        Cookie, protector.Protect($"{clock.GetUtcNow().ToUnixTimeSeconds()} {state}"), Options(context));

    // What was asked is answered once.
    private string? Recall(HttpContext context)
    {
        context.Response.Cookies.Delete(Cookie, Options(context));
        if (context.Request.Cookies[Cookie] is not { Length: < 4_000 } sealedText)
        {
            return null;
        }

        try
        {
            return protector.Unprotect(sealedText).Split(' ', 2) is [var at, var state]
                && clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(long.Parse(at, System.Globalization.CultureInfo.InvariantCulture)) < Valid ? state : null;
        }
        catch (CryptographicException)
        {
            // Written by another installation, or by nobody.
            return null;
        }
    }

    private static CookieOptions Options(HttpContext context) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, MaxAge = Valid, IsEssential = true };
}
