namespace Homeward.Linkage;

/// <summary>The scored pairs that lie within a part of the graph, part by part, their records numbered within it.</summary>
internal sealed class PairsOfParts
{
    private readonly int[] starts;
    private readonly (int A, int B, float Odds)[] pairs;

    internal PairsOfParts(int records, List<int[]> parts, IReadOnlyList<(int I, int J, float Odds)> scored)
    {
        starts = new int[parts.Count + 1];
        if (scored.Count == 0)
        {
            pairs = [];
            return;
        }

        var (partOf, placeOf) = (new int[records], new int[records]);
        Array.Fill(partOf, -1);
        for (var part = 0; part < parts.Count; part++)
        {
            for (var place = 0; place < parts[part].Length; place++)
            {
                (partOf[parts[part][place]], placeOf[parts[part][place]]) = (part, place);
            }
        }

        foreach (var (i, j, _) in scored)
        {
            if (partOf[i] >= 0 && partOf[i] == partOf[j])
            {
                starts[partOf[i] + 1]++;
            }
        }

        for (var part = 0; part < parts.Count; part++)
        {
            starts[part + 1] += starts[part];
        }

        pairs = new (int, int, float)[starts[^1]];
        var next = starts[..^1];
        foreach (var (i, j, odds) in scored)
        {
            if (partOf[i] >= 0 && partOf[i] == partOf[j])
            {
                pairs[next[partOf[i]]++] = (placeOf[i], placeOf[j], odds);
            }
        }
    }

    internal ReadOnlySpan<(int A, int B, float Odds)> Of(int part) => pairs.AsSpan(starts[part], starts[part + 1] - starts[part]);
}
