using System.Collections.Concurrent;
using System.Diagnostics;

namespace Homeward.Domain.Tests;

/// <summary>What somebody asks for, and how long before that it happened.</summary>
/// <param name="MinutesLater">How long after the one before it is asked.</param>
public sealed record Said(Actor Who, Command Command, int MinutesAgo = 0, int MinutesLater = 0);

/// <summary>
/// Runs many random histories over a <see cref="World"/> in parallel. A history that goes wrong is told by its seed and,
/// without the commands that don't matter, command by command.
/// </summary>
/// <param name="Teller">Makes the next command of a history from a world and its chance.</param>
/// <param name="Watcher">Makes a watcher of one world, which says what is wrong after a command; null when nothing is.</param>
public sealed record Histories(Func<World, Random, Func<Said>> Teller, Func<World, Func<Said, Decision, string?>> Watcher, int Commands)
{
    /// <summary>What the histories were, for a test to see that they are worth checking.</summary>
    public ConcurrentDictionary<string, int> Occurred { get; } = new();

    /// <summary>Runs so many histories from the seed of this run, and prints it.</summary>
    /// <param name="tell">What to remember of a history that went well: each distinct word counts once.</param>
    public void Check(int histories, ITestOutputHelper output, Func<World, IEnumerable<string>> tell)
    {
        var seed = Proof.Seed;
        output.WriteLine($"{histories:N0} histories from seed {seed} (HOMEWARD_SEED={seed} runs the same ones).");
        var started = Stopwatch.GetTimestamp();
        var (said, bad) = (0L, (int?)null);
        Parallel.For(0, histories, (i, loop) =>
        {
            var run = Run(unchecked(seed + i));
            Interlocked.Add(ref said, run.Said.Count);
            if (run.Wrong is not null)
            {
                bad = unchecked(seed + i);
                loop.Stop();
                return;
            }

            foreach (var word in tell(run.World).Distinct())
            {
                Occurred.AddOrUpdate(word, 1, (_, n) => n + 1);
            }
        });

        if (bad is { } failed)
        {
            Assert.Fail(Explain(failed));
        }

        output.WriteLine($"{said:N0} commands in {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s.");
        foreach (var (word, count) in Occurred.OrderByDescending(o => o.Value))
        {
            output.WriteLine($"{100.0 * count / histories,5:F1} % {word}");
        }
    }

    private (World World, List<Said> Said, string? Wrong) Run(int seed)
    {
        var world = new World();
        var next = Teller(world, new Random(seed));
        var watch = Watcher(world);
        var said = new List<Said>();
        for (var i = 0; i < Commands; i++)
        {
            said.Add(next());
            if (watch(said[^1], world.Later(said[^1].MinutesLater).Try(said[^1].Who, said[^1].Command, said[^1].MinutesAgo)) is { } wrong)
            {
                return (world, said, wrong);
            }
        }

        return (world, said, null);
    }

    /// <summary>The history that went wrong, without the commands that don't matter for it.</summary>
    private string Explain(int seed)
    {
        var needed = Run(seed).Said;
        for (var i = needed.Count - 2; i >= 0; i--)
        {
            var without = needed.Where((_, at) => at != i).ToList();
            if (Replay(without) is not null)
            {
                needed = without;
            }
        }

        return $"Seed {seed}: {Replay(needed)}\n" + string.Join('\n', needed.Select(s => $"  {s.Who.Role,-16} {s.MinutesAgo,4} min ago: {s.Command}"));
    }

    // The same ids again: they are in the commands, and a world gives its own people the same ids every time.
    private string? Replay(List<Said> said)
    {
        var world = new World();
        var watch = Watcher(world);
        return said.Select(s => watch(s, world.Later(s.MinutesLater).Try(s.Who, s.Command, s.MinutesAgo))).FirstOrDefault(wrong => wrong is not null);
    }
}
