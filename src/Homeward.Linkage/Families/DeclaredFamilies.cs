namespace Homeward.Linkage.Families;

/// <summary>Makes families of declarations: each alone, or joined with those that name the same children.</summary>
internal static class DeclaredFamilies
{
    /// <summary>The families, when these couples are joined. The strongest couples decide first which dependents are one child.</summary>
    internal static List<DeclaredFamily> Of(IReadOnlyList<Declarant> declarants, IReadOnlyList<IReadOnlyList<Dependent>> dependents, IReadOnlyList<Couple> joined)
    {
        var component = Components(declarants.Count, joined);
        var couples = joined.ToLookup(c => component[c.Declaration]);
        var families = new List<DeclaredFamily>();
        var number = 0;
        foreach (var group in Enumerable.Range(0, declarants.Count).GroupBy(d => component[d]))
        {
            var family = One(families.Count, group, declarants, dependents, couples[group.Key], number);
            number += family.Children.Count;
            families.Add(family);
        }

        return families;
    }

    /// <summary>The one family that these declarations would be.</summary>
    internal static DeclaredFamily One(
        int number, IEnumerable<int> declarations, IReadOnlyList<Declarant> declarants, IReadOnlyList<IReadOnlyList<Dependent>> dependents, IEnumerable<Couple> couples, int firstChild)
    {
        var family = new DeclaredFamily(number);
        family.Declarations.AddRange(declarations.Order());
        family.Adults.AddRange(family.Declarations.Select(d => declarants[d]));
        foreach (var same in OneChildEach(family.Declarations.SelectMany(d => dependents[d]).ToList(), couples))
        {
            var child = new DeclaredChild(firstChild++, family);
            child.Named.AddRange(same);
            family.Children.Add(child);
        }

        return family;
    }

    // Two dependents of one declaration never become one child.
    private static IEnumerable<List<Dependent>> OneChildEach(List<Dependent> all, IEnumerable<Couple> couples)
    {
        var groups = all.Select(dependent => new List<Dependent> { dependent }).ToList();
        foreach (var couple in couples)
        {
            foreach (var (place, otherPlace) in couple.Same)
            {
                var one = groups.Find(g => g.Exists(d => d.Declaration == couple.Declaration && d.Place == place))!;
                var other = groups.Find(g => g.Exists(d => d.Declaration == couple.Other && d.Place == otherPlace))!;
                if (one == other || one.Exists(d => other.Exists(o => o.Declaration == d.Declaration))) { continue; }

                one.AddRange(other);
                groups.Remove(other);
            }
        }

        return groups.OrderBy(g => (g[0].Declaration, g[0].Place));
    }

    private static int[] Components(int count, IReadOnlyList<Couple> couples)
    {
        var up = Enumerable.Range(0, count).ToArray();
        foreach (var couple in couples)
        {
            var (one, other) = (Root(up, couple.Declaration), Root(up, couple.Other));
            up[Math.Max(one, other)] = Math.Min(one, other);
        }

        return [.. up.Select((_, d) => Root(up, d))];
    }

    private static int Root(int[] up, int at)
    {
        while (up[at] != at) { at = up[at] = up[up[at]]; }

        return at;
    }
}
