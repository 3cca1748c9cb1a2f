namespace Homeward.Features.Drill.Play;

/// <summary>
/// The clock of a drill that is played all at once: it stands still until it is moved, and never goes back. What is
/// recorded gets the time it would have had, so that "what did we know then?" has its answer.
/// </summary>
internal sealed class DrillClock(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _ticks), TimeSpan.Zero);

    public void MoveTo(DateTimeOffset moment)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(moment.UtcTicks, Volatile.Read(ref _ticks), nameof(moment));
        Volatile.Write(ref _ticks, moment.UtcTicks);
    }
}
