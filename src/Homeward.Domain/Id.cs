using System.Text.Json;
using System.Text.Json.Serialization;

namespace Homeward.Domain;

/// <summary>
/// The random id of a <typeparamref name="T"/>. The client makes it before it sends anything, so that a retry is
/// recognised; it says nothing about whom it names and is never printed for people (they get a code).
/// </summary>
[JsonConverter(typeof(IdJson))]
public readonly record struct Id<T>(Guid Value)
{
    /// <summary>Spreads the random part of a time-ordered id over the whole hash.</summary>
    public override int GetHashCode() => Value.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("N");

    /// <summary>Reads what <see cref="ToString"/> and JSON write.</summary>
    public static bool TryParse(string? text, out Id<T> id)
    {
        var good = Guid.TryParse(text, out var value);
        id = new(value);
        return good;
    }
}

/// <summary>Ids are plain strings in JSON, and usable as property names.</summary>
public sealed class IdJson : JsonConverterFactory
{
    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Id<>);

    /// <inheritdoc/>
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Converter<T> : JsonConverter<Id<T>>
    {
        public override Id<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.GetGuid());

        public override void Write(Utf8JsonWriter writer, Id<T> value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Value);

        public override Id<T> ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(Guid.Parse(reader.GetString()!));

        public override void WriteAsPropertyName(Utf8JsonWriter writer, Id<T> value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value.ToString());
    }
}
