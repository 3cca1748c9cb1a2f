namespace Homeward.Domain;

/// <summary>The children a place expects, and its roll call: here, collected, not seen.</summary>
internal static class RollDecisions
{
    public static Decision Decide(IncidentState state, Actor actor, Command command, DateTimeOffset occurred) => command switch
    {
        ExpectOnRoll c => Expect(state, actor, c),
        MarkRoll c => Mark(state, actor, c, occurred),
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
        if (!state.Places.TryGetValue(c.Place, out var place))
        {
            return (Refusal)RefusalReason.NoSuchPlace;
        }

        if (place.RunBy is { } by && by != actor.Organisation)
        {
            return (Refusal)RefusalReason.BelongsToAnotherOrganisation;
        }

        if (state.Find(c.Person) is not { Child: { } child } person)
        {
            return (Refusal)RefusalReason.NoSuchPerson;
        }

        // The roll may be that of persons linked into this one, and a child may be on it twice; the mark goes wherever it is.
        var onRoll = state.Cluster(person).Where(p => p.Child!.Rolls.Any(r => r.Place == c.Place)).ToList();
        if (onRoll.Count == 0)
        {
            return (Refusal)RefusalReason.NotOnThisRoll;
        }

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
                return new List<IncidentEvent>([.. marked, .. counted, new CustodyTaken(person.Id, new(place.RunBy ?? actor.Organisation, c.Place))]);

            default:
                return new List<IncidentEvent>(marked);
        }
    }
}
