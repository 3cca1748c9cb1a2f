using System.Collections.Immutable;

namespace Homeward.Domain;

/// <summary>
/// Something that happened or was said, as the journal keeps it. One event concerns one stream; an event with personal
/// data names the record under whose key it is sealed, every other event is readable under the incident's key alone,
/// so that past counts stay right when names are gone.
/// </summary>
public abstract record IncidentEvent
{
    /// <summary>The stream whose version this event advances: a person, a lead, or the incident itself.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public abstract Guid Stream { get; }

    /// <summary>The record whose key seals this event; null for events without personal data.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public virtual Id<Record>? SealedUnder => null;
}

/// <summary>When, by whom and from which device an event came.</summary>
/// <param name="Position">The event's position in the journal.</param>
/// <param name="Occurred">When it happened, as reported.</param>
/// <param name="Recorded">When we learned it: what "as of" goes by.</param>
public readonly record struct Stamp(long Position, Id<User> User, Guid Device, DateTimeOffset Occurred, DateTimeOffset Recorded);

/// <summary>An event on the stream of the incident itself.</summary>
public abstract record IncidentWideEvent : IncidentEvent
{
    /// <inheritdoc/>
    public sealed override Guid Stream => Guid.Empty;
}

public sealed record IncidentOpened(Incident Incident) : IncidentWideEvent;

/// <param name="Unvouched">It joined while people were on record, and is told nothing of others' people until others vouch for it.</param>
public sealed record OrganisationJoined(Organisation Organisation, bool Unvouched = false) : IncidentWideEvent;

public sealed record PlaceAdded(Place Place) : IncidentWideEvent;

public sealed record AgencyListed(Id<Agency> Agency, string Name) : IncidentWideEvent;

public sealed record AgencyTold(Id<Agency> Agency, Id<Telling> Telling, ToldBy Means, string Said) : IncidentWideEvent;

public sealed record AgencyAcknowledged(Id<Agency> Agency, string ByWhom) : IncidentWideEvent;

public sealed record FigureStated(
    Id<Figure> Figure, string About, long? Value, long? Low, long? High, string SaidBy, DateTimeOffset AsOf, string Source, string Words,
    FigureSubject Subject) : IncidentWideEvent;

/// <summary>The first part of a long list was saved with this; the rest follows, group by group.</summary>
public sealed record ImportBegun(Id<UnfinishedImport> Import, Id<Organisation> Owner, Id<Place>? Place, int Rows) : IncidentWideEvent;

/// <summary>The last part of the list was saved with this.</summary>
public sealed record ImportFinished(Id<UnfinishedImport> Import) : IncidentWideEvent;

/// <summary>An event on one person's stream.</summary>
public abstract record PersonEvent(Id<Person> Person) : IncidentEvent
{
    /// <inheritdoc/>
    public sealed override Guid Stream => Person.Value;
}

public sealed record PersonRegistered(Id<Person> Person, PersonKind Kind, string Code) : PersonEvent(Person);

public sealed record RecordFiled(Id<Person> Person, Id<Record> Record, Id<Organisation> Owner, Source Source, Id<Place>? At) : PersonEvent(Person);

/// <summary>What the source said, or a correction of it.</summary>
public sealed record DetailsGiven(Id<Person> Person, Id<Record> Record, PersonDetails Details) : PersonEvent(Person)
{
    /// <inheritdoc/>
    public override Id<Record>? SealedUnder => Record;
}

public sealed record NoteGiven(Id<Person> Person, Id<Record> Record, NoteKind Kind, string Text, Guid About) : PersonEvent(Person)
{
    /// <inheritdoc/>
    public override Id<Record>? SealedUnder => Record;
}

/// <summary>Stands where an event was whose key has been destroyed: something was said, and nobody can read it any more.</summary>
public sealed record Erased(Id<Person> Person) : PersonEvent(Person);

public sealed record NeedsNoted(Id<Person> Person, Needs Needs) : PersonEvent(Person);

/// <summary>The child counts from now on: somebody reported or declared it, or it wasn't seen at the roll call.</summary>
public sealed record ChildEnteredCensus(Id<Person> Person) : PersonEvent(Person);

public sealed record ChildExpected(Id<Person> Person, Id<Place> Place) : PersonEvent(Person);

public sealed record RollMarked(Id<Person> Person, Id<Place> Place, RollMark Mark) : PersonEvent(Person);

public sealed record ChildSeen(Id<Person> Person, Id<Place>? Place) : PersonEvent(Person);

/// <param name="OnRollCall">By a mark on the roll, which one slip of a finger makes and which can be taken back.</param>
public sealed record CustodyTaken(Id<Person> Person, Holder Holder, bool OnRollCall = false) : PersonEvent(Person);

/// <summary>The last mark on a roll was a slip: the roll asks again.</summary>
public sealed record RollMarkWithdrawn(Id<Person> Person, Id<Place> Place) : PersonEvent(Person);

/// <summary>The taking-in that a mark on the roll made was a slip: nobody took the child in.</summary>
public sealed record CustodyTakenByMistake(Id<Person> Person) : PersonEvent(Person);

public sealed record TransferOffered(Id<Person> Person, Id<Offer> Offer, Holder To) : PersonEvent(Person);

public sealed record TransferAccepted(Id<Person> Person, Id<Offer> Offer) : PersonEvent(Person);

public sealed record TransferDeclined(Id<Person> Person, Id<Offer> Offer) : PersonEvent(Person);

public sealed record TransferWithdrawn(Id<Person> Person, Id<Offer> Offer) : PersonEvent(Person);

public sealed record LeftOutsideGate(Id<Person> Person, LeftHow How) : PersonEvent(Person);

/// <summary>Something was said that doesn't fit with who answers for the child, and somebody has to look.</summary>
public sealed record AlarmRaised(Id<Person> Person) : PersonEvent(Person);

public sealed record AlarmAnswered(Id<Person> Person) : PersonEvent(Person);

public sealed record WorkerAssigned(Id<Person> Person, Id<User> Worker) : PersonEvent(Person);

/// <summary>A child in nobody's care is assigned to the child protection duty officer's organisation, without anybody asking.</summary>
public sealed record ChildProtectionAssigned(Id<Person> Person, Id<Organisation> Organisation) : PersonEvent(Person);

/// <summary>The child is with a parent or verified caregiver, or was set aside: child protection reads it no longer.</summary>
public sealed record ChildProtectionStoodDown(Id<Person> Person) : PersonEvent(Person);

public sealed record DeathConfirmed(Id<Person> Person) : PersonEvent(Person);

/// <summary>Somebody says that the confirmation of a death was wrong; a second person has to say so too.</summary>
public sealed record DeathDoubted(Id<Person> Person) : PersonEvent(Person);

/// <summary>The confirmation was wrong: the child stands where it would stand without it.</summary>
public sealed record DeathTakenBack(Id<Person> Person) : PersonEvent(Person);

public sealed record ChildNotCounted(Id<Person> Person, NotCounted Reason) : PersonEvent(Person);

public sealed record ChildCountedAgain(Id<Person> Person) : PersonEvent(Person);

public sealed record WhereaboutsReported(Id<Person> Person, Whereabouts Whereabouts, Id<Place>? Place) : PersonEvent(Person);

public sealed record DeclarationMade(
    Id<Person> Person, Id<Declaration> Declaration, Id<Record> Record, ImmutableArray<Dependent> Dependents, Id<Organisation> Owner, bool NoDependents)
    : PersonEvent(Person);

public sealed record TracingRequested(
    Id<Person> Person, Id<TracingRequest> Request, Id<Record> Seeker, Id<Record> Sought, Kinship SeekerIs, Id<Organisation> Owner) : PersonEvent(Person);

/// <summary>On the child's stream.</summary>
public sealed record RelationshipClaimed(
    Id<Person> Person, Id<Relationship> Relationship, Id<Person> Adult, Kinship Kinship, Id<Lead>? FromLead) : PersonEvent(Person);

public sealed record RelationshipVerified(Id<Person> Person, Id<Relationship> Relationship, VerifiedBy How) : PersonEvent(Person);

public sealed record RelationshipRefuted(Id<Person> Person, Id<Relationship> Relationship) : PersonEvent(Person);

/// <summary>A claim that rested on a lead alone is taken back with the lead's decision.</summary>
public sealed record RelationshipWithdrawn(Id<Person> Person, Id<Relationship> Relationship) : PersonEvent(Person);

public sealed record SiblingsNoted(Id<Person> Person, Id<Person> Sibling) : PersonEvent(Person);

public sealed record SiblingsParted(Id<Person> Person, Id<Person> Sibling) : PersonEvent(Person);

/// <summary>Somebody says that of two records of one child, which can't both be true, this one stands. A second person has to say so too.</summary>
/// <param name="ForHolder">Said by, or for, whoever holds the child that is set aside.</param>
/// <param name="Steps">How long the chain of custody was of which it was said: one step more, and it is said of something else.</param>
public sealed record StandsSaid(Id<Person> Person, Id<Person> Other, bool ForHolder, int Steps, int OtherSteps) : PersonEvent(Person);

/// <summary>It is decided: this one stands, and what <paramref name="Other"/> says of the child's whereabouts is set aside while they are linked.</summary>
public sealed record WhichStandsDecided(Id<Person> Person, Id<Person> Other) : PersonEvent(Person);

/// <summary>On the stream of the person that stays; <paramref name="Other"/> is counted as it from now on.</summary>
public sealed record PersonsLinked(Id<Person> Person, Id<Person> Other, Id<Lead>? FromLead) : PersonEvent(Person);

public sealed record PersonsUnlinked(Id<Person> Person, Id<Person> Other) : PersonEvent(Person);

/// <summary>An event on one lead's stream.</summary>
public abstract record LeadEvent(Id<Lead> Lead) : IncidentEvent
{
    /// <inheritdoc/>
    public sealed override Guid Stream => Lead.Value;
}

public sealed record LeadProposed(
    Id<Lead> Lead, LeadKind Kind, Id<Record> Left, Id<Record> Right, double Bits, double Probability, LeadBand Band, ImmutableArray<LeadReason> Reasons)
    : LeadEvent(Lead);

public sealed record LeadWithdrawn(Id<Lead> Lead) : LeadEvent(Lead);

public sealed record LeadDecided(Id<Lead> Lead, LeadAnswer Answer) : LeadEvent(Lead);

public sealed record LeadReopened(Id<Lead> Lead) : LeadEvent(Lead);
