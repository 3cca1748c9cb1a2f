namespace Homeward.Domain;

/// <summary>
/// Says of each record when it has to be destroyed and why, or why it stays. It follows from what happened and from nothing else: the same history
/// and the same moment always give the same answer.
/// </summary>
/// <remarks>
/// Declarations, restrictions, and whatever concerns a child who isn't with a parent or verified caregiver stay, however long it takes. What ends
/// is told in <see cref="ExpiryReason"/>; a legal hold stops each of them. Made for one state, because it reads who belongs to whom once.
/// </remarks>
public sealed class Expiry
{
    /// <summary>How long a public claim lasts after the last contact with whoever filed it.</summary>
    public static readonly TimeSpan AfterContact = TimeSpan.FromDays(14);

    /// <summary>How long what was said of a family lasts after its last child came to a parent or verified caregiver.</summary>
    public static readonly TimeSpan AfterReunification = TimeSpan.FromDays(7);

    /// <summary>How long an incident's key lasts after the incident was closed.</summary>
    public static readonly TimeSpan AfterClosing = TimeSpan.FromDays(30);

    private readonly IncidentState state;
    private readonly List<LegalHold> holds;
    private readonly HashSet<Id<Record>> declaring;
    private readonly HashSet<Id<Person>> restricted = [];
    private readonly Dictionary<Id<Person>, HashSet<Id<Person>>> childrenOf = [];
    private readonly HashSet<Id<Person>>? only;

    /// <summary>Reads who belongs to whom.</summary>
    /// <param name="about">Records to be asked about, when it will be no others: then only what concerns them is looked up, which takes a large incident's writer less time.</param>
    public Expiry(IncidentState state, IReadOnlyCollection<Record>? about = null)
    {
        this.state = state;
        only = about is null ? null : Concerned(state, about);
        holds = [.. state.Holds.Values.Where(hold => hold.Holds)];
        declaring = [.. state.Declarations.Values.Select(declaration => declaration.Record)];
        foreach (var restriction in state.Restrictions.Values.Where(restriction => restriction.Holds))
        {
            Restricted(restriction.Child);
            Restricted(restriction.Against);
            Restricted(restriction.AgainstRecord is { } record ? state.Records[record].Person : null);
        }

        foreach (var relationship in state.Relationships.Values.Where(known => known.Status != RelationshipStatus.Refuted))
        {
            Belong(relationship.Adult, relationship.Child);
        }

        foreach (var declaration in state.Declarations.Values)
        {
            foreach (var dependent in declaration.Dependents)
            {
                Belong(declaration.Adult, dependent.Child);
            }
        }

        foreach (var release in state.Releases.Values)
        {
            Belong(state.Records[release.Claimant].Person, release.Child);
        }

        foreach (var request in state.TracingRequests.Values)
        {
            Belong(state.Records[request.Seeker].Person, state.Records[request.Sought].Person);
            Belong(state.Records[request.Sought].Person, state.Records[request.Seeker].Person);
        }

        foreach (var child in state.People.Values.Where(person => person.Child is not null))
        {
            foreach (var step in child.Child!.Chain)
            {
                if (step.To?.Caregiver is { } caregiver)
                {
                    Belong(caregiver, child.Id);
                }
            }
        }
    }

    /// <summary>What becomes of every record that hasn't been destroyed yet.</summary>
    public IEnumerable<RecordFate> All() => state.Records.Values.Where(record => !state.Expired.ContainsKey(record.Id)).Select(Of);

    /// <summary>When each public claim that hasn't ended yet does, and whether a hold on the whole incident freezes that.</summary>
    public IEnumerable<(PublicClaim Claim, Ending Ends, Id<LegalHold>? Hold)> Claims()
    {
        var held = holds.Find(hold => hold.OnIncident)?.Id;
        return state.Claims.Values.Where(claim => !state.Expired.ContainsKey(claim.Record))
            .Select(claim => (claim, new Ending(ExpiryReason.PublicClaim, claim.LastContact, claim.LastContact + AfterContact), held));
    }

    /// <summary>The public claims to be destroyed now.</summary>
    public IEnumerable<PublicClaim> ClaimsDue(DateTimeOffset now) => Claims().Where(one => one.Hold is null && one.Ends.At <= now).Select(one => one.Claim);

    /// <summary>What becomes of one record.</summary>
    public RecordFate Of(Record record)
    {
        var person = state.Find(record.Person)!;
        var fate = Own(record, person);
        if (fate.Ends is not null && MaySomebodyElseNeed(person))
        {
            fate = new(record.Id, person.Id, Stays: StaysBecause.MayBeAnother);
        }

        return fate with { Hold = holds.Find(hold => hold.Concerns(state, person) || hold.Concerns(state, state.People[record.Person]))?.Id };
    }

    /// <summary>When the incident's key has to be destroyed; null while the incident is open.</summary>
    public static DateTimeOffset? KeyEnds(IncidentState state) => state.ClosedAt + AfterClosing;

    /// <summary>Whether the incident's key is to be destroyed now: long enough closed, and nothing in it is held.</summary>
    public static bool IsKeyDue(IncidentState state, DateTimeOffset now) => KeyEnds(state) <= now && !state.Holds.Values.Any(hold => hold.Holds);

    private RecordFate Own(Record record, Person person) =>
        declaring.Contains(record.Id) ? Stays(record, person, StaysBecause.Declaration)
        : restricted.Contains(person.Id) ? Stays(record, person, StaysBecause.Restriction)
        : person.Child is not null ? OfChild(record, person)
        : OfAdult(record, person);

    private RecordFate OfChild(Record record, Person child) =>
        ReunitedAt(child) is not { } since ? Stays(record, child, StaysBecause.ChildNotWithFamily)
        : Ends(record, child, ExpiryReason.Reunification, since, AfterReunification);

    private RecordFate OfAdult(Record record, Person adult)
    {
        // Somebody who isn't free, or of whom nobody knows, is somebody whom a family may still look for.
        if (state.Cluster(adult).Any(member => member.Adult is { InCensus: true } facts && facts.Whereabouts is not (Whereabouts.Released or Whereabouts.NotTransported or Whereabouts.SafeElsewhere)))
        {
            return Stays(record, adult, StaysBecause.AdultNotFree);
        }

        if (!childrenOf.TryGetValue(adult.Id, out var children))
        {
            return Stays(record, adult, StaysBecause.NoFamilyKnown);
        }

        var last = DateTimeOffset.MinValue;
        foreach (var id in children)
        {
            if (ReunitedAt(state.People[id]) is not { } at)
            {
                return Stays(record, adult, StaysBecause.ChildNotWithFamily);
            }

            last = at > last ? at : last;
        }

        return Ends(record, adult, ExpiryReason.Reunification, last, AfterReunification);
    }

    // When we learned that the child is with a parent or verified caregiver; null while it isn't.
    private DateTimeOffset? ReunitedAt(Person person) =>
        person.State == ChildState.WithParentOrVerifiedCaregiver && person.Child!.ReleasedBy is { } by && !person.Child.Alarm ? state.Releases[by].EndedAt : null;

    // An undecided lead says that this may be a child who isn't with its family yet, or its parent. What would decide it must not be gone before.
    private bool MaySomebodyElseNeed(Person person) => MaybeSame.Of(state, person).Any(one => state.RecordsOf(one.Other).Any(other => Own(other, one.Other).Stays is
        StaysBecause.ChildNotWithFamily or StaysBecause.AdultNotFree or StaysBecause.Restriction));

    private void Restricted(Id<Person>? person)
    {
        if (person is { } id && state.Find(id) is { } known)
        {
            restricted.Add(known.Id);
        }
    }

    // Everybody whose family decides about these records: the people themselves, and those with whom one of them may be the same.
    private static HashSet<Id<Person>> Concerned(IncidentState state, IReadOnlyCollection<Record> about)
    {
        var concerned = new HashSet<Id<Person>>();
        foreach (var person in about.Select(record => state.Find(record.Person)!))
        {
            foreach (var one in MaybeSame.Of(state, person).Select(same => same.Other).Prepend(person))
            {
                concerned.UnionWith(state.Cluster(one).Select(member => member.Id));
            }
        }

        return concerned;
    }

    private void Belong(Id<Person> adult, Id<Person> child)
    {
        if (only?.Contains(adult) == false)
        {
            return;
        }

        if (state.Find(adult) is { Adult: not null } grown && state.Find(child) is { Child: not null } young)
        {
            if (!childrenOf.TryGetValue(grown.Id, out var children))
            {
                childrenOf[grown.Id] = children = [];
            }

            children.Add(young.Id);
        }
    }

    private static RecordFate Ends(Record record, Person person, ExpiryReason reason, DateTimeOffset since, TimeSpan after) => new(record.Id, person.Id, new(reason, since, since + after));

    private static RecordFate Stays(Record record, Person person, StaysBecause because) => new(record.Id, person.Id, Stays: because);
}

/// <summary>What becomes of a record.</summary>
/// <param name="Person">The person it is counted as.</param>
/// <param name="Ends">Why and when it ends; null while it stays.</param>
/// <param name="Stays">Why it stays; null when it ends.</param>
/// <param name="Hold">The legal hold that freezes its end.</param>
public sealed record RecordFate(Id<Record> Record, Id<Person> Person, Ending? Ends = null, StaysBecause? Stays = null, Id<LegalHold>? Hold = null)
{
    /// <summary>Whether it is to be destroyed now.</summary>
    public bool IsDue(DateTimeOffset now) => Hold is null && Ends?.At <= now;
}

/// <summary>Why a record ends, what the time is counted from, and when it is over.</summary>
public sealed record Ending(ExpiryReason Reason, DateTimeOffset Since, DateTimeOffset At);

/// <summary>A record that was destroyed, why, and when.</summary>
public sealed record Expired(Id<Record> Record, ExpiryReason Reason, DateTimeOffset Since, DateTimeOffset At);

[System.Text.Json.Serialization.JsonConverter(typeof(SnakeCase<ExpiryReason>))]
public enum ExpiryReason
{
    /// <summary>A claim that somebody filed on the public page, and nobody has been in contact about since.</summary>
    PublicClaim,

    /// <summary>Every child it concerns is with a parent or verified caregiver, and the receipt is written.</summary>
    Reunification,
}

[System.Text.Json.Serialization.JsonConverter(typeof(SnakeCase<StaysBecause>))]
public enum StaysBecause { Declaration, Restriction, ChildNotWithFamily, AdultNotFree, NoFamilyKnown, MayBeAnother }
