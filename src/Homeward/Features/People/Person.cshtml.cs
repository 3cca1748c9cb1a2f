using Homeward.Access.Reads;
using Homeward.Domain;
using Homeward.Features.Relationships;
using Homeward.Web;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.People;

/// <summary>
/// One person: what must not happen, where and with whom now, what they need, the chain of custody with its gaps, what was
/// said by whom and where it differs, the family, and the leads.
/// </summary>
public sealed class PersonModel : IncidentPage
{
    private const int MostReads = 10;

    public Person Person { get; private set; } = null!;

    /// <summary>The records this viewer may read, the newest first.</summary>
    public IReadOnlyList<Record> Records { get; private set; } = [];

    /// <summary>How many records belong to others and stay closed.</summary>
    public int ClosedRecords { get; private set; }

    /// <summary>Whether the viewer reads anything about this person; otherwise only state, place and since are shown.</summary>
    public bool Open { get; private set; }

    /// <summary>The child protection organisation the child is assigned to by itself.</summary>
    public Id<Organisation>? AssignedTo => State.Cluster(Person).Select(member => member.Child?.AssignedTo).FirstOrDefault(duty => duty is not null);

    /// <summary>Who may collect this child, as any readable record says.</summary>
    public IReadOnlyList<Collector> Collectors =>
        [.. Records.SelectMany(record => record.Details?.Collectors ?? []).DistinctBy(collector => (string.Join(' ', NameSearch.Words(collector.Name)), collector.Phone))];

    public IReadOnlyList<Restriction> Restrictions { get; private set; } = [];

    public IReadOnlyList<CustodyChain.Link> Chain { get; private set; } = [];

    /// <summary>The chains of custody of other records of this child. They stay as they were, whatever was decided to stand.</summary>
    public IReadOnlyList<(Person Record, IReadOnlyList<CustodyChain.Step> Links)> SetAside { get; private set; } = [];

    public IReadOnlyList<Contradictions.Difference> Differences { get; private set; } = [];

    public IReadOnlyList<Relationship> Family { get; private set; } = [];

    public IReadOnlyList<Person> Siblings { get; private set; } = [];

    public IReadOnlyList<Lead> Leads { get; private set; } = [];

    /// <summary>Who opened this person lately, the newest first; to those who may read anything of them.</summary>
    public IReadOnlyList<PersonRead> OpenedBy { get; private set; } = [];

    /// <summary>The adult's declarations the viewer may read.</summary>
    public IReadOnlyList<Declaration> Declarations { get; private set; } = [];

    /// <summary>Whether the viewer can open the lead: both sides are theirs to see, and deciding is part of their role.</summary>
    public bool MayDecide(Lead lead) =>
        ActionPage.May(Account.Role, typeof(DecideLead)) && Reading.Sees(State.Records[lead.Left]) && Reading.Sees(State.Records[lead.Right]);

    /// <summary>Whether the viewer's organisation finds out about the lead step by step with another.</summary>
    public bool MayTakeSteps(Lead lead) =>
        Here.AsOf is null && ActionPage.May(Account.Role, typeof(AgreeToNames)) && lead.Status is LeadStatus.Open or LeadStatus.CannotTellYet;

    /// <summary>How strong a lead is, unless a record of it was filed or changed by the viewer's side just now.</summary>
    public LeadBand? BandOf(Lead lead)
    {
        var disclosure = LeadDisclosure.Of(Engine.Current, lead, Here.Now);
        return disclosure.SideOf(new(Engine.Current, new(Account.Id, Account.Organisation, Account.Role))) is { } side && disclosure.QuietUntil(side) is not null ? null : lead.Band;
    }

    public IActionResult OnGet(string person)
    {
        if (PersonCodes.Read(person) is { } asked && !State.Codes.ContainsKey(new Code(asked)))
        {
            LookBeside();
        }

        if (PersonCodes.Read(person) is not { } code || !State.Codes.TryGetValue(new Code(code), out var id) || State.Find(id) is not { } found)
        {
            return NotFound();
        }

        // A person counted as another is shown as that one; the address says so.
        if (found.Code != code)
        {
            return Redirect(Here.To("people/" + found.Code));
        }

        Person = found;
        Opened(found);
        Records = [.. Reading.RecordsOf(found).OrderByDescending(record => record.Recorded)];
        Open = Records.Count > 0;
        ClosedRecords = State.RecordsOf(found).Count() - Records.Count;
        Differences = Contradictions.In(Records, Reading, T);
        Family =
        [
            .. State.Cluster(found).SelectMany(member => member.Relationships).Distinct()
                .Select(one => State.Relationships[one])
                .Where(relationship => Open || OtherSide(relationship) is { } other && Reading.Opens(other))
                .OrderBy(relationship => relationship.Status == RelationshipStatus.Refuted).ThenByDescending(relationship => relationship.Status),
        ];
        if (found.Child is { } child)
        {
            Chain = Open ? CustodyChain.Of(child, Here.Moment) : [];
            SetAside = !Open ? [] :
            [
                .. from member in State.Cluster(found)
                   where member.Id != found.Id && !member.Child!.Chain.IsEmpty
                   select (member, (IReadOnlyList<CustodyChain.Step>)[.. CustodyChain.Of(member.Child!, Here.Moment).OfType<CustodyChain.Step>()]),
            ];
            Siblings = [.. child.Siblings.Select(one => State.Find(one)).OfType<Person>().Where(one => one.Id != found.Id && (Open || Reading.Opens(one))).DistinctBy(one => one.Id)];
            Restrictions = Reading.SeesRestrictions(found)
                ? [.. State.Cluster(found).SelectMany(member => member.Child!.Restrictions).Select(one => State.Restrictions[one]).OrderByDescending(one => one.Holds).ThenBy(one => one.RaisedAt)]
                : [];
        }

        if (found.Adult is { } adult)
        {
            Declarations = [.. adult.Declarations.Select(one => State.Declarations[one]).Where(one => Reading.Sees(State.Records[one.Record])).OrderByDescending(one => one.Recorded)];
        }

        var mine = State.RecordsOf(found).Select(record => record.Id).ToHashSet();
        Leads = [.. State.Leads.Values.Where(lead => (mine.Contains(lead.Left) || mine.Contains(lead.Right)) && lead.Status != LeadStatus.Withdrawn && Reading.IsPartyTo(lead)).OrderByDescending(lead => lead.Probability)];
        OpenedBy = Open ? [.. Reads.Of(State.Cluster(found).Select(member => member.Id).ToHashSet()).Where(read => !read.Refused && !read.IsList).Take(MostReads)] : [];
        return Page();
    }

    /// <summary>The person on the other side of a relationship.</summary>
    public Person? OtherSide(Relationship relationship) => State.Find(Person.Kind == PersonKind.Child ? relationship.Adult : relationship.Child);

    /// <summary>Whether this viewer may look into a claim and say whether it is true.</summary>
    public bool MayLookInto(Relationship relationship) =>
        Here.AsOf is null && relationship.Status == RelationshipStatus.Claimed && ActionPage.May(Account.Role, typeof(VerifyRelationship))
        && ClaimsModel.MayLookInto(relationship, State, new(State, new(Account.Id, Account.Organisation, Account.Role)));

    /// <summary>The person on the other side of a lead.</summary>
    public Person? OtherSide(Lead lead)
    {
        var left = State.Records.TryGetValue(lead.Left, out var one) ? State.Find(one.Person) : null;
        var right = State.Records.TryGetValue(lead.Right, out var other) ? State.Find(other.Person) : null;
        return left?.Id == Person.Id ? right : left;
    }

    /// <summary>What a note about a restriction says, for those who may see it.</summary>
    public IEnumerable<Note> NotesAbout(Guid about) =>
        State.RecordsOf(Person).SelectMany(record => record.Notes).Where(note => note.About == about);

    /// <summary>The adult a restriction names, or nothing when it bars everybody.</summary>
    public string? Barred(Restriction restriction) => restriction switch
    {
        { Against: { } adult } => Reading.NameOf(adult),
        { AgainstRecord: { } record } when State.Records.TryGetValue(record, out var named) => named.Details?.DisplayName() ?? T["reading.no_name"],
        _ => null,
    };
}
