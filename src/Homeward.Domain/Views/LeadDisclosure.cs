using System.Collections.Immutable;

namespace Homeward.Domain;

/// <summary>
/// Where the disclosure of a lead across organisations stands at a moment: worked out from what was done, what the records say
/// and what time it is, so that it moves on its own when a child waits.
/// </summary>
public sealed class LeadDisclosure
{
    /// <summary>How long a child may wait at the first step before child protection's duty officer may take the lead up.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    /// <summary>How long a side isn't told how strong a lead is about a record it filed or changed: whoever tries out names must wait for each.</summary>
    public static readonly TimeSpan QuietAfterEdit = TimeSpan.FromMinutes(10);

    private readonly IncidentState _state;
    private readonly DateTimeOffset _now;
    private readonly ImmutableArray<DisclosureAct> _acts;

    private LeadDisclosure(IncidentState state, Lead lead, DateTimeOffset now)
    {
        (_state, Lead, _now) = (state, lead, now);
        _acts = state.Disclosures.TryGetValue(lead.Id, out var known) ? known.Acts : [];
    }

    public Lead Lead { get; }

    /// <summary>Everything done so far, oldest first.</summary>
    public IReadOnlyList<DisclosureAct> Acts => _acts;

    /// <summary>Where a lead's disclosure stands.</summary>
    public static LeadDisclosure Of(IncidentState state, Lead lead, DateTimeOffset now) => new(state, lead, now);

    /// <summary>Whether both sides agreed on contact. Needs no clock: time hinders or hastens steps, it never takes one back.</summary>
    public static bool IsInContact(IncidentState state, Lead lead) =>
        state.Disclosures.TryGetValue(lead.Id, out _) && new LeadDisclosure(state, lead, default).Step == DisclosureStep.Contact;

    /// <summary>Whether anybody is still to decide this lead.</summary>
    public bool IsOpen => Lead.Status is LeadStatus.Open or LeadStatus.CannotTellYet;

    /// <summary>The step reached.</summary>
    public DisclosureStep Step =>
        BothSides(side => _acts.Any(act => act.Kind == DisclosureActKind.AgreedToContact && act.Side == side)) ? DisclosureStep.Contact
        : BothSides(side => AgreedToNames(side).Count >= 2) ? DisclosureStep.Names
        : BothSides(side => AnswersOf(side) is not null) ? DisclosureStep.Compared
        : DisclosureStep.Told;

    /// <summary>Why it can't go on, if it can't. Child protection can let it go on, or take it up.</summary>
    public DisclosureHindrance? Hindrance =>
        Step == DisclosureStep.Contact ? null
        : LastOf(DisclosureActKind.Stopped) > LastOf(DisclosureActKind.Resumed) ? DisclosureHindrance.Stopped
        : Began is { } began && (EditedSince(Lead.Left, began) || EditedSince(Lead.Right, began)) ? DisclosureHindrance.Frozen
        : Step == DisclosureStep.Compared && !Fits && LastOf(DisclosureActKind.Resumed) == DateTimeOffset.MinValue ? DisclosureHindrance.DoesNotFit
        : null;

    /// <summary>Since when a child waits for child protection to take this up; null while nobody waits too long.</summary>
    public DateTimeOffset? EscalatedAt =>
        IsOpen && Step == DisclosureStep.Told && _now - Lead.ProposedAt > LongestWait && AChildWaits ? Lead.ProposedAt + LongestWait : null;

    /// <summary>Whether child protection's duty officer may look at both records.</summary>
    public bool MayBeTakenUp => IsOpen && (EscalatedAt is not null || Hindrance is not null);

    /// <summary>Whoever of child protection took it up.</summary>
    public bool IsTakenUpBy(Id<User> user) => _acts.Any(act => act.Kind == DisclosureActKind.TakenUp && act.By == user);

    /// <summary>The last answers of a side: how many agreed.</summary>
    public DisclosureAct? AnswersOf(LeadSide side) => _acts.LastOrDefault(act => act.Kind == DisclosureActKind.Answered && act.Side == side);

    /// <summary>The different people of a side who agreed that first names are told.</summary>
    public IReadOnlyList<Id<User>> AgreedToNames(LeadSide side) =>
        [.. _acts.Where(act => act.Kind == DisclosureActKind.AgreedToNames && act.Side == side).Select(act => act.By).Distinct()];

    /// <summary>Whether somebody opened the other side's first name.</summary>
    public bool HasOpenedNames(Id<User> user) => _acts.Any(act => act.Kind == DisclosureActKind.OpenedNames && act.By == user);

    /// <summary>Until when a side isn't told how strong the lead is; null when it is.</summary>
    public DateTimeOffset? QuietUntil(LeadSide side) =>
        _state.Records[RecordOf(side)].Recorded + QuietAfterEdit is var until && until > _now ? until : null;

    /// <summary>The record of a side.</summary>
    public Id<Record> RecordOf(LeadSide side) => side == LeadSide.Left ? Lead.Left : Lead.Right;

    /// <summary>The side somebody may act for: the one whose record they may read, and not both.</summary>
    public LeadSide? SideOf(Sight sight)
    {
        var (left, right) = (sight.Sees(_state.Records[Lead.Left]), sight.Sees(_state.Records[Lead.Right]));
        return left == right || !sight.IsPartyTo(Lead) ? null : left ? LeadSide.Left : LeadSide.Right;
    }

    /// <summary>First names and age of the other side's person, for somebody who opened them; null before that, and never more than that.</summary>
    public HalfTold? OtherHalf(Sight sight)
    {
        if (!IsOpen || Step < DisclosureStep.Names || Hindrance is not null || SideOf(sight) is not { } side || !HasOpenedNames(sight.Viewer.User))
        {
            return null;
        }

        var details = _state.Records[RecordOf(Other(side))].Details;
        return new(details?.FirstNames(), details?.Age ?? details?.BirthDate?.AgeOn(_now));
    }

    /// <summary>The side across.</summary>
    public static LeadSide Other(LeadSide side) => side == LeadSide.Left ? LeadSide.Right : LeadSide.Left;

    /// <summary>What is asked of one person of a side now.</summary>
    public DisclosureAsks Asks(LeadSide side, Id<User> user) =>
        !IsOpen ? DisclosureAsks.Nothing
        : Hindrance == DisclosureHindrance.DoesNotFit && MayAnswerAgain(side, user) ? DisclosureAsks.AnswersAgain
        : Hindrance is not null ? DisclosureAsks.WaitForChildProtection
        : Step switch
        {
            DisclosureStep.Told => AnswersOf(side) is not null ? DisclosureAsks.WaitForThem : QuietUntil(side) is not null ? DisclosureAsks.WaitForTime : DisclosureAsks.Answers,
            DisclosureStep.Compared => AgreedToNames(side) is var agreed && agreed.Count >= 2 ? DisclosureAsks.WaitForThem
                : agreed.Contains(user) ? DisclosureAsks.WaitForColleague
                : DisclosureAsks.AgreeToNames,
            DisclosureStep.Names => !HasOpenedNames(user) ? DisclosureAsks.OpenNames
                : _acts.Any(act => act.Kind == DisclosureActKind.AgreedToContact && act.Side == side) ? DisclosureAsks.WaitForThem
                : DisclosureAsks.AgreeToContact,
            _ => DisclosureAsks.Decide,
        };

    /// <summary>A second try, because what a child says first isn't always right; by somebody else, and no third.</summary>
    private bool MayAnswerAgain(LeadSide side, Id<User> user) =>
        _acts.Where(act => act.Kind == DisclosureActKind.Answered && act.Side == side).ToList() is [var once] && once.By != user && QuietUntil(side) is null;

    /// <summary>Whether the answers of both sides together speak for it: at least two agree, and more agree than differ.</summary>
    private bool Fits
    {
        get
        {
            var (left, right) = (AnswersOf(LeadSide.Left), AnswersOf(LeadSide.Right));
            var (agree, differ) = ((left?.Agree ?? 0) + (right?.Agree ?? 0), (left?.Differ ?? 0) + (right?.Differ ?? 0));
            return agree >= 2 && agree > differ;
        }
    }

    private bool AChildWaits => new[] { Lead.Left, Lead.Right }.Select(record => _state.Find(_state.Records[record].Person)!)
        .Any(person => person.State is ChildState.ReportedNotLocated or ChildState.LocatedUnaccompanied or ChildState.InInterimCare);

    private DateTimeOffset? Began => _acts.IsEmpty ? null : _acts[0].At;

    private bool EditedSince(Id<Record> id, DateTimeOffset began) =>
        _state.Records[id] is { Earlier.IsEmpty: false } record && record.Recorded >= began && record.Recorded >= LastOf(DisclosureActKind.Resumed);

    private DateTimeOffset LastOf(DisclosureActKind kind) =>
        _acts.LastOrDefault(act => act.Kind == kind)?.At ?? DateTimeOffset.MinValue;

    private static bool BothSides(Func<LeadSide, bool> holds) => holds(LeadSide.Left) && holds(LeadSide.Right);
}

/// <summary>What one side is told of the other's person at the names step.</summary>
public sealed record HalfTold(string? FirstNames, Age? Age);

/// <summary>How far two organisations came to know of each other's half.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(SnakeCase<DisclosureStep>))]
public enum DisclosureStep
{
    /// <summary>Both are told that there may be a family, and are asked questions that the other's facts decide.</summary>
    Told,

    /// <summary>Both answered; two people of each are asked to agree that first names are told.</summary>
    Compared,

    /// <summary>First names and ages may be opened.</summary>
    Names,

    /// <summary>Both records lie side by side, and who to call.</summary>
    Contact,
}

/// <summary>Why a disclosure doesn't go on.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(SnakeCase<DisclosureHindrance>))]
public enum DisclosureHindrance
{
    /// <summary>A record was changed after the first answers: whoever learns from the answers mustn't fit the record to them.</summary>
    Frozen,

    /// <summary>A side said no.</summary>
    Stopped,

    /// <summary>Too few answers agree.</summary>
    DoesNotFit,
}

/// <summary>What is asked of somebody now.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(SnakeCase<DisclosureAsks>))]
public enum DisclosureAsks
{
    Nothing,
    Answers,
    AnswersAgain,
    AgreeToNames,
    OpenNames,
    AgreeToContact,
    Decide,
    WaitForTime,
    WaitForThem,
    WaitForColleague,
    WaitForChildProtection,
}

/// <summary>The two records of a lead.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(SnakeCase<LeadSide>))]
public enum LeadSide { Left, Right }
