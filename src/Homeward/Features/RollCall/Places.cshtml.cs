using Homeward.Domain;
using Homeward.Web.Acting;

namespace Homeward.Features.RollCall;

/// <summary>The places whose roll this person may call.</summary>
public sealed class PlacesModel : ActionPage
{
    /// <summary>Each place, what it has counted, and how many are still expected.</summary>
    public IReadOnlyList<(Place Place, PlaceTally Tally, int Open)> Places { get; private set; } = [];

    protected override Type Command => typeof(MarkRoll);

    public void OnGet() => Places =
        [.. from pair in State.Tallies
            where pair.Value.Expected > 0
            let place = State.Places[pair.Key]
            where RollCallModel.MayCall(place, Account.Organisation)
            orderby place.RunBy == Account.Organisation descending, place.Name
            select (place, pair.Value, pair.Value.Expected - pair.Value.Here - pair.Value.Collected - pair.Value.NotSeen)];
}
