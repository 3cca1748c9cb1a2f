namespace Homeward.Domain;

/// <summary>Reports as they come in. A report is never turned away for being improbable: it is what somebody said.</summary>
internal static class ReportDecisions
{
    public static Decision Decide(IncidentState state, Actor actor, Command command) => command switch
    {
        ReportChild c => ReportChild(state, actor, c),
        ReportAdult c => ReportAdult(state, actor, c),
        CorrectDetails c => Correct(state, actor, c),
        AddNote c => AddNote(state, actor, c),
        NoteNeeds c => NoteNeeds(state, c),
        ReportWhereabouts c => ReportWhereabouts(state, c),
        MakeDeclaration c => Declare(state, actor, c),
        RequestTracing c => Trace(state, actor, c),
        _ => throw new InvalidOperationException($"No rule decides {command.GetType().Name}."),
    };

    private static Decision ReportChild(IncidentState state, Actor actor, ReportChild c)
    {
        if (Filing.Check(state, c.Record, c.Person, PersonKind.Child, c.At, c.Details, c.Note) is { } wrong)
        {
            return wrong;
        }

        // A report that names somebody already linked elsewhere is filed with the one it is counted as.
        var known = state.Find(c.Person);
        var person = known?.Id ?? c.Person;
        var facts = known?.Child;
        var events = new List<IncidentEvent>();
        Filing.Add(events, state, actor, c.Record, person, PersonKind.Child, c.Source, c.At, c.Details, c.Needs, c.Note);
        events.AddRange(Counting.Enter(person, facts));
        switch (c.Situation)
        {
            case Situation.NotLocated when facts is { ReleasedBy: not null, Alarm: false }:
                // Missed again after it was handed over: the release stays what it was, and somebody has to look.
                events.Add(new AlarmRaised(person));
                break;

            case Situation.SeenAlone seen:
                if (seen.Place is { } where && !state.Places.ContainsKey(where))
                {
                    return (Refusal)RefusalReason.NoSuchPlace;
                }

                events.Add(new ChildSeen(person, seen.Place ?? c.At));
                events.AddRange(Counting.AlarmIfElsewhere(person, facts, seen.Place ?? c.At));
                break;

            case Situation.InOurCare care:
                if (!state.Places.ContainsKey(care.Place))
                {
                    return (Refusal)RefusalReason.NoSuchPlace;
                }

                // Somebody else already answers for the child: custody has two parties, so what is said here is kept as a
                // sighting and shows as a contradiction until the holder hands over.
                events.AddRange(Kept(person, facts, new(actor.Organisation, care.Place)));
                break;

            case Situation.WithCaregiver with:
                if (with.CaregiverRecord == c.Record || with.Caregiver == c.Person)
                {
                    return new Refusal(RefusalReason.IdAlreadyUsed, nameof(with.Caregiver));
                }

                if (Filing.Check(state, with.CaregiverRecord, with.Caregiver, PersonKind.Adult, with.Place, with.CaregiverDetails, null) is { } bad)
                {
                    return bad;
                }

                var caregiver = state.Find(with.Caregiver)?.Id ?? with.Caregiver;
                Filing.Add(events, state, actor, with.CaregiverRecord, caregiver, PersonKind.Adult, Source.Caregiver, with.Place, with.CaregiverDetails);
                events.AddRange(Kept(person, facts, new(null, with.Place, caregiver)));
                if (known is not null && Barred.MayMean(state, known, caregiver, with.CaregiverDetails))
                {
                    // The report is kept as it was said; that the child is with somebody who may be barred can't wait.
                    events.Add(new AlarmRaised(person));
                }

                break;
        }

        return events;
    }

    private static IEnumerable<IncidentEvent> Kept(Id<Person> person, ChildFacts? known, Holder holder) =>
        known is null or { Custody: null, ReleasedBy: null, Died: false }
            ? [new CustodyTaken(person, holder)]
            : [new ChildSeen(person, holder.Place), .. Counting.AlarmIfElsewhere(person, known, holder.Place)];

    private static Decision ReportAdult(IncidentState state, Actor actor, ReportAdult c)
    {
        if (Filing.Check(state, c.Record, c.Person, PersonKind.Adult, c.At, c.Details, c.Note) is { } wrong)
        {
            return wrong;
        }

        var person = state.Find(c.Person)?.Id ?? c.Person;
        var events = new List<IncidentEvent>();
        Filing.Add(events, state, actor, c.Record, person, PersonKind.Adult, c.Source, c.At, c.Details, c.Needs, c.Note);
        if (c.Whereabouts is { } whereabouts)
        {
            events.Add(new WhereaboutsReported(person, whereabouts, c.At));
        }

        return events;
    }

    private static Decision Correct(IncidentState state, Actor actor, CorrectDetails c)
    {
        if (!state.Records.TryGetValue(c.Record, out var record))
        {
            return (Refusal)RefusalReason.NoSuchRecord;
        }

        if (record.Owner != actor.Organisation)
        {
            return (Refusal)RefusalReason.BelongsToAnotherOrganisation;
        }

        return record.Details is { } before && before.Equals(c.Details)
            ? Decision.AlreadySo
            : Limits.Details(c.Details, state.People[record.Person].Kind) ?? (Decision)new DetailsGiven(record.Person, c.Record, c.Details);
    }

    private static Decision AddNote(IncidentState state, Actor actor, AddNote c)
    {
        if (!state.Records.TryGetValue(c.Record, out var record))
        {
            return (Refusal)RefusalReason.NoSuchRecord;
        }

        if (record.Owner != actor.Organisation)
        {
            return (Refusal)RefusalReason.BelongsToAnotherOrganisation;
        }

        return Limits.Text(c.Text, 4000, "Note") ?? (Decision)new NoteGiven(record.Person, c.Record, c.Kind, c.Text, default);
    }

    private static Decision NoteNeeds(IncidentState state, NoteNeeds c) =>
        state.Find(c.Person) is not { } person ? (Refusal)RefusalReason.NoSuchPerson
        : (person.Needs | c.Needs) == person.Needs ? Decision.AlreadySo
        : new NeedsNoted(person.Id, c.Needs);

    private static Decision ReportWhereabouts(IncidentState state, ReportWhereabouts c)
    {
        if (state.Find(c.Person) is not { } person)
        {
            return (Refusal)RefusalReason.NoSuchPerson;
        }

        if (person.Kind != PersonKind.Adult)
        {
            return (Refusal)RefusalReason.NotAnAdult;
        }

        if (c.Place is { } place && !state.Places.ContainsKey(place))
        {
            return (Refusal)RefusalReason.NoSuchPlace;
        }

        if (Limits.Note(c.WhereTo) is { } wrong)
        {
            return wrong;
        }

        var events = new List<IncidentEvent> { new WhereaboutsReported(person.Id, c.Whereabouts, c.Place) };
        if (!string.IsNullOrWhiteSpace(c.WhereTo) && person.Records is [var record, ..])
        {
            events.Add(new NoteGiven(person.Id, record, NoteKind.WhereTo, c.WhereTo, default));
        }

        return events;
    }

    private static Decision Declare(IncidentState state, Actor actor, MakeDeclaration c)
    {
        if (state.Declarations.ContainsKey(c.Declaration))
        {
            return new Refusal(RefusalReason.IdAlreadyUsed, nameof(c.Declaration));
        }

        if (Filing.Check(state, c.Record, c.Adult, PersonKind.Adult, c.At, c.Details, c.Note) is { } wrong)
        {
            return wrong;
        }

        foreach (var child in c.Children)
        {
            if (Filing.Check(state, child.Record, child.Child, PersonKind.Child, c.At, child.Details, null) is { } bad)
            {
                return bad;
            }
        }

        if (Filing.Repeats([c.Record, .. c.Children.Select(d => d.Record)], [c.Adult, .. c.Children.Select(d => d.Child)])
            || c.Children.Any(d => state.Relationships.ContainsKey(new(d.Record.Value))))
        {
            return new Refusal(RefusalReason.IdAlreadyUsed, nameof(c.Children));
        }

        var adult = state.Find(c.Adult)?.Id ?? c.Adult;
        var events = new List<IncidentEvent>();
        Filing.Add(events, state, actor, c.Record, adult, PersonKind.Adult, Source.Declaration, c.At, c.Details, note: c.Note);
        if (c.Whereabouts is { } whereabouts)
        {
            events.Add(new WhereaboutsReported(adult, whereabouts, c.At));
        }

        foreach (var child in c.Children)
        {
            var person = state.Find(child.Child)?.Id ?? child.Child;
            Filing.Add(events, state, actor, child.Record, person, PersonKind.Child, Source.Dependent, c.At, child.Details, child.Needs);
            events.AddRange(Counting.Enter(person, state.Find(child.Child)?.Child));
            events.Add(new RelationshipClaimed(person, new(child.Record.Value), adult, child.Kinship, null));
        }

        for (var i = 0; i < c.Children.Length; i++)
        {
            for (var j = i + 1; j < c.Children.Length; j++)
            {
                var one = state.Find(c.Children[i].Child)?.Id ?? c.Children[i].Child;
                var other = state.Find(c.Children[j].Child)?.Id ?? c.Children[j].Child;
                if (one != other)
                {
                    events.Add(new SiblingsNoted(one, other));
                }
            }
        }

        if (c.AddsTo is { } earlier && state.Declarations.TryGetValue(earlier, out var before) && state.Find(before.Adult)?.Id == adult)
        {
            var named = state.Cluster(state.Find(adult)!).SelectMany(p => p.Adult!.Declarations).SelectMany(d => state.Declarations[d].Dependents)
                .Select(d => state.Find(d.Child)!.Id).Distinct();
            events.AddRange(
                from one in c.Children.Select(d => state.Find(d.Child)?.Id ?? d.Child)
                from other in named
                where one != other
                select new SiblingsNoted(one, other));
        }

        events.Add(new DeclarationMade(
            adult, c.Declaration, c.Record,
            [.. c.Children.Select(d => new Dependent(d.Record, state.Find(d.Child)?.Id ?? d.Child, d.Kinship))], actor.Organisation, c.NoDependents));
        return events;
    }

    private static Decision Trace(IncidentState state, Actor actor, RequestTracing c)
    {
        if (state.TracingRequests.ContainsKey(c.Request))
        {
            return new Refusal(RefusalReason.IdAlreadyUsed, nameof(c.Request));
        }

        var wrong = Filing.Check(state, c.SeekerRecord, c.Seeker, PersonKind.Adult, null, c.SeekerDetails, null)
            ?? Filing.Check(state, c.SoughtRecord, c.Sought, c.SoughtKind, null, c.SoughtDetails, c.Note);
        if (wrong is not null)
        {
            return wrong;
        }

        if (Filing.Repeats([c.SeekerRecord, c.SoughtRecord], [c.Seeker, c.Sought]) || state.Relationships.ContainsKey(new(c.SoughtRecord.Value)))
        {
            return new Refusal(RefusalReason.IdAlreadyUsed, nameof(c.SoughtRecord));
        }

        var seeker = state.Find(c.Seeker)?.Id ?? c.Seeker;
        var known = state.Find(c.Sought);
        var sought = known?.Id ?? c.Sought;
        var events = new List<IncidentEvent>();
        Filing.Add(events, state, actor, c.SeekerRecord, seeker, PersonKind.Adult, Source.TracingRequest, null, c.SeekerDetails);
        Filing.Add(events, state, actor, c.SoughtRecord, sought, c.SoughtKind, Source.TracingRequest, null, c.SoughtDetails, note: c.Note);
        if (c.SoughtKind == PersonKind.Child)
        {
            events.AddRange(Counting.Enter(sought, known?.Child));
            events.Add(new RelationshipClaimed(sought, new(c.SoughtRecord.Value), seeker, c.SeekerIs, null));
        }
        else if (known?.Adult is not { InCensus: true })
        {
            events.Add(new WhereaboutsReported(sought, Whereabouts.Unknown, null));
        }

        events.Add(new TracingRequested(seeker, c.Request, c.SeekerRecord, c.SoughtRecord, c.SeekerIs, actor.Organisation));
        return events;
    }
}
