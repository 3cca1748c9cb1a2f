namespace Homeward.Linkage;

/// <summary>
/// Average linkage (UPGMA, Sokal and Michener 1958): two groups are one person when their records, taken all with all, are
/// more likely than not. One strong wrong pair cannot chain two families together, as it does in connected components.
/// </summary>
/// <remarks>
/// What people decided is kept. Records that are together start as one, which agrees with another as well as the best of them does:
/// whoever is one of them is the other, so what they disagree on speaks against nobody. But no two groups come together that neither their own
/// records nor a decision brings together: the best of many agreements is too easily chance. The score of two that are apart is
/// <see cref="Apart"/>, which is also the mean of everything it is part of, so that nothing ever joins their groups.
/// </remarks>
internal static class AverageLinkage
{
    /// <summary>One pair may speak this loud in a group and no louder (bits).</summary>
    internal const float MostBits = 12;

    /// <summary>The score of two records that are decided to be two people.</summary>
    internal const float Apart = float.NegativeInfinity;

    /// <summary>Groups records.</summary>
    /// <param name="count">How many records.</param>
    /// <param name="scores">For each two of them log2 of the odds that they are one person, row by row; changed by the work.</param>
    /// <param name="least">The least mean score at which two groups are one.</param>
    /// <param name="sizes">How many records each of them stands for.</param>
    /// <param name="together">Records that are decided to be one person; no two of them are apart.</param>
    /// <returns>For each record the number of its group: the least number of a record in it.</returns>
    internal static int[] Group(int count, float[] scores, double least, IEnumerable<int> sizes, IEnumerable<(int A, int B)> together)
    {
        if (count == 2)
        {
            return [0, scores[1] >= least || together.Any(pair => pair.A != pair.B) ? 0 : 1];
        }

        var pairs = together.ToList();
        var size = sizes.ToArray();
        if (pairs.Count > 0)
        {
            KeepUnconnectedApart(count, scores, Group(count, [.. scores], least, size, []), pairs);
        }

        var group = Enumerable.Range(0, count).ToArray();
        size = [.. size];
        var alive = Enumerable.Range(0, count).ToList();
        var chain = new List<int>();
        foreach (var (a, b) in pairs)
        {
            if (group[a] != group[b])
            {
                Merge(Math.Min(group[a], group[b]), Math.Max(group[a], group[b]), Better);
            }
        }

        // Nearest neighbour chains find, in time of the square, the same groups as always merging the closest two.
        while (alive.Count > 1)
        {
            if (chain.Count == 0)
            {
                chain.Add(alive[0]);
            }

            var top = chain[^1];
            var (best, bestScore) = (-1, float.NegativeInfinity);
            foreach (var other in alive)
            {
                if (other != top && scores[(top * count) + other] is var score && (score > bestScore || (score == bestScore && chain.Count > 1 && other == chain[^2])))
                {
                    (best, bestScore) = (other, score);
                }
            }

            if (bestScore < least)
            {
                // Nothing near enough: this group is finished. What led here was less near still.
                alive.Remove(top);
                chain.Remove(top);
                continue;
            }

            if (chain.Count > 1 && best == chain[^2])
            {
                var (keep, gone) = top < best ? (top, best) : (best, top);
                Merge(keep, gone, Mean);
                chain.RemoveRange(chain.Count - 2, 2);
                continue;
            }

            chain.Add(best);
        }

        return group;

        float Mean(int keep, int gone, int other)
        {
            double a = size[keep], b = size[gone];
            return (float)(((a * scores[(keep * count) + other]) + (b * scores[(gone * count) + other])) / (a + b));
        }

        float Better(int keep, int gone, int other)
        {
            var (one, second) = (scores[(keep * count) + other], scores[(gone * count) + other]);
            return one == Apart || second == Apart ? Apart : Math.Max(one, second);
        }

        void Merge(int keep, int gone, Func<int, int, int, float> scoreWith)
        {
            foreach (var other in alive)
            {
                if (other != keep && other != gone)
                {
                    scores[(keep * count) + other] = scores[(other * count) + keep] = scoreWith(keep, gone, other);
                }
            }

            size[keep] += size[gone];
            alive.Remove(gone);
            for (var i = 0; i < count; i++)
            {
                group[i] = group[i] == gone ? keep : group[i];
            }
        }
    }

    // What the records say without decisions, and decisions between such groups, are all that may bring two together.
    private static void KeepUnconnectedApart(int count, float[] scores, int[] undecided, List<(int A, int B)> together)
    {
        var joined = new Joined(count);
        foreach (var (a, b) in undecided.Select((group, record) => (group, record)).Concat(together))
        {
            joined.Join(a, b);
        }

        for (var a = 1; a < count; a++)
        {
            for (var b = 0; b < a; b++)
            {
                if (joined.Least(a) != joined.Least(b))
                {
                    scores[(a * count) + b] = scores[(b * count) + a] = Apart;
                }
            }
        }
    }
}
