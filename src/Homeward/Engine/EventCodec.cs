using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using Homeward.Domain;

namespace Homeward.Engine;

/// <summary>
/// Events as the journal holds them: a type name that never changes, and JSON. A field that is missing reads as its
/// default, an unknown one is passed over, so that an older journal and a newer program understand each other.
/// </summary>
public static class EventCodec
{
    /// <summary>How events, commands and everything in them are written.</summary>
    public static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly FrozenDictionary<string, Type> Types = typeof(IncidentEvent).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(IncidentEvent)) && !type.IsAbstract)
        .ToFrozenDictionary(NameOf);

    private static readonly FrozenDictionary<Type, string> Names = Types.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>The name of an event in the journal, such as <c>custody_taken</c>.</summary>
    public static string Name(IncidentEvent happened) => Names[happened.GetType()];

    /// <summary>The event as it goes into the journal, before it is sealed.</summary>
    public static byte[] Write(IncidentEvent happened) => JsonSerializer.SerializeToUtf8Bytes(happened, happened.GetType(), Json);

    /// <summary>A command's content, to tell a retry from another command with the same id.</summary>
    public static byte[] Write(Request request) => JsonSerializer.SerializeToUtf8Bytes(request.Command, request.Command.GetType(), Json);

    /// <summary>The event of a journal row. Where the key has been destroyed, an <see cref="Erased"/> keeps its place.</summary>
    /// <exception cref="InvalidOperationException">The journal holds an event this program doesn't know: it was written by a newer one.</exception>
    public static IncidentEvent Read(string type, Guid stream, byte[]? payload) =>
        payload is null ? new Erased(new(stream))
        : Types.TryGetValue(type, out var known) ? (IncidentEvent)JsonSerializer.Deserialize(payload, known, Json)!
        : throw new InvalidOperationException(
            $"The journal holds an event of the kind \"{type}\", which this version of Homeward doesn't know. Start the version that wrote it, or a newer one.");

    private static string NameOf(Type type) => JsonNamingPolicy.SnakeCaseLower.ConvertName(type.Name);
}
