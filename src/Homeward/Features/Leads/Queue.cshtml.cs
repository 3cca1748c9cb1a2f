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

    /// <summary>Own records that may have family with another organisation: code, strongest band, how many such leads.</summary>
    public ListPage<(string Code, LeadBand Band, int Count)>? Across { get; private set; }

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
        if (Show == Open)
        {
            List<(string, LeadBand, int)> across = [.. from lead in State.Leads.Values
                         where lead.Status is LeadStatus.Open or LeadStatus.CannotTellYet && sight.IsPartyTo(lead) && !sight.Sees(lead)
                         let ours = sight.Sees(State.Records[lead.Left]) ? lead.Left : lead.Right
                         let person = State.Find(State.Records[ours].Person)!
                         group lead by person.Code into ofOne
                         let band = ofOne.Max(lead => lead.Band)
                         orderby band descending, ofOne.Key
                         select (ofOne.Key, band, ofOne.Count())];
            Across = ListPage<(string, LeadBand, int)>.Of(across, _ => true, p);
        }
    }

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
}
