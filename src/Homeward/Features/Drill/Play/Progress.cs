namespace Homeward.Features.Drill.Play;

/// <summary>Tells on stderr how far long work is: count, rate, time left. At most twice a second, and nothing when it is quick.</summary>
internal sealed class Progress(TextWriter to, string what, TimeProvider clock)
{
    private readonly long _began = clock.GetTimestamp();
    private long _last = clock.GetTimestamp();
    private bool _told;

    public void At(int done, int total)
    {
        if (clock.GetElapsedTime(_last) < TimeSpan.FromMilliseconds(500)) { return; }

        _last = clock.GetTimestamp();
        var seconds = clock.GetElapsedTime(_began).TotalSeconds;
        var left = done > 0 ? TimeSpan.FromSeconds(seconds * (total - done) / done) : TimeSpan.Zero;
        to.Write($"\r{what}: {done:N0} of {total:N0}, {done / seconds:N0} a second, {left:m\\:ss} left   ");
        _told = true;
    }

    /// <summary>Ends the line.</summary>
    public void Done()
    {
        if (_told) { to.WriteLine(); }
    }
}
