namespace Homeward.Linkage.Families;

/// <summary>Does a piece of work for each number, on several threads. No piece sees another, so that their number changes nothing.</summary>
internal sealed class Threads(int most, CancellationToken cancellation)
{
    private readonly ParallelOptions options = new() { MaxDegreeOfParallelism = most, CancellationToken = cancellation };

    /// <summary>Each thread has something of its own to work with.</summary>
    internal void ForEach<T>(int count, Func<T> ofThread, Action<T, int> work) =>
        Parallel.For(0, count, options, ofThread, (number, _, own) => { work(own, number); return own; }, _ => { });
}
