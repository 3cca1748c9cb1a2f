namespace Homeward.Linkage;

/// <summary>What somebody judged, within a run: it improves the model, and each judged pair stays as it was judged.</summary>
internal sealed class Judgements
{
    // Beyond anything a model can say.
    private const float Certain = 1e6f;
    private const int Halvings = 50;
    private const double LeastPrior = -60;

    private readonly SortedDictionary<(int I, int J), bool> pairs = [];
    private readonly Dictionary<(int I, int J), float> bits = [];

    /// <param name="labels">Labels by rows of the file; of two labels of one pair the last counts.</param>
    /// <param name="rows">The file's row of each record, in the order of the work.</param>
    /// <param name="files">Which file a record is of; a pair of two files begins with the record of the first.</param>
    internal Judgements(IReadOnlyList<LabelledPair> labels, int[] rows, Files files)
    {
        var places = new int[labels.Count == 0 ? 0 : rows.Length];
        for (var place = 0; place < places.Length; place++)
        {
            places[rows[place]] = place;
        }

        foreach (var label in labels)
        {
            var (one, two) = (places[label.Left], places[label.Right]);
            if (one != two && !files.AreOne(one, two))
            {
                pairs[(files.AreTwo ? files.IsOfFirst(one) : one < two) ? (one, two) : (two, one)] = label.IsMatch;
            }
        }
    }

    internal bool Any => pairs.Count > 0;

    /// <summary>The judged pairs.</summary>
    internal IReadOnlyCollection<(int I, int J)> Pairs => pairs.Keys;

    /// <summary>The model, improved as far as the judgements show that it can be.</summary>
    internal PairModel Improve(PairModel model, PairComparer comparer) => LabelledModel.Improve(model, comparer, pairs.Select(pair => (pair.Key.I, pair.Key.J, pair.Value)));

    /// <summary>
    /// The improved model with the prior at which as many candidates are of one person as without labels: which pairs
    /// somebody picked to judge says nothing about how many there are.
    /// </summary>
    internal static PairModel WithPriorOf(PairModel usual, IReadOnlyList<(float Same, float Relative)> usualEvidence, PairModel improved, IReadOnlyList<(float Same, float Relative)> evidence)
    {
        var wanted = usualEvidence.Sum(pair => Probability(usual.Odds(pair.Same, pair.Relative)));
        var (least, most) = (LeastPrior, 0.0);
        for (var halving = 0; halving < Halvings; halving++)
        {
            var prior = (least + most) / 2;
            var found = evidence.Sum(pair => Probability(PairModel.Odds(pair.Same, pair.Relative, prior, usual.RelativePrior)));
            (least, most) = found < wanted ? (prior, most) : (least, prior);
        }

        return improved.WithPriors((least + most) / 2, usual.RelativePrior);
    }

    /// <summary>Makes the judged pairs certain. Those of one person are added where no rule had brought them together.</summary>
    internal void Impose(List<(int I, int J, float Odds)> scored, PairModel model, PairComparer comparer)
    {
        if (!Any)
        {
            return;
        }

        scored.RemoveAll(pair => pairs.ContainsKey((pair.I, pair.J)));
        var (levels, rarity) = (new byte[comparer.Fields.Count], new float[comparer.Fields.Count]);
        foreach (var (pair, isMatch) in pairs)
        {
            comparer.Compare(pair.I, pair.J, levels, rarity);
            var (same, relative) = model.Evidence(levels, rarity);
            bits[pair] = model.Odds(same, relative);
            if (isMatch)
            {
                scored.Add((pair.I, pair.J, Certain));
            }
        }
    }

    /// <summary>What the records of a pair themselves say, where the odds are those of a judgement.</summary>
    internal double Bits((int I, int J, float Odds) pair) => bits.Count > 0 && bits.TryGetValue((pair.I, pair.J), out var said) ? said : pair.Odds;

    /// <summary>The judged pairs by rows, with what the records themselves say.</summary>
    internal IReadOnlyList<(LabelledPair Label, double Bits)> Judged(int[] rows) =>
        [.. pairs.Select(pair => (new LabelledPair(rows[pair.Key.I], rows[pair.Key.J], pair.Value), (double)bits[pair.Key]))];

    /// <summary>The settings with what was judged decided. A pair judged to be two people is left open when other judgements make it one.</summary>
    internal LinkageSettings Decided(LinkageSettings settings, int[] rows)
    {
        if (!Any)
        {
            return settings;
        }

        List<(int Row, int Other)> together = [.. settings.Together, .. Rows(isMatch: true)];
        var wholes = new PairDecisions(rows.Length, together, []);
        return settings with { Together = together, Apart = [.. settings.Apart, .. Rows(isMatch: false).Where(pair => wholes.Whole(pair.Row) != wholes.Whole(pair.Other))] };

        IEnumerable<(int Row, int Other)> Rows(bool isMatch) => pairs.Where(pair => pair.Value == isMatch).Select(pair => (rows[pair.Key.I], rows[pair.Key.J]));
    }

    private static double Probability(double bits) => 1 / (1 + Math.Pow(2, -bits));
}
