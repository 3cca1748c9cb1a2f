namespace Homeward.Linkage.Families;

/// <summary>Pairs of a record and a declared child drawn at random: nearly all of them are strangers, and show what chance agrees on.</summary>
internal static class Strangers
{
    private const int Pairs = 25_000;

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
}
