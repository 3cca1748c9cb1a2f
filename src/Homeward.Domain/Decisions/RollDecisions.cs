namespace Homeward.Domain;

/// <summary>The children a place expects, and its roll call: here, collected, not seen.</summary>
internal static class RollDecisions
{
    public static Decision Decide(IncidentState state, Actor actor, Command command) => command switch
    {
        ExpectOnRoll c => Expect(state, actor, c),
        MarkRoll c => Mark(state, actor, c),
        _ => throw new InvalidOperationException($"No rule decides {command.GetType().Name}."),
    };

    private static Decision Expect(IncidentState state, Actor actor, ExpectOnRoll c)
    {
        if (Filing.Check(state, c.Record, c.Person, PersonKind.Child, c.Place, c.Details, null) is { } wrong)
        {
            return wrong;
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

    private static Decision Mark(IncidentState state, Actor actor, MarkRoll c)
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

        // The roll may be that of a person linked into this one; the mark goes where the roll is.
        if (state.Cluster(person).FirstOrDefault(p => p.Child!.Rolls.Any(r => r.Place == c.Place)) is not { Child: { } listed } onRoll)
        {
            return (Refusal)RefusalReason.NotOnThisRoll;
        }

        if (listed.Rolls.First(r => r.Place == c.Place).Mark == c.Mark)
        {
            return Decision.AlreadySo;
        }

        var heldHere = child.Custody?.Holder.Place == c.Place;
        var marked = new RollMarked(onRoll.Id, c.Place, c.Mark);
        switch (c.Mark)
        {
            case RollMark.Collected when heldHere:
                // "Collected" is a word on a list; a child in this place's care leaves it through the release desk only.
                return (Refusal)RefusalReason.UseReleaseDesk;

            case RollMark.NotSeen when heldHere:
                return new List<IncidentEvent>(
                    [marked, .. Enter(person), new LeftOutsideGate(person.Id, LeftHow.NotFoundAtCheck)]);

            case RollMark.NotSeen:
                return new List<IncidentEvent>([marked, .. Enter(person)]);

            case RollMark.Here when child is { Custody: null, ReleasedBy: null, Died: false }:
                return new List<IncidentEvent> { marked, new CustodyTaken(person.Id, new(place.RunBy ?? actor.Organisation, c.Place)) };

            default:
                return marked;
        }
    }

    private static IEnumerable<IncidentEvent> Enter(Person person) =>
        person.Child is { InCensus: true } ? [] : [new ChildEnteredCensus(person.Id)];
}
