namespace Homeward.Features.OpenPages;

/// <summary>
/// When an open page answers what was sent to it: always the same time after it was read, whatever became of it. Work that takes longer is answered one
/// whole step later, so that how long it took is never to be seen.
/// </summary>
public static class Pace
{
    /// <summary>Far more than the work takes, and less than anybody minds.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(300);

    // On the machine's own clock: it is about the wire, and not about when something happened.
    private static readonly TimeProvider Clock = TimeProvider.System;

    /// <summary>The moment something was read.</summary>
    public static long Begin() => Clock.GetTimestamp();

    /// <summary>Comes back when it is time to answer.</summary>
    public static Task UntilAsync(long begun, CancellationToken cancellation)
    {
        var gone = Clock.GetElapsedTime(begun);
        return Task.Delay(Step - TimeSpan.FromTicks(gone.Ticks % Step.Ticks), Clock, cancellation);
    }
}
