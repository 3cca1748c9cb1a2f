namespace Homeward.Linkage;

/// <summary>
/// Given names: several in any order, or one of them; nicknames; misheard; misspelt. For a child this is what tells
/// siblings apart, so a clear difference weighs against "the same person" and not at all against "relatives".
/// </summary>
internal static class GivenNameComparison
{
    private const double MostBits = 14;

    internal static Weighed Compare(ReadOnlySpan<int> names, ReadOnlySpan<int> other, TokenScope scope)
    {
        if (names.IsEmpty || other.IsEmpty)
        {
            return Weighed.Missing;
        }

        if (WordComparison.ComesAfter(names, other, scope))
        {
            return Compare(other, names, scope);
        }

        var fewer = names;
        var more = other;
        var weakest = EvidenceLevel.Same;
        var matched = 0;
        var rarest = double.MaxValue;
        var rarestPair = 0.0;
        var furtherBits = 0.0;
        Span<bool> taken = stackalloc bool[more.Length];
        foreach (var id in fewer)
        {
            var word = scope[id];
            var best = EvidenceLevel.Different;
            var bestAt = -1;
            for (var j = 0; j < more.Length; j++)
            {
                var level = taken[j] ? EvidenceLevel.Different : WordComparison.Compare(word, scope[more[j]], given: true);
                if (level < best)
                {
                    (best, bestAt) = (level, j);
                }
            }

            if (bestAt < 0)
            {
                continue;
            }

            taken[bestAt] = true;
            matched++;
            if (best == EvidenceLevel.Initial)
            {
                weakest = weakest == EvidenceLevel.Same && matched > 1 ? EvidenceLevel.PartOf : Weaker(weakest, best);
                continue;
            }

            var frequency = scope.Frequency(word, TokenRole.Given);
            var pair = frequency + scope.Frequency(scope[more[bestAt]], TokenRole.Given);
            if (pair < rarest)
            {
                furtherBits += rarest < double.MaxValue ? Further(rarestPair) : 0;
                (rarest, rarestPair) = (pair, pair / 2);
            }
            else
            {
                furtherBits += Further(pair / 2);
            }

            weakest = Weaker(weakest, best);
        }

        if (matched == 0)
        {
            // Kevin is not misheard as Emily; of a name nobody knows that is less sure.
            var same = WordComparison.AreWellKnown(fewer, scope) && WordComparison.AreWellKnown(more, scope) ? 0.01 : 0.03;
            return Weighed.Chances(EvidenceLevel.Different, same, relative: 0.97, strangers: 0.93);
        }

        if (matched < fewer.Length)
        {
            // María Carmen and María Isabel: siblings are often named so, one person hardly ever is.
            var weighed = Weighed.Chances(EvidenceLevel.PartlyDifferent, 0.012, 0.05, Math.Min(0.5, rarest + 0.002));
            return weighed with { Same = Math.Clamp(weighed.Same, -5, 0), Relative = Math.Clamp(weighed.Relative, 0, 3) };
        }

        if (weakest == EvidenceLevel.Same && fewer.Length < more.Length)
        {
            weakest = EvidenceLevel.PartOf;
        }

        return Weigh(weakest, rarest, furtherBits);
    }

    // "pair" is the sum of both words' frequencies: twice the frequency for equal words.
    private static Weighed Weigh(EvidenceLevel level, double pair, double furtherBits)
    {
        var weighed = level switch
        {
            // Brothers share a José and sisters a María, but hardly a rare name; cousins and namesakes do.
            EvidenceLevel.Same => Weighed.Chances(level, 0.62, 0.006 + (0.03 * pair), pair / 2),
            EvidenceLevel.PartOf => Weighed.Chances(level, 0.30, 0.004 + (0.1 * pair), pair * 0.8),
            EvidenceLevel.Nickname => Weighed.Chances(level, 0.12, 0.008, pair + 0.001),
            EvidenceLevel.SoundsAlike => Weighed.Chances(level, 0.08, 0.006, pair + 0.0005),
            EvidenceLevel.Close => Weighed.Chances(level, 0.08, 0.008, (pair * 2) + 0.001),
            _ => Weighed.Chances(EvidenceLevel.Initial, 0.05, 0.08, 0.08),
        };
        return weighed with { Same = Math.Min(MostBits, weighed.Same + furtherBits), Relative = Math.Min(MostBits, weighed.Relative + furtherBits) };
    }

    // A second equal name adds less than its rarity says: names go together (María José, John Paul).
    private static double Further(double frequency) => Math.Clamp(-0.4 * Math.Log2(frequency), 0, 4);

    private static EvidenceLevel Weaker(EvidenceLevel level, EvidenceLevel other) => level > other ? level : other;
}
