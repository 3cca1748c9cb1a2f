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
    private readonly Candidate[] all;
    private readonly int[] starts;

    private Candidates(Candidate[] all, int[] starts) => (this.all, this.starts) = (all, starts);

    internal int Records => starts.Length - 1;

    internal int Count => all.Length;

    internal ReadOnlySpan<Candidate> Of(int record) => all.AsSpan(starts[record], starts[record + 1] - starts[record]);

    internal int StartOf(int record) => starts[record];

    /// <summary>Finds and compares. A record keeps its best candidates: what is hopeless before anything was learned stays hopeless.</summary>
    internal static Candidates Find(
        IReadOnlyList<Mention> records, IReadOnlyList<DeclaredFamily> families, IReadOnlyList<DeclaredChild> children, DeclaredIndex index,
        FamilyComparison comparison, FamilyWeights weights, CancellationToken cancellation)
    {
        const int MostPerRecord = 40;
        const double Hopeless = -4;
        var all = new List<Candidate>();
        var starts = new int[records.Count + 1];
        for (var record = 0; record < records.Count; record++)
        {
            cancellation.ThrowIfCancellationRequested();
            var mention = records[record];
            var found = new List<(double Weight, Candidate Candidate)>();
            foreach (var family in index.Find(mention).GroupBy(child => children[child].Family.Number))
            {
                var ofFamily = comparison.OfFamily(mention, families[family.Key]);
                var best = double.NegativeInfinity;

                // All children of the family: what speaks against one speaks for another.
                foreach (var child in families[family.Key].Children)
                {
                    var candidate = new Candidate(record, child.Number, family.Key, comparison.OfChild(mention, child, ofFamily));
                    var weight = weights.Of(candidate.Agreements);
                    best = Math.Max(best, weight);
                    found.Add((weight, candidate));
                }

                found.Add((best, new(record, -1, family.Key, comparison.OfUndeclared(mention, families[family.Key], ofFamily))));
            }

            found.Sort((a, b) => a.Weight != b.Weight ? b.Weight.CompareTo(a.Weight) : (a.Candidate.Family, a.Candidate.Child).CompareTo((b.Candidate.Family, b.Candidate.Child)));
            all.AddRange(found.Take(MostPerRecord).Where(f => f.Weight > Hopeless).Select(f => f.Candidate));
            starts[record + 1] = all.Count;
        }

        return new([.. all], starts);
    }
}
