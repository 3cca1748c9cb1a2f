namespace Homeward.Linkage;

/// <summary>Surnames: one or two, swapped, joined, one of them dropped; misheard; misspelt.</summary>
internal static class SurnameComparison
{
    private const double MostBits = 18;

    internal static Weighed Compare(ReadOnlySpan<int> surnames, ReadOnlySpan<int> other, TokenScope scope)
    {
        if (surnames.IsEmpty || other.IsEmpty)
        {
            return Weighed.Missing;
        }

        if (WordComparison.ComesAfter(surnames, other, scope))
        {
            return Compare(other, surnames, scope);
        }

        var fewer = surnames;
        var more = other;
        var weakest = EvidenceLevel.Same;
        var matched = 0;
        var inOrder = true;
        var strangers = 1.0;
        Span<bool> taken = stackalloc bool[more.Length];
        for (var i = 0; i < fewer.Length; i++)
        {
            var word = scope[fewer[i]];
            var best = EvidenceLevel.Different;
            var bestAt = -1;
            for (var k = 0; k < more.Length; k++)
            {
                // The same position first: on a tie "García García" is in order.
                var j = (i + k) % more.Length;
                var level = taken[j] ? EvidenceLevel.Different : WordComparison.Compare(word, scope[more[j]], given: false);
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
            inOrder &= bestAt == i;
            weakest = weakest > best ? weakest : best;
            var frequency = (scope.Frequency(word, TokenRole.Surname) + scope.Frequency(scope[more[bestAt]], TokenRole.Surname)) / 2;
            strangers *= best switch
            {
                EvidenceLevel.Same => frequency,
                EvidenceLevel.SoundsAlike => Math.Min(0.5, (3 * frequency) + 0.0005),
                EvidenceLevel.Close => Math.Min(0.5, (5 * frequency) + 0.001),
                _ => 0.1,
            };
        }

        if (matched == 0)
        {
            return AreJoined(surnames, other, scope)
                ? Capped(Weighed.Chances(EvidenceLevel.SameInAnotherOrder, 0.04, 0.04, 1e-4))
                : Weighed.Chances(EvidenceLevel.Different, same: 0.04, relative: 0.12, strangers: 0.95);
        }

        if (matched < fewer.Length)
        {
            // García López and García Ruiz: half-siblings and cousins, or somebody misheard.
            var weighed = Weighed.Chances(EvidenceLevel.PartlyDifferent, 0.05, 0.12, Math.Min(0.5, 2 * strangers));
            return weighed with { Same = Math.Clamp(weighed.Same, -4, 4), Relative = Math.Clamp(weighed.Relative, -2, 6) };
        }

        return Capped((weakest, fewer.Length < more.Length, inOrder) switch
        {
            (EvidenceLevel.Same, false, true) => Weighed.Chances(EvidenceLevel.Same, 0.80, 0.72, strangers),
            (EvidenceLevel.Same, false, false) => Weighed.Chances(EvidenceLevel.SameInAnotherOrder, 0.05, 0.04, strangers),
            (EvidenceLevel.Same, true, true) => Weighed.Chances(EvidenceLevel.PartOf, 0.75, 0.65, strangers),
            (EvidenceLevel.Same, true, false) => Weighed.Chances(EvidenceLevel.PartOf, 0.15, 0.15, strangers),
            (EvidenceLevel.Initial, _, _) => Weighed.Chances(EvidenceLevel.Initial, 0.2, 0.2, 0.1),
            _ => Weighed.Chances(weakest, 0.10, 0.09, strangers),
        });
    }

    private static Weighed Capped(Weighed weighed) =>
        weighed with { Same = Math.Min(MostBits, weighed.Same), Relative = Math.Min(MostBits, weighed.Relative) };

    // "Garcialopez" and "García López". Rare enough that the strings are only built when nothing else agreed.
    private static bool AreJoined(ReadOnlySpan<int> surnames, ReadOnlySpan<int> other, TokenScope scope) =>
        surnames.Length != other.Length && Joined(surnames, scope) == Joined(other, scope);

    internal static string Joined(ReadOnlySpan<int> surnames, TokenScope scope)
    {
        var joined = "";
        foreach (var id in surnames)
        {
            joined += scope[id].Text;
        }

        return joined;
    }
}
