using Homeward.Domain;

namespace Homeward.Features.Drill.Truth;

/// <summary>The truth hour by hour, added up over households: what an all-knowing census would have shown.</summary>
internal sealed class Calendar
{
    /// <summary>Hours at which the truth is told: 0 is the beginning, the last is the end of the second day.</summary>
    public const int Hours = (Scenario.LengthMinutes / 60) + 1;

    private readonly int[,] _children = new int[Hours, Enum.GetValues<ChildState>().Length];
    private readonly int[,] _adults = new int[Hours, Enum.GetValues<Whereabouts>().Length];

    public void Add(Household home)
    {
        for (var hour = 0; hour < Hours; hour++)
        {
            foreach (var child in home.Children)
            {
                if (StateAt(child, hour) is { } state) { _children[hour, (int)state]++; }
            }

            foreach (var adult in home.Detained)
            {
                if (WhereaboutsAt(adult, hour) is { } whereabouts) { _adults[hour, (int)whereabouts]++; }
            }
        }
    }

    public int Children(int hour, ChildState state) => _children[hour, (int)state];

    public int Adults(int hour, Whereabouts whereabouts) => _adults[hour, (int)whereabouts];

    /// <summary>A child's true state at a full hour; null before anything happened to the family.</summary>
    public static ChildState? StateAt(TrueChild child, int hour) => child.At(hour * 60)?.State;

    /// <summary>Where a detained adult truly is at a full hour; null before.</summary>
    public static Whereabouts? WhereaboutsAt(DetainedAdult adult, int hour)
    {
        var minute = hour * 60;
        return minute < adult.EncounteredAt ? null
            : minute >= adult.LeftAt ? adult.Fate switch
            {
                Fate.NotTransported => Whereabouts.NotTransported,
                Fate.ReleasedAtNight => Whereabouts.Released,
                _ => Whereabouts.HeldMoved,
            }
            : minute >= adult.AtSiteAt ? Whereabouts.AtProcessingSite
            : minute >= adult.InTransportAt ? Whereabouts.InTransport
            : Whereabouts.Encountered;
    }
}
