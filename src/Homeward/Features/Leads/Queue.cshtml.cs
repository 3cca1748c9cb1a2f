using Homeward.Domain;
using Homeward.Features.People;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.Leads;

/// <summary>
/// Possible links, the strongest first. Side by side only what this viewer may see on both sides; of everything else only
/// that there may be a family, and the code of one's own record.
/// </summary>
public sealed class QueueModel : ActionPage
{
    public const string Open = "open";
    public const string Later = "later";
    public const string Decided = "decided";

    private const int MostShown = 50;

    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    /// <summary>Leads with another organisation: our own code, how strong when that is told, and what is asked of us now.</summary>
    public ListPage<AcrossRow>? Across { get; private set; }

    /// <summary>Leads at which a child waits for child protection, the longest wait first.</summary>
    public IReadOnlyList<(Lead Lead, DateTimeOffset? Since)> Escalated { get; private set; } = [];

    public int EscalatedCount { get; private set; }

    public int Total { get; private set; }

    public int OpenCount { get; private set; }

    public int LaterCount { get; private set; }

    public int DecidedCount { get; private set; }

    protected override Type Command => typeof(DecideLead);

    public void OnGet(string? p)
    {
        Show = Show is Later or Decided ? Show : Open;
        var sight = Sight;
        var seen = State.Leads.Values.Where(sight.Sees).ToList();
        OpenCount = seen.Count(lead => lead.Status == LeadStatus.Open);
        LaterCount = seen.Count(lead => lead.Status == LeadStatus.CannotTellYet);
        DecidedCount = seen.Count(IsDecided);
        var chosen = (Show switch
        {
            Later => seen.Where(lead => lead.Status == LeadStatus.CannotTellYet).OrderByDescending(lead => lead.Bits),
            Decided => seen.Where(IsDecided).OrderByDescending(lead => lead.DecidedAt),
            _ => seen.Where(lead => lead.Status == LeadStatus.Open).OrderByDescending(lead => lead.Bits),
        }).ThenBy(lead => lead.Id.Value).ToList();
        Total = chosen.Count;
        Rows = [.. chosen.Take(MostShown).Select(RowOf)];
        Listed(Rows.SelectMany(row => (Person[])[State.People[State.Records[row.Lead.Left].Person], State.People[State.Records[row.Lead.Right].Person]]));
        if (Show == Open)
        {
            Across = ListPage<AcrossRow>.Of(AcrossRows(sight), _ => true, p);
            if (Account.Role == Role.ChildProtection)
            {
                List<(Lead Lead, DateTimeOffset? Since)> waiting =
                [
                    .. from lead in State.Leads.Values
                       where lead.Status is LeadStatus.Open or LeadStatus.CannotTellYet && !sight.IsPartyTo(lead) && !sight.Sees(lead)
                           && State.Records[lead.Left].Owner != State.Records[lead.Right].Owner
                       let disclosure = LeadDisclosure.Of(State, lead, Here.Now)
                       where disclosure.MayBeTakenUp
                       orderby lead.Band descending, lead.ProposedAt, lead.Id.Value
                       select (lead, disclosure.EscalatedAt),
                ];
                (EscalatedCount, Escalated) = (waiting.Count, [.. waiting.Take(MostShown)]);
            }
        }
    }

    private List<AcrossRow> AcrossRows(Sight sight) =>
    [
        .. from lead in State.Leads.Values
           where lead.Status is LeadStatus.Open or LeadStatus.CannotTellYet && sight.IsPartyTo(lead) && !sight.Sees(lead)
           let disclosure = LeadDisclosure.Of(State, lead, Here.Now)
           let side = disclosure.SideOf(sight)!.Value
           let quiet = disclosure.QuietUntil(side) is not null
           orderby disclosure.Step descending, quiet, lead.Band descending, lead.ProposedAt, lead.Id.Value
           select new AcrossRow(
               lead, State.People[State.Records[disclosure.RecordOf(side)].Person].Code, quiet ? null : lead.Band, disclosure.Asks(side, Account.Id)),
    ];

    private static bool IsDecided(Lead lead) => lead.Status is LeadStatus.Confirmed or LeadStatus.Rejected;

    private Row RowOf(Lead lead)
    {
        var (left, right) = (State.Records[lead.Left], State.Records[lead.Right]);
        return new(lead, NameIn(left), CodeOf(left), NameIn(right), CodeOf(right), Likelihood.InWords(lead.Probability, T));
    }

    private string NameIn(Record record) => record.Details?.DisplayName() ?? T["act.no_name"];

    private string CodeOf(Record record) => State.People[record.Person].Code;

    /// <summary>One line of the queue.</summary>
    public sealed record Row(Lead Lead, string Left, string LeftCode, string Right, string RightCode, string Probability);

    /// <summary>A lead with another organisation, as one side is told of it.</summary>
    public sealed record AcrossRow(Lead Lead, string Code, LeadBand? Band, DisclosureAsks Asks);
}
