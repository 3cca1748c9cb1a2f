using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Homeward.Domain;

/// <summary>
/// How many children and adults are in each state. Kept up with every change of a person, so that a board at a hundred
/// thousand children costs a look-up; a property test holds it against a count made from the raw events.
/// </summary>
public sealed record CensusCounts(ImmutableArray<int> Children, ImmutableArray<int> Adults)
{
    /// <summary>Nobody yet.</summary>
    public static readonly CensusCounts None = new(
        [.. new int[Enum.GetValues<ChildState>().Length]], [.. new int[Enum.GetValues<Whereabouts>().Length]]);

    /// <summary>Children in one state.</summary>
    public int Of(ChildState state) => Children[(int)state];

    /// <summary>Adults in one state.</summary>
    public int Of(Whereabouts whereabouts) => Adults[(int)whereabouts];

    /// <summary>Every child known, duplicates and not affected included.</summary>
    public int TotalChildren => Children.Sum();

    /// <summary>Children in the headline: without duplicates and those not affected.</summary>
    public int Headline => TotalChildren - Of(ChildState.NotAffectedOrDuplicate);

    /// <summary>Every adult taken in the event, each counted once.</summary>
    public int TotalAdults => Adults.Sum();

    /// <summary>The counts after one person changed.</summary>
    public CensusCounts Moved(Person? before, Person after)
    {
        var (was, now) = (before?.State, after.State);
        var (wasAt, nowAt) = (before?.Whereabouts, after.Whereabouts);
        return was == now && wasAt == nowAt ? this : new(Shift(Children, (int?)was, (int?)now), Shift(Adults, (int?)wasAt, (int?)nowAt));
    }

    private static ImmutableArray<int> Shift(ImmutableArray<int> counts, int? from, int? to)
    {
        if (from == to)
        {
            return counts;
        }

        var changed = counts.ToArray();
        if (from is { } less)
        {
            changed[less]--;
        }

        if (to is { } more)
        {
            changed[more]++;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(changed);
    }
}
