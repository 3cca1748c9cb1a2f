namespace Homeward.Linkage.Families;

/// <summary>
/// How probable each of several possible unions is when a family is one with at most one other: the marginals of the
/// monomer-dimer model (Heilmann and Lieb, 1972) by belief propagation (Bethe's approximation, exact where unions make no
/// circle). Two unions far apart don't weaken one another, although a chain of doubtful ones may lie between them.
/// </summary>
internal static class FamilyMatching
{
    private const int Rounds = 30;
    private const double MostLogOdds = 30;

    /// <summary>The probability of each union, in their order.</summary>
    internal static double[] Probabilities(IReadOnlyList<Union> unions)
    {
        var odds = unions.Select(union => Math.Exp(Math.Min(MostLogOdds, union.LogOdds))).ToArray();
        var of = unions.SelectMany((union, at) => new[] { (Family: union.One, At: at), (Family: union.Other, At: at) }).ToLookup(one => one.Family, one => one.At);

        // How probable it is that the one, or the other, family is in no further union.
        var (oneFree, otherFree) = (Enumerable.Repeat(1.0, odds.Length).ToArray(), Enumerable.Repeat(1.0, odds.Length).ToArray());
        for (var round = 0; round < Rounds; round++)
        {
            var (nextOne, nextOther) = (new double[odds.Length], new double[odds.Length]);
            for (var at = 0; at < odds.Length; at++)
            {
                (nextOne[at], nextOther[at]) = ((oneFree[at] + Free(unions[at].One, at)) / 2, (otherFree[at] + Free(unions[at].Other, at)) / 2);
            }

            (oneFree, otherFree) = (nextOne, nextOther);
        }

        return [.. odds.Select((one, at) => one * oneFree[at] * otherFree[at]).Select(one => one / (1 + one))];

        double Free(int family, int but)
        {
            var taken = 0.0;
            foreach (var at in of[family])
            {
                if (at != but) { taken += odds[at] * (unions[at].One == family ? otherFree[at] : oneFree[at]); }
            }

            return 1 / (1 + taken);
        }
    }
}
