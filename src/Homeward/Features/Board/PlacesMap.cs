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
    private const double LineHeight = 18;
    private const double LetterWidth = 7;

    /// <summary>A town on the map: where, how large, how many children, and where its name stands.</summary>
    public sealed record Town(string Name, int Children, bool Silent, double X, double Y, double Radius, double LabelX, double LabelY)
    {
        public string CenterX => Number(X);

        public string CenterY => Number(Y);

        public string CircleRadius => Number(Radius);

        public string TextX => Number(LabelX);

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
        var circles = (from town in towns
                       orderby town.Children descending, town.Name
                       select (town, X: Margin + ((town.Longitude - west) * shrink * scale), Y: Margin + ((north - town.Latitude) * scale), Radius: 5 + (Math.Sqrt((double)town.Children / most) * (LargestRadius - 5)))).ToList();
        var taken = circles.Select(circle => new Box(circle.X - circle.Radius, circle.Y - circle.Radius, circle.X + circle.Radius, circle.Y + circle.Radius)).ToList();
        var drawn = new List<Town>();
        foreach (var (town, x, y, radius) in circles)
        {
            var label = PlaceLabel($"{town.Name}: {town.Children}".Length * LetterWidth, x, y, radius, taken);
            taken.Add(label);
            drawn.Add(new Town(town.Name, town.Children, town.Silent, x, y, radius, label.Left, label.Bottom - 4));
        }

        return new PlacesMap(drawn, Math.Max(height, (int)drawn.Max(town => town.LabelY) + 20));
    }

    // Beside the circle, below it, above it: the first that lies on nothing, else further and further below.
    private static Box PlaceLabel(double width, double x, double y, double radius, List<Box> taken)
    {
        Box At(double left, double top) => new(left, top, left + width, top + LineHeight);
        Box[] near =
        [
            At(x + radius + 6, y - (LineHeight / 2)),
            At(x - radius - 6 - width, y - (LineHeight / 2)),
            At(x - (width / 2), y + radius + 2),
            At(x - (width / 2), y - radius - 2 - LineHeight),
        ];
        foreach (var box in near)
        {
            if (box.Left >= 0 && box.Right <= Width && !taken.Any(box.Touches))
            {
                return box;
            }
        }

        var below = near[2];
        while (taken.Any(below.Touches))
        {
            below = At(below.Left, below.Top + 6);
        }

        return below;
    }

    private readonly record struct Box(double Left, double Top, double Right, double Bottom)
    {
        public bool Touches(Box other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;
    }

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
