using System.Collections.Concurrent;
using System.Diagnostics;

namespace Homeward.Domain.Tests;

/// <summary>No way to "released" around the gate, in a hundred thousand random histories.</summary>
public sealed class ReleaseGateProof(ITestOutputHelper output)
{
    private const int Commands = 45;

    [Fact]
    public void No_history_leads_to_a_release_around_the_gate()
    {
        var histories = Proof.Scaled(100_000);
        var seed = Proof.Seed;
        output.WriteLine($"{histories} histories from seed {seed} (HOMEWARD_SEED={seed} runs the same ones).");
        var (releasing, releases, accepted, asked) = (0, 0, 0L, 0L);
        var occurred = new ConcurrentDictionary<string, int>();
        var started = Stopwatch.GetTimestamp();
        var failure = new ConcurrentBag<int>();

        Parallel.For(0, histories, (i, loop) =>
        {
            var run = Run(unchecked(seed + i));
            if (run.Wrong is not null)
            {
                failure.Add(unchecked(seed + i));
                loop.Stop();
            }

            Interlocked.Add(ref releasing, run.Oracle.Releases > 0 ? 1 : 0);
            Interlocked.Add(ref releases, run.Oracle.Releases);
            Interlocked.Add(ref accepted, run.Accepted);
            Interlocked.Add(ref asked, run.Said.Count);
            foreach (var kind in run.Oracle.Occurred)
            {
                occurred.AddOrUpdate(kind, 1, (_, n) => n + 1);
            }
        });

        if (failure.TryTake(out var bad))
        {
            Assert.Fail(Explain(bad));
        }

        output.WriteLine($"{asked:N0} commands, {accepted:N0} accepted; {releasing:N0} histories release ({100.0 * releasing / histories:F1} %), {releases:N0} releases; {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s.");
        foreach (var (kind, count) in occurred.OrderByDescending(o => o.Value))
        {
            output.WriteLine($"{count,8:N0} {kind}");
        }

        Assert.True(releasing >= histories * 0.05, $"Only {releasing} of {histories} histories released a child: too few to say anything.");
        Assert.True(occurred.Count >= 14, $"Only {occurred.Count} kinds of release occurred: the histories no longer reach the hard cases.");
    }

    private static History Run(int seed)
    {
        var world = new World();
        var oracle = new GateOracle(place => world.State.Places[place].RunBy);
        var history = new GateHistory(world, new Random(seed));
        var run = new History(oracle);
        for (var i = 0; i < Commands; i++)
        {
            var (who, command) = history.Next();
            run.Said.Add((who, command));
            if (Tell(world, oracle, who, command, run) is { } wrong)
            {
                return run with { Wrong = wrong };
            }
        }

        return run;
    }

    private static string? Tell(World world, GateOracle oracle, Actor who, Command command, History run)
    {
        if (world.Try(who, command) is not Decision.Accepted accepted)
        {
            return world.LastRefusal is { Gate: { } gate } && command is CompleteRelease complete ? oracle.Watch(complete.Release, gate) : null;
        }

        run.Accepted++;
        return oracle.Watch(who, accepted.Events);
    }

    /// <summary>The history that went wrong, without the commands that don't matter for it.</summary>
    private static string Explain(int seed)
    {
        var run = Run(seed);
        var needed = run.Said;
        for (var i = needed.Count - 2; i >= 0; i--)
        {
            var without = needed.Where((_, at) => at != i).ToList();
            if (Replay(without).Wrong is not null)
            {
                needed = without;
            }
        }

        return $"Seed {seed}: {Replay(needed).Wrong}\n" + string.Join('\n', needed.Select(s => $"  {s.Who.Role,-16} {s.Command}"));
    }

    private static History Replay(List<(Actor Who, Command Command)> said)
    {
        // The same actors and ids again: a world gives its people the same ids every time.
        var world = new World();
        var oracle = new GateOracle(place => world.State.Places[place].RunBy);
        var run = new History(oracle);
        foreach (var (who, command) in said)
        {
            if (Tell(world, oracle, who, command, run) is { } wrong)
            {
                return run with { Wrong = wrong };
            }
        }

        return run;
    }

    private sealed record History(GateOracle Oracle)
    {
        public List<(Actor Who, Command Command)> Said { get; } = [];

        public int Accepted { get; set; }

        public string? Wrong { get; init; }
    }
}
