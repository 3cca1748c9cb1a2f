using System.Text.Json;

namespace Homeward.Features.Import;

/// <summary>
/// A person's column mapping as JSON: headings and what they mean, <c>{ "Nombre": "given_name", "Colonia": "ignore" }</c>;
/// those of the file of dependents under <c>"dependents"</c>.
/// </summary>
public static class MappingFile
{
    /// <summary>Reads a mapping; null when it is not one.</summary>
    public static ReadingChoices? Read(string json, DateOrder? order)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            var columns = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            var dependents = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            return document.RootElement.ValueKind == JsonValueKind.Object && Fill(document.RootElement, columns, dependents)
                ? new ReadingChoices(columns, order) { Dependents = dependents }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool Fill(JsonElement names, Dictionary<string, string> columns, Dictionary<string, string>? dependents)
    {
        foreach (var name in names.EnumerateObject())
        {
            if (name.Value.ValueKind == JsonValueKind.String)
            {
                columns[name.Name] = name.Value.GetString()!;
            }
            else if (dependents is null || name.Value.ValueKind != JsonValueKind.Object || name.Name != "dependents" || !Fill(name.Value, dependents, null))
            {
                return false;
            }
        }

        return true;
    }
}
