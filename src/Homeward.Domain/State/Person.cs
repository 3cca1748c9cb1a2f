using System.Collections.Immutable;

namespace Homeward.Domain;

/// <summary>
/// The records people have decided are one individual. A link to another person is a decision that can be taken back:
/// the linked person keeps everything of its own and only points to the one it is counted as.
/// </summary>
/// <param name="Code">Short code for screens and paper, such as K7Q-2MX4. Random, says nothing about the person.</param>
/// <param name="Version">How many events this person's stream holds; a form that read an older one is told so.</param>
/// <param name="CountedAs">The person this one was linked into, if any.</param>
/// <param name="Linked">Persons linked into this one.</param>
public sealed record Person(
    Id<Person> Id, PersonKind Kind, string Code, int Version, ImmutableArray<Id<Record>> Records,
    DateTimeOffset FirstRecorded, DateTimeOffset LastHeard,
    Id<Person>? CountedAs, ImmutableArray<Id<Person>> Linked, Needs Needs, ChildFacts? Child, AdultFacts? Adult,
    ImmutableArray<Id<Relationship>> Relationships)
{
    /// <summary>The lead whose confirmation made the link to <see cref="CountedAs"/>, if one did: undoing it takes back this link and no other.</summary>
    public Id<Lead>? CountedFrom { get; init; }

    /// <summary>Who made the link to <see cref="CountedAs"/>, and when.</summary>
    public LinkMade? LinkMade { get; init; }

    /// <summary>Who read them lately because the wristband or the card was in their hands.</summary>
    public ImmutableArray<CodeShown> CodesShown { get; init; } = [];

    /// <summary>A child's state in the census; null for adults and for children only expected on a roll.</summary>
    public ChildState? State => Child is { InCensus: true } child
        ? CountedAs is not null ? ChildState.NotAffectedOrDuplicate : child.State
        : null;

    /// <summary>An adult's place in the census; null for children, for adults not taken in the event, and for those counted as another.</summary>
    public Whereabouts? Whereabouts => Adult is { InCensus: true } adult && CountedAs is null ? adult.Whereabouts : null;
}

/// <summary>By whom and when it was decided that two persons are one. It takes a second person before a child is handed over because of it.</summary>
public sealed record LinkMade(Id<User> By, DateTimeOffset At);

/// <summary>Somebody at a desk had a person's code in hand: for half an hour they read that one person.</summary>
public sealed record CodeShown(Id<User> To, DateTimeOffset At)
{
    /// <summary>How long the person stays open: as long as a desk needs for one person.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(30);

    /// <summary>Until when the person is open to them.</summary>
    public DateTimeOffset Until => At + Lasts;
}

/// <summary>Where a child stands. The state is worked out from the facts, so that two of them can never disagree.</summary>
/// <param name="InCensus">Reported, declared or not seen at the roll call. Children only expected are outside.</param>
/// <param name="Custody">Who answers for the child now, if anybody we know.</param>
/// <param name="Offer">A hand-over that was offered and not yet accepted. The giver still answers for the child.</param>
/// <param name="Seen">Where and when the child was last seen by a reporter, in nobody's care.</param>
/// <param name="ReleasedBy">The release that handed the child to a verified adult.</param>
/// <param name="Rolls">Every roll the child is on, with the last mark.</param>
/// <param name="Chain">Every change of custody in the order it was recorded.</param>
/// <param name="Siblings">Children that somebody decided are brothers or sisters.</param>
/// <param name="Since">When the present state began, as reported.</param>
/// <param name="Alarm">
/// The child left without a hand-over, was reported somewhere else than with whoever answers for it, or is with a barred
/// adult; and nobody has answered for that yet.
/// </param>
/// <param name="BroughtInBy">The linked person through whom alone this child is in the census; taking that link back takes it out.</param>
public sealed record ChildFacts(
    bool InCensus, Custody? Custody, Offer? Offer, Seen? Seen, Id<Release>? ReleasedBy, bool Died, NotCounted? NotCounted,
    Id<User>? Worker, ImmutableArray<RollPlace> Rolls, ImmutableArray<CustodyStep> Chain,
    ImmutableArray<Id<Person>> Siblings, ImmutableArray<Id<Restriction>> Restrictions, ImmutableArray<Id<Release>> Releases,
    DateTimeOffset Since, bool Alarm, Id<Person>? BroughtInBy = null)
{
    /// <summary>The first of the two people who say that the confirmation of this child's death was wrong.</summary>
    public Id<User>? DeathDoubtedBy { get; init; }

    /// <summary>Somebody said that this stands over another record of the same child, and a second person hasn't yet.</summary>
    public StandsOver? StandsOver { get; init; }

    /// <summary>The child protection organisation this child was assigned to by itself, being in nobody's care; see <see cref="ChildProtectionAssigned"/>.</summary>
    public Id<Organisation>? AssignedTo { get; init; }

    /// <summary>Whether the child counts and nobody answers for it: seen alone, or gone from its holder without a hand-over.</summary>
    public bool IsInNobodysCare =>
        InCensus && (State == ChildState.LocatedUnaccompanied || (State == ChildState.ReportedNotLocated && Alarm));

    /// <summary>Whether child protection's assignment is over: the child is with a parent or verified caregiver, or was set aside.</summary>
    public bool IsProvidedFor => State is ChildState.WithParentOrVerifiedCaregiver or ChildState.NotAffectedOrDuplicate;

    /// <summary>A child nobody has said anything about yet.</summary>
    public static ChildFacts New(DateTimeOffset since) => new(
        InCensus: false, Custody: null, Offer: null, Seen: null, ReleasedBy: null, Died: false, NotCounted: null,
        Worker: null, Rolls: [], Chain: [], Siblings: [], Restrictions: [], Releases: [], Since: since, Alarm: false);

    /// <summary>The one state the facts add up to.</summary>
    public ChildState State =>
        Died ? ChildState.Died
        : NotCounted is not null ? ChildState.NotAffectedOrDuplicate
        : ReleasedBy is not null ? ChildState.WithParentOrVerifiedCaregiver
        : Custody is not null ? ChildState.InInterimCare
        : Seen is not null ? ChildState.LocatedUnaccompanied
        : ChildState.ReportedNotLocated;

    /// <summary>The place the child is at, as far as known.</summary>
    public Id<Place>? Place => Custody?.Holder.Place ?? (Custody is null ? Seen?.Place : null);
}

/// <summary>An adult's facts. Claimants, caregivers and people who search are adults outside the census.</summary>
public sealed record AdultFacts(
    bool InCensus, Whereabouts Whereabouts, Id<Place>? Place, DateTimeOffset Since, ImmutableArray<WhereaboutsStep> History,
    ImmutableArray<Id<Declaration>> Declarations);

/// <summary>One statement of where an adult was.</summary>
public readonly record struct WhereaboutsStep(Whereabouts Whereabouts, Id<Place>? Place, DateTimeOffset Occurred, DateTimeOffset Recorded, Id<User> By);

/// <summary>Who answers for a child: an organisation at a place, or a private caregiver such as a neighbour.</summary>
public sealed record Holder(Id<Organisation>? Organisation, Id<Place>? Place, Id<Person>? Caregiver = null);

/// <summary>The present holder, and since when.</summary>
/// <param name="BeforeTap">How things stood before a mark on the roll took the child in; null when something else did.</param>
public sealed record Custody(Holder Holder, DateTimeOffset Since, Id<User> TakenBy, BeforeTap? BeforeTap = null);

/// <summary>What "here" on a roll changed besides custody, so that a slip can be taken back.</summary>
/// <param name="Since">When the state before it had begun.</param>
public sealed record BeforeTap(bool Alarm, NotCounted? NotCounted, bool InCensus, DateTimeOffset Since);

/// <summary>The first of two people who say which of two records of one child stands.</summary>
/// <param name="ForHolder">Said by, or for, whoever holds the child that would be set aside.</param>
/// <param name="Steps">How long the two chains of custody were then; one step more, and it was said of something else.</param>
public sealed record StandsOver(Id<Person> Other, Id<User> By, DateTimeOffset At, bool ForHolder, int Steps, int OtherSteps);

/// <summary>A hand-over waiting for the receiver's yes.</summary>
public sealed record Offer(Id<Offer> Id, Holder To, DateTimeOffset At, Id<User> By);

/// <summary>A child seen in nobody's care.</summary>
public sealed record Seen(Id<Place>? Place, DateTimeOffset At);

/// <summary>A place that expects the child, and what the roll call last said there.</summary>
public readonly record struct RollPlace(Id<Place> Place, RollMark Mark, DateTimeOffset MarkedAt);

/// <summary>One link of the chain of custody.</summary>
public sealed record CustodyStep(
    CustodyStepKind Kind, Holder? From, Holder? To, DateTimeOffset Occurred, DateTimeOffset Recorded, Id<User> By, Guid Reference = default);

[System.Text.Json.Serialization.JsonConverter(typeof(SnakeCase<CustodyStepKind>))]
public enum CustodyStepKind
{
    Seen,
    TakenIn,
    Offered,
    Accepted,
    Declined,
    Withdrawn,
    Released,
    LeftOutsideGate,

    /// <summary>A mark on the roll that was taken back since; as <see cref="MarkWithdrawn"/> says, by whom and when.</summary>
    TakenInByMistake,
    MarkWithdrawn,

    /// <summary>Reported afterwards: handed to an adult on paper, without the gate.</summary>
    HandedOverOutsideGate,

    /// <summary>Decided to stand over another record of the same child, named by the reference; the holder it was with there is in "from".</summary>
    Stands,
}
