using System.Collections.Concurrent;

namespace Homeward.Linkage.Tests;

/// <summary>What a probability says comes true as often: judged by labelled files, which the linkage never sees labelled.</summary>
public sealed class CalibrationTests
{
    private const int Bins = 10;

    private static readonly ConcurrentDictionary<string, List<(double Probability, bool IsTrue)>> Runs = new();

    [Theory]
    [InlineData("households")]
    [InlineData("fake_1000")]
    [InlineData("febrl3")]
    public void Of_links_with_a_probability_that_share_is_true(string file)
    {
        var links = Judged(file).Where(link => link.Probability >= 0.5).ToList();
        Assert.True(ExpectedError(links) <= 0.03, $"{ExpectedError(links)}");
        var sure = links.Where(link => link.Probability >= 0.99).ToList();
        Assert.InRange(sure.Average(link => link.IsTrue ? 1.0 : 0), 0.99, 1);
        Assert.True(sure.Count > links.Count / 5, $"{sure.Count} of {links.Count} links are sure");
    }

    [Fact]
    public void The_likelier_a_pair_is_said_to_be_the_oftener_it_is_true()
    {
        var curve = Judged("households").GroupBy(link => (int)Math.Min(4, link.Probability * 5)).OrderBy(bin => bin.Key).Select(bin => bin.Average(link => link.IsTrue ? 1.0 : 0)).ToList();
        Assert.Equal(5, curve.Count);
        Assert.Equal(curve.Order(), curve);
        Assert.InRange(curve[^1] - curve[0], 0.8, 1);
    }

    // Brier (1950): the mean square between what was said and what was so. Saying of every pair how many are true would have p(1-p).
    [Theory]
    [InlineData("households", 3)]
    [InlineData("fake_1000", 3)]
    [InlineData("febrl3", 4)]
    public void The_probabilities_tell_far_more_than_how_many_pairs_are_true(string file, int times)
    {
        var pairs = Judged(file);
        var share = pairs.Average(pair => pair.IsTrue ? 1.0 : 0);
        var brier = pairs.Average(pair => Math.Pow(pair.Probability - (pair.IsTrue ? 1 : 0), 2));
        Assert.True(brier * times <= share * (1 - share), $"{brier}, and {share * (1 - share)} without looking");
    }

    [Fact]
    public void Probabilities_that_are_made_too_sure_are_noticed()
    {
        var doubtful = Judged("households").Where(link => link.Probability is >= 0.5 and < 0.99).ToList();
        var bold = doubtful.Select(link => (Probability: Math.Pow(link.Probability, 3) / (Math.Pow(link.Probability, 3) + Math.Pow(1 - link.Probability, 3)), link.IsTrue)).ToList();
        Assert.True(ExpectedError(bold) > 2 * ExpectedError(doubtful), $"{ExpectedError(bold)} against {ExpectedError(doubtful)}");
    }

    private static double ExpectedError(List<(double Probability, bool IsTrue)> links) =>
        links.GroupBy(link => (int)Math.Min(Bins - 1, link.Probability * Bins))
            .Sum(bin => bin.Count() * Math.Abs(bin.Average(link => link.Probability) - bin.Average(link => link.IsTrue ? 1.0 : 0))) / links.Count;

    private static List<(double Probability, bool IsTrue)> Judged(string file) => Runs.GetOrAdd(file, _ =>
    {
        var table = DeduplicationTests.Labelled(file);
        var truth = DeduplicationTests.Truth(table);
        return [.. Deduplication.Run(table, new LinkageSettings()).Links.Select(link => (link.Probability, truth[link.Left] == truth[link.Right]))];
    });
}
