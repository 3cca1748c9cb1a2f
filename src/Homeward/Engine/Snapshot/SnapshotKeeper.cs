using Homeward.Journal;

namespace Homeward.Engine;

/// <summary>Writes a snapshot when much has happened since the last one, beside the writer and never in its way.</summary>
internal sealed class SnapshotKeeper(IncidentJournal journal, Func<Durable> durable) : IAsyncDisposable
{
    // A start replays at most this many events, or a tenth of a larger journal.
    private const long Spacing = 20_000;

    private readonly SemaphoreSlim writing = new(1);
    private readonly Lock gate = new();
    private Task background = Task.CompletedTask;
    private long written = -1;
    private long next = Spacing;

    /// <summary>A batch ended at this position.</summary>
    public void Heard(long position)
    {
        if (position >= Volatile.Read(ref next))
        {
            Volatile.Write(ref next, position + Math.Max(Spacing, position / 10));
            Later(WriteNowAsync);
        }
    }

    /// <summary>
    /// A key was destroyed, and the snapshot with it. A new one is written from the state that has forgotten, in place also of one
    /// that was begun from a state that had not.
    /// </summary>
    public void Forget() => Later(async () =>
    {
        await writing.WaitAsync();
        var had = written >= 0;
        written = -1;
        writing.Release();
        if (had)
        {
            await WriteNowAsync();
        }
    });

    /// <summary>Writes the present state, after whatever was to be written in the background.</summary>
    public async Task WriteAsync()
    {
        await InTheBackground();
        await WriteNowAsync();
    }

    /// <summary>Leaves a snapshot for the next start when there is enough to be worth it. Afterwards none is being written.</summary>
    public async ValueTask DisposeAsync()
    {
        await InTheBackground();
        if (durable().State.Position - Math.Max(written, 0) >= Spacing / 10)
        {
            await WriteNowAsync();
        }

        writing.Dispose();
    }

    // One after the other, so that the last one's end is the end of all.
    private void Later(Func<Task> write)
    {
        lock (gate)
        {
            background = background.ContinueWith(_ => write(), TaskScheduler.Default).Unwrap();
        }
    }

    private Task InTheBackground()
    {
        lock (gate)
        {
            return background;
        }
    }

    private async Task WriteNowAsync()
    {
        await writing.WaitAsync();
        try
        {
            var now = durable();
            if (now.State.Position > written)
            {
                // A key destroyed meanwhile throws the snapshot away; another one is asked for then.
                if (SnapshotFile.Write(journal, now))
                {
                    written = now.State.Position;
                    Volatile.Write(ref next, written + Math.Max(Spacing, written / 10));
                }
            }
        }
        catch (IOException)
        {
            // A snapshot only saves time at the next start; the journal has everything. The next one may succeed.
        }
        finally
        {
            writing.Release();
        }
    }
}
