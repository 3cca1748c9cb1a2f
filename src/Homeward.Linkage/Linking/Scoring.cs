using System.Collections.Concurrent;

namespace Homeward.Linkage;

/// <summary>Compares every pair of records that share a group, each once, and keeps those that may be one person.</summary>
internal static class Scoring
{
    private const int Portion = 512;

    /// <summary>Scores all candidates.</summary>
    /// <returns>Likely pairs, a record of the first file before one of the second; how many were compared; and how many likely pairs lie within each of two files.</returns>
    internal static (List<(int I, int J, float Odds)> Pairs, long Candidates, (int Left, int Right) Doubles) Score(
        People people, Files files, PairComparer comparer, Blocks blocks, PairModel model, LinkageSettings settings, Action<double>? progress, CancellationToken cancellation)
    {
        var records = people.Count;
        var sieve = new PairSieve(people, comparer, model, settings.Forgotten, settings.Threads);
        var portions = (records + Portion - 1) / Portion;
        var found = new List<(int I, int J, float Odds)>[portions];
        var candidates = 0L;
        var (doublesLeft, doublesRight) = (0, 0);
        var finished = 0;

        // Work is handed from task to task many times a second, and a bench is as long as the file.
        var benches = new ConcurrentBag<Bench>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, settings.Threads), CancellationToken = cancellation };
        Parallel.For(0, portions, options, () => benches.TryTake(out var free) ? free : new Bench(records, comparer.ForOneThread()), (portion, _, bench) =>
        {
            var kept = found[portion] = [];
            var seen = 0;
            for (var i = portion * Portion; i < Math.Min(records, (portion + 1) * Portion); i++)
            {
                var others = blocks.Earlier(i, bench.Seen, ref bench.Found);
                seen += others.Length;
                var most = bench.Most(others.Length);
                var look = sieve.Of(i);
                var near = look.Keep(others, most);
                var names = sieve.NamesOf(i);
                for (var at = 0; at < near; at++)
                {
                    var other = others[at];
                    var theirs = sieve.NamesOf(other);
                    var given = bench.Comparer.CompareGiven(names, theirs);
                    if (!look.MayReach(most[at], given.Level, bench.Comparer.Evidence(given, model)))
                    {
                        continue;
                    }

                    var agreement = bench.Comparer.CompareNames(names, theirs, given);
                    if (!sieve.MayReach(most[at], bench.Comparer.Evidence(agreement, model)))
                    {
                        continue;
                    }

                    bench.Comparer.Compare(i, other, agreement, bench.Levels, bench.Rarity);
                    var (same, relative) = model.Evidence(bench.Levels, bench.Rarity);
                    var odds = model.CanReach(settings.Forgotten, same) ? model.Odds(same, relative) : float.NegativeInfinity;
                    if (odds < settings.Forgotten)
                    {
                        continue;
                    }

                    if (!files.AreOne(i, other))
                    {
                        kept.Add(files.AreTwo && files.IsOfFirst(i) ? (i, other, odds) : (other, i, odds));
                    }
                    else if (odds > 0)
                    {
                        Interlocked.Increment(ref files.IsOfFirst(i) ? ref doublesLeft : ref doublesRight);
                    }
                }
            }

            Interlocked.Add(ref candidates, seen);
            var done = Interlocked.Increment(ref finished);
            if ((done & 15) == 0)
            {
                progress?.Invoke(done / (double)portions);
            }

            return bench;
        }, benches.Add);
        var pairs = new List<(int I, int J, float Odds)>(found.Sum(kept => kept.Count));
        for (var portion = 0; portion < portions; portion++)
        {
            pairs.AddRange(found[portion]);
            found[portion] = [];
        }

        return (pairs, candidates, (doublesLeft, doublesRight));
    }

    private sealed class Bench
    {
        private int[] found = new int[256];
        private int[] most = [];

        internal Bench(int records, PairComparer comparer)
        {
            (Comparer, Seen) = (comparer, new(records));
            (Levels, Rarity) = (new byte[comparer.Fields.Count], new float[comparer.Fields.Count]);
        }

        internal PairComparer Comparer { get; }

        internal RecordSet Seen { get; }

        /// <summary>The candidates of one record.</summary>
        internal ref int[] Found => ref found;

        /// <summary>Room for what is known of each of so many candidates.</summary>
        internal Span<int> Most(int candidates)
        {
            if (most.Length < candidates)
            {
                most = new int[2 * candidates];
            }

            return most.AsSpan(0, candidates);
        }

        internal byte[] Levels { get; }

        internal float[] Rarity { get; }
    }
}
