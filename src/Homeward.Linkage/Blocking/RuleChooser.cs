namespace Homeward.Linkage;

/// <summary>
/// Chooses blocking rules from the data: which rules find how many of the pairs the model believes in is seen on a sample
/// of keys, and the rules that find most of what is not found yet for least cost are taken.
/// </summary>
internal static class RuleChooser
{
    private const int MostRules = 14;
    private const double PairsPerRecord = 25;
    private const int MostJudged = 8_000;

    // What filing a record under one more rule costs, counted in pairs compared.
    private const double FilingCost = 0.5;
    private const double LeastGain = 0.0005;

    /// <summary>The rules to use, best first.</summary>
    /// <param name="sample">Groups of one in <paramref name="every"/> keys of all rules.</param>
    /// <param name="every">How many keys one of the sample stands for.</param>
    /// <param name="records">Records of the file.</param>
    /// <param name="isLikely">Whether the model believes two records to be one person.</param>
    internal static List<BlockRule> Choose(Blocks sample, int every, int records, Func<int, int, bool> isLikely)
    {
        var pairs = Likely(sample, isLikely);
        var finders = pairs.Select(pair => Finders(sample, pair.I, pair.J)).ToArray();

        // A pair that many rules find comes into the sample as many times as easily.
        var weights = finders.Select(found => 1.0 / Math.Max(1, found.Count(rule => rule))).ToArray();
        var (total, open) = (weights.Sum(), Enumerable.Range(0, pairs.Count).ToHashSet());
        var (chosen, budget) = (new List<BlockRule>(), PairsPerRecord * records);
        while (chosen.Count < MostRules && total > 0)
        {
            var (best, bestValue, bestGain) = (-1, 0.0, 0.0);
            for (var at = 0; at < sample.Rules.Count; at++)
            {
                var cost = (sample.Rules[at].Pairs * (double)every) + (FilingCost * records);
                var gain = open.Where(pair => finders[pair][at]).Sum(pair => weights[pair]) / total;
                if (cost <= budget + (FilingCost * records) && gain >= LeastGain && gain / cost > bestValue && !chosen.Contains(sample.Rules[at].Rule))
                {
                    (best, bestValue, bestGain) = (at, gain / cost, gain);
                }
            }

            if (best < 0)
            {
                break;
            }

            chosen.Add(sample.Rules[best].Rule);
            budget -= sample.Rules[best].Pairs * (double)every;
            open.RemoveWhere(pair => finders[pair][best]);
        }

        return chosen.Count > 0 ? chosen : [.. sample.Rules.OrderBy(rule => rule.Pairs).Take(MostRules).Select(rule => rule.Rule)];
    }

    private static List<(int I, int J)> Likely(Blocks sample, Func<int, int, bool> isLikely)
    {
        var (pairs, seen) = (new List<(int, int)>(), new HashSet<long>());
        var mostOfARule = Math.Max(50, MostJudged / sample.Rules.Count);
        foreach (var rule in sample.Rules)
        {
            // Spread over the rule's groups, or the sample would be of the smallest keys.
            var step = Math.Max(1, (int)(rule.Pairs / 4 / mostOfARule));
            var found = 0;
            for (var group = rule.FirstGroup; group < rule.EndGroup && found < mostOfARule; group += step)
            {
                var members = sample.Members(group);
                for (var a = 1; a < members.Length; a++)
                {
                    for (var b = 0; b < a; b++)
                    {
                        if (isLikely(members[b], members[a]))
                        {
                            found++;
                            if (seen.Add(((long)members[b] << 32) | (uint)members[a]))
                            {
                                pairs.Add((members[b], members[a]));
                            }
                        }
                    }
                }
            }
        }

        return pairs;
    }

    private static bool[] Finders(Blocks sample, int i, int j) =>
        [.. sample.Rules.Select(rule => rule.Rule.KeysOf(i) is { Count: > 0 } mine && rule.Rule.KeysOf(j).Exists(mine.Contains))];
}
