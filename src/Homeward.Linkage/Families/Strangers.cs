namespace Homeward.Linkage.Families;

/// <summary>Pairs of a record and a declared child drawn at random: nearly all of them are strangers, and show what chance agrees on.</summary>
internal static class Strangers
{
    private const int Pairs = 60_000;

    internal static FieldCounts Count(IReadOnlyList<Mention> records, IReadOnlyList<DeclaredFamily> families, FamilyComparison comparison, long seed)
    {
        var counts = new FieldCounts();
        var named = families.Where(family => family.Children.Count > 0).ToList();
        if (records.Count == 0 || named.Count == 0) { return counts; }

        var random = new SplitMix(seed);
        for (var i = 0; i < Pairs; i++)
        {
            var record = records[random.Below(records.Count)];
            var family = named[random.Below(named.Count)];
            counts.Add(comparison.OfChild(record, family.Children[random.Below(family.Children.Count)], comparison.OfFamily(record, family)), 1);
        }

        return counts;
    }

    internal static List<DeclaredFamily> Families(IReadOnlyList<Declarant> declarants, IReadOnlyList<IReadOnlyList<Dependent>> dependents)
    {
        var families = new List<DeclaredFamily>();
        var number = 0;
        for (var d = 0; d < declarants.Count; d++)
        {
            var family = new DeclaredFamily(d);
            family.Declarations.Add(d);
            family.Adults.Add(declarants[d]);
            foreach (var dependent in dependents[d])
            {
                var child = new DeclaredChild(number++, family);
                child.Named.Add(dependent);
                family.Children.Add(child);
            }

            families.Add(family);
        }

        return families;
    }
}

/// <summary>SplitMix64 (Steele, Lea and Flood, 2014): the same numbers for a seed on every machine and every version of .NET.</summary>
internal sealed class SplitMix(long seed)
{
    private ulong state = unchecked((ulong)seed * 0x9E3779B97F4A7C15);

    internal ulong Next()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }

    /// <summary>A whole number from 0 up to, and without, <paramref name="limit"/>.</summary>
    internal int Below(int limit) => (int)Math.BigMul(Next(), (ulong)limit, out _);

    /// <summary>A number from 0 up to, and without, 1.</summary>
    internal double Share() => (Next() >> 11) * (1.0 / (1UL << 53));
}
