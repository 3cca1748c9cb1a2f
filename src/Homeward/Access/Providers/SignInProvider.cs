namespace Homeward.Access.Providers;

/// <summary>An organisation's own sign-in (OpenID Connect): it says who somebody is, and never what they may do here.</summary>
/// <param name="Key">Its word in addresses, such as "county".</param>
/// <param name="Organisation">The organisation whose people it knows, by its name here. It vouches for nobody else.</param>
/// <param name="Authority">Where it is; its own description lies below, at .well-known/openid-configuration.</param>
/// <param name="ClientId">Who we are to it.</param>
/// <param name="Secret">What we prove that with; nothing where it asks for none.</param>
/// <param name="Claim">Which claim of the ID token names the person for good. An e-mail address can be given to somebody else later; "sub" can't.</param>
/// <param name="Scopes">What is asked for besides "openid", when that claim needs it.</param>
/// <param name="SecondStep">Values of "amr" or "acr" that mean it has asked for a second step; without one of them we ask.</param>
public sealed record SignInProvider(
    string Key, string Organisation, string Authority, string ClientId, string? Secret, string Claim, IReadOnlyList<string> Scopes, IReadOnlyList<string> SecondStep)
{
    /// <summary>How the framework calls it.</summary>
    public string Scheme => "provider " + Key;

    /// <summary>Where it sends people back to; it must know this address.</summary>
    public string Returning => SignInProviders.Returning + "/" + Key;
}

/// <summary>Who somebody is to their organisation's sign-in: the issuer, and the claim that names them there.</summary>
public sealed record ProviderLink(string Issuer, string Subject);

/// <summary>The providers of this installation, in the order of the file.</summary>
public sealed class SignInProviders(IReadOnlyList<SignInProvider> all)
{
    /// <summary>Where providers send people back to.</summary>
    public const string Returning = "/sign-in/returned";

    public IReadOnlyList<SignInProvider> All => all;

    public SignInProvider? Find(string? key) => all.FirstOrDefault(provider => provider.Key == key);
}
