using System.Collections.Immutable;
using Homeward.Domain.Collections;

namespace Homeward.Domain;

/// <summary>
/// Everything known about an incident at one moment. Immutable: a reader keeps the version it was given, and an earlier
/// version shares most of its memory with a later one.
/// </summary>
public sealed record IncidentState
{
    /// <summary>Before anything happened.</summary>
    public static readonly IncidentState Nothing = new();

    /// <summary>The incident; null until it has been opened.</summary>
    public Incident? Incident { get; init; }

    public PersistentMap<Id<Organisation>, Organisation> Organisations { get; init; } = PersistentMap<Id<Organisation>, Organisation>.Empty;

    /// <summary>Organisations that joined while people were on record. Whoever is not in here took part from the beginning.</summary>
    public PersistentMap<Id<Organisation>, Vouching> Vouching { get; init; } = PersistentMap<Id<Organisation>, Vouching>.Empty;

    public PersistentMap<Id<Place>, Place> Places { get; init; } = PersistentMap<Id<Place>, Place>.Empty;

    public PersistentMap<Id<Person>, Person> People { get; init; } = PersistentMap<Id<Person>, Person>.Empty;

    public PersistentMap<Id<Record>, Record> Records { get; init; } = PersistentMap<Id<Record>, Record>.Empty;

    public PersistentMap<Id<Declaration>, Declaration> Declarations { get; init; } = PersistentMap<Id<Declaration>, Declaration>.Empty;

    public PersistentMap<Id<TracingRequest>, TracingRequest> TracingRequests { get; init; } = PersistentMap<Id<TracingRequest>, TracingRequest>.Empty;

    public PersistentMap<Id<Relationship>, Relationship> Relationships { get; init; } = PersistentMap<Id<Relationship>, Relationship>.Empty;

    public PersistentMap<Id<Lead>, Lead> Leads { get; init; } = PersistentMap<Id<Lead>, Lead>.Empty;

    /// <summary>What was done to disclose leads across organisations; only those somebody acted on.</summary>
    public PersistentMap<Id<Lead>, Disclosure> Disclosures { get; init; } = PersistentMap<Id<Lead>, Disclosure>.Empty;

    /// <summary>Children somebody opened in an emergency.</summary>
    public PersistentMap<Id<BrokenGlass>, BrokenGlass> BrokenGlass { get; init; } = PersistentMap<Id<BrokenGlass>, BrokenGlass>.Empty;

    /// <summary>What must not be destroyed, and what had to be kept once.</summary>
    public PersistentMap<Id<LegalHold>, LegalHold> Holds { get; init; } = PersistentMap<Id<LegalHold>, LegalHold>.Empty;

    /// <summary>What is kept of hand-overs.</summary>
    public PersistentMap<Id<Receipt>, Receipt> Receipts { get; init; } = PersistentMap<Id<Receipt>, Receipt>.Empty;

    /// <summary>Records that were destroyed because their time was over.</summary>
    public PersistentMap<Id<Record>, Expired> Expired { get; init; } = PersistentMap<Id<Record>, Expired>.Empty;

    /// <summary>Keys that sealed reports are signed with, and those that ended.</summary>
    public PersistentMap<Id<ReportingKey>, ReportingKey> ReportingKeys { get; init; } = PersistentMap<Id<ReportingKey>, ReportingKey>.Empty;

    /// <summary>When the incident was closed; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The open pages; null while there are none.</summary>
    public FamilyPage? FamilyPage { get; init; }

    public PersistentMap<Id<FamilyCard>, FamilyCard> FamilyCards { get; init; } = PersistentMap<Id<FamilyCard>, FamilyCard>.Empty;

    /// <summary>Cards by the keyed print of their code.</summary>
    public PersistentMap<Guid, Id<FamilyCard>> CardsByCode { get; init; } = PersistentMap<Guid, Id<FamilyCard>>.Empty;

    /// <summary>What strangers wrote on the open pages. Nothing else here follows from it.</summary>
    public PersistentMap<Id<PublicClaim>, PublicClaim> Claims { get; init; } = PersistentMap<Id<PublicClaim>, PublicClaim>.Empty;

    /// <summary>How many of them nobody has closed.</summary>
    public int ClaimsWaiting { get; init; }

    /// <summary>Undecided leads that say two persons are one, by the persons their records were filed as.</summary>
    public PersistentMap<Id<Person>, ImmutableArray<Id<Lead>>> MaybeSame { get; init; } = PersistentMap<Id<Person>, ImmutableArray<Id<Lead>>>.Empty;

    /// <summary>Who claimed which child, by what they gave of themselves.</summary>
    public Claimants Claimants { get; init; } = Claimants.None;

    public PersistentMap<Id<Restriction>, Restriction> Restrictions { get; init; } = PersistentMap<Id<Restriction>, Restriction>.Empty;

    public PersistentMap<Id<Release>, Release> Releases { get; init; } = PersistentMap<Id<Release>, Release>.Empty;

    /// <summary>Persons by the code on screens and paper.</summary>
    public PersistentMap<Code, Id<Person>> Codes { get; init; } = PersistentMap<Code, Id<Person>>.Empty;

    public PersistentMap<Id<Place>, PlaceTally> Tallies { get; init; } = PersistentMap<Id<Place>, PlaceTally>.Empty;

    /// <summary>Agencies that must be told, in the order they were listed.</summary>
    public ImmutableList<Agency> Agencies { get; init; } = [];

    /// <summary>Figures somebody stated, in the order we learned of them.</summary>
    public ImmutableList<Figure> Figures { get; init; } = [];

    /// <summary>Lists that were begun and not finished.</summary>
    public ImmutableList<UnfinishedImport> UnfinishedImports { get; init; } = [];

    public CensusCounts Counts { get; init; } = CensusCounts.None;

    /// <summary>Events on the incident's own stream so far.</summary>
    public int Version { get; init; }

    /// <summary>Journal position of the last event this state holds.</summary>
    public long Position { get; init; }

    /// <summary>When the last event was recorded.</summary>
    public DateTimeOffset LastRecorded { get; init; }

    /// <summary>How many other organisations have to vouch for one that joined while people were on record.</summary>
    public int VouchersNeeded => Math.Min(2, Organisations.Count - Vouching.Count);

    /// <summary>Whether an organisation is told of others' people: it took part from the beginning, or enough others vouch for it.</summary>
    public bool IsVouchedFor(Id<Organisation> organisation) =>
        !Vouching.TryGetValue(organisation, out var vouching) || vouching.By.Length >= VouchersNeeded;

    /// <summary>How many events a stream holds, whatever the stream is.</summary>
    public int VersionOf(Guid stream) =>
        stream == Guid.Empty ? Version
        : People.TryGetValue(new(stream), out var person) ? person.Version
        : Leads.TryGetValue(new(stream), out var lead) ? lead.Version
        : FamilyCards.TryGetValue(new(stream), out var card) ? card.Version
        : Claims.TryGetValue(new(stream), out var claim) ? claim.Version
        : 0;

    /// <summary>The person a person is counted as: itself, or the one it was linked into.</summary>
    public Person Resolve(Person person)
    {
        while (person.CountedAs is { } other)
        {
            person = People[other];
        }

        return person;
    }

    /// <summary>The person behind an id, resolved to the one it is counted as; null when there is none.</summary>
    public Person? Find(Id<Person> id) => People.TryGetValue(id, out var person) ? Resolve(person) : null;

    /// <summary>The person and everybody linked into it.</summary>
    public IEnumerable<Person> Cluster(Person person)
    {
        yield return person;
        foreach (var linked in person.Linked)
        {
            foreach (var member in Cluster(People[linked]))
            {
                yield return member;
            }
        }
    }

    /// <summary>The cards an adult was given, whoever it is linked with, the newest first.</summary>
    public IEnumerable<FamilyCard> CardsOf(Person adult) =>
        FamilyCards.Values.Where(card => Find(card.Adult)?.Id == adult.Id).OrderByDescending(card => card.IssuedAt);

    /// <summary>Every record of a person, those of linked persons included.</summary>
    public IEnumerable<Record> RecordsOf(Person person) => Cluster(person).SelectMany(p => p.Records).Select(id => Records[id]);

    /// <summary>Whether two records are already counted as one person.</summary>
    public bool SamePerson(Id<Record> left, Id<Record> right) =>
        Records.TryGetValue(left, out var a) && Records.TryGetValue(right, out var b) && Find(a.Person)?.Id == Find(b.Person)?.Id;

    /// <summary>
    /// The state without what these records said: as it would be made from a journal in which their keys are destroyed. Counts,
    /// custody and links stay.
    /// </summary>
    public IncidentState Forget(IEnumerable<Id<Record>> records)
    {
        var (kept, claims) = (Records, Claims);
        foreach (var id in records)
        {
            if (claims.TryGetValue(new(id.Value), out var claim) && claim.Words is not null)
            {
                claims = claims.Set(claim.Id, claim with { Words = null });
            }

            if (kept.TryGetValue(id, out var record) && (record.Details is not null || !record.Notes.IsEmpty || !record.Facts.IsEmpty || !record.Documents.IsEmpty))
            {
                // When it was filed and by whom says nothing of the person; a correction can no longer be told from the first word.
                var first = record.Earlier is [var filed, ..] ? filed : null;
                kept = kept.Set(id, record with
                {
                    Details = null,
                    Earlier = [],
                    Notes = [],
                    Facts = [],
                    Documents = [],
                    Occurred = first?.Occurred ?? record.Occurred,
                    Recorded = first?.Recorded ?? record.Recorded,
                    FiledBy = first?.By ?? record.FiledBy,
                });
            }
        }

        return ReferenceEquals(kept, Records) && ReferenceEquals(claims, Claims) ? this : Claimants.Indexed(this with { Records = kept, Claims = claims });
    }

    internal IncidentState With(Person person)
    {
        People.TryGetValue(person.Id, out var before);
        return this with
        {
            People = People.Set(person.Id, person),
            Counts = Counts.Moved(before, person),
            Tallies = Tally(before, person),
        };
    }

    private PersistentMap<Id<Place>, PlaceTally> Tally(Person? before, Person after)
    {
        if (after.Child is not { } child || (ReferenceEquals(before?.Child, child) && before?.CountedAs == after.CountedAs))
        {
            return Tallies;
        }

        return Count(before is null ? Tallies : Count(Tallies, before, before.Child!, -1), after, child, +1);
    }

    private static PersistentMap<Id<Place>, PlaceTally> Count(PersistentMap<Id<Place>, PlaceTally> tallies, Person person, ChildFacts child, int by)
    {
        foreach (var roll in child.Rolls)
        {
            var tally = tallies.TryGetValue(roll.Place, out var t) ? t : default;
            tallies = tallies.Set(roll.Place, roll.Mark switch
            {
                RollMark.Here => tally with { Expected = tally.Expected + by, Here = tally.Here + by },
                RollMark.Collected => tally with { Expected = tally.Expected + by, Collected = tally.Collected + by },
                RollMark.NotSeen => tally with { Expected = tally.Expected + by, NotSeen = tally.NotSeen + by },
                _ => tally with { Expected = tally.Expected + by },
            });
        }

        // A child counted as another is in care once, where the other is; one who died is in nobody's care any more.
        if (child is { Died: false, Custody.Holder.Place: { } place } && person.CountedAs is null)
        {
            var tally = tallies.TryGetValue(place, out var t) ? t : default;
            tallies = tallies.Set(place, tally with { InCare = tally.InCare + by });
        }

        return tallies;
    }
}

/// <summary>A person's short code, as a key.</summary>
public readonly record struct Code(string Text);
