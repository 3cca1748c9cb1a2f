namespace Homeward.Linkage;

/// <summary>Splits the graph of likely pairs into parts small enough to be looked at all with all.</summary>
internal static class Components
{
    /// <summary>Records looked at together, at most; larger parts are split at their weakest links.</summary>
    internal const int Most = 150;

    internal const float Step = 0.5f;
    internal const float Strongest = 60;

    /// <summary>Parts of two records and more, each in ascending order. Only what is together by decision may be more than <paramref name="most"/>.</summary>
    internal static List<int[]> Of(int records, IReadOnlyList<(int I, int J, float Odds)> pairs, float least, PairDecisions decided, int most = Most)
    {
        // Who is apart can only be brought together by somebody else, and never is: the pair connects nothing.
        bool Connects((int I, int J, float Odds) pair) => pair.Odds >= least && !decided.AreApart(pair.I, pair.J);
        var whole = new Joined(records);
        foreach (var pair in pairs)
        {
            if (Connects(pair))
            {
                whole.Join(pair.I, pair.J);
            }
        }

        foreach (var (i, j) in decided.Together)
        {
            whole.Join(i, j);
        }

        // Nearly all parts are small; only of the others it matters which pair is how strong.
        var (parts, large) = whole.Parts(most);
        if (large.Count == 0)
        {
            return parts;
        }

        var neighbours = new List<(int Other, float Odds)>?[records];
        large.ForEach(record => neighbours[record] = []);
        foreach (var pair in pairs)
        {
            if (neighbours[pair.I] is { } ofOne && Connects(pair))
            {
                ofOne.Add((pair.J, pair.Odds));
                neighbours[pair.J]!.Add((pair.I, pair.Odds));
            }
        }

        foreach (var (i, j) in decided.Together)
        {
            neighbours[i]?.Add((j, float.PositiveInfinity));
            neighbours[j]?.Add((i, float.PositiveInfinity));
        }

        var marks = new int[records];
        var stamp = 0;
        var work = new Stack<(int[] Nodes, float Least)>();
        work.Push(([.. large], least));
        while (work.TryPop(out var todo))
        {
            var mark = ++stamp;
            foreach (var node in todo.Nodes)
            {
                marks[node] = mark;
            }

            var left = new List<int>();
            foreach (var node in todo.Nodes)
            {
                if (marks[node] != mark)
                {
                    continue;
                }

                var part = Reach(node, mark, todo.Least, neighbours, marks);
                if (part.Length > most && todo.Least < Strongest)
                {
                    work.Push((part, todo.Least + Step));
                }
                else if (part.Length > 1)
                {
                    parts.AddRange(Slices(part, most, decided));
                }
                else
                {
                    left.Add(node);
                }
            }

            // What no strength can split falls apart all at once. A slice of it is as good as another, and better than nothing.
            if (todo.Least > least)
            {
                parts.AddRange(Slices([.. left], most, decided));
            }
        }

        parts.RemoveAll(part => part.Length < 2);
        parts.Sort((a, b) => a[0].CompareTo(b[0]));
        return parts;
    }

    private static IEnumerable<int[]> Slices(int[] part, int most, PairDecisions decided)
    {
        var slice = new List<int>();
        foreach (var whole in part.GroupBy(decided.Whole).Select(whole => whole.ToArray()))
        {
            if (slice.Count + whole.Length > most)
            {
                yield return [.. slice.Order()];
                slice.Clear();
            }

            slice.AddRange(whole);
        }

        yield return [.. slice.Order()];
    }

    private static int[] Reach(int from, int mark, float least, List<(int Other, float Odds)>?[] neighbours, int[] marks)
    {
        var (reached, open) = (new List<int>(), new Stack<int>());
        open.Push(from);
        marks[from] = 0;
        while (open.TryPop(out var node))
        {
            reached.Add(node);
            foreach (var (other, odds) in neighbours[node]!)
            {
                if (odds >= least && marks[other] == mark)
                {
                    marks[other] = 0;
                    open.Push(other);
                }
            }
        }

        reached.Sort();
        return [.. reached];
    }
}
