using System.Globalization;
using Homeward.Access;
using Homeward.Domain;

namespace Homeward.Web;

/// <summary>
/// What one viewer may read of a state, in words. What the page shows may be of an earlier moment; what may be seen of it is
/// decided by today's facts, so that nobody regains a child they no longer answer for by looking back.
/// </summary>
public sealed class Reading(IncidentState state, IncidentState now, Viewer viewer, Texts t, When when, Accounts accounts)
{
    private readonly Sight sight = new(now, viewer);

    public IncidentState State => state;

    /// <summary>Whether what is read is what is known now, and not at an earlier moment.</summary>
    public bool IsOfNow => ReferenceEquals(state, now);

    public Viewer Viewer => viewer;

    /// <summary>Whether what a record says may be shown.</summary>
    public bool Sees(Record record) =>
        IsOfNow ? sight.Sees(record) : now.Records.TryGetValue(record.Id, out var today) && sight.Sees(today);

    /// <summary>
    /// Whether this viewer reads anything about a person. Of everybody else they see the code, the state, the place and
    /// since when, and no more: not with whom, not what they need, not who belongs to whom.
    /// </summary>
    public bool Opens(Person person) => RecordsOf(person).Any();

    /// <summary>Whether this viewer sees why a child may not be released.</summary>
    public bool SeesRestrictions(Person child) => now.Find(child.Id) is { } today && sight.SeesRestrictions(today);

    /// <summary>Whether the viewer's organisation has a part in a lead, and so is told that there may be a family.</summary>
    public bool IsPartyTo(Lead lead) =>
        (state.Records.TryGetValue(lead.Left, out var left) && Sees(left)) || (state.Records.TryGetValue(lead.Right, out var right) && Sees(right));

    public IEnumerable<Record> RecordsOf(Person person) => state.RecordsOf(person).Where(Sees);

    /// <summary>The newest readable details of a person; nothing when there are none to read.</summary>
    public PersonDetails? DetailsOf(Person person) => NewestOf(person)?.Details;

    /// <summary>The newest readable record that says something of a person, one with a name before one without.</summary>
    public Record? NewestOf(Person person)
    {
        if (person is { Linked.IsEmpty: true, Records: [var only] })
        {
            var record = state.Records[only];
            return record.Details is not null && Sees(record) ? record : null;
        }

        Record? best = null;
        foreach (var record in RecordsOf(person))
        {
            if (record.Details is { } details && (best is null || Rank(record, details).CompareTo(Rank(best, best.Details!)) > 0))
            {
                best = record;
            }
        }

        return best;

        static (bool, DateTimeOffset) Rank(Record record, PersonDetails details) => (details.DisplayName() is not null, record.Recorded);
    }

    /// <summary>The name as said, where there is one and this viewer may read it.</summary>
    public string? ReadableNameOf(Person person) => NewestOf(person)?.Details?.DisplayName();

    /// <summary>The name as said; else what is known of it: no name yet, or a record that belongs to another organisation.</summary>
    public string NameOf(Person person) => NewestOf(person) switch
    {
        { Details: { } details } when details.DisplayName() is { } name => name,
        { } => t["reading.no_name"],
        null => t["reading.not_yours"],
    };

    public string NameOf(Id<Person> person) => state.Find(person) is { } found ? NameOf(found) : t["reading.unknown"];

    /// <summary>"6", "about 6 or 7", "8 months"; nothing when nobody has said.</summary>
    public string? AgeOf(PersonDetails? details) => details switch
    {
        { Age: { } age } => AgeOf(age),
        { BirthDate: { } born } => t["reading.born", BirthText(born)],
        _ => null,
    };

    public string AgeOf(Age age) => (age.Low == age.High, age.InMonths) switch
    {
        (true, false) => age.Low.ToString(CultureInfo.InvariantCulture),
        (true, true) => t["reading.months", age.Low],
        (false, false) => t["reading.about_years", age.Low, age.High],
        (false, true) => t["reading.about_months", age.Low, age.High],
    };

    /// <summary>A birth date as far as it is known.</summary>
    public string BirthText(PartialDate born) => (born.Month, born.Day) switch
    {
        ({ } month, { } day) => t["time.day_of_year", day.ToString(CultureInfo.InvariantCulture), t["month." + month.ToString(CultureInfo.InvariantCulture)], born.Year.ToString(CultureInfo.InvariantCulture)],
        ({ } month, null) => t["time.month_of_year", t["month." + month.ToString(CultureInfo.InvariantCulture)], born.Year.ToString(CultureInfo.InvariantCulture)],
        _ => born.Year.ToString(CultureInfo.InvariantCulture),
    };

    public string PlaceName(Id<Place>? place) =>
        place is { } id && state.Places.TryGetValue(id, out var found) ? found.Name : t["reading.place_unknown"];

    public string OrganisationName(Id<Organisation> organisation) =>
        state.Organisations.TryGetValue(organisation, out var found) ? found.Name : t["reading.unknown"];

    /// <summary>Who answers for a child, in words: the organisation at its place, or the private caregiver by name where it may be read.</summary>
    public string HolderWords(Holder holder) => holder switch
    {
        { Caregiver: { } caregiver } => state.Find(caregiver) is { } adult && NewestOf(adult)?.Details?.DisplayName() is { } name
            ? name
            : t["reading.a_caregiver"],
        { Organisation: { } organisation } => OrganisationName(organisation),
        { Place: { } place } => PlaceName(place),
        _ => t["reading.unknown"],
    };

    /// <summary>The place of an adult in words; where one is held is told to legal aid and the family's worker, others are told that they can't come now.</summary>
    public string? WhereIs(Person adult, Whereabouts whereabouts, Id<Place>? place) =>
        !sight.SeesPlaceOf(now.People.TryGetValue(adult.Id, out var today) ? today : adult, whereabouts, place) ? t["reading.cannot_come"]
        : place is { } at ? PlaceName(at) : null;

    /// <summary>Where a record was taken down. That a facility was the place would tell who is held there.</summary>
    public string? TakenAt(Record record) =>
        record.At is not { } at ? null
        : !now.People.TryGetValue(record.Person, out var person) || person.Kind == PersonKind.Child || sight.SeesPlaceOf(person, Whereabouts.Unknown, at) ? PlaceName(at)
        : null;

    /// <summary>Whether the viewer may read how to reach those who may collect a child.</summary>
    public bool SeesCollectorsContacts(Person child) => now.Find(child.Id) is { } today && sight.SeesCollectorsContacts(today);

    /// <summary>The notes of a record that this viewer may read; what the desk said in refusing isn't for pages.</summary>
    public IEnumerable<Note> NotesOf(Record record) =>
        !Sees(record) ? [] : NewSightOf(record).Where(note => note.Kind is not (NoteKind.Restriction or NoteKind.CourtDocument or NoteKind.Refusal));

    /// <summary>Whether something is noted on what a child needs that only those who look after it may read.</summary>
    public bool HasClosedNeeds(Record record) => now.Records.TryGetValue(record.Id, out var today) && sight.ClosedNeedsOf(today) > 0;

    // A page of the past shows the notes of then, closed by what this viewer may read now.
    private IEnumerable<Note> NewSightOf(Record record) => now.Records.TryGetValue(record.Id, out var today)
        ? record.Notes.Intersect(sight.NotesOf(today))
        : [];

    /// <summary>Where a child is, as far as known; nothing when nobody knows.</summary>
    public string? WhereIs(ChildFacts child) =>
        child.Place is { } place ? PlaceName(place) : null;

    /// <summary>With whom a child is, in words; nothing when nobody knows.</summary>
    public string? WithWhom(ChildFacts child) => child switch
    {
        { ReleasedBy: { } release } => state.Records.TryGetValue(state.Releases[release].Claimant, out var claimant) && Sees(claimant) && claimant.Details?.DisplayName() is { } name
            ? name
            : t["reading.a_verified_adult"],
        { Custody: { } custody } => HolderWords(custody.Holder),
        { Seen: not null } => t["reading.nobody"],
        _ => null,
    };

    /// <summary>
    /// Who did something: a colleague of the viewer's own organisation by name, anybody else as their organisation only.
    /// </summary>
    public string Who(Id<User> user) => accounts.Find(user) switch
    {
        _ when user == Actor.System.User => "Homeward",
        { } account when account.Organisation == viewer.Organisation => account.Name,
        { } account => account.OrganisationName,
        null => t["reading.somebody"],
    };

    /// <summary>The needs noted, one word each.</summary>
    public IEnumerable<(Needs Need, string Words)> NeedsOf(Person person) =>
        from need in AllNeeds where (person.Needs & need) != 0 select (need, t.Of(need));

    /// <summary>"20:14 (12 minutes ago)", for code that puts a time inside a sentence.</summary>
    public string At(DateTimeOffset moment) => when.Exactly(moment);

    private static readonly Needs[] AllNeeds = [.. Enum.GetValues<Needs>().Where(need => need != Needs.None).OrderByDescending(need => need)];
}
