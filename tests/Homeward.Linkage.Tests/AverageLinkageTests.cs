using CsCheck;

namespace Homeward.Linkage.Tests;

public sealed class AverageLinkageTests
{
    private static readonly Gen<(double[] Scores, int Count, (int A, int B)[] Together, (int A, int B)[] Apart)> Parts =
        from count in Gen.Int[2, 12]
        from seed in Gen.Int[0, 1_000_000]
        from together in Gen.Select(Gen.Int[0, count - 1], Gen.Int[0, count - 1]).Array[0, 3]
        from apart in Gen.Select(Gen.Int[0, count - 1], Gen.Int[0, count - 1]).Array[0, 4]
        select (Scores(seed, count), count, together, apart);

    [Fact]
    public void Nearest_neighbour_chains_find_what_joining_the_closest_two_again_and_again_does() =>
        Parts.Sample(part =>
        {
            var (scores, count, together, apart) = part;
            var wholes = Enumerable.Range(0, count).ToArray();
            foreach (var (a, b) in together)
            {
                var (keep, gone) = (wholes[a], wholes[b]);
                wholes = [.. wholes.Select(whole => whole == gone ? keep : whole)];
            }

            apart = [.. apart.Where(pair => wholes[pair.A] != wholes[pair.B])];
            bool AreApart(int a, int b) => apart.Contains((a, b)) || apart.Contains((b, a));
            double Score(int a, int b) => AreApart(a, b) ? double.NegativeInfinity : scores[(Math.Min(a, b) * count) + Math.Max(a, b)];
            double OfWholes(int a, int b)
            {
                var all = (from i in Enumerable.Range(0, count) where wholes[i] == wholes[a] from j in Enumerable.Range(0, count) where wholes[j] == wholes[b] select Score(i, j)).ToList();
                return all.Contains(double.NegativeInfinity) ? double.NegativeInfinity : all.Max();
            }

            var matrix = Enumerable.Range(0, count * count).Select(at => (float)Score(at / count, at % count)).ToArray();
            var groups = AverageLinkage.Group(count, matrix, 0.5, Enumerable.Repeat(1, count), together);

            // What decisions may bring together: groups that come about without them, and those that hold a decided pair.
            var slow = Slowly([.. Enumerable.Range(0, count).Select(record => new List<int> { record })], Score);
            var connected = Enumerable.Range(0, count).Select(record => slow.Single(one => one.Contains(record))[0]).ToArray();
            foreach (var (a, b) in together)
            {
                connected = [.. connected.Select(one => one == connected[b] ? connected[a] : one)];
            }

            slow = Slowly(
                [.. Enumerable.Range(0, count).GroupBy(record => wholes[record]).Select(whole => whole.ToList())],
                (i, j) => connected[i] == connected[j] ? OfWholes(i, j) : double.NegativeInfinity);
            Assert.All(Enumerable.Range(0, count), record => Assert.Equal(slow.Single(one => one.Contains(record)).Min(), groups[record]));
        }, iter: 1000);

    // Slow and obvious: the mean over all pairs, each time anew.
    private static List<List<int>> Slowly(List<List<int>> slow, Func<int, int, double> score)
    {
        while (true)
        {
            var closest = (from a in slow from b in slow where a[0] < b[0] select (a, b, Mean: a.Average(i => b.Average(j => score(i, j))))).OrderByDescending(two => two.Mean).FirstOrDefault();
            if (closest.a is null || closest.Mean < 0.5) { return slow; }

            closest.a.AddRange(closest.b);
            slow.Remove(closest.b);
        }
    }

    // No two alike, so that which two are the closest is never a question of order.
    private static double[] Scores(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count * count).Select(_ => (random.NextDouble() * 24) - 12)];
    }
}
