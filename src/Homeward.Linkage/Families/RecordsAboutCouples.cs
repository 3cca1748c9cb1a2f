namespace Homeward.Linkage.Families;

/// <summary>
/// Two families that may be one, as they would be if they were, and what the children's records say to that: a record that
/// names both adults, or whose surnames are one of each, is hard to explain by either family alone.
/// </summary>
/// <param name="Couple">The strongest couple of declarations between the two.</param>
/// <param name="One">One family's number.</param>
/// <param name="Other">The other family's number.</param>
/// <param name="Joined">The two as one.</param>
/// <param name="Records">Records that may be about one of the two, with their candidates if the two are one.</param>
/// <param name="LogOdds">Natural log odds that they are one, with all that the records say.</param>
internal sealed record Union(Couple Couple, int One, int Other, DeclaredFamily Joined, IReadOnlyList<(int Record, Candidate[] Candidates)> Records, double LogOdds);

/// <summary>Weighs couples by the children's records.</summary>
internal sealed class RecordsAboutCouples(
    IReadOnlyList<Mention> records, IReadOnlyList<Declarant> declarants, IReadOnlyList<IReadOnlyList<Dependent>> dependents,
    IReadOnlyList<DeclaredFamily> families, Candidates candidates, RecordModel model, FamilyComparison comparison)
{
    // A record that is far from both families stays far when they are one.
    private const double Far = -4;

    internal List<Union> Weigh(IReadOnlyList<Couple> couples, IReadOnlyList<Couple> joined)
    {
        var familyOf = new int[declarants.Count];
        foreach (var family in families)
        {
            foreach (var declaration in family.Declarations) { familyOf[declaration] = family.Number; }
        }

        var concerned = Concerned();
        var seen = new HashSet<(int, int)>();
        var unions = new List<Union>();
        foreach (var couple in couples)
        {
            var (one, other) = (Math.Min(familyOf[couple.Declaration], familyOf[couple.Other]), Math.Max(familyOf[couple.Declaration], familyOf[couple.Other]));

            // Couples come strongest first; the first one between two families speaks for the rest. Where no record may be about
            // both, the records have nothing to say, and what looked unlikely stays so.
            if (one != other && seen.Add((one, other)) && (couple.LogOdds > 0 || Meet(concerned[one], concerned[other]))) { unions.Add(Weigh(couple, families[one], families[other], joined, concerned)); }
        }

        return unions;
    }

    // Both lists are ascending.
    private static bool Meet(List<int> records, List<int> others)
    {
        for (int i = 0, j = 0; i < records.Count && j < others.Count;)
        {
            if (records[i] == others[j]) { return true; }

            if (records[i] < others[j]) { i++; } else { j++; }
        }

        return false;
    }

    private Union Weigh(Couple couple, DeclaredFamily one, DeclaredFamily other, IReadOnlyList<Couple> joined, List<int>[] concerned)
    {
        var declarations = one.Declarations.Concat(other.Declarations).ToHashSet();
        var union = DeclaredFamilies.One(-1, declarations, declarants, dependents, [.. joined.Where(c => declarations.Contains(c.Declaration) && declarations.Contains(c.Other)), couple], firstChild: 0);
        var logOdds = couple.LogOdds;
        var about = new List<(int, Candidate[])>();
        foreach (var record in concerned[one.Number].Concat(concerned[other.Number]).Distinct().Order())
        {
            var mention = records[record];
            var ofFamily = comparison.OfFamily(mention, union);
            Candidate[] together =
            [
                .. union.Children.Select(child => new Candidate(record, child.Number, -1, comparison.OfChild(mention, child, ofFamily))),
                new(record, -1, -1, comparison.OfUndeclared(mention, union, ofFamily)),
            ];
            var (apart, rest) = (0.0, 1.0);
            foreach (var candidate in candidates.Of(record))
            {
                var odds = Math.Exp(model.LogOdds(candidate));
                (apart, rest) = candidate.Family == one.Number || candidate.Family == other.Number ? (apart + odds, rest) : (apart, rest + odds);
            }

            logOdds += Math.Log((rest + together.Sum(c => Math.Exp(model.LogOdds(c)))) / (rest + apart));
            about.Add((record, together));
        }

        return new(couple, one.Number, other.Number, union, about, logOdds);
    }

    private List<int>[] Concerned()
    {
        var concerned = new List<int>[families.Count];
        for (var f = 0; f < concerned.Length; f++) { concerned[f] = []; }

        for (var record = 0; record < candidates.Records; record++)
        {
            foreach (var candidate in candidates.Of(record))
            {
                if (model.LogOdds(candidate) > Far && (concerned[candidate.Family].Count == 0 || concerned[candidate.Family][^1] != record)) { concerned[candidate.Family].Add(record); }
            }
        }

        return concerned;
    }
}
