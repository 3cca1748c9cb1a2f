namespace Homeward.Domain;

/// <summary>Who looks. Every query has one.</summary>
/// <param name="Moment">When they look, for what is open to them for a time only; null when nothing of that kind counts, as in deciding.</param>
public sealed record Viewer(Id<User> User, Id<Organisation> Organisation, Role Role, DateTimeOffset? Moment = null);

/// <summary>
/// What a viewer may see, decided in this one place before any row is made. An organisation sees its own records in
/// full, and those of a child it holds, is offered or is assigned to; child protection those of a child in nobody's care. Of everybody else it sees code, state, place and
/// since. Administrators and privacy officers see no records at all.
/// </summary>
public sealed class Sight
{
    private readonly IncidentState _state;
    private readonly Viewer _viewer;

    // An organisation that nobody vouches for yet reads what it wrote down itself and the children it took in, and is told of nobody else's.
    private readonly bool _blind;

    // Children open to this viewer for half an hour; nearly always none.
    private readonly HashSet<Id<Person>> _broken;

    /// <summary>A viewer's sight of a state.</summary>
    public Sight(IncidentState state, Viewer viewer)
    {
        (_state, _viewer) = (state, viewer);
        _blind = !state.IsVouchedFor(viewer.Organisation);
        _broken = viewer.Moment is not { } moment ? []
            : [.. state.BrokenGlass.Values.Where(glass => glass.By == viewer.User && glass.Until > moment).Select(glass => state.Find(glass.Child)!.Id)];
    }

    /// <summary>The state looked at.</summary>
    public IncidentState State => _state;

    /// <summary>Who looks.</summary>
    public Viewer Viewer => _viewer;

    internal static Sight Of(IncidentState state, Actor actor) => new(state, new(actor.User, actor.Organisation, actor.Role));

    /// <summary>Whether what a record says may be shown.</summary>
    public bool Sees(Record record) =>
        Permissions.ReadsAndReports(_viewer.Role) && (record.Owner == _viewer.Organisation || (!_blind && Cares(_state.Find(record.Person))));

    /// <summary>Whether what a stranger wrote may be read: by those who answer families, in the organisation it was sent to.</summary>
    public bool Sees(PublicClaim claim) => claim.Owner == _viewer.Organisation && Permissions.AnswersFamilies(_viewer.Role);

    /// <summary>
    /// Whether both sides of a lead may be compared side by side: by whoever may read both records, by either side once both
    /// agreed on contact, and by the duty officer who took it up. Otherwise only its band is told.
    /// </summary>
    public bool Sees(Lead lead) =>
        _state.Records.TryGetValue(lead.Left, out var left) && _state.Records.TryGetValue(lead.Right, out var right)
        && ((Sees(left) && Sees(right)) || (!_blind && IsDisclosed(lead, left, right)));

    /// <summary>Whether a receipt may be read: by the people of the organisation it is for, and by nobody else.</summary>
    public bool Sees(Receipt receipt) => Permissions.ReadsAndReports(_viewer.Role) && receipt.For == _viewer.Organisation;

    /// <summary>Why the viewer sees a lead's records, beyond what they may read anyway; null when that is all.</summary>
    public Ground? GroundFor(Lead lead) =>
        HasTakenUp(lead) ? Ground.TakenUp
        : _state.Disclosures.ContainsKey(lead.Id) ? Ground.Disclosed
        : null;

    private bool IsDisclosed(Lead lead, Record left, Record right) =>
        _state.Disclosures.ContainsKey(lead.Id)
        && (HasTakenUp(lead) || ((Sees(left) || Sees(right)) && LeadDisclosure.IsInContact(_state, lead)));

    private bool HasTakenUp(Lead lead) =>
        _viewer.Role == Role.ChildProtection && lead.Status != LeadStatus.Withdrawn && _state.Disclosures.TryGetValue(lead.Id, out var disclosure)
        && disclosure.Acts.Any(act => act.Kind == DisclosureActKind.TakenUp && act.By == _viewer.User);

    /// <summary>Whether the viewer's organisation has a part in a lead at all, and so is told that there may be a family.</summary>
    public bool IsPartyTo(Lead lead) =>
        _state.Records.TryGetValue(lead.Left, out var left) && _state.Records.TryGetValue(lead.Right, out var right) && (_blind ? Sees(left) && Sees(right) : Sees(left) || Sees(right));

    /// <summary>Whether the viewer sees why a gate stays closed and what restrictions say: supervisors and child protection, about a child they may see.</summary>
    public bool SeesRestrictions(Person child) =>
        (_viewer.Role == Role.ChildProtection && !_blind)
        // A wristband in hand says who the child is, and not that one decides about it.
        || (_viewer.Role == Role.Supervisor && (CareOf(child) is not (null or Ground.Code) || _state.RecordsOf(child).Any(record => record.Owner == _viewer.Organisation)));

    /// <summary>
    /// The notes of a record the viewer may read. What was written about a restriction, about what a child needs, or about where
    /// an adult is held isn't for everybody who may read the record.
    /// </summary>
    public IEnumerable<Note> NotesOf(Record record) => !Sees(record) ? [] : record.Notes.Where(note => Sees(record, note.Kind));

    /// <summary>How many notes on what a child needs are there and closed to the viewer, who is told only that there are some.</summary>
    public int ClosedNeedsOf(Record record) => Sees(record) && !Sees(record, NoteKind.Needs) ? record.Notes.Count(note => note.Kind == NoteKind.Needs) : 0;

    /// <summary>
    /// Whether the place of an adult may be told. Where somebody is held is sealed to legal aid and to the worker of the family's
    /// child; everybody else is told that the adult can't come now.
    /// </summary>
    public bool SeesPlaceOf(Person adult, Whereabouts whereabouts, Id<Place>? place) => !IsHeldAt(whereabouts, place) || IsTheFamilys(adult);

    /// <summary>Whether the viewer may read how to reach those who may collect a child: legal aid that reads the child, and the child's worker.</summary>
    public bool SeesCollectorsContacts(Person child) =>
        (_viewer.Role == Role.LegalAid && RecordsOf(child).Any()) || _state.Cluster(child).Any(member => member.Child?.Worker == _viewer.User);

    private bool Sees(Record record, NoteKind kind) => kind switch
    {
        NoteKind.Restriction or NoteKind.CourtDocument => Permissions.Supervises(_viewer.Role),
        NoteKind.Needs => _state.Find(record.Person) is not { Child: not null } child || CareOf(child) is not null,
        NoteKind.WhereTo => _state.Find(record.Person) is not { Adult: not null } adult || IsTheFamilys(adult),
        _ => true,
    };

    private bool IsHeldAt(Whereabouts whereabouts, Id<Place>? place) =>
        whereabouts == Whereabouts.HeldMoved || (place is { } id && _state.Places.TryGetValue(id, out var at) && at.Kind == PlaceKind.DetentionFacility);

    private bool IsTheFamilys(Person adult) =>
        _viewer.Role == Role.LegalAid
        || _state.Cluster(_state.Resolve(adult)).SelectMany(member => member.Relationships).Select(id => _state.Relationships[id])
            .Any(known => known.Status != RelationshipStatus.Refuted && _state.Find(known.Child) is { } child
                && _state.Cluster(child).Any(member => member.Child?.Worker == _viewer.User));

    /// <summary>The records of a person the viewer may read.</summary>
    public IEnumerable<Record> RecordsOf(Person person) => _state.RecordsOf(person).Where(Sees);

    /// <summary>How many records of a person belong to others and stay closed.</summary>
    public int RecordsOfOthers(Person person) => _state.RecordsOf(person).Count(r => !Sees(r));

    /// <summary>The newest readable details of a person, for a row in a list; null when there are none to read.</summary>
    public PersonDetails? DetailsOf(Person person)
    {
        // Nearly every person has one record; lists of thousands are made here.
        if (person is { Linked.IsEmpty: true, Records: [var only] })
        {
            var record = _state.Records[only];
            return Sees(record) ? record.Details : null;
        }

        return RecordsOf(person).Where(r => r.Details is not null)
            .OrderByDescending(r => r.Details!.DisplayName() is not null).ThenByDescending(r => r.Recorded)
            .FirstOrDefault()?.Details;
    }

    /// <summary>Why the viewer may read something of a person; null when they see code, state, place and since only.</summary>
    public Ground? GroundFor(Person person) =>
        !Permissions.ReadsAndReports(_viewer.Role) ? null
        // That somebody answers for the child says more than that they once wrote it down, and isn't counted as looking around.
        : CareOf(_state.Resolve(person)) ?? (_state.RecordsOf(_state.Resolve(person)).Any(record => record.Owner == _viewer.Organisation) ? Ground.OwnRecord
        : SeesRestrictions(person) ? Ground.Restrictions : null);

    private bool Cares(Person? person) => CareOf(person) is not null;

    private Ground? CareOf(Person? person) =>
        person is null ? null
        : CareOfChild(person) ?? (!_blind && _viewer.Moment is { } moment && IsShown(person, moment) ? Ground.Code : null);

    private bool IsShown(Person person, DateTimeOffset moment) =>
        // Nearly nobody is open by a code; lists of thousands are made here.
        (!person.CodesShown.IsEmpty || !person.Linked.IsEmpty)
        && _state.Cluster(person).Any(member => member.CodesShown.Any(one => one.To == _viewer.User && one.Until > moment));

    private Ground? CareOfChild(Person person) =>
        person.Child is not { } child ? null
        : child.Custody?.Holder.Organisation is { } holder && holder == _viewer.Organisation ? Ground.InOurCare
        : _blind ? null
        : child.Offer?.To.Organisation is { } offered && offered == _viewer.Organisation ? Ground.OfferedToUs
        : _state.Cluster(person).Any(p => p.Child!.Worker == _viewer.User) ? Ground.Assigned
        : !child.IsProvidedFor && _state.Cluster(person).Any(p => p.Child!.AssignedTo is { } duty && duty == _viewer.Organisation) ? Ground.Unaccompanied
        : _broken.Count > 0 && _broken.Contains(_state.Resolve(person).Id) ? Ground.BrokenGlass
        : null;
}
