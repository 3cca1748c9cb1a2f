using System.Security.Cryptography;
using System.Text.Json;
using Homeward.Domain;
using Homeward.Domain.Tests;
using Homeward.Engine;
using Homeward.Journal;
using Xunit;

namespace Homeward.Tests.Engine;

/// <summary>
/// Many desks over a virtual clock, the real writer, and a disk that fails or stops the machine between any two steps.
/// What a seed does is the same every time; a failing seed is printed, and HOMEWARD_SEED repeats it.
/// </summary>
public sealed class SimulationProof(ITestOutputHelper output)
{
    [Fact]
    public void Whatever_crashes_between_whatever_steps_nothing_answered_is_lost_or_done_twice()
    {
        var seeds = Proof.Thorough ? 100_000 : 300;
        output.WriteLine($"{seeds:N0} simulations from seed {Proof.Seed} (HOMEWARD_SEED={Proof.Seed} runs the same ones).");
        var (crashes, retries, answered, failed) = (0, 0, 0, 0);
        string? wrong = null;
        Parallel.For(0, seeds, (i, loop) =>
        {
            var simulation = new Simulation(unchecked(Proof.Seed + i));
            try
            {
                simulation.Run();
            }
            catch (Exception fault)
            {
                wrong = $"Seed {unchecked(Proof.Seed + i)}: {fault}";
                loop.Stop();
            }

            Interlocked.Add(ref crashes, simulation.Crashes);
            Interlocked.Add(ref retries, simulation.RetriesAnswered);
            Interlocked.Add(ref answered, simulation.Answered);
            Interlocked.Add(ref failed, simulation.Failures);
        });

        output.WriteLine($"{answered:N0} requests accepted, {retries:N0} of them again after a retry; {crashes:N0} crashes, {failed:N0} failed appends.");
        Assert.True(wrong is null, wrong);
        Assert.True(crashes > seeds && retries > seeds && failed > seeds, "Too little went wrong to say anything.");
    }

    /// <summary>One seed: an incident, its desks, and everything that goes wrong.</summary>
    private sealed class Simulation
    {
        private readonly Random random;
        private readonly VirtualClock clock = new();
        private readonly World world = new();
        private readonly Disk disk;
        private readonly GateHistory desks;
        private readonly GateOracle oracle;
        private readonly Dictionary<Guid, Actor> actors = [];
        private readonly List<Request> unanswered = [];
        private readonly Dictionary<Guid, (Request Request, Answer Answer, bool Done)> told = [];
        private readonly List<(IncidentEvent Event, Stamp Stamp)> history = [];
        private BatchWriter writer;
        private int watched;
        private readonly int setUp;

        public Simulation(int seed)
        {
            random = new(seed);
            disk = new(random);
            oracle = new(place => writer!.Durable.State.Places[place].RunBy);
            foreach (var (happened, stamp) in world.History)
            {
                disk.Keep([Row(happened, stamp, setUp++)]);
            }

            actors[world.Coordinator.User.Value] = world.Coordinator;
            desks = new(world, random);
            writer = Start();
        }

        public int Crashes { get; private set; }

        public int Failures => disk.Failures;

        public int RetriesAnswered { get; private set; }

        public int Answered => told.Values.Count(t => t.Answer is Answer.Accepted);

        public void Run()
        {
            for (var step = 0; step < 40; step++)
            {
                clock.Pass(TimeSpan.FromSeconds(random.Next(0, 240)));
                Step(Batch());
                Check();
            }

            disk.Healthy = true;
            while (unanswered.Count > 0)
            {
                Step([new([unanswered[0]])]);
                Check();
            }

            Assert.Equal(Text(Recovered().State), Text(writer.Durable.State));
            var count = new CountFromEvents(history);
            Assert.Equal(count.Children.Count(child => count.StateOf(child) is not null), writer.Durable.State.Counts.TotalChildren);
            Assert.All(Enum.GetValues<ChildState>(), state => Assert.Equal(count.Children.Count(child => count.StateOf(child) == state), writer.Durable.State.Counts.Of(state)));
        }

        /// <summary>What is waiting at the writer: new requests, retries of unanswered ones, and retries of answered ones.</summary>
        private List<Submission> Batch()
        {
            var batch = new List<Submission>();
            for (var i = random.Next(1, 6); i > 0; i--)
            {
                batch.Add(random.Next(10) switch
                {
                    0 when unanswered.Count > 0 => new([unanswered[random.Next(unanswered.Count)]]),
                    1 when told.Count > 0 => new([told.Values.ElementAt(random.Next(told.Count)).Request]),
                    2 when told.Count > 0 => new([told.Values.ElementAt(random.Next(told.Count)).Request with { Command = new SeeChild(default, null) }]),
                    3 => new([New(), New()]),
                    _ => new([New()]),
                });
            }

            return batch;
        }

        private Request New()
        {
            // A desk sees what is published, which may be older than what the writer decides on.
            world.Follow(writer.Durable.State, clock.GetUtcNow());
            var (who, command) = desks.Next();
            actors[who.User.Value] = who;
            return new(NextId(), who, clock.GetUtcNow().AddMinutes(random.Next(4) == 0 ? -random.Next(120) : 0), command);
        }

        private void Step(List<Submission> batch)
        {
            // A refusal stands for that moment; asked again, the same request may well be accepted.
            foreach (var again in batch.SelectMany(s => s.Requests).Where(r => told.TryGetValue(r.Id, out var t) && t.Answer is Answer.Refused && r.Command is not SeeChild))
            {
                told.Remove(again.Id);
            }

            unanswered.AddRange(batch.SelectMany(s => s.Requests).Where(r => r.Command is not SeeChild && !told.ContainsKey(r.Id) && unanswered.All(u => u.Id != r.Id)));
            var before = writer.Durable.State.Position;
            writer.Write(batch);
            foreach (var submission in batch)
            {
                // The writer has returned: every answer there will be is there.
                if (submission.Answers.Task.IsCompletedSuccessfully)
                {
                    for (var i = 0; i < submission.Requests.Count; i++)
                    {
                        Hear(submission.Requests[i], submission.Answers.Task.Result[i]);
                    }
                }
            }

            Assert.True(writer.Durable.State.Position >= before, "What readers saw was taken back.");
            Assert.True(writer.Durable.State.Position <= disk.Rows.Count, "Readers saw what wasn't on the disk.");
            if (disk.Stopped)
            {
                Crashes++;
                writer = Start();
            }
        }

        private void Hear(Request request, Answer answer)
        {
            if (answer is Answer.Unavailable)
            {
                return;
            }

            if (request.Command is SeeChild { Person: var nobody } && nobody == default)
            {
                var taken = told.TryGetValue(request.Id, out var first) && first.Done;
                Assert.True(!taken || answer is Answer.Refused { Refusal.Reason: RefusalReason.IdAlreadyUsed }, "An id was used for two different requests.");
                return;
            }

            // What was so already did nothing and left nothing to remember; asked again, it is decided anew.
            if (told.TryGetValue(request.Id, out var before) && before.Done)
            {
                Assert.True(answer is Answer.Accepted { Repeated: true }, $"A retry of an accepted request was answered with {answer}.");
            }

            RetriesAnswered += answer is Answer.Accepted { Repeated: true } ? 1 : 0;
            told[request.Id] = (request, answer, answer is Answer.Accepted && Kept(request.Id) > 0);
            unanswered.RemoveAll(u => u.Id == request.Id);
        }

        private void Check()
        {
            var state = writer.Durable.State;
            for (; watched < disk.Rows.Count;)
            {
                var together = disk.Rows.Skip(watched).TakeWhile(r => r.Command == disk.Rows[watched].Command).Select(Recovery.Decode).ToList();
                history.AddRange(together.Select(r => (r.Event, r.Stamp)));
                watched += together.Count;
                var wrong = actors.TryGetValue(together[0].Stamp.User.Value, out var actor)
                    ? oracle.Watch(actor, [.. together.Select(r => r.Event)], together[0].Stamp.Occurred)
                    : "somebody unknown acted";
                Assert.True(wrong is null, wrong);
            }

            foreach (var (id, (request, answer, _)) in told)
            {
                var rows = disk.EventsOf(id);
                Assert.True(rows.SequenceEqual(Enumerable.Range(0, rows.Count)), $"{request.Command} happened more than once.");
                Assert.True(answer is not Answer.Refused || rows.Count == 0, $"{request.Command} was refused and happened.");
                Assert.True(answer is not Answer.Accepted accepted || accepted.Position <= disk.Rows.Count, $"{request.Command} was answered and isn't on the disk.");
            }

            Assert.Equal(Enum.GetValues<ChildState>().Sum(state.Counts.Of), state.Counts.TotalChildren);
            if (state.Position == disk.Rows.Count)
            {
                Assert.Null(oracle.Lost(state));
            }
        }

        private int Kept(Guid command) => disk.EventsOf(command).Count;

        /// <summary>The machine starts and reads the disk.</summary>
        private BatchWriter Start()
        {
            disk.Stopped = false;
            var (state, answered) = Recovered();
            var started = new BatchWriter(disk.Append, command => SHA256.HashData(command)[..8], clock, state, answered);
            // After it is visible and before anybody is told: the machine may stop here, too.
            started.Published += _ => disk.MayStop();
            return started;
        }

        private (IncidentState State, AnsweredCommands Answered) Recovered()
        {
            var (state, answered) = (IncidentState.Nothing, AnsweredCommands.None);
            foreach (var row in disk.Rows)
            {
                var (happened, stamp) = Recovery.Decode(row);
                state = state.Apply(happened, stamp);
                answered = answered.With(row.Command, row.Position, AnsweredCommands.Number(row.CommandPrint));
            }

            return (state, answered);
        }

        private static string Text(IncidentState state) => JsonSerializer.Serialize(new
        {
            People = state.People.Values.OrderBy(p => p.Id.Value),
            Records = state.Records.Values.OrderBy(r => r.Id.Value),
            Releases = state.Releases.Values.OrderBy(r => r.Id.Value),
            Restrictions = state.Restrictions.Values.OrderBy(r => r.Id.Value),
            Relationships = state.Relationships.Values.OrderBy(r => r.Id.Value),
            Declarations = state.Declarations.Values.OrderBy(d => d.Id.Value),
            Tallies = state.Tallies.OrderBy(t => t.Key.Value).Select(t => new { t.Key, t.Value }),
            state.Counts.Children,
            state.Counts.Adults,
            state.Position,
            state.LastRecorded,
        });

        private static NewEntry Row(IncidentEvent happened, Stamp stamp, int number) => new(
            happened.Stream, happened.Stream == Guid.Empty ? number + 1 : 1, new(number + 1, 1, 1, new byte[8]), 0, new byte[8], EventCodec.Name(happened),
            stamp.User.Value, stamp.Device, stamp.Occurred, stamp.Recorded, happened.SealedUnder?.Value, EventCodec.Write(happened));

        private Guid NextId()
        {
            Span<byte> bytes = stackalloc byte[16];
            random.NextBytes(bytes);
            return new(bytes);
        }
    }

    /// <summary>What is durable, and what can go wrong on the way there.</summary>
    private sealed class Disk(Random random)
    {
        private readonly HashSet<(Guid, int)> versions = [];
        private readonly Dictionary<Guid, List<int>> commands = [];

        public List<StoredEntry> Rows { get; } = [];

        /// <summary>Nothing goes wrong any more.</summary>
        public bool Healthy { get; set; }

        /// <summary>The machine stopped; what was in memory is gone.</summary>
        public bool Stopped { get; set; }

        public int Failures { get; private set; }

        public long Append(IReadOnlyList<NewEntry> batch)
        {
            Assert.False(Stopped, "Something was written by a machine that had stopped.");
            MayStop();
            if (!Healthy && random.Next(12) == 0)
            {
                Failures++;
                throw new JournalUnavailableException(Unavailable.Full, "The disk is full.");
            }

            Keep(batch);
            MayStop();
            return Rows.Count;
        }

        public void Keep(IReadOnlyList<NewEntry> batch)
        {
            foreach (var entry in batch)
            {
                Assert.True(versions.Add((entry.Stream, entry.Version)), $"Stream {entry.Stream} has two events {entry.Version}: {entry.Type}.");
                if (!commands.TryGetValue(entry.Command, out var ordinals))
                {
                    commands.Add(entry.Command, ordinals = []);
                }

                ordinals.Add(entry.Ordinal);
                Rows.Add(new(Rows.Count + 1, entry.Stream, entry.Version, entry.Command, entry.Ordinal, entry.CommandPrint, entry.Type, entry.Actor,
                    entry.Device, entry.Occurred, entry.Recorded, entry.Record, entry.Payload.ToArray()));
            }
        }

        /// <summary>The ordinals of a command's events, in the order they were kept.</summary>
        public List<int> EventsOf(Guid command) => commands.TryGetValue(command, out var ordinals) ? ordinals : [];

        public void MayStop()
        {
            if (!Healthy && random.Next(20) == 0)
            {
                Stopped = true;
                throw new MachineStopped();
            }
        }
    }

    private sealed class MachineStopped : Exception;

    private sealed class VirtualClock : TimeProvider
    {
        private DateTimeOffset now = World.Morning.AddHours(1);

        public void Pass(TimeSpan time) => now += time;

        public override DateTimeOffset GetUtcNow() => now;
    }
}
