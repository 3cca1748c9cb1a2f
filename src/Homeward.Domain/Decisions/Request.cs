using System.Collections.Immutable;

namespace Homeward.Domain;

/// <summary>A command on its way in, with the id its sender made so that a retry is answered and not repeated.</summary>
/// <param name="Id">Made by the client before the first try.</param>
/// <param name="Occurred">When the reported thing happened; not after the moment it is recorded, give or take a wrong clock.</param>
/// <param name="ReadAt">The version of the person or lead the sender looked at, when it matters that nobody decided meanwhile.</param>
public sealed record Request(Guid Id, Actor Actor, DateTimeOffset Occurred, Command Command, ReadAt? ReadAt = null);

/// <summary>The stream and version a form was filled in from.</summary>
public sealed record ReadAt(Guid Stream, int Version);

/// <summary>Who asks.</summary>
public sealed record Actor(Id<User> User, Id<Organisation> Organisation, Role Role, Guid Device)
{
    /// <summary>Homeward's own follower, which proposes leads.</summary>
    public static readonly Actor System = new(new(new Guid("00000000-0000-0000-0000-00000000000a")), default, Role.System, Guid.Empty);

    /// <summary>The open pages, for strangers who have no account.</summary>
    public static readonly Actor OpenPages = new(new(new Guid("00000000-0000-0000-0000-00000000000b")), default, Role.System, Guid.Empty);
}

/// <summary>Something somebody wants to be true.</summary>
public abstract record Command;

/// <summary>What became of a command: events, or a refusal that says why.</summary>
public abstract record Decision
{
    private Decision()
    {
    }

    /// <summary>The events to append. None means that what was asked is already so.</summary>
    public sealed record Accepted(ImmutableArray<IncidentEvent> Events) : Decision;

    /// <summary>Nothing happened, and why.</summary>
    public sealed record Refused(Refusal Refusal) : Decision;

    public static implicit operator Decision(Refusal refusal) => new Refused(refusal);

    public static implicit operator Decision(IncidentEvent happened) => new Accepted([happened]);

    public static implicit operator Decision(List<IncidentEvent> events) => new Accepted([.. events]);

    public static implicit operator Decision(IncidentEvent[] events) => new Accepted([.. events]);

    /// <summary>What was asked is already so.</summary>
    public static readonly Decision AlreadySo = new Accepted([]);
}

/// <summary>Why a command was refused. The sentence for people comes from the text catalogue, by the reason's name.</summary>
/// <param name="Field">The field of the command that is wrong, when it is one.</param>
/// <param name="Seen">What was seen there, for the person who typed it. May be personal: never for a log.</param>
public sealed record Refusal(RefusalReason Reason, string? Field = null, string? Seen = null, ReleaseGate.Answer? Gate = null)
{
    public static implicit operator Refusal(RefusalReason reason) => new(reason);
}

[System.Text.Json.Serialization.JsonConverter(typeof(SnakeCase<RefusalReason>))]
public enum RefusalReason
{
    /// <summary>The incident isn't open yet, or is already.</summary>
    IncidentNotOpen,
    IncidentAlreadyOpen,
    IncidentClosed,
    ChildrenNotWithFamily,
    ReceiptsNotAcknowledged,
    NotAllowedForRole,
    BelongsToAnotherOrganisation,
    SomebodyWasFaster,
    IdAlreadyUsed,
    NoSuchPerson,
    NoSuchRecord,
    NoSuchPlace,
    NoSuchOrganisation,
    NoSuchAgency,
    NoSuchLead,
    NoSuchRestriction,
    NoSuchRelease,
    NoSuchOffer,
    NoSuchRelationship,
    NoSuchHold,
    KeyUnreadable,
    NoSuchReceipt,
    NoSuchCard,
    NoSuchClaim,
    NoFamilyPage,
    NotAChild,
    NotAnAdult,
    AgeImpossible,
    DateImpossible,
    TimeInFuture,
    TextTooLong,
    TextMissing,
    NotOnThisRoll,
    AlreadyOnThisRoll,
    NotTakenByThisRoll,
    MuchHasHappenedSince,
    AlreadyInCare,
    NotInCare,
    NotYourCustody,
    OfferPending,
    AlreadyReleased,
    ChildDied,
    NoDeathConfirmed,
    AlarmNotAnswered,
    OnlyAssignedWorker,
    SamePersonAlready,
    DifferentKinds,
    BothInCare,
    NothingToSettle,
    NotLinked,
    LeadDecidedAlready,
    LeadNotDecided,
    LeadStaysRejected,
    RelationshipDecidedAlready,
    RestrictionNotActive,
    RestrictionVerified,
    NotAskedNow,
    TooFewAnswers,
    BudgetSpent,
    NeedsAnotherPerson,
    NeedsAnotherOrganisation,
    NeedsSupervisor,
    CourtDocumentNeeded,
    ReleaseNotOpen,
    ReleaseOpenElsewhere,
    RightNotFound,
    NoSuchFact,
    TooEasyToGuess,
    TriesUsedUp,
    NotVouchedFor,
    TooOldForTooYoung,
    GateClosed,
    UseReleaseDesk,
}
