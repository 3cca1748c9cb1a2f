namespace Homeward.Linkage;

/// <summary>What members of one household share as much as two records of one person do: telephone, town, school, place.</summary>
internal static class SharedFields
{
    /// <param name="phones">Ascending numbers.</param>
    /// <param name="other">Ascending numbers.</param>
    /// <param name="bearers">How many records of the index have a number, of how many in all.</param>
    internal static Weighed Phones(ReadOnlySpan<long> phones, ReadOnlySpan<long> other, Func<long, (int Records, int Of)> bearers)
    {
        if (phones.IsEmpty || other.IsEmpty)
        {
            return Weighed.Missing;
        }

        foreach (var number in phones)
        {
            if (other.Contains(number))
            {
                // A hotline's own number, typed into hundreds of records, tells nothing.
                var (records, of) = bearers(number);
                var strangers = Math.Clamp((double)records / Math.Max(of, 200), 0.001, 0.55);
                return Weighed.Chances(EvidenceLevel.Same, 0.55, 0.5, strangers);
            }
        }

        return Weighed.Chances(EvidenceLevel.Different, 0.45, 0.5, 0.98);
    }

    internal static Weighed Town(int town, int other, TokenScope scope) => Compare(town, other, TokenRole.Town, scope, same: 0.9, relative: 0.92);

    internal static Weighed School(int school, int other, TokenScope scope) => Compare(school, other, TokenRole.School, scope, same: 0.92, relative: 0.5);

    /// <summary>The place where somebody was met says something when equal and nothing when not: people are moved.</summary>
    internal static Weighed Place(int place, int other, TokenScope scope)
    {
        if (place == PersonView.None || place != other)
        {
            return Weighed.Missing;
        }

        var strangers = Math.Clamp(scope.Frequency(scope[place], TokenRole.Place), 0.05, 0.5);
        return Weighed.Chances(EvidenceLevel.Same, 0.5, 0.5, strangers);
    }

    private static Weighed Compare(int place, int other, TokenRole role, TokenScope scope, double same, double relative)
    {
        if (place == PersonView.None || other == PersonView.None)
        {
            return Weighed.Missing;
        }

        var (word, second) = (scope[place], scope[other]);
        var frequency = Math.Clamp(Math.Max(scope.Frequency(word, role), scope.Frequency(second, role)), 0.03, 0.85);
        var agrees = place == other || JaroWinkler.IsAtLeast(0.93, word.Text, second.Text);
        return agrees
            ? Weighed.Chances(EvidenceLevel.Same, same, relative, frequency)
            : Weighed.Chances(EvidenceLevel.Different, 1 - same, 1 - relative, 1 - frequency);
    }

    internal static Weighed Sexes(Sex sex, Sex other) => (sex, other) switch
    {
        (Sex.Unknown, _) or (_, Sex.Unknown) => Weighed.Missing,
        _ when sex == other => Weighed.Chances(EvidenceLevel.Same, 0.98, 0.5, 0.5),
        _ => Weighed.Chances(EvidenceLevel.Different, 0.02, 0.5, 0.5),
    };
}
