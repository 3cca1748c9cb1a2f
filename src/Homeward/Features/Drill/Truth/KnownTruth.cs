using System.Text.Json;
using Homeward.Domain;

namespace Homeward.Features.Drill.Truth;

/// <summary>A truth file as read back. Only what a measurement needs; the rest is passed over.</summary>
internal sealed record KnownTruth(
    string Format, string Incident, string Scenario, long Seed, int Scale, DateTimeOffset Start, int Hours,
    IReadOnlyList<KnownTruth.Home> Households, IReadOnlyList<KnownTruth.Hour> ByHour)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Reads a truth file; null when it is something else.</summary>
    public static KnownTruth? Read(string path)
    {
        using var file = File.OpenRead(path);
        try
        {
            return JsonSerializer.Deserialize<KnownTruth>(file, Json) is { Format: TruthFile.Format } truth ? truth : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public sealed record Home(int Number, string Kind, string Story, IReadOnlyList<Person> People);

    /// <param name="States">One letter an hour, for children.</param>
    public sealed record Person(string Id, string Part, string? States, IReadOnlyList<Guid> Records)
    {
        /// <summary>The true state at an hour; null before the family was affected, and for families never affected.</summary>
        public ChildState? At(int hour) => States is { } states && TruthFile.Letters.IndexOf(states[hour], StringComparison.Ordinal) is >= 0 and var state ? (ChildState)state : null;
    }

    public sealed record Hour([property: System.Text.Json.Serialization.JsonPropertyName("hour")] int At, IReadOnlyDictionary<string, int> Children, IReadOnlyDictionary<string, int> Adults);
}
