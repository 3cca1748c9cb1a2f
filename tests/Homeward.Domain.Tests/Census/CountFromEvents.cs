namespace Homeward.Domain.Tests;

/// <summary>
/// The census counted a second time, from nothing but the raw events, by the most obvious way there is: for every person,
/// read everything that ever happened to it and say where that leaves it. Slow, and shares nothing with the state.
/// </summary>
public sealed class CountFromEvents
{
    private readonly List<(IncidentEvent Event, Stamp Stamp)> history;
    private readonly ILookup<Id<Person>, (IncidentEvent Event, Stamp Stamp)> of;
    private readonly List<(Id<Person> Kept, Id<Person> Other)> links = [];

    public CountFromEvents(List<(IncidentEvent Event, Stamp Stamp)> history)
    {
        // A slip on the roll that was taken back never happened, nor did what came with it.
        var slips = history.Where(h => h.Event is CustodyTakenByMistake).Select(back => (back.Event.Stream, Stamp: Slip(history, back.Event.Stream, back.Stamp))).ToList();
        this.history = history = [.. history.Where(h => !slips.Any(slip => h.Event is CustodyTaken or ChildCountedAgain && h.Event.Stream == slip.Stream
            && h.Stamp.Position >= slip.Stamp.Position && h.Stamp with { Position = 0 } == slip.Stamp with { Position = 0 }))];
        of = history.Where(h => h.Event is PersonEvent).ToLookup(h => ((PersonEvent)h.Event).Person);
        foreach (var (happened, _) in history)
        {
            _ = happened switch
            {
                PersonsLinked e => Do(() => links.Add((e.Person, e.Other))),
                PersonsUnlinked e => Do(() => links.Remove((e.Person, e.Other))),
                _ => false,
            };
        }
    }

    public IEnumerable<Id<Person>> Children => Registered(PersonKind.Child);

    public IEnumerable<Id<Person>> Adults => Registered(PersonKind.Adult);

    /// <summary>The state of a child; null for one outside the census.</summary>
    public ChildState? StateOf(Id<Person> child)
    {
        var own = of[child].ToList();
        return !Counts(child) ? null
            : links.Any(l => l.Other == child) ? ChildState.NotAffectedOrDuplicate
            : Died(child) ? ChildState.Died
            : own.LastOrDefault(h => h.Event is ChildNotCounted or ChildCountedAgain).Event is ChildNotCounted ? ChildState.NotAffectedOrDuplicate
            : Moves(child).LastOrDefault().Event switch
            {
                ReleaseCompleted => ChildState.WithParentOrVerifiedCaregiver,
                CustodyTaken or TransferAccepted or HandedOverOutsideGate => ChildState.InInterimCare,
                _ => SeenSince(child, Moves(child).LastOrDefault().Stamp.Position) ? ChildState.LocatedUnaccompanied : ChildState.ReportedNotLocated,
            };
    }

    /// <summary>Where an adult is; null for one outside the census.</summary>
    public Whereabouts? WhereaboutsOf(Id<Person> adult) => links.Any(l => l.Other == adult) ? null
        : of[adult].Where(h => h.Event is WhereaboutsReported).OrderBy(h => h.Stamp.Occurred).Select(h => (Whereabouts?)((WhereaboutsReported)h.Event).Whereabouts).LastOrDefault();

    /// <summary>Children a place expects, by the last mark of its roll.</summary>
    public Dictionary<RollMark, int> Roll(Id<Place> place) => history.Select(h => h.Event).OfType<ChildExpected>().Where(e => e.Place == place)
        .GroupBy(e => MarkOf(e.Person, place)).ToDictionary(g => g.Key, g => g.Count());

    /// <summary>Children whom somebody at the place answers for, each once.</summary>
    public int InCare(Id<Place> place) => Children.Count(child =>
        links.All(l => l.Other != child) && !Died(child) && HolderOf(child)?.Place == place);

    /// <summary>Whoever answers for a child.</summary>
    public Holder? HolderOf(Id<Person> child) => Moves(child).LastOrDefault().Event switch
    {
        CustodyTaken e => e.Holder,
        TransferAccepted e => of[child].Select(h => h.Event).OfType<TransferOffered>().Last(o => o.Offer == e.Offer).To,
        HandedOverOutsideGate e => new(null, null, history.Select(h => h.Event).OfType<RecordFiled>().First(filed => filed.Record == e.To).Person),
        _ => null,
    };

    private IEnumerable<Id<Person>> Registered(PersonKind kind) => history.Select(h => h.Event).OfType<PersonRegistered>().Where(e => e.Kind == kind).Select(e => e.Person);

    private bool Counts(Id<Person> child) =>
        of[child].Any(h => h.Event is ChildEnteredCensus or ReleaseCompleted) || links.Any(l => l.Kept == child && Counts(l.Other));

    private bool Died(Id<Person> child) => of[child].LastOrDefault(h => h.Event is DeathConfirmed or DeathTakenBack).Event is DeathConfirmed;

    // What moved the child: everything except a taking-in that happened before the child was known to have left, and a hand-over without the gate that
    // was told after the child's release or death, or after something newer was known.
    private List<(IncidentEvent Event, Stamp Stamp)> Moves(Id<Person> child)
    {
        var moves = new List<(IncidentEvent Event, Stamp Stamp)>();
        foreach (var move in of[child])
        {
            var moved = move.Event switch
            {
                TransferAccepted or ReleaseCompleted or LeftOutsideGate => true,
                CustodyTaken => !of[child].Any(e => e.Event is ReleaseCompleted or LeftOutsideGate && IsOlderNews(move, e)),
                HandedOverOutsideGate => moves.LastOrDefault().Event is not ReleaseCompleted
                    && of[child].LastOrDefault(h => h.Event is DeathConfirmed or DeathTakenBack && h.Stamp.Position < move.Stamp.Position).Event is not DeathConfirmed
                    && !of[child].Any(e => e.Event is ChildSeen or CustodyTaken or TransferAccepted or ReleaseCompleted or LeftOutsideGate or HandedOverOutsideGate && IsOlderNews(move, e)),
                _ => false,
            };
            if (moved)
            {
                moves.Add(move);
            }
        }

        return moves;
    }

    // Told after the other, and happened before it.
    private static bool IsOlderNews((IncidentEvent Event, Stamp Stamp) told, (IncidentEvent Event, Stamp Stamp) other) =>
        other.Stamp.Position < told.Stamp.Position && other.Stamp.Occurred > told.Stamp.Occurred;

    // A sighting says something new when nothing known by then happened after it.
    private bool SeenSince(Id<Person> child, long position) => of[child].Any(seen => seen.Event is ChildSeen && seen.Stamp.Position > position
        && !of[child].Any(e => e.Event is ChildSeen or CustodyTaken or TransferAccepted or ReleaseCompleted or LeftOutsideGate or HandedOverOutsideGate && IsOlderNews(seen, e)));

    private RollMark MarkOf(Id<Person> child, Id<Place> place)
    {
        var (mark, at) = (RollMark.Expected, DateTimeOffset.MinValue);
        foreach (var (happened, stamp) in of[child])
        {
            if (happened is RollMarked e && e.Place == place && (mark == RollMark.Expected || stamp.Occurred >= at))
            {
                (mark, at) = (e.Mark, stamp.Occurred);
            }

            if (happened is RollMarkWithdrawn back && back.Place == place)
            {
                (mark, at) = (RollMark.Expected, stamp.Occurred);
            }
        }

        return mark;
    }

    private static Stamp Slip(List<(IncidentEvent Event, Stamp Stamp)> history, Guid stream, Stamp back) =>
        history.Last(h => h.Event is CustodyTaken && h.Event.Stream == stream && h.Stamp.Position < back.Position).Stamp;

    private static bool Do(Action action)
    {
        action();
        return true;
    }
}
