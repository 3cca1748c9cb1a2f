using System.Collections.Immutable;

namespace Homeward.Domain;

/// <summary>Who must not have this child, or that nobody may for now. The most restrictive wins.</summary>
/// <param name="Against">A known adult who is barred; with <paramref name="AgainstRecord"/> null as well, everybody is.</param>
/// <param name="AgainstRecord">A record that names a barred adult; with <paramref name="Against"/> as well, both are barred.</param>
/// <param name="Verified">A supervisor upheld it or saw the order. An unverified one holds all the same until then.</param>
/// <param name="LiftAskedBy">The first of the two people needed to lift it.</param>
public sealed record Restriction(
    Id<Restriction> Id, Id<Person> Child, RestrictionKind Kind, Id<Person>? Against, Id<Record>? AgainstRecord, bool Verified,
    RestrictionStatus Status, Id<User> RaisedBy, DateTimeOffset RaisedAt, Id<User>? LiftAskedBy = null)
{
    /// <summary>Whether it stands in the way of a release.</summary>
    public bool Holds => Status == RestrictionStatus.Active;

    /// <summary>Whether it bars everybody.</summary>
    public bool BarsEverybody => Against is null && AgainstRecord is null;
}

[System.Text.Json.Serialization.JsonConverter(typeof(SnakeCase<RestrictionKind>))]
public enum RestrictionKind { CourtOrder, ReportedDanger, ChildsWish, CustodyDispute, Other }

[System.Text.Json.Serialization.JsonConverter(typeof(SnakeCase<RestrictionStatus>))]
public enum RestrictionStatus { Active, Unfounded, Lifted }

/// <summary>One attempt to hand a child to an adult, with every piece of evidence recorded on the way.</summary>
/// <param name="Claimant">The record of the adult at the desk.</param>
/// <param name="DeskOrganisation">Whose desk it is; it must be the one that answers for the child.</param>
public sealed record Release(
    Id<Release> Id, Id<Person> Child, Id<Record> Claimant, Id<Organisation> DeskOrganisation, Id<User> StartedBy, DateTimeOffset StartedAt,
    ReleaseStatus Status, IdentityEvidence? Identity = null, RightEvidence? Right = null, ChildsAnswer? Answer = null,
    Id<User>? SecondPerson = null, Id<User>? Supervisor = null, bool DoubtRaised = false, Id<User>? DoubtClearedBy = null,
    ImmutableArray<Id<Restriction>> NotThisAdult = default, ImmutableArray<Id<Person>> SiblingsStay = default,
    DateTimeOffset? EndedAt = null, RefusedBecause? RefusedBecause = null)
{
    /// <summary>Restrictions that a supervisor decided don't mean this claimant.</summary>
    public ImmutableArray<Id<Restriction>> NotThisAdult { get; init; } = NotThisAdult.IsDefault ? [] : NotThisAdult;

    /// <summary>Answers to sealed questions that were tried, oldest first.</summary>
    public ImmutableArray<FactTry> Tries { get; init; } = [];

    /// <summary>Where the attempt began in the journal; facts sealed after the first attempt don't count.</summary>
    public long StartedAtPosition { get; init; }

    /// <summary>Siblings here who stay behind on purpose.</summary>
    public ImmutableArray<Id<Person>> SiblingsStay { get; init; } = SiblingsStay.IsDefault ? [] : SiblingsStay;
}

[System.Text.Json.Serialization.JsonConverter(typeof(SnakeCase<ReleaseStatus>))]
public enum ReleaseStatus { Open, Completed, Refused, Abandoned }

[System.Text.Json.Serialization.JsonConverter(typeof(SnakeCase<RefusedBecause>))]
public enum RefusedBecause { EvidenceMissing, NotYet, ClaimantLeft, Other }

/// <summary>How the claimant's identity was seen, and by whom.</summary>
public sealed record IdentityEvidence(IdentitySeenBy How, Id<User> SeenBy, DateTimeOffset At);

/// <summary>Everything but a photo document needs a supervisor as well.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(SnakeCase<IdentitySeenBy>))]
public enum IdentitySeenBy { PhotoDocument, KnownToStaff, ParentsPhoto, VerificationQuestions }

/// <summary>Why this adult may collect this child.</summary>
/// <param name="Reference">The declaration, the roll record or the relationship it rests on; empty for a court document.</param>
public sealed record RightEvidence(RightToCollect Kind, Guid Reference, Id<User> ShownTo, DateTimeOffset At);

[System.Text.Json.Serialization.JsonConverter(typeof(SnakeCase<RightToCollect>))]
public enum RightToCollect { DeclaredByParent, OnTheRoll, VerifiedRelationship, CourtDocument }

/// <summary>What the child said when asked alone whether to go with this adult.</summary>
public sealed record ChildsAnswer(ChildSays Says, Id<User> AskedBy, DateTimeOffset At);

[System.Text.Json.Serialization.JsonConverter(typeof(SnakeCase<ChildSays>))]
public enum ChildSays { Yes, No, TooYoung }
