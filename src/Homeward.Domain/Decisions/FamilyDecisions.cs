namespace Homeward.Domain;

/// <summary>Who belongs to whom, and which persons are one. Every decision can be taken back; no row is ever merged.</summary>
internal static class FamilyDecisions
{
    public static Decision Decide(IncidentState state, Actor actor, Command command) => command switch
    {
        ClaimRelationship c => Claim(state, c.Relationship, c.Adult, c.Child, c.Kinship),
        VerifyRelationship c => Settle(state, actor, c.Relationship, c.Note, r => new RelationshipVerified(r.Child, r.Id, c.How)),
        RefuteRelationship c => Settle(state, actor, c.Relationship, c.Note, r => new RelationshipRefuted(r.Child, r.Id)),
        LinkPersons c => Unseen(state, actor, c.One, c.Other) ?? Link(state, c.One, c.Other, null),
        UnlinkPersons c => Unseen(state, actor, c.Person, c.Other) ?? Unlink(state, actor, c.Person, c.Other),
        _ => throw new InvalidOperationException($"No rule decides {command.GetType().Name}."),
    };

    private static Decision Claim(IncidentState state, Id<Relationship> id, Id<Person> adult, Id<Person> child, Kinship kinship)
    {
        if (state.Relationships.ContainsKey(id))
        {
            return Decision.AlreadySo;
        }

        return state.Find(adult) is not { } grown || state.Find(child) is not { } young ? (Refusal)RefusalReason.NoSuchPerson
            : grown.Kind != PersonKind.Adult ? (Refusal)RefusalReason.NotAnAdult
            : young.Kind != PersonKind.Child ? (Refusal)RefusalReason.NotAChild
            : new RelationshipClaimed(young.Id, id, grown.Id, kinship, null);
    }

    private static Decision Settle(IncidentState state, Actor actor, Id<Relationship> id, string? note, Func<Relationship, IncidentEvent> outcome)
    {
        if (!state.Relationships.TryGetValue(id, out var relationship))
        {
            return (Refusal)RefusalReason.NoSuchRelationship;
        }

        // Whoever wrote the claim down has heard one side of it; a second person verifies.
        if (relationship.ClaimedBy == actor.User)
        {
            return (Refusal)RefusalReason.NeedsAnotherPerson;
        }

        if (relationship.Status != RelationshipStatus.Claimed)
        {
            return (Refusal)RefusalReason.RelationshipDecidedAlready;
        }

        if (Limits.Note(note) is { } wrong)
        {
            return wrong;
        }

        var events = new List<IncidentEvent> { outcome(relationship) };
        if (!string.IsNullOrWhiteSpace(note) && state.People[relationship.Child].Records is [var record, ..])
        {
            events.Add(new NoteGiven(relationship.Child, record, NoteKind.Verification, note, id.Value));
        }

        return events;
    }

    /// <summary>Counts two persons as one. The one whose whereabouts are better known stays; the other points to it.</summary>
    public static Decision Link(IncidentState state, Id<Person> one, Id<Person> other, Id<Lead>? lead)
    {
        if (state.Find(one) is not { } a || state.Find(other) is not { } b)
        {
            return (Refusal)RefusalReason.NoSuchPerson;
        }

        if (a.Id == b.Id)
        {
            return (Refusal)RefusalReason.SamePersonAlready;
        }

        if (a.Kind != b.Kind)
        {
            return (Refusal)RefusalReason.DifferentKinds;
        }

        if (a.Child is { } ca && b.Child is { } cb)
        {
            // One child can't be with two holders, nor dead and with somebody. Somebody has to look before these are one.
            if (WhichStands.IsAsked(state, a, b) || (Counting.OpenAttempts(state, a).Any() && Counting.OpenAttempts(state, b).Any()))
            {
                return (Refusal)RefusalReason.BothInCare;
            }

            // The receiver's yes would go nowhere once the person it was asked for is counted as the other.
            if (ca.Custody is not null && cb.Custody is not null && (ca.Offer ?? cb.Offer) is not null)
            {
                return (Refusal)RefusalReason.OfferPending;
            }
        }

        var (kept, gone) = Rank(a).CompareTo(Rank(b)) >= 0 ? (a, b) : (b, a);
        return new PersonsLinked(kept.Id, gone.Id, lead);
    }

    /// <summary>Takes a link back: both are as they would be without it.</summary>
    public static Decision Unlink(IncidentState state, Actor actor, Id<Person> person, Id<Person> other)
    {
        if (state.Find(person) is { Child: not null } child && Barred.Standing(state, child).Any() && !Permissions.Supervises(actor.Role))
        {
            // A restriction that came with one of the two would no longer hold for the other.
            return (Refusal)RefusalReason.NeedsSupervisor;
        }

        if (!state.People.TryGetValue(person, out var a) || !state.People.TryGetValue(other, out var b))
        {
            return (Refusal)RefusalReason.NoSuchPerson;
        }

        if ((a.CountedAs == b.Id || b.CountedAs == a.Id) && WhichStands.IsAsked(state, a, b) && !Permissions.Supervises(actor.Role))
        {
            // Somebody said which of the two stands. Both would again.
            return (Refusal)RefusalReason.NeedsSupervisor;
        }

        return b.CountedAs == a.Id ? new PersonsUnlinked(a.Id, b.Id)
            : a.CountedAs == b.Id ? new PersonsUnlinked(b.Id, a.Id)
            : (Refusal)RefusalReason.NotLinked;
    }

    /// <summary>Nobody decides about persons of whom they may read nothing.</summary>
    private static Decision.Refused? Unseen(IncidentState state, Actor actor, Id<Person> one, Id<Person> other)
    {
        var sight = Sight.Of(state, actor);
        return new[] { one, other }.Any(id => state.People.TryGetValue(id, out var person) && !sight.RecordsOf(person).Any())
            ? new Decision.Refused(RefusalReason.BelongsToAnotherOrganisation)
            : null;
    }

    // Of two who are as well known, the one with the newer word.
    private static (int, DateTimeOffset) Rank(Person person) => person switch
    {
        { Child: { Died: true } child } => (6, child.Since),
        { Child: { ReleasedBy: not null } child } => (5, child.Since),
        { Child: { Custody: not null } child } => (4, child.Since),
        { Child: { Alarm: true } child } => (3, child.Since),
        { Child: { Seen: { } seen } } => (3, seen.At),
        { Child: { InCensus: true } child } => (2, child.Since),
        { Adult: { InCensus: true, Whereabouts: not Whereabouts.Unknown } adult } => (3, adult.Since),
        { Adult: { InCensus: true } adult } => (2, adult.Since),
        _ => (1, person.FirstRecorded),
    };
}
