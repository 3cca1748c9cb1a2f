namespace Homeward.Domain;

/// <summary>Who belongs to whom, and which persons are one. Every decision can be taken back; no row is ever merged.</summary>
internal static class FamilyDecisions
{
    public static Decision Decide(IncidentState state, Actor actor, Command command) => command switch
    {
        ClaimRelationship c => Claim(state, c.Relationship, c.Adult, c.Child, c.Kinship),
        VerifyRelationship c => Settle(state, actor, c.Relationship, c.Note, r => new RelationshipVerified(r.Child, r.Id, c.How)),
        RefuteRelationship c => Settle(state, actor, c.Relationship, c.Note, r => new RelationshipRefuted(r.Child, r.Id)),
        LinkPersons c => Link(state, c.One, c.Other, null),
        UnlinkPersons c => Unlink(state, c.Person, c.Other),
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
            // One child can't be with two holders. Somebody has to look before these are one.
            var bothHeld = ca.Custody is not null && cb.Custody is not null && ca.Custody.Holder != cb.Custody.Holder;
            var heldAndReleased = (ca.ReleasedBy is not null && cb.Custody is not null) || (cb.ReleasedBy is not null && ca.Custody is not null);
            var releasedTwice = ca.ReleasedBy is not null && cb.ReleasedBy is not null;
            var releasing = OpenRelease(state, ca) && OpenRelease(state, cb);
            if (bothHeld || heldAndReleased || releasedTwice || releasing || (ca.Offer is not null && cb.Offer is not null))
            {
                return (Refusal)RefusalReason.BothInCare;
            }
        }

        var (kept, gone) = Rank(a) >= Rank(b) ? (a, b) : (b, a);
        return new PersonsLinked(kept.Id, gone.Id, lead);
    }

    /// <summary>Takes a link back: both are as they would be without it.</summary>
    public static Decision Unlink(IncidentState state, Id<Person> person, Id<Person> other)
    {
        if (!state.People.TryGetValue(person, out var a) || !state.People.TryGetValue(other, out var b))
        {
            return (Refusal)RefusalReason.NoSuchPerson;
        }

        return b.CountedAs == a.Id ? new PersonsUnlinked(a.Id, b.Id)
            : a.CountedAs == b.Id ? new PersonsUnlinked(b.Id, a.Id)
            : (Refusal)RefusalReason.NotLinked;
    }

    private static bool OpenRelease(IncidentState state, ChildFacts child) => child.Releases.Any(r => state.Releases[r].Status == ReleaseStatus.Open);

    private static int Rank(Person person) => person switch
    {
        { Child.Died: true } => 6,
        { Child.ReleasedBy: not null } => 5,
        { Child.Custody: not null } => 4,
        { Child.Seen: not null } => 3,
        { Child.InCensus: true } => 2,
        { Adult.InCensus: true } => 2,
        _ => 1,
    };
}
