namespace Homeward.Domain;

/// <summary>
/// Something a stranger wrote on the open pages: an assertion, never a fact. It waits in a queue of its own until a worker makes a report of it or closes
/// it, and it changes nothing by itself.
/// </summary>
/// <param name="Record">Whose key its words are sealed under: one of its own, with the claim's id.</param>
/// <param name="Owner">The organisation that reads it.</param>
/// <param name="Words">What was written; null once its key has been destroyed.</param>
/// <param name="LastContact">When somebody was last in contact with whoever wrote it: at first, when they wrote.</param>
/// <param name="Closed">Why it is closed; null while it waits.</param>
public sealed record PublicClaim(
    Id<PublicClaim> Id, Id<Record> Record, PublicClaimKind Kind, ClaimLanguage Language, Id<Organisation> Owner, ClaimWords? Words,
    DateTimeOffset Received, DateTimeOffset LastContact, int Version,
    ClaimClosedBecause? Closed = null, Id<User>? ClosedBy = null, DateTimeOffset? ClosedAt = null);

/// <summary>What a stranger wrote.</summary>
/// <param name="Name">Who writes.</param>
/// <param name="Phone">Where a person can call them.</param>
/// <param name="About">Whom it is about: whom they look for, who looks for them, whom they were told about.</param>
/// <param name="Age">Of whom it is about, as written.</param>
/// <param name="Seen">Where that person was seen last, or the writer is now: a town, a school.</param>
/// <param name="Tie">What the writer is to them, as written.</param>
/// <param name="More">What else they wrote.</param>
public sealed record ClaimWords(string Name, string? Phone, string? About, string? Age, string? Seen, string? Tie, string? More);

/// <summary>What the open pages take.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(SnakeCase<PublicClaimKind>))]
public enum PublicClaimKind { LookingFor, IAmSafe, NotMe }

/// <summary>In which language it was written, so that whoever calls back knows.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(SnakeCase<ClaimLanguage>))]
public enum ClaimLanguage { English, Spanish }

/// <summary>What became of a claim.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(SnakeCase<ClaimClosedBecause>))]
public enum ClaimClosedBecause { ReportMade, KnownAlready, NotReached, NotForUs, Hoax }
