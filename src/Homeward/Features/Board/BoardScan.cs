using Homeward.Domain;
using Homeward.Web;

namespace Homeward.Features.Board;

/// <summary>
/// What the board needs to know of every child, gathered in one pass over the incident: what waits for a person, what happened
/// lately, how the census moved, and when children arrived. A hundred thousand children are one pass of some milliseconds.
/// </summary>
public sealed class BoardScan
{
    /// <summary>How far back "lately" reaches.</summary>
    public static readonly TimeSpan Lately = TimeSpan.FromMinutes(30);

    /// <summary>A hand-over that nobody accepted for this long needs somebody to ask.</summary>
    public static readonly TimeSpan OfferPatience = TimeSpan.FromMinutes(15);

    private const int MostTasks = 10;

    private static readonly TimeSpan ChartTail = TimeSpan.FromHours(1);

    private static readonly OncePerState<BoardScan> Made = new((state, moment) => new BoardScan(state, moment));

    private readonly DateTimeOffset moment;
    private readonly DateTimeOffset lately;
    private readonly PriorityQueue<Waiting, (int, long)> tasks = new();

    private BoardScan(IncidentState state, DateTimeOffset moment)
    {
        this.moment = moment;
        lately = moment - Lately;

        // Long after an incident nothing moves any more; the charts end where it did.
        var end = moment - state.LastRecorded > ChartTail ? state.LastRecorded + ChartTail : moment;
        var began = state.Incident?.Began ?? end;
        History = new CensusHistory(began, end);
        Arrivals = new Arrivals(began, end);
        foreach (var person in state.People.Values)
        {
            if (person is { Child: { } child, CountedAs: null })
            {
                Look(state, person, child);
            }
            else if (person.Adult is { InCensus: true } && person.CountedAs is null)
            {
                AdultsLately += person.FirstRecorded > lately ? 1 : 0;
            }
        }
    }

    /// <summary>Children that wait for a person, the most pressing first: an alarm before anything else, then whoever has waited longest.</summary>
    public IReadOnlyList<Waiting> Tasks => [.. Drain(tasks).Reverse()];

    /// <summary>How many children wait in all.</summary>
    public int TaskCount { get; private set; }

    public CensusHistory History { get; }

    public Arrivals Arrivals { get; }

    public int AdultsLately { get; private set; }

    public int ChildrenLately { get; private set; }

    /// <summary>How often each step of custody was recorded lately.</summary>
    public IReadOnlyDictionary<CustodyStepKind, int> StepsLately => stepsLately;

    private readonly Dictionary<CustodyStepKind, int> stepsLately = [];

    public static BoardScan Of(IncidentState state, DateTimeOffset moment) => Made.Of(state, moment);

    /// <summary>Why a child waits for a person, if it does, and since when.</summary>
    public static Waiting? WaitOf(Person person, ChildFacts child, DateTimeOffset moment) => child switch
    {
        { InCensus: false } or { Died: true } or { NotCounted: not null } => null,
        { Alarm: true } => new(person, WaitReason.LeftOutsideGate, child.Chain[^1].Occurred),
        { State: ChildState.LocatedUnaccompanied } => new(person, WaitReason.WithNobody, child.Since),
        { Offer: { } offer } when Minute(moment) - offer.At > OfferPatience => new(person, WaitReason.OfferNotAnswered, offer.At),
        { State: ChildState.ReportedNotLocated or ChildState.InInterimCare } when (person.Needs & Needs.Urgent) != 0 =>
            new(person, WaitReason.UrgentNeed, child.Since),
        _ => null,
    };

    // Within one minute every page gives the same answer, so that a number and the list behind it cannot differ by a second.
    private static DateTimeOffset Minute(DateTimeOffset moment) => moment.AddTicks(-(moment.UtcTicks % TimeSpan.TicksPerMinute));

    private void Look(IncidentState state, Person person, ChildFacts child)
    {
        if (!child.InCensus)
        {
            return;
        }

        if (WaitOf(person, child, moment) is { } waiting)
        {
            TaskCount++;
            // The queue gives up its least pressing first, so the most pressing stay.
            tasks.Enqueue(waiting, (waiting.Reason == WaitReason.LeftOutsideGate ? 1 : 0, -waiting.Since.UtcTicks));
            if (tasks.Count > MostTasks)
            {
                tasks.Dequeue();
            }
        }

        var entered = EnteredAt(state, person, child);
        ChildrenLately += entered > lately ? 1 : 0;
        foreach (var step in child.Chain)
        {
            if (step.Recorded > lately)
            {
                stepsLately[step.Kind] = stepsLately.GetValueOrDefault(step.Kind) + 1;
            }
        }

        History.Add(child, entered, person.LastHeard);
        Arrivals.Add(child);
    }

    // A child on a roll is known long before it counts; it counts from the first report, or from not being seen.
    private static DateTimeOffset EnteredAt(IncidentState state, Person person, ChildFacts child)
    {
        if (child.Rolls.IsEmpty)
        {
            return person.FirstRecorded;
        }

        var entered = DateTimeOffset.MaxValue;
        foreach (var id in person.Records)
        {
            if (state.Records[id] is { Source: not Source.Roll } record && record.Recorded < entered)
            {
                entered = record.Recorded;
            }
        }

        foreach (var roll in child.Rolls)
        {
            if (roll.Mark == RollMark.NotSeen && roll.MarkedAt < entered)
            {
                entered = roll.MarkedAt;
            }
        }

        return child.Chain is [var first, ..] && first.Recorded < entered ? first.Recorded
            : entered == DateTimeOffset.MaxValue ? person.FirstRecorded
            : entered;
    }

    private static IEnumerable<Waiting> Drain(PriorityQueue<Waiting, (int, long)> queue)
    {
        var copy = new PriorityQueue<Waiting, (int, long)>(queue.UnorderedItems);
        while (copy.TryDequeue(out var waiting, out _))
        {
            yield return waiting;
        }
    }
}

/// <summary>A child that waits for a person: why, and since when.</summary>
public sealed record Waiting(Person Person, WaitReason Reason, DateTimeOffset Since);

/// <summary>Why a child needs a person now.</summary>
public enum WaitReason
{
    LeftOutsideGate,
    WithNobody,
    OfferNotAnswered,
    UrgentNeed,
}
