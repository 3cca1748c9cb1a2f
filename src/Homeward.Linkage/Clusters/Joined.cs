namespace Homeward.Linkage;

/// <summary>Records joined pair by pair into wholes (disjoint sets, Galler and Fischer 1964, each step halving the way).</summary>
internal sealed class Joined
{
    // The least record of a whole stands for it and points to itself.
    private readonly int[] toward;

    internal Joined(int records)
    {
        toward = new int[records];
        for (var record = 0; record < records; record++)
        {
            toward[record] = record;
        }
    }

    internal void Join(int record, int other)
    {
        var (one, two) = (Least(record), Least(other));
        toward[Math.Max(one, two)] = Math.Min(one, two);
    }

    /// <summary>The wholes of two records and more, by their least: the small ones each in ascending order, and all records of larger ones.</summary>
    /// <param name="most">Records of a small one, at most.</param>
    internal (List<int[]> Small, List<int> Large) Parts(int most)
    {
        var counts = new int[toward.Length];
        for (var record = 0; record < counts.Length; record++)
        {
            counts[Least(record)]++;
        }

        var (small, large) = (new List<int[]>(), new List<int>());
        for (var record = 0; record < counts.Length; record++)
        {
            var least = Least(record);
            if (counts[least] > most)
            {
                large.Add(record);
            }
            else if (least == record && counts[record] > 1)
            {
                // From here on its count says where its part is.
                var part = new int[counts[record]];
                part[0] = record;
                counts[record] = -1 - small.Count;
                small.Add(part);
            }
            else if (counts[least] < 0)
            {
                // What is not filled yet is 0, which can only be a part's first.
                var part = small[-1 - counts[least]];
                part[1 + part.AsSpan(1).IndexOf(0)] = record;
            }
        }

        return (small, large);
    }

    /// <summary>The least record of the whole that a record is in.</summary>
    internal int Least(int record)
    {
        while (toward[record] != record)
        {
            record = toward[record] = toward[toward[record]];
        }

        return record;
    }
}
