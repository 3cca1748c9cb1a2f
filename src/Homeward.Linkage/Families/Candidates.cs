namespace Homeward.Linkage.Families;

/// <summary>One declared child, or one family with a child it has not declared, that a record may be about.</summary>
/// <param name="Record">The record's number.</param>
/// <param name="Child">The declared child's number; -1 for a child the family has not declared.</param>
/// <param name="Family">The family's number.</param>
/// <param name="Agreements">How the record and it agree.</param>
internal readonly record struct Candidate(int Record, int Child, int Family, Agreements Agreements);

/// <summary>Every record's candidates, one record after the other.</summary>
internal sealed class Candidates
{
    private const int MostPerRecord = 40;
    private const double Hopeless = -4;

    private readonly Candidate[] all;
    private readonly int[] starts;

    private Candidates(Candidate[] all, int[] starts) => (this.all, this.starts) = (all, starts);

    internal int Records => starts.Length - 1;

    internal int Count => all.Length;

    internal ReadOnlySpan<Candidate> Of(int record) => all.AsSpan(starts[record], starts[record + 1] - starts[record]);

    internal int StartOf(int record) => starts[record];

    /// <summary>Finds and compares. A record keeps its best candidates: what is hopeless before anything was learned stays hopeless.</summary>
    internal static Candidates Find(
        IReadOnlyList<Mention> records, IReadOnlyList<DeclaredChild> children, DeclaredIndex index,
        FamilyComparison comparison, FamilyWeights weights, Threads threads)
    {
        var each = new Candidate[records.Count][];
        threads.ForEach(records.Count, index.NewSearch, (search, record) => each[record] = [.. Best(record, records[record], children, search, comparison, weights)]);
        var starts = new int[records.Count + 1];
        for (var record = 0; record < each.Length; record++) { starts[record + 1] = starts[record] + each[record].Length; }

        var all = new Candidate[starts[^1]];
        for (var record = 0; record < each.Length; record++) { each[record].CopyTo(all, starts[record]); }

        return new(all, starts);
    }

    private static IEnumerable<Candidate> Best(
        int record, Mention mention, IReadOnlyList<DeclaredChild> children, DeclaredIndex.Search search,
        FamilyComparison comparison, FamilyWeights weights)
    {
        var found = new List<(double Weight, Candidate Candidate)>();

        // Children are numbered family by family, so that a family's are found one after the other.
        var last = -1;
        foreach (var number in search.Find(mention))
        {
            var family = children[number].Family;
            if (family.Number == last) { continue; }

            last = family.Number;
            var ofFamily = comparison.OfFamily(mention, family);
            var best = double.NegativeInfinity;

            // All children of the family: what speaks against one speaks for another.
            foreach (var child in family.Children)
            {
                var candidate = new Candidate(record, child.Number, family.Number, comparison.OfChild(mention, child, ofFamily));
                var weight = weights.Of(candidate.Agreements);
                best = Math.Max(best, weight);
                if (weight > Hopeless) { found.Add((weight, candidate)); }
            }

            if (best > Hopeless) { found.Add((best, new(record, -1, family.Number, comparison.OfUndeclared(mention, family, ofFamily)))); }
        }

        found.Sort((a, b) => a.Weight != b.Weight ? b.Weight.CompareTo(a.Weight) : (a.Candidate.Family, a.Candidate.Child).CompareTo((b.Candidate.Family, b.Candidate.Child)));
        return found.Take(MostPerRecord).Select(f => f.Candidate);
    }
}
