namespace Homeward.Linkage.Families;

/// <summary>Finds the declared children worth comparing with what is said of a child. No key brings more than a bounded number.</summary>
internal sealed class DeclaredIndex
{
    /// <summary>A key that more declared children share says too little and is left to the other keys.</summary>
    internal const int MostPerKey = 160;

    private readonly Dictionary<ulong, List<int>> filed = [];
    private readonly FamilyKeys keys;
    private readonly HashSet<ulong> asked = [];

    // In which search a child was found last, so that it is found once.
    private readonly int[] foundIn;
    private int round;

    internal DeclaredIndex(FamilyKeys keys, IReadOnlyList<DeclaredChild> children)
    {
        this.keys = keys;
        foundIn = new int[children.Count == 0 ? 0 : children.Max(child => child.Number) + 1];
        var under = new HashSet<ulong>();
        foreach (var child in children)
        {
            under.Clear();
            keys.Filed(child, under);
            foreach (var key in under)
            {
                if (!filed.TryGetValue(key, out var those)) { filed[key] = those = []; }

                // One more than will be read marks the key as too common.
                if (those.Count <= MostPerKey) { those.Add(child.Number); }
            }
        }
    }

    /// <summary>The numbers of the declared children found, ascending, each once.</summary>
    internal List<int> Find(Mention child)
    {
        asked.Clear();
        keys.Asked(child, asked);
        round++;
        var found = new List<int>();
        foreach (var key in asked)
        {
            if (!filed.TryGetValue(key, out var those) || those.Count > MostPerKey) { continue; }

            foreach (var number in those)
            {
                if (foundIn[number] == round) { continue; }

                foundIn[number] = round;
                found.Add(number);
            }
        }

        found.Sort();
        return found;
    }
}
