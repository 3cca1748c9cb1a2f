namespace Homeward.Linkage.Tests;

/// <summary>What a piece of code takes from the managed heap of its own thread.</summary>
internal static class Memory
{
    /// <summary>
    /// The bytes taken by a run of <paramref name="work"/>: the least of several runs after a first one. Code that allocates does so in each,
    /// while what the runtime takes for itself (a first call, a method compiled again in the midst of it) is in some of them only.
    /// </summary>
    public static long TakenBy(Action work)
    {
        work();
        var least = long.MaxValue;
        for (var run = 0; run < 10 && least > 0; run++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            work();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
