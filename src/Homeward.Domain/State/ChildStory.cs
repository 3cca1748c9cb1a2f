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
            RollMarked e => child with { Rolls = [.. child.Rolls.Select(r => r.Place == e.Place ? new(e.Place, e.Mark, stamp.Occurred) : r)] },
            ChildSeen e => child with
            {
                Seen = new(e.Place, stamp.Occurred),
                Alarm = false,
                Chain = child.Chain.Add(new(CustodyStepKind.Seen, null, new(null, e.Place), stamp.Occurred, stamp.Recorded, stamp.User)),
            },
            CustodyTaken e => child with
            {
                Custody = new(e.Holder, stamp.Occurred, stamp.User),
                ReleasedBy = null,
                Alarm = false,
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
            AlarmAnswered => child with { Alarm = false },
            WorkerAssigned e => child with { Worker = e.Worker },
            DeathConfirmed => child with { Died = true, Offer = null, Alarm = false },
            ChildNotCounted e => child with { NotCounted = e.Reason },
            ChildCountedAgain => child with { NotCounted = null },
            _ => throw new InvalidOperationException($"No rule applies {happened.GetType().Name}."),
        };
        return after.State == child.State && after.InCensus == child.InCensus ? after : after with { Since = stamp.Occurred };
    }

    /// <summary>The child's facts after a release: custody ends with the hand-over to the claimant.</summary>
    public static ChildFacts HandedOver(ChildFacts child, Id<Person> claimant, Id<Release> release, Stamp stamp) => child with
    {
        ReleasedBy = release,
        Custody = null,
        Offer = null,
        InCensus = true,
        Since = stamp.Occurred,
        Chain = child.Chain.Add(Step(CustodyStepKind.Released, child, new(null, null, claimant), stamp, release.Value)),
    };

    /// <summary>The place an event was heard from.</summary>
    public static Id<Place>? PlaceOf(PersonEvent happened, ChildFacts child) => happened switch
    {
        RollMarked e => e.Place,
        ChildSeen e => e.Place,
        CustodyTaken e => e.Holder.Place,
        TransferAccepted => child.Offer!.To.Place,
        LeftOutsideGate or TransferOffered or TransferWithdrawn => child.Place,
        _ => null,
    };

    private static CustodyStep Step(CustodyStepKind kind, ChildFacts child, Holder? to, Stamp stamp, Guid reference = default) =>
        new(kind, child.Custody?.Holder, to, stamp.Occurred, stamp.Recorded, stamp.User, reference);
}
