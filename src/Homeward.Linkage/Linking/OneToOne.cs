namespace Homeward.Linkage;

/// <summary>In a file that lists each person once, only one record can be the one meant.</summary>
internal static class OneToOne
{
    /// <summary>The pairs that remain when the likeliest of each record's pairs is taken first.</summary>
    /// <param name="pairs">Scored pairs between two files.</param>
    /// <param name="records">Records of both files.</param>
    /// <param name="leftOnce">Whether the left file lists each person once: then a right record has one pair at most.</param>
    /// <param name="rightOnce">The same of the right file.</param>
    internal static List<(int I, int J, float Odds)> Choose(List<(int I, int J, float Odds)> pairs, int records, bool leftOnce, bool rightOnce)
    {
        if (!leftOnce && !rightOnce)
        {
            return pairs;
        }

        var taken = new bool[records];
        var kept = new List<(int I, int J, float Odds)>();
        foreach (var pair in pairs.OrderByDescending(pair => pair.Odds).ThenBy(pair => pair.I).ThenBy(pair => pair.J))
        {
            if ((rightOnce && taken[pair.I]) || (leftOnce && taken[pair.J]))
            {
                continue;
            }

            taken[pair.I] = taken[pair.J] = true;
            kept.Add(pair);
        }

        return kept;
    }
}
