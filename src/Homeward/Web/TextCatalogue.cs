using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;

namespace Homeward.Web;

/// <summary>
/// Every text people read, in every language: the files <c>Features/&lt;Feature&gt;/&lt;Feature&gt;.texts.json</c>, merged at start.
/// A text is <c>"board.title": { "en": "Board", "es": "Tablero" }</c>; one that counts has two forms,
/// <c>{ "en": { "one": "{0} child", "other": "{0} children" }, … }</c>, chosen by its first argument.
/// </summary>
/// <remarks>A key written twice, a missing language, or gaps that differ between languages stop the program at start.</remarks>
public sealed class TextCatalogue
{
    private readonly FrozenDictionary<string, FrozenDictionary<string, Forms>> texts;

    private TextCatalogue(FrozenDictionary<string, FrozenDictionary<string, Forms>> texts) => this.texts = texts;

    /// <summary>The catalogue inside this executable.</summary>
    public static TextCatalogue Embedded { get; } = ReadEmbedded(typeof(TextCatalogue).Assembly);

    /// <summary>All keys, for the tests that compare them with the pages.</summary>
    public IEnumerable<string> Keys => texts.Keys;

    internal Forms Find(string key, Language language) =>
        texts.TryGetValue(key, out var languages)
            ? languages[language.Code]
            : throw new KeyNotFoundException($"There is no text \"{key}\" in the catalogue.");

    internal bool Has(string key) => texts.ContainsKey(key);

    /// <summary>Reads and merges catalogue files, given as (name, JSON).</summary>
    /// <exception cref="FormatException">A file breaks a rule above; the message names the file and the key.</exception>
    public static TextCatalogue Read(IEnumerable<(string Name, string Json)> files)
    {
        var merged = new Dictionary<string, FrozenDictionary<string, Forms>>();
        foreach (var (name, json) in files)
        {
            using var document = Parse(name, json);
            foreach (var text in document.RootElement.EnumerateObject())
            {
                if (!merged.TryAdd(text.Name, ReadText($"{name}, \"{text.Name}\"", text.Value)))
                {
                    throw new FormatException($"{name}, \"{text.Name}\": this key is in another file too. Give one of them another name.");
                }
            }
        }

        return new TextCatalogue(merged.ToFrozenDictionary());
    }

    private static TextCatalogue ReadEmbedded(Assembly assembly) => Read(
        assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("texts/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return (name, reader.ReadToEnd());
            }));

    private static JsonDocument Parse(string name, string json)
    {
        try
        {
            return JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException broken)
        {
            throw new FormatException($"{name} is not a catalogue: {broken.Message}", broken);
        }
    }

    private static FrozenDictionary<string, Forms> ReadText(string where, JsonElement text)
    {
        var languages = text.EnumerateObject().ToDictionary(language => language.Name, language => ReadForms(where, language.Value));
        foreach (var language in Language.All)
        {
            if (!languages.ContainsKey(language.Code))
            {
                throw new FormatException($"{where}: the text is missing in {language.OwnName}.");
            }
        }

        if (languages.Values.Select(forms => string.Join(',', forms.Other.Gaps)).Distinct().Count() > 1)
        {
            throw new FormatException($"{where}: the languages do not fill the same gaps.");
        }

        return languages.ToFrozenDictionary();
    }

    private static Forms ReadForms(string where, JsonElement text)
    {
        if (text.ValueKind == JsonValueKind.String)
        {
            var only = new TextTemplate(text.GetString()!);
            return new Forms(only, only);
        }

        return text.ValueKind == JsonValueKind.Object && text.TryGetProperty("one", out var one) && text.TryGetProperty("other", out var other)
            ? new Forms(new TextTemplate(one.GetString()!), new TextTemplate(other.GetString()!))
            : throw new FormatException($"{where}: a text is a sentence, or has the two forms \"one\" and \"other\".");
    }

    /// <summary>A text for exactly one and for any other number; the same template twice when it does not count.</summary>
    internal sealed record Forms(TextTemplate One, TextTemplate Other)
    {
        public TextTemplate For(object?[] arguments) =>
            arguments.Length > 0 && arguments[0] is 1 or 1L or CountLink { Count: 1 } ? One : Other;
    }
}
