using System.Diagnostics;

namespace Homeward.Linkage;

/// <summary>Measures a stage by the clock and by what the processors worked for it.</summary>
public sealed class StageWatch
{
    private readonly long began = Stopwatch.GetTimestamp();
    private readonly TimeSpan workedBefore = Environment.CpuUsage.TotalTime;

    /// <summary>Ends the stage.</summary>
    /// <param name="stage">Its name.</param>
    public StageTime Stop(string stage) =>
        new(stage, Stopwatch.GetElapsedTime(began).TotalSeconds, (Environment.CpuUsage.TotalTime - workedBefore).TotalSeconds);
}
