namespace Homeward.Linkage;

/// <summary>What members of one household share as much as two records of one person do: telephone and town.</summary>
internal static class SharedFields
{
    /// <param name="phones">Ascending numbers.</param>
    /// <param name="other">Ascending numbers.</param>
    /// <param name="bearers">How many records of the index have a number.</param>
    /// <param name="records">How many records there are.</param>
    internal static Weighed Phones(ReadOnlySpan<long> phones, ReadOnlySpan<long> other, Func<long, int> bearers, int records)
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
                var strangers = Math.Clamp((double)bearers(number) / Math.Max(records, 200), 0.001, 0.55);
                return Weighed.Chances(EvidenceLevel.Same, 0.55, 0.5, strangers);
            }
        }

        return Weighed.Chances(EvidenceLevel.Different, 0.45, 0.5, 0.98);
    }

    internal static Weighed Town(int town, int other, TokenScope scope) => Compare(town, other, TokenRole.Town, scope, same: 0.9, relative: 0.92);

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
}
