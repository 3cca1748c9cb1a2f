using Homeward.Domain;
using Homeward.Features.Board;
using Homeward.Features.Import;
using Homeward.Web;
using Homeward.Web.Acting;
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

    /// <summary>Who takes part, by name.</summary>
    public IReadOnlyList<Organisation> Organisations => [.. State.Organisations.Values.OrderBy(organisation => organisation.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>What this person may do about places: the page, and the text that names it.</summary>
    public IReadOnlyList<(string Page, string TextKey)> Doings { get; private set; } = [];

    public void OnGet()
    {
        var rows = BoardModel.PlaceRows(State, Here.Moment).ToList();
        All = rows.Count;
        SilentCount = rows.Count(row => row.Silent);
        Rows = Silent ? [.. rows.Where(row => row.Silent)] : rows;
        var heard = rows.Select(row => row.Place.Id).ToHashSet();
        Others = [.. State.Places.Values.Where(place => !heard.Contains(place.Id)).OrderBy(place => place.Name, StringComparer.Ordinal)];
        Doings = [.. FindDoings()];
    }

    private IEnumerable<(string, string)> FindDoings()
    {
        if (ActionPage.May(Account.Role, typeof(AddPlace)))
        {
            yield return ("places/add", "add_place.title");
        }

        if (ActionPage.May(Account.Role, typeof(AddOrganisation)))
        {
            yield return ("places/add-organisation", "add_organisation.title");
        }

        if (Enum.GetValues<ImportKind>().Any(kind => ImportRights.May(Account.Role, kind)))
        {
            yield return ("import", "import.title");
        }
    }
}
