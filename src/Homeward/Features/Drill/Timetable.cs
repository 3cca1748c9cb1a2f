namespace Homeward.Features.Drill;

/// <summary>
/// When each minute of the drill is. All at once it is the scenario's own time. Live, the drill begins now and runs
/// faster than life by <paramref name="Speed"/>, and everything is squeezed alike: what took six hours in the event
/// took two and a half minutes on the board at a speed of 144. So what is shown as happened is never after the clock
/// on the wall, and people can work in between.
/// </summary>
/// <param name="Start">The minute 0.</param>
/// <param name="Speed">How many times faster than life; 1 is life.</param>
internal sealed record Timetable(DateTimeOffset Start, double Speed)
{
    /// <summary>The scenario's published time.</summary>
    public static Timetable AsPublished(Scenario scenario) => new(scenario.Start, 1);

    public DateTimeOffset At(int minute) => Start + (TimeSpan.FromMinutes(minute) / Speed);
}
