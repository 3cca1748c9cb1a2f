using System.Collections.Immutable;

namespace Homeward.Domain;

/// <summary>That an adult is somebody's mother, aunt, guardian: claimed by someone, verified or refuted by a worker.</summary>
public sealed record Relationship(
    Id<Relationship> Id, Id<Person> Adult, Id<Person> Child, Kinship Kinship, RelationshipStatus Status,
    Id<User> ClaimedBy, DateTimeOffset ClaimedAt, Id<User>? DecidedBy = null, DateTimeOffset? DecidedAt = null, VerifiedBy? How = null, Id<Lead>? FromLead = null);

/// <summary>A held adult's statement of dependents, who may collect them, and what they need.</summary>
/// <param name="Record">The record of the adult who declared.</param>
/// <param name="Dependents">One child's record each; who may collect is in that record's details.</param>
public sealed record Declaration(
    Id<Declaration> Id, Id<Person> Adult, Id<Record> Record, ImmutableArray<Dependent> Dependents, Id<Organisation> Owner,
    DateTimeOffset Occurred, DateTimeOffset Recorded, bool NoDependents);

/// <summary>A child as declared: its own record and person until somebody decides it is a child already known.</summary>
public sealed record Dependent(Id<Record> Record, Id<Person> Child, Kinship Kinship);

/// <summary>Somebody looking for somebody.</summary>
public sealed record TracingRequest(
    Id<TracingRequest> Id, Id<Record> Seeker, Id<Record> Sought, Kinship SeekerIs, Id<Organisation> Owner, DateTimeOffset Occurred, DateTimeOffset Recorded);

/// <summary>A proposed link between two records: a lead, never an answer.</summary>
/// <param name="Bits">Weight of the evidence in bits; each bit doubles the odds.</param>
/// <param name="Probability">Calibrated chance that the link is true, 0 to 1.</param>
/// <param name="Reasons">What agrees and what differs, as codes; never the values.</param>
public sealed record Lead(
    Id<Lead> Id, LeadKind Kind, Id<Record> Left, Id<Record> Right, double Bits, double Probability, LeadBand Band,
    ImmutableArray<LeadReason> Reasons, LeadStatus Status, DateTimeOffset ProposedAt, int Version,
    Id<User>? DecidedBy = null, DateTimeOffset? DecidedAt = null)
{
    /// <summary>Whether it says that two are one, and nobody has decided yet.</summary>
    internal bool IsMaybeSame => Kind == LeadKind.SamePerson && Status is LeadStatus.Open or LeadStatus.CannotTellYet;
}

/// <summary>One field's part in a lead: which field, what kind of agreement or difference, and its weight in bits.</summary>
public readonly record struct LeadReason(string Field, string Level, double Bits);
