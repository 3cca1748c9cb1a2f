using System.Threading.Channels;
using Homeward.Domain;
using Homeward.Journal;
using Homeward.Linkage;
using Record = Homeward.Domain.Record;

namespace Homeward.Engine.Leads;

/// <summary>
/// Follows one incident: compares each new or changed record with all the rest and hands proposals and withdrawals of
/// leads to the incident's writer, as anybody else would.
/// </summary>
/// <remarks>
/// The writer only leaves the ids of what changed; a record that changed five times is compared once. So the follower
/// can fall behind under load but never slows the writer, and what it holds is bounded by the number of records.
/// </remarks>
internal sealed class LeadFollower : IAsyncDisposable
{
    private const int LargestRound = 256;

    // What can wait is done a little at a time: whoever reports meanwhile comes next.
    private const int SmallRound = 4;

    // Comparing a record takes about a millisecond: what a start-up looks at again must not keep it busy for hours.
    private const int ComparedAgainAtStart = 50_000;

    private static readonly TimeSpan BeforeTryingAgain = TimeSpan.FromSeconds(1);

    private readonly IncidentEngine engine;
    private readonly TimeProvider clock;
    private readonly LinkageIndex<Guid> index = new();
    private readonly Lock gate = new();
    private readonly HashSet<Id<Record>> changed = [];
    private readonly HashSet<Id<Record>> earlier = [];
    private readonly HashSet<Id<Lead>> decided = [];
    private readonly HashSet<Id<Lead>> weighedBefore = [];
    private readonly List<TaskCompletionSource> waiting = [];
    private readonly Channel<bool> woken = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly CancellationTokenSource stopping = new();
    private readonly Task following;
    private KnownLeads known = new(IncidentState.Nothing);
    private Calibration calibration = Calibration.Shipped;
    private bool isWorking = true;
    private bool isAnsweredAnew;

    private LeadFollower(IncidentEngine engine, TimeProvider clock)
    {
        this.engine = engine;
        this.clock = clock;
        // Heard from now on; what was there before is read from a state at least as new.
        engine.Published += Heard;
        following = Task.Run(FollowAsync);
    }

    /// <summary>Reads the incident as it is and begins to follow it.</summary>
    public static LeadFollower Start(IncidentEngine engine, TimeProvider clock) => new(engine, clock);

    /// <summary>Completes when everything that was published before the call has its leads.</summary>
    public Task WhenCaughtUpAsync()
    {
        lock (gate)
        {
            if (!isWorking && changed.Count + earlier.Count + weighedBefore.Count == 0 && !isAnsweredAnew)
            {
                return Task.CompletedTask;
            }

            var caughtUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add(caughtUp);
            return caughtUp.Task;
        }
    }

    /// <summary>Stops following. Leads already handed in are still decided.</summary>
    public async ValueTask DisposeAsync()
    {
        engine.Published -= Heard;
        await stopping.CancelAsync();
        await following;
        stopping.Dispose();
        index.Dispose();
    }

    // On the writer's thread: notes ids and returns.
    private void Heard(Published batch)
    {
        lock (gate)
        {
            changed.UnionWith(batch.Forgotten);
            foreach (var (happened, _) in batch.Events)
            {
                isAnsweredAnew |= happened is LeadDecided or LeadReopened or PersonsLinked or PersonsUnlinked or SiblingsNoted or SiblingsParted
                    or RelationshipClaimed or RelationshipRefuted or RelationshipWithdrawn;
                switch (happened)
                {
                    case LeadEvent e:
                        decided.Add(e.Lead);
                        if (e is LeadDecided or LeadReopened)
                        {
                            // Another pair of the same two persons may have been handed in while this one was decided.
                            changed.Add(batch.After.Leads[e.Lead].Left);
                        }

                        break;
                    case DetailsGiven e:
                        changed.Add(e.Record);
                        break;
                    // What these change is which pairs are still a question, and what a declared child's family is.
                    case ChildEnteredCensus or RestrictionRaised or RelationshipClaimed or RelationshipRefuted or RelationshipWithdrawn or SiblingsNoted or SiblingsParted
                        or PersonsLinked:
                        Changed(batch.After, ((PersonEvent)happened).Person);
                        break;
                    case PersonsUnlinked e:
                        Changed(batch.After, e.Person);
                        Changed(batch.After, e.Other);
                        break;
                }
            }
        }

        woken.Writer.TryWrite(true);
    }

    // The children of an adult too: when two mothers become one, her children's being siblings is no question any more.
    private void Changed(IncidentState state, Id<Person> id)
    {
        foreach (var member in state.Cluster(state.Find(id)!))
        {
            changed.UnionWith(member.Records);
            if (member.Kind == Domain.PersonKind.Adult)
            {
                changed.UnionWith(member.Relationships.SelectMany(r => state.People[state.Relationships[r].Child].Records));
            }
        }
    }

    private async Task FollowAsync()
    {
        try
        {
            ReadWhatIsThere();
            while (await woken.Reader.WaitToReadAsync(stopping.Token))
            {
                while (woken.Reader.TryRead(out _))
                {
                }

                while (Take() is { IsEmpty: false } work)
                {
                    if (work.MustLearn)
                    {
                        LearnFromAnswers();
                    }
                    else if (!(work.Records.Count > 0 ? await CompareEachAsync(work.Records) : await WeighAgainAsync(work.Leads)))
                    {
                        lock (gate)
                        {
                            changed.UnionWith(work.Records);
                            weighedBefore.UnionWith(work.Leads);
                        }

                        await Task.Delay(BeforeTryingAgain, clock, stopping.Token);
                    }
                }
            }
        }
        catch (Exception end) when (end is OperationCanceledException or ChannelClosedException)
        {
            // The incident was closed under us, or we were told to stop: either way nobody waits for leads any more.
        }

        lock (gate)
        {
            isWorking = false;
            waiting.ForEach(caughtUp => caughtUp.TrySetResult());
        }
    }

    // Off the caller's thread: a million records take some seconds, and the incident is served meanwhile.
    private void ReadWhatIsThere()
    {
        var state = engine.Current;
        known = new(state);
        calibration = Calibration.Of(state);
        foreach (var record in state.Records.Values)
        {
            stopping.Token.ThrowIfCancellationRequested();
            Index(state, record);
        }

        lock (gate)
        {
            // A crash may have come between a report and its leads. Proposing again what is there changes nothing.
            earlier.UnionWith(state.Records.Values.OrderByDescending(r => r.Recorded).Take(ComparedAgainAtStart).Select(r => r.Id));
            weighedBefore.UnionWith(known.AllOpen);
        }

        woken.Writer.TryWrite(true);
    }

    // What was just reported before what can wait.
    private Work Take()
    {
        lock (gate)
        {
            var records = changed.Count > 0 ? Taken(changed, LargestRound) : Taken(earlier, SmallRound);
            var mustLearn = records.Count == 0 && isAnsweredAnew;
            isAnsweredAnew &= !mustLearn;
            var round = new Work(records, mustLearn, records.Count > 0 || mustLearn ? [] : Taken(weighedBefore, LargestRound));
            isWorking = !round.IsEmpty;
            if (!isWorking)
            {
                waiting.ForEach(caughtUp => caughtUp.TrySetResult());
                waiting.Clear();
            }

            return round;
        }
    }

    private static List<T> Taken<T>(HashSet<T> from, int most)
    {
        List<T> taken = [.. from.Take(most)];
        from.ExceptWith(taken);
        return taken;
    }

    // A mistake of ours about one record must not keep the others from their leads.
    private async Task<bool> CompareEachAsync(List<Id<Record>> round)
    {
        try
        {
            return await CompareAsync(round);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or ChannelClosedException))
        {
            if (round is [_])
            {
                await Console.Error.WriteLineAsync($"A record could not be compared and has no leads ({fault.GetType().Name}).");
                return true;
            }

            var all = true;
            foreach (var record in round)
            {
                all &= await CompareEachAsync([record]);
            }

            return all;
        }
    }

    // False when the journal can't be written now, and the same records are to be compared again later.
    private async Task<bool> CompareAsync(List<Id<Record>> changedRecords)
    {
        var (state, apart) = Learn();

        // A parent's name that was corrected stands in the profiles of the children declared by that parent too.
        var records = changedRecords.Concat(changedRecords.Where(state.Records.ContainsKey)
            .SelectMany(id => RecordProfiles.ReadBy(state, state.People[state.Records[id].Person]))).Concat(apart).Distinct().ToList();
        foreach (var id in records)
        {
            if (state.Records.TryGetValue(id, out var record))
            {
                Index(state, record);
            }
            else
            {
                index.Remove(id.Value);
            }
        }

        var round = new Asking(index, known, calibration).About(state, records.Where(state.Records.ContainsKey).Select(id => state.Records[id]), stopping.Token);
        return await HandInAsync(round.All);
    }

    private void LearnFromAnswers()
    {
        var learned = Calibration.Of(engine.Current);
        if (!learned.IsSameAs(calibration))
        {
            calibration = learned;
            lock (gate)
            {
                weighedBefore.UnionWith(known.AllOpen);
            }
        }
    }

    // What people answered since changes what such leads are worth. Which of them are asked stays as it was: what nobody is asked, nobody can teach.
    private Task<bool> WeighAgainAsync(List<Id<Lead>> leads)
    {
        var state = engine.Current;
        return HandInAsync(leads.Select(id => LeadRules.WeighedAgain(calibration, state, state.Leads[id])).OfType<Command>());
    }

    private async Task<bool> HandInAsync(IEnumerable<Command> commands)
    {
        var answers = await Task.WhenAll(commands.Select(command =>
            engine.SubmitAsync(new(Guid.CreateVersion7(clock.GetUtcNow()), Actor.System, clock.GetUtcNow(), command), stopping.Token)));
        return !answers.Any(answer => answer is Answer.Unavailable);
    }

    // The state is read after the ids, so that it holds whatever they were heard of.
    private (IncidentState State, IEnumerable<Id<Record>> Apart) Learn()
    {
        List<Id<Lead>> heard;
        lock (gate)
        {
            heard = [.. decided];
            decided.Clear();
        }

        var state = engine.Current;
        heard.ForEach(id => known.Heard(state.Leads[id]));
        // Two persons who are not one after all: what followed from that they were is a question again.
        var groups = new Groups(state, known, new(known));
        return (state, heard.Select(id => state.Leads[id])
            .Where(lead => lead is { Kind: LeadKind.SamePerson, Status: LeadStatus.Rejected or LeadStatus.Withdrawn })
            .Select(lead => Question.Of(state, lead))
            .Where(question => question.One != question.Other && groups.WeakestBetween(question) is null)
            .SelectMany(question => groups.Around(question.One, LeadBand.Medium).Concat(groups.Around(question.Other, LeadBand.Medium)))
            .Distinct()
            .SelectMany(person => state.RecordsOf(state.People[person]).Select(record => record.Id))
            .Take(LargestRound));
    }

    private void Index(IncidentState state, Record record)
    {
        if (RecordProfiles.Of(state, record) is { } profile)
        {
            index.Change(record.Id.Value, profile);
        }
        else
        {
            index.Remove(record.Id.Value);
        }
    }

    // Records to compare, or else answers to learn from, or else leads to weigh again.
    private sealed record Work(List<Id<Record>> Records, bool MustLearn, List<Id<Lead>> Leads)
    {
        public bool IsEmpty => Records.Count + Leads.Count == 0 && !MustLearn;
    }
}
