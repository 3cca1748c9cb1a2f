namespace Homeward.Domain;

/// <summary>Files one record: registers its person when new, and keeps what was said under the record's own key.</summary>
internal static class Filing
{
    /// <summary>Checks that a record can be filed; null when it can.</summary>
    public static Refusal? Check(IncidentState state, Id<Record> record, Id<Person> person, PersonKind kind, Id<Place>? at, PersonDetails details, string? note)
    {
        if (record.Value == Guid.Empty || state.Records.ContainsKey(record) || state.Claims.ContainsKey(new(record.Value)))
        {
            return new(RefusalReason.IdAlreadyUsed, "Record");
        }

        // Ids of persons, leads, cards, claims and the incident itself name streams of the journal, and a stream belongs to one of them.
        if (person.Value == Guid.Empty || (!state.People.ContainsKey(person) && state.VersionOf(person.Value) != 0))
        {
            return new(RefusalReason.IdAlreadyUsed, "Person");
        }

        if (at is { } place && !state.Places.ContainsKey(place))
        {
            return RefusalReason.NoSuchPlace;
        }

        if (state.People.TryGetValue(person, out var known) && known.Kind != kind)
        {
            return kind == PersonKind.Child ? RefusalReason.NotAChild : RefusalReason.NotAnAdult;
        }

        return Limits.Details(details, kind) ?? Limits.Note(note);
    }

    /// <summary>Whether one request names one id for two of its records or two of its people.</summary>
    public static bool Repeats(IReadOnlyList<Id<Record>> records, IReadOnlyList<Id<Person>> people) =>
        records.Distinct().Count() < records.Count || people.Distinct().Count() < people.Count;

    /// <summary>The events of a record that <see cref="Check"/> found good.</summary>
    public static void Add(
        List<IncidentEvent> events, IncidentState state, Actor actor, Id<Record> record, Id<Person> person, PersonKind kind, Source source, Id<Place>? at,
        PersonDetails details, Needs needs = Needs.None, string? note = null)
    {
        if (!state.People.ContainsKey(person))
        {
            events.Add(new PersonRegistered(person, kind, PersonCodes.For(person, state)));
        }

        events.Add(new RecordFiled(person, record, actor.Organisation, source, at));
        events.Add(new DetailsGiven(person, record, details));
        if (needs != Needs.None)
        {
            events.Add(new NeedsNoted(person, needs));
        }

        if (!string.IsNullOrWhiteSpace(note))
        {
            events.Add(new NoteGiven(person, record, NoteKind.General, note, default));
        }
    }
}
