namespace Homeward.Features.Drill.Play;

/// <summary>
/// Tells how far long work is: count, rate, time left. On a terminal one line that is written over twice a second; into a
/// file or a pipe a line of its own every few seconds. Nothing when the work is quick.
/// </summary>
/// <param name="overwrites">Whether the line can be written over.</param>
internal sealed class Progress(TextWriter to, string what, TimeProvider clock, bool overwrites)
{
    private readonly TimeSpan _pause = overwrites ? TimeSpan.FromMilliseconds(500) : TimeSpan.FromSeconds(5);
    private readonly long _began = clock.GetTimestamp();
    private long _last = clock.GetTimestamp();
    private bool _told;

    /// <summary>On stderr, whatever that is.</summary>
    public static Progress OnError(string what, TimeProvider clock) => new(Console.Error, what, clock, overwrites: !Console.IsErrorRedirected);

    public void At(int done, int total)
    {
        if (clock.GetElapsedTime(_last) < _pause) { return; }

        _last = clock.GetTimestamp();
        var seconds = clock.GetElapsedTime(_began).TotalSeconds;
        var left = done > 0 ? TimeSpan.FromSeconds(seconds * (total - done) / done) : TimeSpan.Zero;
        var line = $"{what}: {done:N0} of {total:N0}, {done / seconds:N0} a second, {left:m\\:ss} left";
        if (overwrites)
        {
            to.Write($"\r{line}   ");
            _told = true;
        }
        else
        {
            to.WriteLine(line);
        }
    }

    /// <summary>Ends the line.</summary>
    public void Done()
    {
        if (_told) { to.WriteLine(); }
    }
}
