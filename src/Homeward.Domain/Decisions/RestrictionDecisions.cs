namespace Homeward.Domain;

/// <summary>Who must not have a child. Anybody may raise one and it holds at once; lifting a verified one takes two people and the document.</summary>
internal static class RestrictionDecisions
{
    public static Decision Decide(IncidentState state, Actor actor, Command command) => command switch
    {
        RaiseRestriction c => Raise(state, actor, c),
        UpholdRestriction c => OnActive(state, c.Restriction, r => r.Verified ? Decision.AlreadySo : new RestrictionUpheld(r.Child, r.Id)),
        FindUnfounded c => OnActive(state, c.Restriction, r => r.Verified
            ? (Refusal)RefusalReason.RestrictionVerified
            : r.RaisedBy == actor.User || AtTheDesk(state, r, actor) ? (Refusal)RefusalReason.NeedsAnotherPerson
            : Limits.Text(c.Note, 4000, "Note") ?? Noted(state, r, new RestrictionUnfounded(r.Child, r.Id), NoteKind.Restriction, c.Note)),
        AskToLift c => OnActive(state, c.Restriction, r => r.LiftAskedBy == actor.User ? Decision.AlreadySo
            : Document(c.CourtDocument) ?? Noted(state, r, new RestrictionLiftAsked(r.Child, r.Id), NoteKind.CourtDocument, c.CourtDocument)),
        ConfirmLift c => OnActive(state, c.Restriction, r => r.LiftAskedBy is not { } first || first == actor.User
            ? (Refusal)RefusalReason.NeedsAnotherPerson
            : Document(c.CourtDocument) ?? Noted(state, r, new RestrictionLifted(r.Child, r.Id), NoteKind.CourtDocument, c.CourtDocument)),
        _ => throw new InvalidOperationException($"No rule decides {command.GetType().Name}."),
    };

    // Whoever is handing the child over right now doesn't also find that nothing stands against it.
    private static bool AtTheDesk(IncidentState state, Restriction restriction, Actor actor) =>
        Counting.OpenAttempts(state, state.Find(restriction.Child)!).Any(r => r.StartedBy == actor.User);

    private static Decision Raise(IncidentState state, Actor actor, RaiseRestriction c)
    {
        if (state.Restrictions.ContainsKey(c.Restriction))
        {
            return Decision.AlreadySo;
        }

        if (state.Find(c.Child) is not { Child: not null } child)
        {
            return (Refusal)RefusalReason.NoSuchPerson;
        }

        var events = new List<IncidentEvent>();
        if (c.AgainstNew is { } barred)
        {
            if (Filing.Check(state, barred.Record, barred.Person, PersonKind.Adult, null, barred.Details, null) is { } wrong)
            {
                return wrong;
            }

            Filing.Add(events, state, actor, barred.Record, barred.Person, PersonKind.Adult, Source.Intake, null, barred.Details);
        }

        if (c.Against is { } known && state.Find(known) is not { Kind: PersonKind.Adult })
        {
            return (Refusal)RefusalReason.NoSuchPerson;
        }

        if ((Limits.Note(c.Note) ?? Limits.Note(c.CourtDocument)) is { } tooLong)
        {
            return tooLong;
        }

        var seen = !string.IsNullOrWhiteSpace(c.CourtDocument);
        events.Add(new RestrictionRaised(
            child.Id, c.Restriction, c.Kind, c.Against, c.AgainstNew?.Record, Verified: seen && Permissions.Supervises(actor.Role)));
        var about = state.RecordsOf(child).FirstOrDefault();
        foreach (var (kind, text) in new[] { (NoteKind.Restriction, c.Note), (NoteKind.CourtDocument, c.CourtDocument) })
        {
            if (about is not null && !string.IsNullOrWhiteSpace(text))
            {
                events.Add(new NoteGiven(about.Person, about.Id, kind, text, c.Restriction.Value));
            }
        }

        // It came too late for the gate. The gate can't take a child back; people can.
        return Barred.AdultWith(state, child) is { } adult && After(state, actor, events) is var after && Barred.MayMean(after, after.Find(child.Id)!, adult)
            ? new List<IncidentEvent>([.. events, new BarredAdultHasChild(child.Id, c.Restriction)])
            : events;
    }

    private static IncidentState After(IncidentState state, Actor actor, List<IncidentEvent> events) =>
        events.Aggregate(state, (after, happened) => after.Apply(happened, new(after.Position + 1, actor.User, actor.Device, state.LastRecorded, state.LastRecorded)));

    private static Decision OnActive(IncidentState state, Id<Restriction> id, Func<Restriction, Decision> decide) =>
        !state.Restrictions.TryGetValue(id, out var restriction) ? (Refusal)RefusalReason.NoSuchRestriction
        : restriction.Holds ? decide(restriction)
        : (Refusal)RefusalReason.RestrictionNotActive;

    private static Refusal? Document(string document) =>
        string.IsNullOrWhiteSpace(document) ? RefusalReason.CourtDocumentNeeded : Limits.Note(document);

    private static Decision Noted(IncidentState state, Restriction restriction, IncidentEvent happened, NoteKind kind, string note)
    {
        var events = new List<IncidentEvent> { happened };
        if (state.RecordsOf(state.Find(restriction.Child)!).FirstOrDefault() is { } record)
        {
            events.Add(new NoteGiven(record.Person, record.Id, kind, note, restriction.Id.Value));
        }

        return events;
    }
}
