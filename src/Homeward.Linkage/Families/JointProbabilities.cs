namespace Homeward.Linkage.Families;

/// <summary>
/// The probability that a record is about a dependent, over everything that is still open: whom the record is about, and
/// which declarations name the same children. A family that may be one with several others is one with at most one of them.
/// </summary>
internal static class JointProbabilities
{
    /// <summary>For each record: dependents by declaration and place, and how probable each is.</summary>
    internal static Dictionary<(int Declaration, int Place), double>[] Of(Candidates candidates, RecordModel model, IReadOnlyList<DeclaredChild> children, IReadOnlyList<Union> open, double[] bonuses)
    {
        var byRecord = new List<(Union Union, double Share, Candidate[] Together)>[candidates.Records];
        foreach (var (union, share) in Shares(open))
        {
            foreach (var (record, together) in union.Records) { (byRecord[record] ??= []).Add((union, share, together)); }
        }

        var all = new Dictionary<(int, int), double>[candidates.Records];
        for (var record = 0; record < candidates.Records; record++)
        {
            all[record] = [];
            var unions = byRecord[record] ?? [];
            var left = Math.Max(0, 1 - unions.Sum(u => u.Share));
            var total = left + unions.Sum(u => u.Share);
            var alone = Weighed(record);
            AddJoined(all[record], alone, [], [], left / total);
            foreach (var (union, share, together) in unions)
            {
                AddJoined(
                    all[record], [.. alone.Where(c => c.Candidate.Family != union.One && c.Candidate.Family != union.Other)],
                    [.. together.Select(c => (c, model.LogOdds(c) + BonusOf(c, union, alone)))], union.Joined.Children, share / total);
            }
        }

        return all;

        (Candidate Candidate, double LogOdds)[] Weighed(int record)
        {
            var those = candidates.Of(record);
            var weighed = new (Candidate, double)[those.Length];
            for (var i = 0; i < those.Length; i++) { weighed[i] = (those[i], model.LogOdds(those[i]) + bonuses[candidates.StartOf(record) + i]); }

            return weighed;
        }

        // What the other records say of a child they say of it in the joined family too.
        double BonusOf(Candidate together, Union union, (Candidate Candidate, double LogOdds)[] alone) => alone
            .Where(c => c.Candidate.Family == union.One || c.Candidate.Family == union.Other)
            .Where(c => together.Child < 0 ? c.Candidate.Child < 0 : c.Candidate.Child >= 0 && union.Joined.Children[together.Child].Named.Contains(children[c.Candidate.Child].Named[0]))
            .Select(c => c.LogOdds - model.LogOdds(c.Candidate)).DefaultIfEmpty(0).Max();

        void AddJoined(Dictionary<(int, int), double> to, (Candidate Candidate, double LogOdds)[] those, (Candidate Candidate, double LogOdds)[] together, IReadOnlyList<DeclaredChild> joined, double share)
        {
            if (share <= 0) { return; }

            (Candidate Candidate, double LogOdds)[] both = [.. those, .. together];
            var probabilities = both.Select(c => c.LogOdds).ToArray();
            RecordModel.Share(probabilities);
            for (var i = 0; i < both.Length; i++)
            {
                if (both[i].Candidate.Child < 0) { continue; }

                foreach (var dependent in (i < those.Length ? children : joined)[both[i].Candidate.Child].Named)
                {
                    var key = (dependent.Declaration, dependent.Place);
                    to[key] = to.GetValueOrDefault(key) + (share * probabilities[i]);
                }
            }
        }
    }

    // Unions that share a family exclude each other.
    private static IEnumerable<(Union Union, double Share)> Shares(IReadOnlyList<Union> open)
    {
        var up = open.SelectMany(u => new[] { u.One, u.Other }).Distinct().ToDictionary(f => f, f => f);
        int Root(int f) => up[f] == f ? f : up[f] = Root(up[f]);
        foreach (var union in open) { up[Math.Max(Root(union.One), Root(union.Other))] = Math.Min(Root(union.One), Root(union.Other)); }

        foreach (var group in open.GroupBy(u => Root(u.One)))
        {
            var logOdds = group.Select(u => u.LogOdds).ToArray();
            RecordModel.Share(logOdds);
            foreach (var pair in group.Zip(logOdds)) { yield return pair; }
        }
    }
}
