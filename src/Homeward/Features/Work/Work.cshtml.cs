using Homeward.Domain;
using Homeward.Features.Reads;
using Homeward.Web.Acting;

namespace Homeward.Features.Work;

/// <summary>"What do you want to do?": one door for each thing this person's role does.</summary>
public sealed class WorkModel : ActionPage
{
    /// <summary>How many children the list of those in nobody's care names.</summary>
    public const int MostShown = 50;

    private static readonly (string Page, string Title, string What, Type Command)[] Everything =
    [
        ("intake", "intake.title", "work.intake", typeof(ReportChild)),
        ("roll", "roll.title", "work.roll", typeof(MarkRoll)),
        ("release", "release.title", "work.release", typeof(ConfirmAsSecondPerson)),
        ("desk", "desk_code.title", "work.desk", typeof(ShowByCode)),
        ("supervise", "supervise.title", "work.supervise", typeof(UpholdRestriction)),
        ("sighting", "sighting.title", "work.sighting", typeof(ReportChild)),
        ("tracing", "tracing.title", "work.tracing", typeof(RequestTracing)),
        ("declaration", "declaration.title", "work.declaration", typeof(MakeDeclaration)),
        ("whereabouts", "whereabouts_page.title", "work.whereabouts", typeof(ReportWhereabouts)),
        ("relationships", "relationships.title", "work.relationships", typeof(VerifyRelationship)),
        ("leads", "leads.title", "work.leads", typeof(DecideLead)),
        ("claims", "claims.title", "work.claims", typeof(CloseClaim)),
        ("family-page", "family_page.title", "work.family_page", typeof(OpenFamilyPage)),
        ("places/add", "add_place.title", "work.add_place", typeof(AddPlace)),
        ("places/add-organisation", "add_organisation.title", "work.add_organisation", typeof(AddOrganisation)),
        ("notifications/add", "list_agency.title", "work.list_agency", typeof(ListAgency)),
        // Whoever reports one by one may also bring a list.
        ("import", "import.title", "work.import", typeof(ReportChild)),
        ("stations", "stations.title", "work.stations", typeof(EnrolReportingKey)),
        ("keeping", "keeping.title", "work.keeping", typeof(PlaceHold)),
    ];

    public IReadOnlyList<(string Page, string Title, string What)> Doors { get; private set; } = [];

    /// <summary>Children another place offers to this organisation, waiting for a yes.</summary>
    public IReadOnlyList<Person> Offered { get; private set; } = [];

    /// <summary>Children in nobody's care that are assigned to this organisation by themselves, the longest first.</summary>
    public IReadOnlyList<Person> Unaccompanied { get; private set; } = [];

    /// <summary>How many messages from the open pages wait for this organisation.</summary>
    public int ClaimsWaiting => Permissions.AnswersFamilies(Account.Role) && State.FamilyPage?.AnsweredBy == Account.Organisation ? State.ClaimsWaiting : 0;

    /// <summary>How often others opened the people this person answers for, in the last day.</summary>
    public int OthersOpened { get; private set; }

    protected override Type Command => typeof(ReportChild);

    // Whoever has a part in the incident has something to do here, if only to look into who read what.
    protected override bool MayOpen => true;

    public void OnGet()
    {
        Doors =
        [
            .. Everything.Where(door => May(Account.Role, door.Command)).Select(door => (door.Page, door.Title, door.What)),
            .. Account.Role == Role.PrivacyOfficer ? [("reads", "reads.title", "work.reads")] : Array.Empty<(string, string, string)>(),
        ];
        Offered = May<AcceptTransfer>()
            ? [.. State.People.Values.Where(person => person.Child?.Offer is { } offer && offer.To.Organisation == Account.Organisation)
                .OrderBy(person => person.Child!.Offer!.At)]
            : [];
        Unaccompanied = Permissions.ReadsAndReports(Account.Role)
            ? [.. State.People.Values.Where(person => person is { CountedAs: null, Child: { IsInNobodysCare: true } }
                    && State.Cluster(person).Any(member => member.Child!.AssignedTo == Account.Organisation))
                .OrderBy(person => person.Child!.Since).ThenBy(person => person.Code, StringComparer.Ordinal)]
            : [];
        OthersOpened = OurPeople.OpenedBy(Reads, OurPeople.Of(Engine.Current, Account), Account, Here.Now).Count();
        Listed([.. Offered, .. Unaccompanied.Take(MostShown)]);
    }
}
