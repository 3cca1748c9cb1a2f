namespace Homeward.Domain;

/// <summary>How each event moves one child: custody, sightings, roll marks, and the chain that shows them.</summary>
internal static class ChildStory
{
    /// <summary>The child's facts after the event.</summary>
    public static ChildFacts After(ChildFacts child, PersonEvent happened, Stamp stamp)
    {
        var after = happened switch
        {
            ChildEnteredCensus => child with { InCensus = true, BroughtInBy = null },
            ChildExpected e => child with { Rolls = child.Rolls.Add(new(e.Place, RollMark.Expected, stamp.Occurred)) },
            RollMarked e => child with { Rolls = [.. child.Rolls.Select(r => r.Place == e.Place ? Marked(r, e.Mark, stamp) : r)] },
            ChildSeen e => Seen(child, stamp, e.Place) with
            {
                Chain = child.Chain.Add(new(CustodyStepKind.Seen, null, new(null, e.Place), stamp.Occurred, stamp.Recorded, stamp.User)),
            },
            RollMarkWithdrawn e => child with { Rolls = [.. child.Rolls.Select(r => r.Place == e.Place ? new(r.Place, RollMark.Expected, stamp.Occurred) : r)] },
            CustodyTaken e => Taken(child, stamp, e) with
            {
                Chain = child.Chain.Add(new(CustodyStepKind.TakenIn, null, e.Holder, stamp.Occurred, stamp.Recorded, stamp.User)),
            },
            TransferOffered e => child with
            {
                Offer = new(e.Offer, e.To, stamp.Occurred, stamp.User),
                Chain = child.Chain.Add(Step(CustodyStepKind.Offered, child, e.To, stamp, e.Offer.Value)),
            },
            TransferAccepted e => child with
            {
                Custody = new(child.Offer!.To, stamp.Occurred, stamp.User),
                Offer = null,
                Chain = child.Chain.Add(Step(CustodyStepKind.Accepted, child, child.Offer.To, stamp, e.Offer.Value)),
            },
            TransferDeclined e => child with { Offer = null, Chain = child.Chain.Add(Step(CustodyStepKind.Declined, child, child.Offer!.To, stamp, e.Offer.Value)) },
            TransferWithdrawn e => child with { Offer = null, Chain = child.Chain.Add(Step(CustodyStepKind.Withdrawn, child, child.Offer!.To, stamp, e.Offer.Value)) },
            LeftOutsideGate => child with
            {
                Custody = null,
                Offer = null,
                Seen = null,
                Alarm = true,
                Chain = child.Chain.Add(Step(CustodyStepKind.LeftOutsideGate, child, null, stamp)),
            },
            CustodyTakenByMistake => child with
            {
                Custody = null,
                Alarm = child.Custody!.BeforeTap!.Alarm,
                NotCounted = child.Custody.BeforeTap.NotCounted,
                Chain = child.Chain.SetItem(child.Chain.Length - 1, child.Chain[^1] with { Kind = CustodyStepKind.TakenInByMistake })
                    .Add(Step(CustodyStepKind.MarkWithdrawn, child, null, stamp)),
            },
            StandsSaid e => child with { StandsOver = new(e.Other, stamp.User, stamp.Recorded, e.ForHolder, e.Steps, e.OtherSteps) },
            AlarmRaised => stamp.Occurred < LastHeardOf(child) ? child : child with { Alarm = true },
            // Whenever it was said, and whatever was heard since: the child has to be looked after now.
            BarredAdultHasChild => child with { Alarm = true },
            AlarmAnswered => child with { Alarm = false },
            WorkerAssigned e => child with { Worker = e.Worker },
            ChildProtectionAssigned e => child with { AssignedTo = e.Organisation },
            ChildProtectionStoodDown => child with { AssignedTo = null },
            DeathConfirmed => child with { Died = true, Offer = null, Alarm = false },
            DeathDoubted => child with { DeathDoubtedBy = stamp.User },
            DeathTakenBack => child with { Died = false, DeathDoubtedBy = null },
            ChildNotCounted e => child with { NotCounted = e.Reason },
            ChildCountedAgain => child with { NotCounted = null },
            _ => throw new InvalidOperationException($"No rule applies {happened.GetType().Name}."),
        };
        return happened is CustodyTakenByMistake && child.Custody!.BeforeTap is { } before
            // What began after the slip, such as counting at all, began when it did.
            ? before.InCensus == child.InCensus ? after with { Since = before.Since } : after
            : after.State == child.State && after.InCensus == child.InCensus ? after
            : after with { Since = stamp.Occurred };
    }

    /// <summary>The child's facts after a release: custody ends with the hand-over to the claimant.</summary>
    public static ChildFacts HandedOver(ChildFacts child, Id<Person> claimant, Id<Release> release, Stamp stamp) => child with
    {
        ReleasedBy = release,
        Custody = null,
        Offer = null,
        InCensus = true,
        BroughtInBy = null,
        Alarm = false,
        Since = stamp.Occurred,
        Chain = child.Chain.Add(Step(CustodyStepKind.Released, child, new(null, null, claimant), stamp, release.Value)),
    };

    /// <summary>
    /// The child's facts after a report that it was handed over without the gate: with an adult whom nobody has verified, which is interim
    /// care, and an alarm. When something newer is known of the child it stays where it is, and alarms all the same.
    /// </summary>
    public static ChildFacts HandedOverOutsideGate(ChildFacts child, Id<Person> adult, Stamp stamp)
    {
        var moves = child.ReleasedBy is null && !child.Died && stamp.Occurred >= LastHeardOf(child);
        var after = child with
        {
            Alarm = true,
            Chain = child.Chain.Add(Step(CustodyStepKind.HandedOverOutsideGate, child, new(null, null, adult), stamp)),
        };
        return !moves ? after : after with
        {
            Custody = new(new(null, null, adult), stamp.Occurred, stamp.User),
            Offer = null,
            Since = child.State == ChildState.InInterimCare ? child.Since : stamp.Occurred,
        };
    }

    /// <summary>The child's facts after somebody decided that they stand over those of another record of the same child.</summary>
    public static ChildFacts Stands(ChildFacts child, WhichStandsDecided e, ChildFacts other, Stamp stamp) => child with
    {
        StandsOver = null,
        Chain = child.Chain.Add(new(
            CustodyStepKind.Stands, other.Custody?.Holder, child.Custody?.Holder, stamp.Occurred, stamp.Recorded, stamp.User, e.Other.Value)),
    };

    // Reports arrive late: a phone was offline, a list was typed in at night. What happened before the newest thing we
    // know joins the chain in its place in time; it never moves the child back, and never hides that the child ran since.
    private static ChildFacts Seen(ChildFacts child, Stamp stamp, Id<Place>? place) =>
        stamp.Occurred < LastHeardOf(child) ? child : child with { Seen = new(place, stamp.Occurred) };

    private static ChildFacts Taken(ChildFacts child, Stamp stamp, CustodyTaken e) =>
        stamp.Occurred < LastLeft(child) ? child
        : child with
        {
            Custody = new(e.Holder, stamp.Occurred, stamp.User, e.OnRollCall ? new(child.Alarm, child.NotCounted, child.InCensus, child.Since) : null),
            ReleasedBy = null,
            Alarm = false,
        };

    private static RollPlace Marked(RollPlace roll, RollMark mark, Stamp stamp) =>
        roll.Mark != RollMark.Expected && stamp.Occurred < roll.MarkedAt ? roll : new(roll.Place, mark, stamp.Occurred);

    private static DateTimeOffset LastLeft(ChildFacts child) =>
        Last(child, kind => kind is CustodyStepKind.Released or CustodyStepKind.LeftOutsideGate);

    private static DateTimeOffset LastHeardOf(ChildFacts child) =>
        Last(child, kind => kind is CustodyStepKind.Seen or CustodyStepKind.TakenIn or CustodyStepKind.Accepted
            or CustodyStepKind.Released or CustodyStepKind.LeftOutsideGate or CustodyStepKind.HandedOverOutsideGate);

    private static DateTimeOffset Last(ChildFacts child, Func<CustodyStepKind, bool> counts)
    {
        var last = DateTimeOffset.MinValue;
        foreach (var step in child.Chain)
        {
            last = counts(step.Kind) && step.Occurred > last ? step.Occurred : last;
        }

        return last;
    }

    /// <summary>The place an event was heard from.</summary>
    public static Id<Place>? PlaceOf(PersonEvent happened, ChildFacts child) => happened switch
    {
        RollMarked e => e.Place,
        RollMarkWithdrawn e => e.Place,
        ChildSeen e => e.Place,
        CustodyTaken e => e.Holder.Place,
        TransferAccepted => child.Offer!.To.Place,
        LeftOutsideGate or TransferOffered or TransferWithdrawn => child.Place,
        _ => null,
    };

    private static CustodyStep Step(CustodyStepKind kind, ChildFacts child, Holder? to, Stamp stamp, Guid reference = default) =>
        new(kind, child.Custody?.Holder, to, stamp.Occurred, stamp.Recorded, stamp.User, reference);
}
