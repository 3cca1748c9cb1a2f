using System.Collections.Immutable;

namespace Homeward.Domain;

/// <summary>
/// Something must not be destroyed, because a court or an inquiry may ask for it. Seen by everybody who works on the incident. One person
/// places it, at once; two lift it, of two organisations where more than one takes part.
/// </summary>
/// <param name="People">Whom it concerns; none when it concerns the whole incident.</param>
public sealed record LegalHold(
    Id<LegalHold> Id, ImmutableArray<Id<Person>> People, HoldReason Reason, Id<User> PlacedBy, Id<Organisation> PlacedFor, DateTimeOffset PlacedAt,
    Id<User>? LiftAskedBy = null, Id<Organisation>? LiftAskedFor = null, DateTimeOffset? LiftAskedAt = null, Id<User>? LiftedBy = null, DateTimeOffset? LiftedAt = null)
{
    /// <summary>Whether it still holds.</summary>
    public bool Holds => LiftedAt is null;

    /// <summary>Whether it concerns every record of the incident.</summary>
    public bool OnIncident => People.IsEmpty;

    /// <summary>Whether it concerns a person: itself, or anybody counted as the same one.</summary>
    public bool Concerns(IncidentState state, Person person) =>
        OnIncident || People.Any(id => id == person.Id || state.Find(id)?.Id == state.Resolve(person).Id);
}

/// <summary>Why something is held. A list and no words: what a court asks about can name people, and holds are seen by many.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(SnakeCase<HoldReason>))]
public enum HoldReason { CourtOrder, Proceedings, ChildProtectionInquiry, Complaint, OwnReview, Other }
