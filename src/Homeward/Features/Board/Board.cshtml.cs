using Homeward.Domain;
using Homeward.Web;

namespace Homeward.Features.Board;

/// <summary>The sentence a duty officer says, what stands behind it, and what needs a person now.</summary>
public sealed class BoardModel : IncidentPage
{
    /// <summary>A place that was heard from and then not for this long is called silent.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromHours(1);

    /// <summary>A place as the board shows it.</summary>
    public sealed record PlaceRow(Place Place, PlaceTally Tally, bool Silent);

    private const int MostPlaces = 12;

    public CensusRange Census { get; private set; } = null!;

    public BoardScan Scan { get; private set; } = null!;

    public IReadOnlyList<PlaceRow> Places { get; private set; } = [];

    public int PlacesHeard { get; private set; }

    public int PlacesSilent { get; private set; }

    /// <summary>Agencies that have not acknowledged, in the order they were listed.</summary>
    public IReadOnlyList<Agency> NotTold { get; private set; } = [];

    public int StrongLeads { get; private set; }

    public PlacesMap Map { get; private set; } = null!;

    public void OnGet()
    {
        Census = CensusRange.Of(State);
        Scan = BoardScan.Of(State, Here.Moment);
        NotTold = [.. State.Agencies.Where(agency => agency.Acknowledged is null)];
        var rows = PlaceRows(State, Here.Moment).ToList();
        PlacesHeard = rows.Count(row => row.Tally.LastHeard is not null);
        PlacesSilent = rows.Count(row => row.Silent);
        Places = [.. rows.Take(MostPlaces)];
        Map = PlacesMap.Of(rows);
        Listed(Scan.Tasks.Count(waiting => Reading.Opens(waiting.Person)));
        foreach (var lead in State.Leads.Values)
        {
            StrongLeads += lead is { Status: LeadStatus.Open, Band: LeadBand.Strong } ? 1 : 0;
        }
    }

    /// <summary>Every place that was heard from or expects children, those with children not seen first, then those with most children.</summary>
    public static IEnumerable<PlaceRow> PlaceRows(IncidentState state, DateTimeOffset moment) =>
        from place in state.Places.Values
        let tally = state.Tallies.TryGetValue(place.Id, out var known) ? known : default
        where tally != default
        orderby tally.NotSeen descending, tally.InCare + tally.Here descending, place.Name
        select new PlaceRow(place, tally, tally.LastHeard is { } heard && moment - heard > Silence);
}
