namespace Homeward.Linkage.Families;

/// <summary>
/// How common names are among the declared families of one town. People of a town often come from a few places and bear the
/// same names; whoever counts them over all towns takes a town's usual surname for a sign of kinship.
/// </summary>
/// <remarks>
/// A name's share in a town is drawn towards its share everywhere. How strongly is learned: by that strength with which
/// each family's names are foretold best from those of the other families of its town. Where names are not local, it is strong.
/// </remarks>
internal sealed class LocalNames
{
    // In families: as many of all towns together stand behind those of one town.
    private static readonly double[] Strengths = [5, 10, 20, 40, 80, 160, 320, 640, 1_280, 1e9];

    /// <summary>No town known, or nothing counted yet: names are as common as they are everywhere.</summary>
    internal static readonly LocalNames Nowhere = new([], _ => 0);

    private readonly Dictionary<(int Town, int Word), int> counts = [];
    private readonly Dictionary<int, int> totals = [];
    private readonly double strength;

    /// <summary>Counts names, each once for whoever bears it.</summary>
    /// <param name="borne">Town and word, once for each family or child that bears the word.</param>
    /// <param name="everywhere">A word's share of names in all towns.</param>
    internal LocalNames(IEnumerable<(int Town, int Word)> borne, Func<int, double> everywhere)
    {
        foreach (var one in borne)
        {
            counts[one] = counts.GetValueOrDefault(one) + 1;
            totals[one.Town] = totals.GetValueOrDefault(one.Town) + 1;
        }

        strength = Strengths[^1];
        if (counts.Count == 0) { return; }

        var words = counts.Select(one => (Count: one.Value, Total: totals[one.Key.Town], Everywhere: everywhere(one.Key.Word))).ToArray();
        strength = Strengths.MaxBy(drawn => words.Sum(one => one.Count * Math.Log((one.Count - 1 + (drawn * one.Everywhere)) / (one.Total - 1 + drawn))));
    }

    /// <summary>The share, among the names of a town's other families, of a word that one family bears.</summary>
    /// <param name="town">The town.</param>
    /// <param name="words">The words that count as agreeing.</param>
    /// <param name="everywhere">Their share in all towns.</param>
    internal double Share(int town, ReadOnlySpan<int> words, double everywhere)
    {
        if (!totals.TryGetValue(town, out var total)) { return everywhere; }

        var count = 0;
        foreach (var word in words) { count += counts.GetValueOrDefault((town, word)); }

        return (Math.Max(0, count - 1) + (strength * everywhere)) / (total - 1 + strength);
    }
}
