using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Html;

namespace Homeward.Web;

/// <summary>
/// The catalogue in the language of one request. In a page: <c>@T["board.title"]</c>,
/// <c>@T["board.children", count]</c>, and with links inside, <c>@T.Html("board.sentence", link, …)</c>.
/// </summary>
public sealed class Texts(TextCatalogue catalogue, Language language)
{
    private static readonly ConcurrentDictionary<Enum, string> Keys = new();
    private static readonly ConcurrentDictionary<Enum, string> Names = new();

    public Language Language => language;

    /// <exception cref="KeyNotFoundException">No feature has a text with this key.</exception>
    public string this[string key] => catalogue.Find(key, language).Other.Plain([]);

    /// <summary>A text with its gaps filled; where it counts, the first argument chooses "one" or "other".</summary>
    public string this[string key, params object?[] arguments] => catalogue.Find(key, language).For(arguments).Plain(arguments);

    /// <summary>
    /// What a member of an enumeration is called: the text <c>type.member</c>, as in <c>childState.in_interim_care</c>.
    /// </summary>
    public string Of(Enum value) => this[KeyOf(value)];

    /// <summary>A text as markup. Words and plain arguments are encoded; arguments that are markup are kept as they are.</summary>
    public IHtmlContent Html(string key, params object?[] arguments) =>
        new Markup(catalogue.Find(key, language).For(arguments), arguments);

    /// <summary>A member's name in snake case, as it stands in addresses, forms and the style sheet.</summary>
    public static string Name(Enum value) => Names.GetOrAdd(value, member => JsonNamingPolicy.SnakeCaseLower.ConvertName(member.ToString()));

    internal static string KeyOf(Enum value) => Keys.GetOrAdd(value, member =>
        $"{JsonNamingPolicy.CamelCase.ConvertName(member.GetType().Name)}.{Name(member)}");

    private sealed class Markup(TextTemplate template, object?[] arguments) : IHtmlContent
    {
        public void WriteTo(TextWriter writer, HtmlEncoder encoder) => template.WriteTo(writer, encoder, arguments);
    }
}
