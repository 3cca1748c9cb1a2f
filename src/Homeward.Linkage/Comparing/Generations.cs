namespace Homeward.Linkage;

/// <summary>What only parent and child show: one shared surname of two, and an age between the generations.</summary>
internal static class Generations
{
    private const double DaysPerYear = 365.25;

    /// <summary>A child bears one surname of each parent in the Spanish way, both parents' one surname in the English way: any shared one counts.</summary>
    internal static Weighed SharedSurname(ReadOnlySpan<int> child, ReadOnlySpan<int> adult, TokenScope scope)
    {
        if (child.IsEmpty || adult.IsEmpty)
        {
            return Weighed.Missing;
        }

        var best = new Weighed(EvidenceLevel.Different, -1.5, -1.5);
        foreach (var id in child)
        {
            foreach (var adultId in adult)
            {
                var level = WordComparison.Compare(scope[id], scope[adultId], given: false);
                if (level is EvidenceLevel.Same or EvidenceLevel.SoundsAlike or EvidenceLevel.Close)
                {
                    var frequency = (scope.Frequency(scope[id], TokenRole.Surname) + scope.Frequency(scope[adultId], TokenRole.Surname)) / 2;
                    var slack = level == EvidenceLevel.Same ? 1 : 4;
                    var bits = Math.Min(6, Math.Log2(0.8 / Math.Min(0.5, slack * child.Length * adult.Length * frequency)));
                    best = bits > best.Relative ? new(level, bits, bits) : best;
                }
            }
        }

        return best;
    }

    /// <summary>Whether the adult is of an age to be the child's parent.</summary>
    internal static Weighed Compare(BirthSpan child, BirthSpan adult)
    {
        if (!child.IsKnown || !adult.IsKnown)
        {
            return Weighed.Missing;
        }

        var fewestYears = (child.Earliest - adult.Latest) / DaysPerYear;
        var mostYears = (child.Latest - adult.Earliest) / DaysPerYear;
        return (fewestYears, mostYears) switch
        {
            ( <= 48, >= 15) => new(EvidenceLevel.Fits, 0.3, 0.3),
            ( <= 60, >= 12) => new(EvidenceLevel.NearlyFits, -1.5, -1.5),
            _ => new(EvidenceLevel.Different, -5, -5),
        };
    }
}
