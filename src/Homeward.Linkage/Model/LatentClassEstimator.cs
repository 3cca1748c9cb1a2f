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
        var posterior = new double[model.Classes];
        var logLikelihood = 0.0;
        var everything = new double[model.Classes];
        for (var pass = 0; pass < passes.Length; pass++)
        {
            var members = new double[model.Classes];
            foreach (var (levels, count) in passes[pass])
            {
                logLikelihood += count * model.Posterior(levels, shares[pass], posterior);
                for (var c = 0; c < members.Length; c++)
                {
                    var weight = count * posterior[c];
                    members[c] += weight;
                    for (var field = 0; field < levels.Length; field++)
                    {
                        expected[c][field][levels[field]] += weight;
                    }
                }
            }

            for (var c = 0; c < members.Length; c++)
            {
                everything[c] += members[c];
                shares[pass][c] = options.FixedShares ? shares[pass][c] : (members[c] + 1e-6) / (members.Sum() + (1e-6 * members.Length));
            }
        }

        var next = new LatentClassModel(options.FixedShares ? start.Proportions.ToArray() : everything.Sum() > 0 ? everything : start.Proportions.ToArray(), Chances(expected, model, options));
        return (next, GreatestChange(model, next), logLikelihood);
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
