using System.Diagnostics;
using System.Globalization;

namespace Homeward.Tests.Features;

/// <summary>
/// Tells a machine that had no time from a server that stood still: how late a thread woke that does nothing but wake, and how late the pool of threads,
/// which the server answers with, took up work. An answer that is much later than both was our own doing.
/// </summary>
internal sealed class Pulse : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    private readonly ManualResetEventSlim ending = new();
    private readonly Thread beating;
    private TimeSpan machine, pool;

    public Pulse()
    {
        beating = new(Run) { IsBackground = true };
        beating.Start();
    }

    public void Dispose()
    {
        ending.Set();
        beating.Join();
        ending.Dispose();
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"the machine gave a thread no time for {machine.TotalMilliseconds:0} ms at most, and the pool took up work after {pool.TotalMilliseconds:0} ms at most");

    private void Run()
    {
        while (true)
        {
            var asleep = Stopwatch.GetTimestamp();
            if (ending.Wait(Beat))
            {
                return;
            }

            machine = Longer(machine, Stopwatch.GetElapsedTime(asleep) - Beat);
            var given = Stopwatch.GetTimestamp();
            ThreadPool.QueueUserWorkItem(_ => pool = Longer(pool, Stopwatch.GetElapsedTime(given)));
        }
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
