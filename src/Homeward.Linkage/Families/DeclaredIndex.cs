namespace Homeward.Linkage.Families;

/// <summary>Finds the declared children worth comparing with what is said of a child. No key brings more than a bounded number.</summary>
internal sealed class DeclaredIndex
{
    /// <summary>A key that more declared children share says too little and is left to the other keys.</summary>
    internal const int MostPerKey = 160;

    /// <summary>Of more than these, those are compared whom the rarest keys bring, so that a search costs the same in any list.</summary>
    internal const int MostFound = 120;

    private readonly Dictionary<ulong, List<int>> filed = [];
    private readonly FamilyKeys keys;
    private readonly int numbers;

    internal DeclaredIndex(FamilyKeys keys, IReadOnlyList<DeclaredChild> children)
    {
        this.keys = keys;
        numbers = children.Count == 0 ? 0 : children.Max(child => child.Number) + 1;
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

    /// <summary>A search of this index; each thread has its own.</summary>
    internal Search NewSearch() => new(this);

    /// <summary>Looks up one child after the other.</summary>
    internal sealed class Search
    {
        private readonly DeclaredIndex index;
        private readonly HashSet<ulong> asked = [];
        private readonly List<int> found = [];

        // In which round a child was found last, so that it is found once, and how rare the keys are that bring it.
        private readonly int[] foundIn;
        private readonly double[] rarity;
        private int round;

        internal Search(DeclaredIndex index) => (this.index, foundIn, rarity) = (index, new int[index.numbers], new double[index.numbers]);

        /// <summary>The numbers of the declared children found, ascending, each once. The list is the next round's too.</summary>
        internal List<int> Find(Mention child)
        {
            asked.Clear();
            index.keys.Asked(child, asked);
            round++;
            found.Clear();
            foreach (var key in asked)
            {
                if (!index.filed.TryGetValue(key, out var those) || those.Count > MostPerKey) { continue; }

                foreach (var number in those)
                {
                    if (foundIn[number] != round)
                    {
                        (foundIn[number], rarity[number]) = (round, 0);
                        found.Add(number);
                    }

                    rarity[number] += 1.0 / those.Count;
                }
            }

            if (found.Count > MostFound)
            {
                found.Sort((one, other) => rarity[one] != rarity[other] ? rarity[other].CompareTo(rarity[one]) : one.CompareTo(other));
                found.RemoveRange(MostFound, found.Count - MostFound);
            }

            found.Sort();
            return found;
        }
    }
}
