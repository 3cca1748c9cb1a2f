namespace Homeward.Domain;

/// <summary>The children a place expects, and its roll call: here, collected, not seen.</summary>
internal static class RollDecisions
{
    public static Decision Decide(IncidentState state, Actor actor, Command command, DateTimeOffset occurred) => command switch
    {
        ExpectOnRoll c => Expect(state, actor, c),
        MarkRoll c => Mark(state, actor, c, occurred),
        TakeBackHere c => TakeBack(state, actor, c),
        _ => throw new InvalidOperationException($"No rule decides {command.GetType().Name}."),
    };

    private static Decision Expect(IncidentState state, Actor actor, ExpectOnRoll c)
    {
        if (Filing.Check(state, c.Record, c.Person, PersonKind.Child, c.Place, c.Details, null) is { } wrong)
        {
            return wrong;
        }

        // Who is on a roll, and who may collect from it, is for the place itself to say.
        if (state.Places[c.Place].RunBy is { } by && by != actor.Organisation)
        {
            return (Refusal)RefusalReason.BelongsToAnotherOrganisation;
        }

        if (state.Find(c.Person)?.Child?.Rolls.Any(r => r.Place == c.Place) == true)
        {
            return (Refusal)RefusalReason.AlreadyOnThisRoll;
        }

        var events = new List<IncidentEvent>();
        var person = state.Find(c.Person)?.Id ?? c.Person;
        Filing.Add(events, state, actor, c.Record, person, PersonKind.Child, Source.Roll, c.Place, c.Details);
        events.Add(new ChildExpected(person, c.Place));
        return events;
    }

    private static Decision Mark(IncidentState state, Actor actor, MarkRoll c, DateTimeOffset occurred)
    {
        if (NotToBeMarked(state, actor, c.Person, c.Place, out var place, out var person, out var onRoll) is { } wrong)
        {
            return wrong;
        }

        var child = person.Child!;
        if (onRoll.All(p => p.Child!.Rolls.First(r => r.Place == c.Place).Mark == c.Mark))
        {
            return Decision.AlreadySo;
        }

        var heldHere = child.Custody?.Holder.Place == c.Place;
        var marked = onRoll.Select(p => new RollMarked(p.Id, c.Place, c.Mark));
        switch (c.Mark)
        {
            case RollMark.Collected when heldHere:
                // "Collected" is a word on a list; a child in this place's care leaves it through the release desk only.
                return (Refusal)RefusalReason.UseReleaseDesk;

            // The list of the morning that arrives in the evening says nothing about a child who was taken in at noon.
            case RollMark.NotSeen when heldHere && occurred >= child.Custody!.Since:
                return new List<IncidentEvent>([.. marked, .. CustodyDecisions.Leave(state, person, child, LeftHow.NotFoundAtCheck)]);

            case RollMark.NotSeen:
                return new List<IncidentEvent>([.. marked, .. Counting.Enter(person.Id, child)]);

            case RollMark.Here when child is { Custody: null, ReleasedBy: null, Died: false }:
                // Children a place expects and has are outside the census, unless somebody has spoken of them.
                var counted = child.NotCounted is null ? [] : Counting.Enter(person.Id, child);
                return new List<IncidentEvent>([.. marked, new CustodyTaken(person.Id, new(place.RunBy ?? actor.Organisation, c.Place), OnRollCall: true), .. counted]);

            default:
                return new List<IncidentEvent>(marked);
        }
    }

    /// <summary>A slip of the finger is taken back as if it had never been, as long as nothing rests on it yet.</summary>
    private static Decision TakeBack(IncidentState state, Actor actor, TakeBackHere c)
    {
        if (NotToBeMarked(state, actor, c.Person, c.Place, out _, out var person, out var onRoll) is { } wrong)
        {
            return wrong;
        }

        var child = person.Child!;
        if (child.Custody is not { BeforeTap: not null } custody || custody.Holder.Place != c.Place)
        {
            return (Refusal)RefusalReason.NotTakenByThisRoll;
        }

        if (!CustodyDecisions.AnswersFor(actor, custody))
        {
            return (Refusal)RefusalReason.NotYourCustody;
        }

        // Whatever was said or done since then took it that the child was here.
        var tapped = child.Chain[^1];
        if (tapped.Kind != CustodyStepKind.TakenIn || child.Died || child.Alarm || child.NotCounted is not null
            || Counting.Attempts(state, person).Any(release => release.StartedAt >= tapped.Recorded)
            || state.Cluster(person).Any(other => other.Id != person.Id && other.Child!.Custody is not null))
        {
            return (Refusal)RefusalReason.MuchHasHappenedSince;
        }

        return new List<IncidentEvent>([.. onRoll.Select(p => new RollMarkWithdrawn(p.Id, c.Place)), new CustodyTakenByMistake(person.Id)]);
    }

    private static Refusal? NotToBeMarked(
        IncidentState state, Actor actor, Id<Person> id, Id<Place> at, out Place place, out Person person, out List<Person> onRoll)
    {
        (place, person, onRoll) = (null!, null!, []);
        if (!state.Places.TryGetValue(at, out var called))
        {
            return RefusalReason.NoSuchPlace;
        }

        if (called.RunBy is { } by && by != actor.Organisation)
        {
            return RefusalReason.BelongsToAnotherOrganisation;
        }

        if (state.Find(id) is not { Child: not null } found)
        {
            return RefusalReason.NoSuchPerson;
        }

        // The roll may be that of persons linked into this one, and a child may be on it twice; the mark goes wherever it is.
        (place, person, onRoll) = (called, found, [.. state.Cluster(found).Where(p => p.Child!.Rolls.Any(r => r.Place == at))]);
        return onRoll.Count == 0 ? RefusalReason.NotOnThisRoll : null;
    }
}
