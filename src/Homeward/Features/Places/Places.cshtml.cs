using Homeward.Domain;
using Homeward.Features.Board;
using Homeward.Web;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.Places;

/// <summary>Every place: what it expects, who is there, who was collected or not seen, and when it was last heard from.</summary>
public sealed class PlacesModel : IncidentPage
{
    [FromQuery]
    public bool Silent { get; set; }

    public IReadOnlyList<BoardModel.PlaceRow> Rows { get; private set; } = [];

    public int All { get; private set; }

    public int SilentCount { get; private set; }

    /// <summary>Places that nothing was heard from yet.</summary>
    public IReadOnlyList<Place> Others { get; private set; } = [];

    public void OnGet()
    {
        var rows = BoardModel.PlaceRows(State, Here.Moment).ToList();
        All = rows.Count;
        SilentCount = rows.Count(row => row.Silent);
        Rows = Silent ? [.. rows.Where(row => row.Silent)] : rows;
        var heard = rows.Select(row => row.Place.Id).ToHashSet();
        Others = [.. State.Places.Values.Where(place => !heard.Contains(place.Id)).OrderBy(place => place.Name, StringComparer.Ordinal)];
    }
}
