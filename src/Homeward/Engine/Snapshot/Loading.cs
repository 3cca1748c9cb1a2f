using System.Runtime;

namespace Homeward.Engine;

/// <summary>
/// Loading a large state makes a million objects that stay. The garbage collector would look through them again and again while they
/// are made, and stop both cores each time; with room to spare it isn't asked until the end.
/// </summary>
internal static class Loading
{
    // What a snapshot becomes in memory, with what is thrown away on the way: five times its bytes, measured on a million records.
    private const int Growth = 6;

    // Below this a start takes no time anyway.
    private const long Least = 64L << 20;

    /// <summary>Loads, without collections where the machine has room for that; otherwise as ever.</summary>
    /// <param name="bytes">The size of the file that is loaded.</param>
    public static T Undisturbed<T>(long bytes, Func<T> load)
    {
        var room = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;
        if (bytes * Growth is var needed && (needed < Least || needed > room || !TryBegin(needed)))
        {
            return load();
        }

        try
        {
            return load();
        }
        finally
        {
            // It ended by itself when more was made than foreseen.
            if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
            {
                GC.EndNoGCRegion();
            }
        }
    }

    private static bool TryBegin(long bytes)
    {
        try
        {
            return GC.TryStartNoGCRegion(bytes, disallowFullBlockingGC: true);
        }
        catch (Exception refused) when (refused is ArgumentOutOfRangeException or InvalidOperationException)
        {
            // More than this runtime can promise, or another incident is being loaded right now.
            return false;
        }
    }
}
