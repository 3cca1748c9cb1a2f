namespace Homeward.Linkage;

/// <summary>
/// Rows that say the same in both files. Where very many do, keys bring together only neighbours among them, and most would
/// find nobody although the other file has their equals; so each is paired with one of these, in turn.
/// </summary>
internal static class EqualAcross
{
    /// <summary>The pairs, with those added that give each row of such a group a pair within it.</summary>
    /// <param name="pairs">Scored pairs between two files, a record of the first file first.</param>
    /// <param name="first">For each record the first one that says the same.</param>
    /// <param name="files">Which record is of which file.</param>
    /// <param name="forgotten">Pairs less likely than this are not kept (log2 of the odds).</param>
    /// <param name="oddsOf">log2 of the odds of two records.</param>
    internal static List<(int I, int J, float Odds)> Complete(
        List<(int I, int J, float Odds)> pairs, int[] first, Files files, float forgotten, Func<int, int, float> oddsOf)
    {
        var paired = new bool[first.Length];
        foreach (var (i, j, _) in pairs)
        {
            if (first[i] == first[j]) { paired[i] = paired[j] = true; }
        }

        var groups = Enumerable.Range(0, first.Length).Where(record => first[record] != record).Select(record => first[record]).ToHashSet();
        var all = new List<(int I, int J, float Odds)>(pairs);
        foreach (var group in Enumerable.Range(0, first.Length).Where(record => groups.Contains(first[record])).GroupBy(record => first[record]))
        {
            int[] ones = [.. group.Where(files.IsOfFirst)], others = [.. group.Where(record => !files.IsOfFirst(record))];
            if (ones.Length == 0 || others.Length == 0 || !group.Any(record => !paired[record])) { continue; }

            var odds = oddsOf(ones[0], others[0]);
            if (odds < forgotten) { continue; }

            for (var k = 0; k < Math.Max(ones.Length, others.Length); k++)
            {
                var (one, other) = (ones[k % ones.Length], others[k % others.Length]);
                if (paired[one] && paired[other]) { continue; }

                all.Add((one, other, odds));
                paired[one] = paired[other] = true;
            }
        }

        return all;
    }
}
