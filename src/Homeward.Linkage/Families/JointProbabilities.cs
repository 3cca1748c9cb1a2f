namespace Homeward.Linkage.Families;

/// <summary>
/// The probability that a record is about a dependent, over everything that is still open: whom the record is about, and
/// which declarations name the same children. A family that may be one with several others is one with at most one of them.
/// </summary>
internal static class JointProbabilities
{
    private const int MostStates = 64;

    /// <summary>For each record: dependents by declaration and place, and how probable each is.</summary>
    internal static Dictionary<(int Declaration, int Place), double>[] Of(Candidates candidates, RecordModel model, IReadOnlyList<DeclaredChild> children, IReadOnlyList<Union> open, double[] bonuses)
    {
        var byRecord = new List<(Union Union, double Share, Candidate[] Together)>[candidates.Records];
        var shares = FamilyMatching.Probabilities(open);
        for (var at = 0; at < open.Count; at++)
        {
            foreach (var (record, together) in open[at].Records) { (byRecord[record] ??= []).Add((open[at], shares[at], together)); }
        }

        var all = new Dictionary<(int, int), double>[candidates.Records];
        for (var record = 0; record < candidates.Records; record++)
        {
            all[record] = [];
            var alone = Weighed(record);
            foreach (var (unions, share) in States(byRecord[record] ?? []))
            {
                var gone = unions.SelectMany(one => new[] { one.Union.One, one.Union.Other }).ToHashSet();
                AddJoined(
                    all[record], [.. alone.Where(c => !gone.Contains(c.Candidate.Family)).Select(c => (c.Candidate, c.LogOdds, children))],
                    [.. unions.SelectMany(one => one.Together.Select(c => (c, model.LogOdds(c) + BonusOf(c, one.Union, alone), (IReadOnlyList<DeclaredChild>)one.Union.Joined.Children)))], share);
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

        static void AddJoined(
            Dictionary<(int, int), double> to, (Candidate Candidate, double LogOdds, IReadOnlyList<DeclaredChild> Children)[] apart,
            (Candidate Candidate, double LogOdds, IReadOnlyList<DeclaredChild> Children)[] together, double share)
        {
            (Candidate Candidate, double LogOdds, IReadOnlyList<DeclaredChild> Children)[] both = [.. apart, .. together];
            var probabilities = both.Select(c => c.LogOdds).ToArray();
            RecordModel.Share(probabilities);
            for (var i = 0; i < both.Length; i++)
            {
                if (both[i].Candidate.Child < 0) { continue; }

                foreach (var dependent in both[i].Children[both[i].Candidate.Child].Named)
                {
                    var key = (dependent.Declaration, dependent.Place);
                    to[key] = to.GetValueOrDefault(key) + (share * probabilities[i]);
                }
            }
        }
    }

    // Which of the unions that concern a record are so: of those that share a family one at most, others as they like. Where that
    // makes too many cases, the unions that are nearly sure or nearly excluded are taken for so.
    private static List<(List<(Union Union, double Share, Candidate[] Together)> Unions, double Share)> States(List<(Union Union, double Share, Candidate[] Together)> unions)
    {
        List<(List<(Union Union, double Share, Candidate[] Together)> Unions, double Share)> states = [([], 1)];
        foreach (var group in Groups(unions).OrderByDescending(group => group.Max(one => Math.Min(one.Share, 1 - one.Share))).ThenBy(group => group[0].Union.One).ThenBy(group => group[0].Union.Other))
        {
            var sum = group.Sum(one => one.Share);
            var scale = Math.Max(1, sum);
            List<((Union Union, double Share, Candidate[] Together)? One, double Share)> choices = [(null, 1 - (sum / scale)), .. group.Select(one => (((Union, double, Candidate[])?)one, one.Share / scale))];
            if (states.Count * choices.Count > MostStates) { choices = [(choices.MaxBy(choice => choice.Share).One, 1)]; }

            states = [.. states.SelectMany(state => choices.Where(choice => choice.Share > 0).Select(choice => (choice.One is { } one ? [.. state.Unions, one] : state.Unions, state.Share * choice.Share)))];
        }

        return states;
    }

    private static List<List<(Union Union, double Share, Candidate[] Together)>> Groups(List<(Union Union, double Share, Candidate[] Together)> unions)
    {
        var groups = new List<List<(Union Union, double Share, Candidate[] Together)>>();
        foreach (var union in unions)
        {
            var touched = groups.FindAll(group => group.Exists(one => one.Union.One == union.Union.One || one.Union.One == union.Union.Other || one.Union.Other == union.Union.One || one.Union.Other == union.Union.Other));
            List<(Union Union, double Share, Candidate[] Together)> joined = [.. touched.SelectMany(group => group), union];
            groups.RemoveAll(touched.Contains);
            groups.Add(joined);
        }

        return groups;
    }
}
