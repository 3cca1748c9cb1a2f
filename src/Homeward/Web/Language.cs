namespace Homeward.Web;

/// <summary>A language pages are written in, with its code (BCP 47) and its name in itself.</summary>
public sealed record Language(string Code, string OwnName)
{
    public static readonly Language English = new("en", "English");
    public static readonly Language Spanish = new("es", "Español");

    /// <summary>Every language a text must exist in, in the order they are offered.</summary>
    public static IReadOnlyList<Language> All { get; } = [English, Spanish];

    /// <summary>The language with this code ("es", also "es-MX"), or nothing when we do not speak it.</summary>
    public static Language? Find(string? code) =>
        All.FirstOrDefault(language => code is not null &&
            (code.Equals(language.Code, StringComparison.OrdinalIgnoreCase) ||
             code.StartsWith(language.Code + "-", StringComparison.OrdinalIgnoreCase)));
}
