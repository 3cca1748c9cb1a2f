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
    IReadOnlyList<DeclaredFamily> families, Candidates candidates, RecordModel model, FamilyComparison comparison, Threads threads)
{
    // A record that is far from both families stays far when they are one.
    private const double Far = -4;

    // Several records of a family were made by one neighbour or one school, and share what that one heard wrong.
    private const double Trust = 0.5;

    internal List<Union> Weigh(IReadOnlyList<Couple> couples, IReadOnlyList<Couple> joined)
    {
        var familyOf = new int[declarants.Count];
        foreach (var family in families)
        {
            foreach (var declaration in family.Declarations) { familyOf[declaration] = family.Number; }
        }

        var odds = Odds();
        var concerned = Concerned(odds);
        var joinedIn = joined.ToLookup(couple => familyOf[couple.Declaration]);
        var seen = new HashSet<(int, int)>();
        var open = new List<(Couple Couple, DeclaredFamily One, DeclaredFamily Other)>();
        foreach (var couple in couples)
        {
            var (one, other) = (Math.Min(familyOf[couple.Declaration], familyOf[couple.Other]), Math.Max(familyOf[couple.Declaration], familyOf[couple.Other]));

            // Couples come strongest first; the first one between two families speaks for the rest. Where no record may be about
            // both, the records have nothing to say, and what looked unlikely stays so.
            if (one != other && seen.Add((one, other)) && (couple.LogOdds > 0 || Meet(concerned[one], concerned[other]))) { open.Add((couple, families[one], families[other])); }
        }

        var unions = new Union[open.Count];
        threads.ForEach(unions.Length, () => 0, (_, u) =>
        {
            var (couple, one, other) = open[u];
            unions[u] = Weigh(couple, one, other, [.. joinedIn[one.Number], .. joinedIn[other.Number], couple], concerned, odds);
        });
        return [.. unions];
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

    private Union Weigh(Couple couple, DeclaredFamily one, DeclaredFamily other, List<Couple> together, List<int>[] concerned, double[] odds)
    {
        var union = DeclaredFamilies.One(-1, one.Declarations.Concat(other.Declarations), declarants, dependents, together, firstChild: 0);
        // Two families of look-alikes would have twice as many records as one. That there are only so many speaks for one family.
        var logOdds = couple.LogOdds
            + (model.RecordsOfChild * (one.Children.Count + other.Children.Count - union.Children.Count)) + model.RecordsOfLeftOut;
        var about = new List<(int, Candidate[])>();
        foreach (var record in concerned[one.Number].Concat(concerned[other.Number]).Distinct().Order())
        {
            var mention = records[record];
            var ofFamily = comparison.OfFamily(mention, union);
            Candidate[] ofUnion =
            [
                .. union.Children.Select(child => new Candidate(record, child.Number, -1, comparison.OfChild(mention, child, ofFamily))),
                new(record, -1, -1, comparison.OfUndeclared(mention, union, ofFamily)),
            ];
            var (apart, rest) = (0.0, 1.0);
            var those = candidates.Of(record);
            for (var i = 0; i < those.Length; i++)
            {
                var ofThis = odds[candidates.StartOf(record) + i];
                (apart, rest) = those[i].Family == one.Number || those[i].Family == other.Number ? (apart + ofThis, rest) : (apart, rest + ofThis);
            }

            logOdds += Trust * Math.Log((rest + ofUnion.Sum(c => Math.Exp(model.LogOdds(c)))) / (rest + apart));
            about.Add((record, ofUnion));
        }

        return new(couple, one.Number, other.Number, union, about, logOdds);
    }

    private double[] Odds()
    {
        var odds = new double[candidates.Count];
        for (var record = 0; record < candidates.Records; record++)
        {
            var those = candidates.Of(record);
            for (var i = 0; i < those.Length; i++) { odds[candidates.StartOf(record) + i] = Math.Exp(model.LogOdds(those[i])); }
        }

        return odds;
    }

    private List<int>[] Concerned(double[] odds)
    {
        var far = Math.Exp(Far);
        var concerned = new List<int>[families.Count];
        for (var f = 0; f < concerned.Length; f++) { concerned[f] = []; }

        for (var record = 0; record < candidates.Records; record++)
        {
            var those = candidates.Of(record);
            for (var i = 0; i < those.Length; i++)
            {
                var ofFamily = concerned[those[i].Family];
                if (odds[candidates.StartOf(record) + i] > far && (ofFamily.Count == 0 || ofFamily[^1] != record)) { ofFamily.Add(record); }
            }
        }

        return concerned;
    }
}
