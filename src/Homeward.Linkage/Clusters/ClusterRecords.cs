namespace Homeward.Linkage;

/// <summary>What is kept of one record: its scored pairs, which only the writer reads, and its place in a cluster, which everybody does.</summary>
internal struct ClusterRecord<TId>
{
    internal TId Id;

    /// <summary>The next record of the cluster in the order of ids, and after the last one the first.</summary>
    internal int Next;

    /// <summary>The first record of the cluster in the order of ids.</summary>
    internal int Leader;

    /// <summary>Where its pairs are, strongest first; meaningless while it has none.</summary>
    internal int Pairs;

    /// <summary>The number of its last change.</summary>
    internal uint Since;

    internal byte PairCount;
    internal byte PairSize;
    internal bool IsThere;

    /// <summary>Pairs of it were left out, so others may still know it after it went; its number is not given to anybody else.</summary>
    internal bool LeftOut;
}

/// <summary>Records by number, and their numbers by id. Pages and shards are small, so growing never takes long.</summary>
internal sealed class ClusterRecords<TId>
    where TId : notnull, IEquatable<TId>
{
    private const int PageShift = 13;
    private const int Shards = 1 << 12;

    private readonly int[]?[] shards = new int[]?[Shards];
    private readonly int[] inShard = new int[Shards];
    private readonly Stack<int> free = new();
    private ClusterRecord<TId>[][] pages = [];

    /// <summary>Numbers given so far, those of records that went included.</summary>
    internal int Used { get; private set; }

    internal int Count { get; private set; }

    internal ref ClusterRecord<TId> this[int number] => ref pages[number >> PageShift][number & ((1 << PageShift) - 1)];

    /// <summary>The number of a record; -1 when it is not there.</summary>
    internal int Find(TId id)
    {
        var (shard, hash) = Place(id);
        if (shards[shard] is not { } slots)
        {
            return -1;
        }

        for (var at = hash & (slots.Length - 1); slots[at] != 0; at = (at + 1) & (slots.Length - 1))
        {
            if (this[slots[at] - 1].Id.Equals(id))
            {
                return slots[at] - 1;
            }
        }

        return -1;
    }

    /// <summary>A number nobody has, with room for its record and its id. Readers see nothing of it before <see cref="Add"/>.</summary>
    internal int Reserve(TId id) => Reserve(id, free.Count > 0 ? free.Pop() : NewNumber());

    /// <summary>Adds a record with the next number, as a snapshot has it.</summary>
    internal void Append(TId id) => Add(Reserve(id, NewNumber()));

    /// <summary>Passes over a number that is not anybody's, as a snapshot has it.</summary>
    internal void Skip(bool leftOut)
    {
        var number = NewNumber();
        this[number].LeftOut = leftOut;
        Release(number);
    }

    /// <summary>From now on the id is found.</summary>
    internal void Add(int number)
    {
        var (shard, hash) = Place(this[number].Id);
        Put(shards[shard]!, hash, number + 1);
        inShard[shard]++;
        Count++;
    }

    /// <summary>From now on the id is not found.</summary>
    internal void Remove(int number)
    {
        var (shard, hash) = Place(this[number].Id);
        var slots = shards[shard]!;
        var mask = slots.Length - 1;
        var hole = hash & mask;
        while (slots[hole] != number + 1)
        {
            hole = (hole + 1) & mask;
        }

        // Whoever stands behind the hole and would have liked to stand there or before moves up.
        for (var at = (hole + 1) & mask; slots[at] != 0; at = (at + 1) & mask)
        {
            var wished = Place(this[slots[at] - 1].Id).Hash & mask;
            if (((at - wished) & mask) >= ((at - hole) & mask))
            {
                slots[hole] = slots[at];
                hole = at;
            }
        }

        slots[hole] = 0;
        inShard[shard]--;
        Count--;
    }

    /// <summary>Gives back a number that was reserved and is not, or no longer, anybody's.</summary>
    internal void Release(int number)
    {
        var leftOut = this[number].LeftOut;
        this[number] = new() { LeftOut = leftOut };
        if (!leftOut)
        {
            free.Push(number);
        }
    }

    private int NewNumber()
    {
        if (Used >> PageShift == pages.Length)
        {
            pages = [.. pages, new ClusterRecord<TId>[1 << PageShift]];
        }

        return Used++;
    }

    private int Reserve(TId id, int number)
    {
        var (shard, _) = Place(id);
        var slots = shards[shard] ?? [];
        if ((inShard[shard] + 1) * 4 > slots.Length * 3)
        {
            var larger = new int[Math.Max(4, slots.Length * 2)];
            foreach (var slot in slots)
            {
                if (slot != 0)
                {
                    Put(larger, Place(this[slot - 1].Id).Hash, slot);
                }
            }

            Volatile.Write(ref shards[shard], larger);
        }

        this[number] = new() { Id = id, Next = number, Leader = number, IsThere = true };
        return number;
    }

    private static void Put(int[] slots, int hash, int value)
    {
        var at = hash & (slots.Length - 1);
        while (slots[at] != 0)
        {
            at = (at + 1) & (slots.Length - 1);
        }

        slots[at] = value;
    }

    private static (int Shard, int Hash) Place(TId id)
    {
        var mixed = unchecked((ulong)id.GetHashCode() * 0x9E3779B97F4A7C15);
        return ((int)(mixed >> 52), (int)((mixed >> 21) & 0x7FFFFFFF));
    }
}
