using System.Collections.Immutable;

namespace Homeward.Domain;

/// <summary>What is kept, for how long, and what stops the clock.</summary>
internal static class RetentionDecisions
{
    public static Decision Decide(IncidentState state, Actor actor, Command command, DateTimeOffset now) => command switch
    {
        PlaceHold c => Place(state, actor, c),
        LiftHold c => Lift(state, actor, c),
        AcknowledgeReceipt c => Acknowledge(state, actor, c),
        CloseIncident => Close(state),
        ReopenIncident => state.ClosedAt is null ? Decision.AlreadySo : new IncidentReopened(),
        CarryOutExpiry c => CarryOut(state, c, now),
        _ => throw new InvalidOperationException($"No rule decides {command.GetType().Name}."),
    };

    /// <summary>Whether something may still be said of an incident that was closed.</summary>
    public static bool IsAllowedWhenClosed(Command command) => command is PlaceHold or LiftHold or ReopenIncident or CloseIncident or CarryOutExpiry or ReviewGlass;

    private static Decision Place(IncidentState state, Actor actor, PlaceHold c)
    {
        if (state.Holds.ContainsKey(c.Hold))
        {
            return Decision.AlreadySo;
        }

        if (c.Person is not { } id)
        {
            return new LegalHoldPlaced(c.Hold, [], c.Reason, actor.Organisation);
        }

        return state.Find(id) is { } person
            ? new LegalHoldPlaced(c.Hold, [.. state.Cluster(person).Select(member => member.Id)], c.Reason, actor.Organisation)
            : (Refusal)RefusalReason.NoSuchPerson;
    }

    private static Decision Lift(IncidentState state, Actor actor, LiftHold c)
    {
        if (!state.Holds.TryGetValue(c.Hold, out var hold))
        {
            return (Refusal)RefusalReason.NoSuchHold;
        }

        if (!hold.Holds)
        {
            return Decision.AlreadySo;
        }

        if (hold.LiftAskedBy is not { } first)
        {
            return new LegalHoldLiftAsked(hold.Id, actor.Organisation);
        }

        // Where several organisations work together, none of them alone decides that evidence may go.
        return first == actor.User ? (Refusal)RefusalReason.NeedsAnotherPerson
            : hold.LiftAskedFor == actor.Organisation && state.Organisations.Count > 1 ? (Refusal)RefusalReason.NeedsAnotherOrganisation
            : new LegalHoldLifted(hold.Id);
    }

    private static Decision Acknowledge(IncidentState state, Actor actor, AcknowledgeReceipt c)
    {
        if (!state.Receipts.TryGetValue(c.Receipt, out var receipt))
        {
            return (Refusal)RefusalReason.NoSuchReceipt;
        }

        if (receipt.For != actor.Organisation)
        {
            return (Refusal)RefusalReason.BelongsToAnotherOrganisation;
        }

        if (receipt.AcknowledgedBy is not null)
        {
            return Decision.AlreadySo;
        }

        // Whoever handed the child over doesn't also receive the account of it.
        var release = state.Releases[receipt.Release];
        return release.StartedBy == actor.User || release.SecondPerson == actor.User || release.Supervisor == actor.User
            ? (Refusal)RefusalReason.NeedsAnotherPerson
            : new ReceiptAcknowledged(receipt.Child, receipt.Id);
    }

    private static Decision Close(IncidentState state)
    {
        if (state.ClosedAt is not null)
        {
            return Decision.AlreadySo;
        }

        // Thirty days later everything is gone, and a child who isn't with family must not be.
        if (state.People.Values.Any(person => person.State is ChildState.ReportedNotLocated or ChildState.LocatedUnaccompanied or ChildState.InInterimCare || person is { State: not null, CountedAs: null, Child.Alarm: true }))
        {
            return (Refusal)RefusalReason.ChildrenNotWithFamily;
        }

        return WithoutReceipt(state).Any() || state.Receipts.Values.Any(receipt => receipt.AcknowledgedBy is null)
            ? (Refusal)RefusalReason.ReceiptsNotAcknowledged
            : new IncidentClosed();
    }

    private static Decision CarryOut(IncidentState state, CarryOutExpiry c, DateTimeOffset now)
    {
        var events = new List<IncidentEvent>();
        foreach (var release in WithoutReceipt(state).Take(CarryOutExpiry.Most))
        {
            events.AddRange(ReceiptOf(state, release));
        }

        // What is destroyed now has its receipt by now: nothing of a hand-over may be gone before somebody holds the account of it.
        if (events.Count == 0 || !WithoutReceipt(state).Skip(CarryOutExpiry.Most).Any())
        {
            IReadOnlyList<Record>? about = c.Records is { } named
                ? [.. named.Where(id => !state.Expired.ContainsKey(id)).Select(id => state.Records.TryGetValue(id, out var record) ? record : null).OfType<Record>()]
                : null;
            var expiry = new Expiry(state, about);
            foreach (var due in (about?.Select(expiry.Of) ?? expiry.All()).Where(fate => fate.IsDue(now)).Take(CarryOutExpiry.Most).GroupBy(fate => (state.Records[fate.Record].Person, fate.Ends)))
            {
                events.Add(new RecordsExpired(due.Key.Person, [.. due.Select(fate => fate.Record)], due.Key.Ends!.Reason, due.Key.Ends.Since));
            }

            events.AddRange(expiry.ClaimsDue(now).Take(CarryOutExpiry.Most).Select(claim => new PublicClaimExpired(claim.Id, claim.LastContact)));
        }

        return events;
    }

    private static IEnumerable<Release> WithoutReceipt(IncidentState state)
    {
        var written = state.Receipts.Values.Select(receipt => receipt.Release).ToHashSet();
        return state.Releases.Values.Where(release => release.Status == ReleaseStatus.Completed && !written.Contains(release.Id)).OrderBy(release => release.EndedAt).ThenBy(release => release.Id.Value);
    }

    private static IEnumerable<IncidentEvent> ReceiptOf(IncidentState state, Release release)
    {
        // Its id follows from the release's, so that deciding again after a failed append makes the same one.
        var id = new Id<Receipt>(Derived(release.Id.Value));
        var child = state.Find(release.Child)!;
        var claimant = state.Records[release.Claimant];
        var evidence = claimant.Notes.Where(note => note.About == release.Id.Value && note.Kind is NoteKind.Identity or NoteKind.CourtDocument).Select(note => note.Text);
        yield return new ReceiptMade(release.Child, id, release.Id, Responsible(state, release));
        yield return new ReceiptWritten(
            release.Child, id, new(id.Value),
            string.Join("; ", state.RecordsOf(child).Select(record => record.Details?.DisplayName()).OfType<string>().Distinct().Prepend(child.Code)),
            string.Join("; ", state.RecordsOf(state.Find(claimant.Person)!).Select(record => record.Details?.DisplayName()).OfType<string>().Distinct()),
            string.Join("; ", evidence) is { Length: > 0 } words ? words : null);
    }

    // Child protection answers for children; where none takes part, whoever coordinates; and where nobody does, the desk's own organisation.
    private static Id<Organisation> Responsible(IncidentState state, Release release) =>
        DutyOfficer.Of(state)
        ?? state.Organisations.Values.Where(organisation => organisation.Kind == OrganisationKind.Coordination).OrderBy(organisation => organisation.Id.Value).Select(organisation => (Id<Organisation>?)organisation.Id).FirstOrDefault()
        ?? release.DeskOrganisation;

    private static Guid Derived(Guid release)
    {
        Span<byte> bytes = stackalloc byte[16];
        release.TryWriteBytes(bytes);
        foreach (ref var one in bytes)
        {
            one ^= 0xA5;
        }

        return new(bytes);
    }
}
