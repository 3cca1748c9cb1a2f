namespace Homeward.Linkage;

/// <summary>
/// Chooses blocking rules from the data: which rules find how many of the pairs the model believes in is seen on a sample
/// of keys, and the rules that find most of what is not found yet for least cost are taken.
/// </summary>
internal static class RuleChooser
{
    private const int MostRules = 14;
    private const double PairsPerRecord = 22;
    private const int MostJudged = 8_000;

    // What filing a record under one more rule costs, counted in pairs compared.
    private const double FilingCost = 0.5;
    private const double LeastGain = 0.0005;

    // Pairs that no rule brings together are in no sample, and comparing costs little: so the broadest rules that find this share
    // of what is seen follow until so many pairs are proposed for each record.
    private const double PairsWorthwhile = 15;
    private const double ShareOfBroad = 0.2;

    /// <summary>The rules to use, best first.</summary>
    /// <param name="sample">Groups of one in <paramref name="every"/> keys of all rules.</param>
    /// <param name="every">How many keys one of the sample stands for.</param>
    /// <param name="records">Records of the file.</param>
    /// <param name="isLikely">Whether the model believes two records to be one person.</param>
    /// <param name="threads">Threads at work.</param>
    internal static List<BlockRule> Choose(Blocks sample, int every, int records, Func<int, int, bool> isLikely, int threads = 1)
    {
        var pairs = Likely(sample, isLikely);
        var finders = new bool[pairs.Count][];
        var parts = sample.Rules.SelectMany(rule => (KeyPart?[])[rule.Rule.One, rule.Rule.Two]).OfType<KeyPart>().ToHashSet<KeyPart>(ReferenceEqualityComparer.Instance);
        Parallel.For(0, pairs.Count, new() { MaxDegreeOfParallelism = Math.Max(1, threads) }, pair => finders[pair] = Finders(sample, parts, pairs[pair].I, pairs[pair].J));

        // A pair that many rules find comes into the sample as many times as easily.
        var weights = finders.Select(found => 1.0 / Math.Max(1, found.Count(rule => rule))).ToArray();
        var (total, open) = (weights.Sum(), Enumerable.Range(0, pairs.Count).ToHashSet());
        var (chosen, budget) = (new List<BlockRule>(), PairsPerRecord * records);
        var (proposed, taken) = (0.0, new List<int>());
        while (chosen.Count < MostRules && total > 0)
        {
            var (best, bestValue) = (-1, 0.0);
            for (var at = 0; at < sample.Rules.Count; at++)
            {
                var cost = (sample.Rules[at].Pairs * (double)every) + (FilingCost * records);
                var gain = Share(pair => finders[pair][at] && open.Contains(pair));
                if (cost <= budget + (FilingCost * records) && gain >= LeastGain && gain / cost > bestValue && !taken.Contains(at))
                {
                    (best, bestValue) = (at, gain / cost);
                }
            }

            if (best < 0 && proposed < PairsWorthwhile * records)
            {
                best = Enumerable.Range(0, sample.Rules.Count)
                    .Where(at => sample.Rules[at].Pairs * (double)every <= budget && !taken.Contains(at) && Share(pair => finders[pair][at]) >= ShareOfBroad)
                    .OrderByDescending(at => sample.Rules[at].Pairs).FirstOrDefault(-1);
            }

            if (best < 0)
            {
                break;
            }

            taken.Add(best);
            chosen.Add(sample.Rules[best].Rule);
            proposed += sample.Rules[best].Pairs * (double)every;
            budget = (PairsPerRecord * records) - proposed;
            open.RemoveWhere(pair => finders[pair][best]);
        }

        double Share(Func<int, bool> which) => Enumerable.Range(0, pairs.Count).Where(which).Sum(pair => weights[pair]) / total;

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

    // A rule brings two records together that share something of each of its parts, and many rules have a part in common.
    private static bool[] Finders(Blocks sample, IEnumerable<KeyPart> parts, int i, int j)
    {
        var shared = parts.Where(part => part.IsSharedBy(i, j)).ToHashSet<KeyPart>(ReferenceEqualityComparer.Instance);
        return [.. sample.Rules.Select(rule => shared.Contains(rule.Rule.One) && (rule.Rule.Two is not { } two || shared.Contains(two)))];
    }
}
