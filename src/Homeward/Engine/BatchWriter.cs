using Homeward.Domain;
using Homeward.Journal;

namespace Homeward.Engine;

/// <summary>
/// The single writer's work on one batch: decide each request on a state that holds the earlier ones, append all their
/// events in one transaction, and only then let readers see the new state and tell the senders.
/// </summary>
/// <remarks>
/// It knows two things of the journal, so that a simulation can stand in for the disk and stop between any two steps.
/// </remarks>
/// <param name="append">Makes a batch durable and says at which position the journal ends then: <see cref="IncidentJournal.Append"/>.</param>
/// <param name="print">The keyed print of a command: <see cref="IncidentJournal.Print"/>.</param>
internal sealed class BatchWriter(
    Func<IReadOnlyList<NewEntry>, long> append, Func<byte[], byte[]> print, TimeProvider clock, IncidentState initial, AnsweredCommands answered)
{
    /// <summary>Enough to spread one sync of the disk over many requests, few enough to answer within a breath.</summary>
    public const int LargestBatch = 1_000;

    private readonly Lock gate = new();
    private volatile Durable durable = new(initial, answered);

    /// <summary>Told of each batch after it became visible.</summary>
    public event Action<Published>? Published;

    /// <summary>What is on the disk.</summary>
    public Durable Durable => durable;

    /// <summary>
    /// Takes what these records said out of the state, because their keys were destroyed. A batch that is being written still
    /// holds it, so it comes first.
    /// </summary>
    public void Forget(IReadOnlyCollection<Id<Record>> records)
    {
        lock (gate)
        {
            var before = durable.State;
            durable = durable with { State = before.Forget(records) };
            Published?.Invoke(new(before, durable.State, []) { Forgotten = records });
        }
    }

    /// <summary>Decides, appends, publishes and answers.</summary>
    public void Write(IReadOnlyList<Submission> submissions)
    {
        lock (gate)
        {
            WriteAlone(submissions);
        }
    }

    private void WriteAlone(IReadOnlyList<Submission> submissions)
    {
        var batch = Decide(submissions);
        try
        {
            Append(batch);
        }
        catch (JournalUnavailableException fault)
        {
            // Nothing of the batch was ever visible. The senders are told, and may send the same requests again.
            Answer(batch, new Answer.Unavailable(fault.Reason));
            return;
        }
        catch (JournalConflictException) when (submissions.Count > 1)
        {
            // One of them clashes with what the journal holds; it must not take the others with it.
            foreach (var submission in submissions)
            {
                WriteAlone([submission]);
            }

            return;
        }
        catch (JournalConflictException)
        {
            Answer(batch, new Answer.Refused(RefusalReason.SomebodyWasFaster));
            return;
        }
        catch (Exception fault)
        {
            // A mistake of ours. The senders must not wait for ever, and the next batch may well be fine.
            foreach (var submission in submissions)
            {
                submission.Answers.TrySetException(fault);
            }

            return;
        }

        Answer(batch, null);
    }

    private Batch Decide(IReadOnlyList<Submission> submissions)
    {
        var before = durable.State;
        var batch = new Batch(durable, Later(clock.GetUtcNow(), before.LastRecorded));
        foreach (var submission in submissions)
        {
            var start = batch.Here();
            var answers = new Answer[submission.Requests.Count];
            try
            {
                for (var i = 0; i < answers.Length; i++)
                {
                    answers[i] = Decide(batch, submission.Requests[i]);
                    if (answers[i] is Answer.Refused refused && answers.Length > 1)
                    {
                        // All or nothing: what the earlier ones of this submission did is as if it had not been asked.
                        batch.Return(start);
                        Array.Fill(answers, refused with { At = i });
                        break;
                    }
                }

                batch.Answers.Add((submission, answers));
            }
            catch (Exception fault)
            {
                batch.Return(start);
                submission.Answers.TrySetException(fault);
            }
        }

        return batch;
    }

    private Answer Decide(Batch batch, Request request)
    {
        var printed = print(EventCodec.Write(request));
        if (batch.Now.Answered.Find(request.Id) is { } known)
        {
            return known.Print == AnsweredCommands.Number(printed)
                ? new Answer.Accepted(known.Position, Repeated: true)
                : new Answer.Refused(RefusalReason.IdAlreadyUsed);
        }

        switch (batch.Now.State.Decide(request, batch.Recorded))
        {
            case Decision.Refused refused:
                return new Answer.Refused(refused.Refusal);

            case Decision.Accepted accepted:
                batch.Add(request, printed, accepted.Events);
                return new Answer.Accepted(batch.Now.State.Position, Repeated: false);

            default:
                throw new InvalidOperationException("A decision is accepted or refused.");
        }
    }

    private void Append(Batch batch)
    {
        if (batch.Entries.Count == 0)
        {
            return;
        }

        var end = append(batch.Entries);
        if (end != batch.Now.State.Position)
        {
            throw new InvalidOperationException($"The journal ends at {end} and the state at {batch.Now.State.Position}.");
        }

        var before = durable.State;
        durable = batch.Now;
        Published?.Invoke(new(before, durable.State, batch.Events));
    }

    private static void Answer(Batch batch, Answer? instead)
    {
        foreach (var (submission, answers) in batch.Answers)
        {
            // A refusal stands only on what is durable; when the batch isn't, nobody knows yet.
            submission.Answers.TrySetResult(instead is null ? answers : [.. answers.Select(_ => instead)]);
        }
    }

    // Times are kept to the millisecond, as the journal does, so that the state in memory equals the one read back.
    private static DateTimeOffset Later(DateTimeOffset now, DateTimeOffset last)
    {
        var whole = Millisecond(now);
        return whole < last ? last : whole;
    }

    internal static DateTimeOffset Millisecond(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}

/// <summary>The state readers see, with the requests it answers.</summary>
internal sealed record Durable(IncidentState State, AnsweredCommands Answered);

/// <summary>A batch in the making: the state so far and the rows to append.</summary>
internal sealed class Batch(Durable before, DateTimeOffset recorded)
{
    /// <summary>The state with everything decided so far. Nobody but the writer sees it before it is durable.</summary>
    public Durable Now { get; private set; } = before;

    /// <summary>When this batch is recorded.</summary>
    public DateTimeOffset Recorded => recorded;

    public List<NewEntry> Entries { get; } = [];

    public List<RecordedEvent> Events { get; } = [];

    public List<(Submission Submission, IReadOnlyList<Answer> Answers)> Answers { get; } = [];

    public void Add(Request request, byte[] print, IReadOnlyList<IncidentEvent> events)
    {
        var occurred = BatchWriter.Millisecond(request.Occurred);
        var (state, answered) = Now;
        for (var i = 0; i < events.Count; i++)
        {
            var happened = events[i];
            var stamp = new Stamp(state.Position + 1, request.Actor.User, request.Actor.Device, occurred, Recorded);
            Entries.Add(new(
                happened.Stream, state.VersionOf(happened.Stream) + 1, request.Id, i, print, EventCodec.Name(happened), request.Actor.User.Value,
                request.Actor.Device, occurred, Recorded, happened.SealedUnder?.Value, EventCodec.Write(happened)));
            Events.Add(new(happened, stamp));
            state = state.Apply(happened, stamp);
        }

        Now = new(state, events.Count == 0 ? answered : answered.With(request.Id, state.Position, AnsweredCommands.Number(print)));
    }

    public Mark Here() => new(Now, Entries.Count);

    /// <summary>Forgets everything since a mark.</summary>
    public void Return(Mark mark)
    {
        Now = mark.Now;
        Entries.RemoveRange(mark.Entries, Entries.Count - mark.Entries);
        Events.RemoveRange(mark.Entries, Events.Count - mark.Entries);
    }

    public readonly record struct Mark(Durable Now, int Entries);
}
