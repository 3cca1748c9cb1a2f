using Homeward.Domain;

namespace Homeward.Features.Board;

/// <summary>How many children came into somebody's care in each hour of the incident, by when it happened; at most two days are shown.</summary>
public sealed class Arrivals
{
    private const int MostHours = 48;

    private readonly int[] hours;

    public Arrivals(DateTimeOffset from, DateTimeOffset to)
    {
        var last = Hour(to < from ? from : to);
        var first = Hour(from);
        From = last - first > TimeSpan.FromHours(MostHours - 1) ? last - TimeSpan.FromHours(MostHours - 1) : first;
        hours = new int[(int)(last - From).TotalHours + 1];
    }

    public DateTimeOffset From { get; }

    /// <summary>The count of each hour, the first one beginning at <see cref="From"/>.</summary>
    public IReadOnlyList<int> Hours => hours;

    public void Add(ChildFacts child)
    {
        foreach (var step in child.Chain)
        {
            if (step.Kind is CustodyStepKind.TakenIn)
            {
                var hour = (int)Math.Floor((step.Occurred - From).TotalHours);
                if (hour >= 0 && hour < hours.Length)
                {
                    hours[hour]++;
                }

                return;
            }
        }
    }

    private static DateTimeOffset Hour(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
}
