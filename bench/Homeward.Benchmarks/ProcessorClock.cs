using Perfolizer.Horology;
using Perfolizer.Metrology;

namespace Homeward.Benchmarks;

/// <summary>Time the processor spent on us, so that whatever else the machine does counts as little as it can.</summary>
internal sealed class ProcessorClock : IClock
{
    public string Title => "Processor time";

    public bool IsAvailable => true;

    public Frequency Frequency => Frequency.FromHz(TimeSpan.TicksPerSecond);

    public long GetTimestamp() => Environment.CpuUsage.TotalTime.Ticks;
}
