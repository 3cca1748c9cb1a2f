using System.Globalization;
using System.Text;
using Homeward.Domain;

namespace Homeward.Features.Board;

/// <summary>The lines of the census over time, as numbers for an SVG: one line a state, each named at its own end.</summary>
public sealed class HistoryChart
{
    public const int Width = 760;
    public const int Height = 280;
    private const int Left = 44;
    private const int Right = 210;
    private const int Top = 12;
    private const int Bottom = 30;

    /// <summary>One state's line, with its last value and the height at which its name stands.</summary>
    public sealed record Line(ChildState State, string Points, int Last, int[] Values)
    {
        public double LabelY { get; set; }

        public string TextY => Number(LabelY);
    }

    private readonly CensusHistory history;
    private readonly int top;

    public HistoryChart(CensusHistory history)
    {
        this.history = history;
        ChildState[] shown = [ChildState.ReportedNotLocated, ChildState.LocatedUnaccompanied, ChildState.InInterimCare, ChildState.WithParentOrVerifiedCaregiver];
        var values = shown.Select(state => (State: state, Counts: history.Of(state))).ToList();
        top = NiceTop(Math.Max(1, values.Max(line => line.Counts.Max())));
        Lines = [.. values.Select(line => new Line(line.State, Path(line.Counts), line.Counts[^1], line.Counts) { LabelY = Y(line.Counts[^1]) + 5 })];

        // Names that would lie on each other move apart.
        var byHeight = Lines.OrderBy(line => line.LabelY).ToList();
        for (var i = 1; i < byHeight.Count; i++)
        {
            byHeight[i].LabelY = Math.Max(byHeight[i].LabelY, byHeight[i - 1].LabelY + 19);
        }

        var over = byHeight[^1].LabelY - (Height - Bottom + 10);
        for (var i = byHeight.Count - 1; over > 0 && i >= 0; i--)
        {
            byHeight[i].LabelY = Math.Min(byHeight[i].LabelY, Height - Bottom + 10 - ((byHeight.Count - 1 - i) * 19));
        }
    }

    public IReadOnlyList<Line> Lines { get; }

    public static int LabelX => Width - Right + 10;

    public static int PlotLeft => Left;

    public static int PlotRight => Width - Right;

    /// <summary>Three lines across, with their values.</summary>
    public IEnumerable<(string Y, int Value)> Across => new[] { 0, top / 2, top }.Distinct().Select(value => (Number(Y(value)), value));

    /// <summary>Moments to name below, some six of them.</summary>
    public IEnumerable<(string X, DateTimeOffset At)> Below
    {
        get
        {
            var every = Math.Max(1, (int)Math.Ceiling(history.Count / 6.0));
            for (var point = 0; point < history.Count; point += every)
            {
                yield return (Number(X(point)), history.At(point));
            }
        }
    }

    /// <summary>The table behind the chart: a dozen moments are enough to read, the last one always among them.</summary>
    public IEnumerable<(DateTimeOffset At, int[] Values)> Table
    {
        get
        {
            var every = Math.Max(1, (int)Math.Ceiling(history.Count / 12.0));
            for (var point = (history.Count - 1) % every; point < history.Count; point += every)
            {
                yield return (history.At(point), [.. Lines.Select(line => line.Values[point])]);
            }
        }
    }

    private string Path(int[] counts)
    {
        var points = new StringBuilder();
        for (var point = 0; point < counts.Length; point++)
        {
            points.Append(Number(X(point))).Append(',').Append(Number(Y(counts[point]))).Append(' ');
        }

        return points.ToString();
    }

    private double X(int point) => Left + ((Width - Left - Right) * (double)point / Math.Max(1, history.Count - 1));

    private double Y(int value) => Height - Bottom - ((Height - Top - Bottom) * (double)value / top);

    // The next even number of the form 2, 4, 6, 8 or 10 times a power of ten, so that half of it is a whole number too.
    private static int NiceTop(int most)
    {
        var unit = (int)Math.Pow(10, Math.Floor(Math.Log10(most)));
        return Math.Max(2, (int)Math.Ceiling(most / (2.0 * unit)) * 2 * unit);
    }

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
