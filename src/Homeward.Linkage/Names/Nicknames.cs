namespace Homeward.Linkage;

/// <summary>
/// Familiar forms of given names in English and Spanish: Paco is Francisco, Chuy is Jesús, Bill is William. One familiar
/// form may belong to many names (Beto to Alberto, Roberto, Humberto), so the question is only whether two names may be one.
/// </summary>
/// <remarks>
/// English: carltonnorthern/nicknames, Apache-2.0 (see NOTICE). Spanish: our own table. All words are folded.
/// </remarks>
public static class Nicknames
{
    private static readonly Dictionary<string, int> FormalIds = new(StringComparer.Ordinal);
    private static readonly Dictionary<string, int[]> FormalsOf = new(StringComparer.Ordinal);
    private static readonly Dictionary<string, string[]> RelatedTo = new(StringComparer.Ordinal);

    static Nicknames()
    {
        var names = new Dictionary<string, SortedSet<int>>(StringComparer.Ordinal);
        var bearers = new List<List<string>>();
        foreach (var (formal, familiar) in Pairs())
        {
            if (!FormalIds.TryGetValue(formal, out var id))
            {
                FormalIds[formal] = id = bearers.Count;
                bearers.Add([formal]);
                Formals(formal).Add(id);
            }

            if (Formals(familiar).Add(id))
            {
                bearers[id].Add(familiar);
            }
        }

        foreach (var (name, formals) in names)
        {
            FormalsOf[name] = [.. formals];
            RelatedTo[name] = [.. formals.SelectMany(id => bearers[id]).Where(other => other != name).Distinct().Order(StringComparer.Ordinal)];
        }

        SortedSet<int> Formals(string name)
        {
            if (!names.TryGetValue(name, out var formals))
            {
                names[name] = formals = [];
            }

            return formals;
        }
    }

    /// <summary>Whether two different folded given names may be said of one person: one is a familiar form of the other, or both are of a third.</summary>
    public static bool AreRelated(string name, string other) =>
        !string.Equals(name, other, StringComparison.Ordinal) && Share(Formals(name), Formals(other));

    /// <summary>Every other name a bearer of this folded given name may be called by, in alphabetical order; empty when none is known.</summary>
    public static IReadOnlyList<string> Related(string name) => RelatedTo.GetValueOrDefault(name, []);

    /// <summary>The formal names behind this name, as ascending numbers of our own.</summary>
    internal static int[] Formals(string name) => FormalsOf.GetValueOrDefault(name, []);

    /// <summary>Whether two ascending lists have a number in common.</summary>
    internal static bool Share(ReadOnlySpan<int> ascending, ReadOnlySpan<int> other)
    {
        for (int i = 0, j = 0; i < ascending.Length && j < other.Length;)
        {
            if (ascending[i] == other[j])
            {
                return true;
            }

            if (ascending[i] < other[j]) { i++; } else { j++; }
        }

        return false;
    }

    private static IEnumerable<(string Formal, string Familiar)> Pairs()
    {
        foreach (var line in EmbeddedTable.Lines("en-nicknames.csv").Skip(1))
        {
            var cells = line.Split(',');
            if (NameFolding.Fold(cells[0]) is { Length: > 0 } formal && NameFolding.Fold(cells[2]) is { Length: > 0 } familiar)
            {
                yield return (formal, familiar);
            }
        }

        foreach (var line in EmbeddedTable.Lines("es-nicknames.csv").Skip(1))
        {
            var comma = line.IndexOf(',');
            yield return (line[..comma], line[(comma + 1)..]);
        }
    }
}
