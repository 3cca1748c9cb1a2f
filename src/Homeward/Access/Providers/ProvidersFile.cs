using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Homeward.Journal;

namespace Homeward.Access.Providers;

/// <summary>
/// <c>sign-in-providers.json</c> in the data folder: a list, one entry for each organisation that has a sign-in of its own. Read when the server
/// starts. Secrets stand in files of their own or in the environment, so that this file can be shown to somebody who helps.
/// </summary>
public static partial class ProvidersFile
{
    public const string Name = "sign-in-providers.json";

    // RFC 8176: more than one factor was asked for.
    private static readonly string[] SeveralFactors = ["mfa"];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private sealed record Entry(
        string? Key, string? Organisation, string? Authority, string? ClientId, string? SecretFile, string? SecretVariable, string? Claim, string[]? Scopes, string[]? SecondStep);

    /// <summary>The providers of a data folder; none when it has no such file.</summary>
    /// <exception cref="ProvidersFileException">Something in the file is wrong; the message says what, where, and what would be right.</exception>
    public static SignInProviders Read(DataFolder folder)
    {
        var file = Path.Combine(folder.Path, Name);
        if (!File.Exists(file))
        {
            return new([]);
        }

        Entry?[] entries;
        try
        {
            entries = JsonSerializer.Deserialize<Entry?[]>(File.ReadAllBytes(file), Json) ?? [];
        }
        catch (JsonException wrong)
        {
            throw new ProvidersFileException($"{file} can't be read, at line {wrong.LineNumber + 1}: it holds a list of entries with key, organisation, authority, clientId, secretFile or secretVariable, claim, scopes and secondStep.");
        }

        var providers = entries.Select((entry, at) => Checked(entry, $"{file}, entry {at + 1}", folder)).ToList();
        return providers.GroupBy(provider => provider.Key).FirstOrDefault(same => same.Count() > 1) is { Key: var twice }
            ? throw new ProvidersFileException($"{file}: two entries have the key \"{twice}\". Give each its own.")
            : new(providers);
    }

    private static SignInProvider Checked(Entry? entry, string where, DataFolder folder)
    {
        if (entry?.Key is not { } key || !Word().IsMatch(key))
        {
            throw new ProvidersFileException($"{where}: \"key\" is missing or not one word of small letters, digits and hyphens. It stands in addresses, such as \"county\".");
        }

        foreach (var (name, said) in ((string, string?)[])[("organisation", entry.Organisation), ("authority", entry.Authority), ("clientId", entry.ClientId)])
        {
            if (string.IsNullOrWhiteSpace(said))
            {
                throw new ProvidersFileException($"{where}: \"{name}\" is missing.");
            }
        }

        if (!Uri.TryCreate(entry.Authority, UriKind.Absolute, out var authority) || !(authority.Scheme == Uri.UriSchemeHttps || (authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback)))
        {
            throw new ProvidersFileException($"{where}: \"authority\" is {entry.Authority}. It has to begin with https://, so that nobody on the way can say who somebody is.");
        }

        return new(
            key, entry.Organisation!.Trim(), entry.Authority!, entry.ClientId!, Secret(entry, where, folder),
            string.IsNullOrWhiteSpace(entry.Claim) ? "sub" : entry.Claim, entry.Scopes ?? [], entry.SecondStep ?? SeveralFactors);
    }

    private static string? Secret(Entry entry, string where, DataFolder folder)
    {
        if (entry.SecretVariable is { } variable)
        {
            return Environment.GetEnvironmentVariable(variable) is { Length: > 0 } secret ? secret
                : throw new ProvidersFileException($"{where}: the environment has no {variable}.");
        }

        if (entry.SecretFile is not { } named)
        {
            return null;
        }

        var file = Path.Combine(folder.Path, named);
        return File.Exists(file) && File.ReadAllText(file).Trim() is { Length: > 0 } text ? text
            : throw new ProvidersFileException($"{where}: there is no secret in {file}.");
    }

    [GeneratedRegex("^[a-z0-9-]{1,40}$")]
    private static partial Regex Word();
}

/// <summary>The file of sign-in providers is wrong; the message says how to put it right.</summary>
public sealed class ProvidersFileException(string message) : Exception(message);
