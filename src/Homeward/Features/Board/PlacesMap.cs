using System.Globalization;

namespace Homeward.Features.Board;

/// <summary>
/// A map drawn from the places' own coordinates, one circle a town: no tiles, no request to anybody. The coordinates are
/// of towns, so the map can show nothing more exact than that.
/// </summary>
public sealed class PlacesMap
{
    public const int Width = 640;
    private const int Margin = 60;
    private const double LargestRadius = 34;

    /// <summary>A town on the map: where, how large, how many children, and where its name stands.</summary>
    public sealed record Town(string Name, int Children, bool Silent, double X, double Y, double Radius, double LabelY)
    {
        public string CenterX => Number(X);

        public string CenterY => Number(Y);

        public string CircleRadius => Number(Radius);

        public string TextX => Number(X + Radius + 6);

        public string TextY => Number(LabelY);
    }

    private PlacesMap(IReadOnlyList<Town> towns, int height) => (Towns, Height) = (towns, height);

    public IReadOnlyList<Town> Towns { get; }

    public int Height { get; }

    public static PlacesMap Of(IEnumerable<BoardModel.PlaceRow> rows)
    {
        var towns = (from row in rows
                     where row.Place is { Latitude: not null, Longitude: not null }
                     group row by row.Place.Town into town
                     select (
                         Name: town.Key,
                         Latitude: town.Average(row => row.Place.Latitude!.Value),
                         Longitude: town.Average(row => row.Place.Longitude!.Value),
                         Children: town.Sum(row => row.Tally.InCare),
                         Silent: town.All(row => row.Silent))).ToList();
        if (towns.Count < 2)
        {
            return new PlacesMap([], 0);
        }

        var (south, north) = (towns.Min(town => town.Latitude), towns.Max(town => town.Latitude));
        var (west, east) = (towns.Min(town => town.Longitude), towns.Max(town => town.Longitude));

        // A degree of longitude is shorter than one of latitude, by the cosine of where we are.
        var shrink = Math.Cos((south + north) / 2 * Math.PI / 180);
        var scale = (Width - (4 * Margin)) / Math.Max((east - west) * shrink, 0.01);
        scale = Math.Min(scale, 420 / Math.Max(north - south, 0.01));
        var height = (int)((north - south) * scale) + (2 * Margin);
        var most = Math.Max(1, towns.Max(town => town.Children));
        var drawn = new List<Town>();
        foreach (var town in towns.OrderByDescending(town => town.Latitude))
        {
            var x = Margin + ((town.Longitude - west) * shrink * scale);
            var y = Margin + ((north - town.Latitude) * scale);
            var radius = 5 + (Math.Sqrt((double)town.Children / most) * (LargestRadius - 5));
            var label = y + 5;

            // Names of neighbouring towns step down instead of lying on each other.
            while (drawn.Any(other => Math.Abs(other.LabelY - label) < 18 && Math.Abs(other.X - x) < 190))
            {
                label += 6;
            }

            drawn.Add(new Town(town.Name, town.Children, town.Silent, x, y, radius, label));
        }

        return new PlacesMap(drawn, Math.Max(height, (int)drawn.Max(town => town.LabelY) + 20));
    }

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
