namespace Homeward.Linkage;

/// <summary>
/// Estimates a latent class model by expectation maximisation (Dempster, Laird and Rubin 1977; for record linkage Winkler
/// 1988). Comparisons may come from several passes, each with its own mixture of classes and with the fields it selected pairs
/// by at level 0, so that choosing pairs that agree on a field says nothing about how often that field agrees.
/// </summary>
/// <remarks>Deterministic: the order in which vectors were counted doesn't matter. Cost is by distinct vectors.</remarks>
public static class LatentClassEstimator
{
    /// <summary>Estimates a model from where <paramref name="start"/> begins.</summary>
    /// <param name="passes">What was compared.</param>
    /// <param name="start">Where to begin. Fixed parts keep its chances; free ones are drawn to them by the options' prior.</param>
    /// <param name="options">What is fixed, and when to stop.</param>
    public static LatentClassEstimate Estimate(IReadOnlyList<PatternCounts> passes, LatentClassModel start, LatentClassOptions options)
    {
        ArgumentNullException.ThrowIfNull(passes);
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(options);
        var patterns = passes.Select(pass => pass.InOrder()).ToArray();
        var shares = passes.Select(_ => start.Proportions.ToArray()).ToArray();
        var model = start;
        var history = new List<double>();
        var converged = false;
        while (history.Count < options.MostRounds && !converged)
        {
            (model, var change, var logLikelihood) = Round(patterns, shares, model, start, options);
            history.Add(logLikelihood);
            converged = change < options.Tolerance;
        }

        return new(model, shares, history, converged);
    }

    private static (LatentClassModel Model, double Change, double LogLikelihood) Round(
        IReadOnlyList<(byte[] Levels, double Count)>[] passes, double[][] shares, LatentClassModel model, LatentClassModel start, LatentClassOptions options)
    {
        var expected = Prior(options.Toward ?? start, options);
        var logLikelihood = 0.0;
        var everything = new double[model.Classes];

        // Each pass is counted on its own, so that it does not matter how many are counted at a time.
        var counted = new Counted[passes.Length];
        Parallel.For(0, passes.Length, new() { MaxDegreeOfParallelism = Math.Max(1, options.Threads) }, pass => counted[pass] = new(model, passes[pass], shares[pass]));
        for (var pass = 0; pass < passes.Length; pass++)
        {
            logLikelihood += counted[pass].LogLikelihood;
            counted[pass].AddTo(expected);
            var members = counted[pass].Members;
            for (var c = 0; c < members.Length; c++)
            {
                everything[c] += members[c];
                shares[pass][c] = options.FixedShares ? shares[pass][c] : (members[c] + 1e-6) / (members.Sum() + (1e-6 * members.Length));
            }
        }

        var next = new LatentClassModel(options.FixedShares ? start.Proportions.ToArray() : everything.Sum() > 0 ? everything : start.Proportions.ToArray(), Chances(expected, model, options));
        return (next, GreatestChange(model, next), logLikelihood);
    }

    /// <summary>What a model expects of one pass: how many pairs each class has, and how many at each level.</summary>
    private sealed class Counted
    {
        private readonly double[][][] expected;

        internal Counted(LatentClassModel model, IReadOnlyList<(byte[] Levels, double Count)> pass, double[] shares)
        {
            Members = new double[model.Classes];
            expected = [.. Enumerable.Range(0, model.Classes).Select(c => Enumerable.Range(0, model.Fields).Select(field => new double[model.Levels(field)]).ToArray())];
            Span<double> posterior = stackalloc double[model.Classes];
            Span<double> logShares = stackalloc double[model.Classes];
            LatentClassModel.LogShares(shares, logShares);
            foreach (var (levels, count) in pass)
            {
                LogLikelihood += count * model.PosteriorOf(levels, logShares, posterior);
                for (var c = 0; c < posterior.Length; c++)
                {
                    var weight = count * posterior[c];
                    Members[c] += weight;
                    var ofClass = expected[c];
                    for (var field = 0; field < levels.Length; field++)
                    {
                        ofClass[field][levels[field]] += weight;
                    }
                }
            }
        }

        internal double[] Members { get; }

        internal double LogLikelihood { get; }

        internal void AddTo(double[][][] sum)
        {
            for (var c = 0; c < sum.Length; c++)
            {
                for (var field = 0; field < sum[c].Length; field++)
                {
                    for (var level = 0; level < sum[c][field].Length; level++)
                    {
                        sum[c][field][level] += expected[c][field][level];
                    }
                }
            }
        }
    }

    private static double[][][] Prior(LatentClassModel start, LatentClassOptions options)
    {
        var prior = new double[start.Classes][][];
        for (var c = 0; c < start.Classes; c++)
        {
            prior[c] = new double[start.Fields][];
            for (var field = 0; field < start.Fields; field++)
            {
                var strength = options.PriorPairs?.Invoke(c, field) ?? 1;
                prior[c][field] = [.. start.Chances(c, field).ToArray().Select(chance => chance * strength)];
                prior[c][field][0] = 0;
            }
        }

        return prior;
    }

    private static double[][][] Chances(double[][][] expected, LatentClassModel model, LatentClassOptions options)
    {
        for (var c = 0; c < expected.Length; c++)
        {
            for (var field = 0; field < expected[c].Length; field++)
            {
                if (options.IsFixed?.Invoke(c, field) == true)
                {
                    expected[c][field] = model.Chances(c, field).ToArray();
                }

                options.Constrain?.Invoke(c, field, expected[c][field]);
            }
        }

        return expected;
    }

    private static double GreatestChange(LatentClassModel before, LatentClassModel after)
    {
        var greatest = 0.0;
        for (var c = 0; c < before.Classes; c++)
        {
            greatest = Math.Max(greatest, Math.Abs(before.Proportions[c] - after.Proportions[c]));
            for (var field = 0; field < before.Fields; field++)
            {
                var old = before.Chances(c, field);
                var now = after.Chances(c, field);
                for (var level = 1; level < old.Length; level++)
                {
                    greatest = Math.Max(greatest, Math.Abs(old[level] - now[level]));
                }
            }
        }

        return greatest;
    }
}

/// <summary>How a latent class model is estimated.</summary>
public sealed record LatentClassOptions
{
    /// <summary>Whether the chances of a class (first) in a field (second) stay as they were given. Null: nothing is fixed.</summary>
    public Func<int, int, bool>? IsFixed { get; init; }

    /// <summary>The model that free parts are drawn to. Null: the start.</summary>
    public LatentClassModel? Toward { get; init; }

    /// <summary>How many pairs that model counts for, by class and field, against those seen. Null: one pair.</summary>
    public Func<int, int, double>? PriorPairs { get; init; }

    /// <summary>Bends what was counted of a class (first) in a field (second), by level, to what is known beforehand. Null: nothing is.</summary>
    public Action<int, int, double[]>? Constrain { get; init; }

    /// <summary>Whether the shares of the classes stay as they were given.</summary>
    public bool FixedShares { get; init; }

    /// <summary>Threads at work; what comes of it doesn't depend on them.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Rounds after which it ends in any case.</summary>
    public int MostRounds { get; init; } = 200;

    /// <summary>It ends when no chance and no share changed by more.</summary>
    public double Tolerance { get; init; } = 1e-4;
}

/// <summary>What an estimation came to.</summary>
/// <param name="Model">The model.</param>
/// <param name="Shares">By pass, the share of each class.</param>
/// <param name="LogLikelihoods">Natural logarithm of the likelihood before each round; with weak priors it never falls.</param>
/// <param name="Converged">Whether it came to rest before the rounds ended.</param>
public sealed record LatentClassEstimate(
    LatentClassModel Model, IReadOnlyList<double[]> Shares, IReadOnlyList<double> LogLikelihoods, bool Converged);
