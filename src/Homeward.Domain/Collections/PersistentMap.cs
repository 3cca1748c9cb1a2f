using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Homeward.Domain.Collections;

/// <summary>
/// An immutable map whose versions share structure: setting a key copies only the path to it.
/// Readers keep the version they were given for as long as they like, without locks.
/// </summary>
/// <remarks>
/// A hash array mapped trie (Bagwell, 2001): each node covers five bits of the key's hash, so a million keys are four
/// nodes deep. Keys whose full hashes collide share a leaf list. Enumeration order is by hash: stable for equal
/// contents, meaningless otherwise. Compared with ImmutableDictionary it is shallower, which is what loading a million
/// records and keeping old versions for "as of" depend on.
/// </remarks>
public sealed class PersistentMap<TKey, TValue> : IEnumerable<KeyValuePair<TKey, TValue>>
    where TKey : struct, IEquatable<TKey>
{
    private const int BitsPerLevel = 5;
    private const int MaximumShift = 30;

    /// <summary>The map without entries.</summary>
    public static readonly PersistentMap<TKey, TValue> Empty = new(null, 0);

    private readonly Branch? root;

    private PersistentMap(Branch? root, int count) => (this.root, Count) = (root, count);

    /// <summary>How many keys the map holds.</summary>
    public int Count { get; }

    /// <summary>The value of a key that must be there.</summary>
    /// <exception cref="KeyNotFoundException">The key isn't in the map.</exception>
    public TValue this[TKey key] =>
        TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"No entry for {key}.");

    /// <summary>Finds the value of a key.</summary>
    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        var hash = Spread(key);
        object? node = root;
        for (var shift = 0; ; shift += BitsPerLevel)
        {
            switch (node)
            {
                case Branch branch:
                    node = branch.Child(Slot(hash, shift));
                    continue;
                case Leaf leaf when leaf.Key.Equals(key):
                    value = leaf.Value;
                    return true;
                case Collision collision:
                    foreach (var candidate in collision.Leaves)
                    {
                        if (candidate.Key.Equals(key))
                        {
                            value = candidate.Value;
                            return true;
                        }
                    }

                    break;
            }

            value = default;
            return false;
        }
    }

    /// <summary>Whether the map holds the key.</summary>
    public bool ContainsKey(TKey key) => TryGetValue(key, out _);

    /// <summary>The map with this key set to this value, whether or not it was there before.</summary>
    public PersistentMap<TKey, TValue> Set(TKey key, TValue value)
    {
        var added = false;
        var leaf = new Leaf(key, value, Spread(key));
        return root is null
            ? new(Branch.Of(leaf, 0), 1)
            : new(root.With(leaf, 0, ref added), Count + (added ? 1 : 0));
    }

    /// <summary>The map without this key; the same map when it wasn't there.</summary>
    public PersistentMap<TKey, TValue> Remove(TKey key)
    {
        if (root is null || !ContainsKey(key))
        {
            return this;
        }

        return Count == 1 ? Empty : new(root.Without(key, Spread(key), 0), Count - 1);
    }

    /// <summary>
    /// A map of many entries at once, several times faster than setting them one by one: entries are sorted into slots
    /// level by level and each node is made once, at its final size.
    /// </summary>
    /// <exception cref="ArgumentException">A key occurs twice.</exception>
    public static PersistentMap<TKey, TValue> Of(IReadOnlyList<KeyValuePair<TKey, TValue>> entries)
    {
        if (entries.Count == 0)
        {
            return Empty;
        }

        var leaves = new Leaf[entries.Count];
        for (var i = 0; i < leaves.Length; i++)
        {
            leaves[i] = new(entries[i].Key, entries[i].Value, Spread(entries[i].Key));
        }

        return new(Branch.Of(leaves, new Leaf[leaves.Length], 0), leaves.Length);
    }

    /// <summary>
    /// The keys that were set or removed between another version and this one, in either direction. What the two versions
    /// share isn't looked at, so that a version a few steps away costs a few paths and not a pass over everything.
    /// </summary>
    public IReadOnlyList<TKey> ChangedSince(PersistentMap<TKey, TValue> other)
    {
        var changed = new List<TKey>();
        Difference(other.root, root, changed);
        return changed;
    }

    /// <summary>Every value, in hash order.</summary>
    public IEnumerable<TValue> Values
    {
        get
        {
            foreach (var (_, value) in this)
            {
                yield return value;
            }
        }
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator()
    {
        if (root is null)
        {
            yield break;
        }

        var path = new Stack<(object[] Children, int Next)>();
        path.Push((root.Children, 0));
        while (path.TryPop(out var at))
        {
            var (children, i) = at;
            while (i < children.Length)
            {
                var child = children[i++];
                if (child is Leaf leaf)
                {
                    yield return new(leaf.Key, leaf.Value);
                }
                else if (child is Collision collision)
                {
                    foreach (var one in collision.Leaves)
                    {
                        yield return new(one.Key, one.Value);
                    }
                }
                else
                {
                    path.Push((children, i));
                    (children, i) = (((Branch)child).Children, 0);
                }
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static void Difference(object? one, object? other, List<TKey> changed)
    {
        if (ReferenceEquals(one, other))
        {
            return;
        }

        if (one is Branch left && other is Branch right)
        {
            for (var slot = 0; slot < 32; slot++)
            {
                Difference(left.Child(slot), right.Child(slot), changed);
            }

            return;
        }

        // A leaf beside a branch, or one of the two alone: small on at least one side, unless everything is new.
        var before = new Dictionary<TKey, Leaf>();
        foreach (var leaf in Leaves(one))
        {
            before[leaf.Key] = leaf;
        }

        foreach (var leaf in Leaves(other))
        {
            if (!before.Remove(leaf.Key, out var known) || !ReferenceEquals(known, leaf))
            {
                changed.Add(leaf.Key);
            }
        }

        changed.AddRange(before.Keys);
    }

    private static IEnumerable<Leaf> Leaves(object? node) => node switch
    {
        Leaf leaf => [leaf],
        Collision collision => collision.Leaves,
        Branch branch => branch.Children.SelectMany(Leaves),
        _ => [],
    };

    // Guid's own hash folds time-ordered bits together; a multiplication spreads them over all 32.
    private static uint Spread(TKey key)
    {
        unchecked
        {
            var hash = (uint)key.GetHashCode() * 0x9E3779B1u;
            return hash ^ (hash >> 15);
        }
    }

    // At the last level only two bits are left; colliding hashes never get past it because they share a leaf list.
    private static int Slot(uint hash, int shift) => (int)((hash >> Math.Min(shift, MaximumShift)) & 31);

    private sealed record Leaf(TKey Key, TValue Value, uint Hash);

    private sealed record Collision(uint Hash, Leaf[] Leaves);

    private sealed class Branch(uint bitmap, object[] children)
    {
        public object[] Children => children;

        public static Branch Of(Leaf leaf, int shift) => new(1u << Slot(leaf.Hash, shift), [leaf]);

        // Sorts the leaves by their slot at this level into the spare span, and makes each slot's node from its run.
        public static Branch Of(Span<Leaf> leaves, Span<Leaf> spare, int shift)
        {
            Span<int> ends = stackalloc int[32];
            ends.Clear();
            foreach (var leaf in leaves)
            {
                ends[Slot(leaf.Hash, shift)]++;
            }

            var (bitmap, used, total) = (0u, 0, 0);
            for (var slot = 0; slot < 32; slot++)
            {
                if (ends[slot] > 0)
                {
                    bitmap |= 1u << slot;
                    used++;
                }

                (ends[slot], total) = (total, total + ends[slot]);
            }

            foreach (var leaf in leaves)
            {
                spare[ends[Slot(leaf.Hash, shift)]++] = leaf;
            }

            var children = new object[used];
            var (next, start) = (0, 0);
            for (var slot = 0; slot < 32; slot++)
            {
                var length = ends[slot] - start;
                if (length > 0)
                {
                    children[next++] = Run(spare.Slice(start, length), leaves.Slice(start, length), shift + BitsPerLevel);
                }

                start = ends[slot];
            }

            return new(bitmap, children);
        }

        private static object Run(Span<Leaf> leaves, Span<Leaf> spare, int shift)
        {
            if (leaves.Length == 1)
            {
                return leaves[0];
            }

            var first = leaves[0];
            foreach (var leaf in leaves[1..])
            {
                if (leaf.Hash != first.Hash)
                {
                    return Of(leaves, spare, shift);
                }
            }

            return leaves.ToArray().DistinctBy(leaf => leaf.Key).Count() == leaves.Length
                ? new Collision(first.Hash, leaves.ToArray())
                : throw new ArgumentException("A key occurs twice.");
        }

        public object? Child(int slot)
        {
            var bit = 1u << slot;
            return (bitmap & bit) == 0 ? null : children[BitOperations.PopCount(bitmap & (bit - 1))];
        }

        public Branch With(Leaf leaf, int shift, ref bool added)
        {
            var bit = 1u << Slot(leaf.Hash, shift);
            var index = BitOperations.PopCount(bitmap & (bit - 1));
            if ((bitmap & bit) == 0)
            {
                added = true;
                var grown = new object[children.Length + 1];
                Array.Copy(children, grown, index);
                grown[index] = leaf;
                Array.Copy(children, index, grown, index + 1, children.Length - index);
                return new(bitmap | bit, grown);
            }

            var copy = (object[])children.Clone();
            copy[index] = Merge(children[index], leaf, shift + BitsPerLevel, ref added);
            return new(bitmap, copy);
        }

        public Branch? Without(TKey key, uint hash, int shift)
        {
            var bit = 1u << Slot(hash, shift);
            var index = BitOperations.PopCount(bitmap & (bit - 1));
            object? remaining = children[index] switch
            {
                Branch branch => branch.Without(key, hash, shift + BitsPerLevel),
                Collision collision => Shrink(collision, key),
                _ => null,
            };
            if (remaining is not null)
            {
                var copy = (object[])children.Clone();
                copy[index] = remaining;
                return new Branch(bitmap, copy);
            }

            if (children.Length == 1)
            {
                return null;
            }

            var shrunk = new object[children.Length - 1];
            Array.Copy(children, shrunk, index);
            Array.Copy(children, index + 1, shrunk, index, shrunk.Length - index);
            return new Branch(bitmap & ~bit, shrunk);
        }

        private static object Merge(object existing, Leaf leaf, int shift, ref bool added)
        {
            switch (existing)
            {
                case Branch branch:
                    return branch.With(leaf, shift, ref added);
                case Leaf other when other.Key.Equals(leaf.Key):
                    return leaf;
                case Leaf other when other.Hash == leaf.Hash:
                    added = true;
                    return new Collision(leaf.Hash, [other, leaf]);
                case Leaf other:
                    return Of(other, shift).With(leaf, shift, ref added);
                case Collision collision when collision.Hash == leaf.Hash:
                    var at = Array.FindIndex(collision.Leaves, l => l.Key.Equals(leaf.Key));
                    added = at < 0;
                    return at < 0
                        ? new Collision(leaf.Hash, [.. collision.Leaves, leaf])
                        : new Collision(leaf.Hash, [.. collision.Leaves[..at], leaf, .. collision.Leaves[(at + 1)..]]);
                default:
                    var old = (Collision)existing;
                    return new Branch(1u << Slot(old.Hash, shift), [old]).With(leaf, shift, ref added);
            }
        }

        private static object? Shrink(Collision collision, TKey key)
        {
            var left = Array.FindAll(collision.Leaves, l => !l.Key.Equals(key));
            return left.Length == 1 ? left[0] : new Collision(collision.Hash, left);
        }
    }
}
