using System.Threading.Channels;
using Homeward.Domain;
using Homeward.Journal;

namespace Homeward.Engine;

/// <summary>
/// An incident in memory: one writer that decides, appends and publishes; any number of readers of what is durable.
/// Five hops, always in the same direction: feature, decide, journal, apply, page.
/// </summary>
public sealed class IncidentEngine : IAsyncDisposable
{
    private readonly IncidentJournal journal;
    private readonly Channel<Submission> submissions = Channel.CreateBounded<Submission>(new BoundedChannelOptions(10_000) { SingleReader = true });
    private readonly BatchWriter writer;
    private readonly PastStates past;
    private readonly SnapshotKeeper snapshots;
    private readonly Task writing;

    private IncidentEngine(IncidentJournal journal, TimeProvider clock, IncidentState state, AnsweredCommands answered, PastStates past)
    {
        this.journal = journal;
        this.past = past;
        writer = new(batch => journal.Append(batch).Position, command => journal.Print(command), clock, state, answered);
        snapshots = new(journal, () => writer.Durable);
        writer.Published += batch =>
        {
            past.Keep(batch.After);
            snapshots.Heard(batch.After.Position);
        };
        journal.Snapshots.Destroyed += (_, records) => Forget(records);
        // A thread of its own: appending waits for the disk, and must not hold a thread that answers pages.
        writing = Task.Factory.StartNew(() => WriteAsync().GetAwaiter().GetResult(), TaskCreationOptions.LongRunning);
    }

    /// <summary>Told of each batch right after it became visible, on the writer's own thread: hand over and return.</summary>
    public event Action<Published> Published
    {
        add => writer.Published += value;
        remove => writer.Published -= value;
    }

    /// <summary>What is known now. Immutable, and everything in it is on the disk.</summary>
    public IncidentState Current => writer.Durable.State;

    /// <summary>The journal behind this incident.</summary>
    public IncidentJournal Journal => journal;

    /// <summary>Reads the newest snapshot and the journal after it, and starts the writer.</summary>
    /// <exception cref="JournalDamagedException">A row isn't what was written.</exception>
    public static IncidentEngine Open(IncidentJournal journal, TimeProvider clock)
    {
        var past = new PastStates(journal);
        var (state, answered) = Recovery.Load(journal, past);
        return new(journal, clock, state, answered, past);
    }

    /// <summary>Decides one request and answers when its outcome is durable.</summary>
    public async Task<Answer> SubmitAsync(Request request, CancellationToken cancellation = default) =>
        (await SubmitTogetherAsync([request], cancellation))[0];

    /// <summary>
    /// Decides requests as one: each on the state the earlier ones leave, in one transaction. When one is refused none is
    /// kept, and every answer is that refusal.
    /// </summary>
    /// <returns>One answer for each request. Unless all are accepted, nothing was kept.</returns>
    public async Task<IReadOnlyList<Answer>> SubmitTogetherAsync(IReadOnlyList<Request> requests, CancellationToken cancellation = default)
    {
        var submission = new Submission(requests);
        await submissions.Writer.WriteAsync(submission, cancellation);
        // From here on the outcome doesn't depend on whether somebody still waits for it.
        return await submission.Answers.Task;
    }

    /// <summary>What was known at an earlier moment, by when things were recorded.</summary>
    public Task<IncidentState> AsOfAsync(DateTimeOffset moment, CancellationToken cancellation = default) =>
        past.AsOfAsync(moment, Current, cancellation);

    /// <summary>Events after one position and up to another, oldest first, read from the journal.</summary>
    public IEnumerable<RecordedEvent> Events(long after, long upTo) =>
        journal.Read(after).TakeWhile(row => row.Position <= upTo).Select(Recovery.Decode);

    /// <summary>Writes a snapshot of the present state now, whatever the schedule says; one that was begun in the background has ended before.</summary>
    public Task WriteSnapshotAsync() => snapshots.WriteAsync();

    /// <summary>Answers what is already submitted, writes a snapshot if much happened since the last, and closes the journal.</summary>
    public async ValueTask DisposeAsync()
    {
        submissions.Writer.TryComplete();
        await writing;
        await snapshots.DisposeAsync();
        past.Dispose();
        journal.Dispose();
    }

    // What a destroyed key sealed is in memory as well: in the present state, in older ones, and soon in a snapshot.
    private void Forget(IReadOnlyCollection<Guid> records)
    {
        writer.Forget([.. records.Select(record => new Id<Record>(record))]);
        past.Forget();
        snapshots.Forget();
    }

    private async Task WriteAsync()
    {
        var batch = new List<Submission>();
        while (await submissions.Reader.WaitToReadAsync())
        {
            batch.Clear();
            var size = 0;
            // Whatever queued up while the disk worked goes to the disk together.
            while (size < BatchWriter.LargestBatch && submissions.Reader.TryRead(out var submission))
            {
                batch.Add(submission);
                size += submission.Requests.Count;
            }

            writer.Write(batch);
        }
    }
}

/// <summary>Requests that stand or fall together, and who waits for them.</summary>
internal sealed record Submission(IReadOnlyList<Request> Requests)
{
    public TaskCompletionSource<IReadOnlyList<Answer>> Answers { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
