namespace Homeward.Linkage.Tests;

public sealed class LatentClassTests
{
    private static readonly double[] Shares = [0.1, 0.2, 0.7];

    private static readonly double[][][] Truth =
    [
        [[1, 0.90, 0.08, 0.02], [1, 0.80, 0.15, 0.05], [1, 0.95, 0.05], [1, 0.7, 0.3], [1, 0.9, 0.1], [1, 0.6, 0.3, 0.1]],
        [[1, 0.05, 0.15, 0.80], [1, 0.85, 0.10, 0.05], [1, 0.50, 0.50], [1, 0.6, 0.4], [1, 0.8, 0.2], [1, 0.1, 0.2, 0.7]],
        [[1, 0.01, 0.04, 0.95], [1, 0.02, 0.08, 0.90], [1, 0.50, 0.50], [1, 0.05, 0.95], [1, 0.04, 0.96], [1, 0.02, 0.03, 0.95]],
    ];

    [Fact]
    public void Known_chances_are_recovered_from_pairs_nobody_labelled()
    {
        var estimate = LatentClassEstimator.Estimate([Sampled(seed: 11, pairs: 200_000)], Guess(), new() { MostRounds = 2_000 });
        Assert.True(estimate.Converged);
        for (var c = 0; c < Shares.Length; c++)
        {
            Assert.Equal(Shares[c], estimate.Shares[0][c], 0.02);
            for (var field = 0; field < Truth[c].Length; field++)
            {
                for (var level = 1; level < Truth[c][field].Length; level++)
                {
                    Assert.Equal(Truth[c][field][level], estimate.Model.Chances(c, field)[level], 0.03);
                }
            }
        }
    }

    [Fact]
    public void No_round_makes_the_data_less_likely()
    {
        var options = new LatentClassOptions { PriorPairs = (_, _) => 0 };
        var estimate = LatentClassEstimator.Estimate([Sampled(seed: 5, pairs: 20_000)], Guess(), options);
        Assert.All(estimate.LogLikelihoods.Zip(estimate.LogLikelihoods.Skip(1)), pair => Assert.True(pair.Second >= pair.First - 1e-6));
    }

    [Fact]
    public void Chances_that_are_fixed_stay_and_the_others_move()
    {
        var start = Guess();
        var options = new LatentClassOptions { IsFixed = (c, field) => c == 2 || field == 1 };
        var estimate = LatentClassEstimator.Estimate([Sampled(seed: 3, pairs: 20_000)], start, options);
        Assert.Equal(start.Chances(2, 0).ToArray(), estimate.Model.Chances(2, 0).ToArray());
        Assert.Equal(start.Chances(0, 1).ToArray(), estimate.Model.Chances(0, 1).ToArray());
        Assert.NotEqual(start.Chances(0, 0).ToArray(), estimate.Model.Chances(0, 0).ToArray());
    }

    [Fact]
    public void The_order_in_which_pairs_are_seen_does_not_matter()
    {
        var pairs = Sample(seed: 9, pairs: 5_000).ToList();
        var forwards = new PatternCounts(Truth[0].Length);
        var backwards = new PatternCounts(Truth[0].Length);
        pairs.ForEach(levels => forwards.Add(levels));
        pairs.Reverse();
        pairs.ForEach(levels => backwards.Add(levels));
        var one = LatentClassEstimator.Estimate([forwards], Guess(), new());
        var other = LatentClassEstimator.Estimate([backwards], Guess(), new());
        Assert.Equal(one.LogLikelihoods, other.LogLikelihoods);
        Assert.Equal(one.Model.Chances(0, 0).ToArray(), other.Model.Chances(0, 0).ToArray());
    }

    [Fact]
    public void A_pass_that_selects_by_a_field_does_not_make_that_field_look_certain()
    {
        // Two kinds of pairs: with four fields, each hidden in turn, three could not be told apart.
        var all = Sample(seed: 21, pairs: 200_000, [0.1, 0, 0.9]).ToList();
        PatternCounts Pass(int selectedBy)
        {
            var counts = new PatternCounts(Truth[0].Length);
            foreach (var levels in all.Where(levels => levels[selectedBy] == 1))
            {
                var masked = (byte[])levels.Clone();
                masked[selectedBy] = 0;
                counts.Add(masked);
            }

            return counts;
        }

        var options = new LatentClassOptions { IsFixed = (c, _) => c == 1, MostRounds = 2_000 };
        var start = new LatentClassModel([0.5, 0.5], [Guessed(0), Truth[2]]);
        var estimate = LatentClassEstimator.Estimate([Pass(0), Pass(1), Pass(3)], start, options);
        Assert.Equal(Truth[0][0][1], estimate.Model.Chances(0, 0)[1], 0.02);
        Assert.Equal(Truth[0][1][1], estimate.Model.Chances(0, 1)[1], 0.02);
    }

    private static LatentClassModel Guess() => new([0.2, 0.3, 0.5], [Guessed(0), Guessed(1), Guessed(2)]);

    // Half way between the truth and not knowing.
    private static double[][] Guessed(int c) =>
        [.. Truth[c].Select(levels => levels.Select((chance, level) => level == 0 ? 1 : (chance + (1.0 / (levels.Length - 1))) / 2).ToArray())];

    private static PatternCounts Sampled(int seed, int pairs)
    {
        var counts = new PatternCounts(Truth[0].Length);
        foreach (var levels in Sample(seed, pairs))
        {
            counts.Add(levels);
        }

        return counts;
    }

    private static IEnumerable<byte[]> Sample(int seed, int pairs, double[]? shares = null)
    {
        var random = new Random(seed);
        for (var i = 0; i < pairs; i++)
        {
            var c = Draw(random, shares ?? Shares, from: 0);
            yield return [.. Truth[c].Select(levels => random.NextDouble() < 0.1 ? (byte)0 : (byte)Draw(random, levels, from: 1))];
        }
    }

    private static int Draw(Random random, double[] chances, int from)
    {
        var left = random.NextDouble();
        for (var i = from; i < chances.Length - 1; i++)
        {
            if ((left -= chances[i]) < 0)
            {
                return i;
            }
        }

        return chances.Length - 1;
    }
}
