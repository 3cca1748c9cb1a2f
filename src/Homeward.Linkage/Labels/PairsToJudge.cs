namespace Homeward.Linkage;

/// <summary>
/// Which pairs a person should judge, the most informative first: those the model doubts and whose levels of agreement have
/// not been asked about. Each next pair is the one whose answer says most about the weights, given all asked before (Bayesian D-optimal
/// design; Chaloner and Verdinelli, 1995), for the very regression that learns from the answers.
/// </summary>
internal static class PairsToJudge
{
    private const int MostThoughtOf = 4_000;

    // How far a weight may be off beforehand, in bits.
    private const double Spread = 0.7;

    /// <summary>Pairs by records; the same for the same file, however it is sorted.</summary>
    /// <param name="model">The model.</param>
    /// <param name="comparer">Compares.</param>
    /// <param name="scored">Likely pairs.</param>
    /// <param name="asked">Pairs that were judged already.</param>
    /// <param name="count">How many are wanted.</param>
    internal static List<(int I, int J)> Choose(PairModel model, PairComparer comparer, IEnumerable<(int I, int J, float Odds)> scored, IReadOnlyCollection<(int I, int J)> asked, int count)
    {
        var known = asked.ToHashSet();
        var open = scored.Where(pair => !known.Contains((pair.I, pair.J)))
            .OrderBy(pair => Math.Abs(pair.Odds)).ThenBy(pair => pair.I).ThenBy(pair => pair.J).Take(MostThoughtOf)
            .Select(pair => LabelledModel.Compare(model, comparer, pair.I, pair.J)).ToList();
        var before = asked.Select(pair => LabelledModel.Compare(model, comparer, pair.I, pair.J)).ToList();
        var numbers = open.Concat(before).SelectMany(pair => pair.Levels.Select(level => level.At)).Distinct().Order().ToArray();
        var doubt = new double[numbers.Length, numbers.Length];
        for (var k = 0; k < numbers.Length; k++)
        {
            doubt[k, k] = Spread * Spread;
        }

        foreach (var pair in before)
        {
            Ask(doubt, Numbered(pair), Doubt(pair));
        }

        var left = open.Select(pair => (Pair: (pair.I, pair.J), Levels: Numbered(pair), Doubt: Doubt(pair))).ToList();
        var chosen = new List<(int, int)>();
        while (chosen.Count < count && left.Count > 0)
        {
            var (best, most) = (0, double.NegativeInfinity);
            for (var at = 0; at < left.Count; at++)
            {
                if (left[at].Doubt * Spoken(doubt, left[at].Levels) is var said && said > most)
                {
                    (best, most) = (at, said);
                }
            }

            chosen.Add(left[best].Pair);
            Ask(doubt, left[best].Levels, left[best].Doubt);
            left.RemoveAt(best);
        }

        return chosen;

        (int At, double Value)[] Numbered(LabelledModel.Comparison pair) => [.. pair.Levels.Select(level => (Array.BinarySearch(numbers, level.At), level.Value))];
    }

    private static double Doubt(LabelledModel.Comparison pair) => 1 / (1 + Math.Pow(2, -pair.Odds)) is var p ? p * (1 - p) : 0;

    // The variance, in square bits, of what the levels of a pair say together.
    private static double Spoken(double[,] doubt, (int At, double Value)[] levels)
    {
        var sum = 0.0;
        foreach (var (a, x) in levels)
        {
            foreach (var (b, y) in levels)
            {
                sum += x * y * doubt[a, b];
            }
        }

        return sum;
    }

    // What remains in doubt when a pair is answered (Sherman and Morrison, 1950).
    private static void Ask(double[,] doubt, (int At, double Value)[] levels, double weight)
    {
        var n = doubt.GetLength(0);
        var moved = new double[n];
        foreach (var (a, x) in levels)
        {
            for (var k = 0; k < n; k++)
            {
                moved[k] += x * doubt[a, k];
            }
        }

        var share = weight / (1 + (weight * Spoken(doubt, levels)));
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < n; k++)
            {
                doubt[i, k] -= share * moved[i] * moved[k];
            }
        }
    }
}
