using System.Text.Json;
using System.Text.Json.Serialization;

namespace Homeward.Domain;

/// <summary>
/// What the child or an adult of the family answered. It can be compared and it can be written to the journal under the record's
/// key; nothing else can be done with it. There is no way to show it, not even to whoever typed it.
/// </summary>
[JsonConverter(typeof(Json))]
public sealed class SealedAnswer(string words) : IEquatable<SealedAnswer>
{
    /// <summary>Longer than this, it is no short answer to a closed question.</summary>
    public const int Longest = 60;

    private readonly string words = words.Trim();

    /// <summary>Whether there is anything in it to compare: at least one word that isn't "the" or "my".</summary>
    public bool SaysSomething => FactWords.SaysSomething(words);

    public bool IsTooLong => words.Length > Longest;

    /// <summary>Whether what somebody else answered means the same.</summary>
    public bool Agrees(FamilyQuestion question, string said) => FactWords.Agree(question, words, said);

    internal bool IsFirstGuess(FamilyQuestion question) => FactWords.IsFirstGuess(question, words);

    /// <inheritdoc/>
    public bool Equals(SealedAnswer? other) => other is not null && other.words == words;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SealedAnswer);

    /// <inheritdoc/>
    public override int GetHashCode() => words.GetHashCode(StringComparison.Ordinal);

    /// <summary>Never the answer.</summary>
    public override string ToString() => "sealed";

    private sealed class Json : JsonConverter<SealedAnswer>
    {
        public override SealedAnswer Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString() ?? "");

        public override void Write(Utf8JsonWriter writer, SealedAnswer value, JsonSerializerOptions options) => writer.WriteStringValue(value.words);
    }
}
