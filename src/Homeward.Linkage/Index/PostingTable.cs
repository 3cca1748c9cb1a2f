using System.Runtime.InteropServices;

namespace Homeward.Linkage;

/// <summary>
/// Which records have a key: an open-addressing table of keys over one arena of blocks. Most keys have one record, held in
/// the table itself; longer lists are blocks of growing size, newest first, so that reading a few hundred touches few lines of memory.
/// </summary>
internal sealed class PostingTable
{
    private const int BlockHeader = 3; // size class, used, next
    private const int NoBlock = -1;
    private const int Emptied = -1;

    private static readonly int[] Capacities = [3, 9, 25, 61];

    private readonly int[] freeBlocks = [NoBlock, NoBlock, NoBlock, NoBlock];
    private uint[] keys = new uint[64];
    private int[] counts = new int[64];
    private int[] heads = new int[64];
    private int[] arena = new int[256];
    private int slotsUsed;
    private int arenaUsed;

    /// <summary>Bytes held, for reporting.</summary>
    internal long Bytes => ((long)keys.Length * 12) + ((long)arena.Length * 4);

    internal PostingTable()
    {
    }

    internal PostingTable(SnapshotReader reader)
    {
        freeBlocks = reader.Numbers();
        (slotsUsed, arenaUsed) = (reader.Number(), reader.Number());
        keys = MemoryMarshal.Cast<int, uint>(reader.Numbers()).ToArray();
        (counts, heads, arena) = (reader.Numbers(), reader.Numbers(), reader.Numbers());
    }

    internal void Write(SnapshotWriter writer)
    {
        writer.Numbers(freeBlocks);
        writer.Number(slotsUsed);
        writer.Number(arenaUsed);
        writer.Numbers(MemoryMarshal.Cast<uint, int>(keys));
        writer.Numbers(counts);
        writer.Numbers(heads);
        writer.Numbers(arena);
    }

    internal int Count(uint key) => Find(key) is var slot && slot >= 0 ? Math.Max(0, counts[slot]) : 0;

    internal void Add(uint key, int record)
    {
        if (slotsUsed * 4 >= keys.Length * 3)
        {
            Rehash();
        }

        var slot = FindOrClaim(key);
        if (counts[slot] <= 0)
        {
            (counts[slot], heads[slot]) = (1, record);
            return;
        }

        if (counts[slot] == 1)
        {
            var first = NewBlock(0, NoBlock);
            arena[first + BlockHeader] = heads[slot];
            arena[first + 1] = 1;
            heads[slot] = first;
        }

        var head = heads[slot];
        if (arena[head + 1] == Capacities[arena[head]])
        {
            heads[slot] = head = NewBlock(Math.Min(arena[head] + 1, Capacities.Length - 1), head);
        }

        arena[head + BlockHeader + arena[head + 1]++] = record;
        counts[slot]++;
    }

    internal void Remove(uint key, int record)
    {
        var slot = Find(key);
        if (slot < 0 || counts[slot] <= 0)
        {
            return;
        }

        if (counts[slot] == 1)
        {
            counts[slot] = heads[slot] == record ? Emptied : 1;
            return;
        }

        var head = heads[slot];
        for (var block = head; block != NoBlock; block = arena[block + 2])
        {
            var at = arena.AsSpan(block + BlockHeader, arena[block + 1]).IndexOf(record);
            if (at < 0)
            {
                continue;
            }

            // The newest fills the hole, so only the head ever holds fewer than it could.
            arena[block + BlockHeader + at] = arena[head + BlockHeader + --arena[head + 1]];
            if (arena[head + 1] == 0)
            {
                heads[slot] = arena[head + 2];
                Free(head);
            }

            if (--counts[slot] == 1)
            {
                var last = heads[slot];
                heads[slot] = arena[last + BlockHeader];
                Free(last);
            }

            return;
        }
    }

    /// <summary>Copies the newest records of a key, as many as fit, and returns how many.</summary>
    internal int CopyNewest(uint key, Span<int> records)
    {
        var slot = Find(key);
        if (slot < 0 || counts[slot] <= 0 || records.IsEmpty)
        {
            return 0;
        }

        if (counts[slot] == 1)
        {
            records[0] = heads[slot];
            return 1;
        }

        var copied = 0;
        for (var block = heads[slot]; block != NoBlock && copied < records.Length; block = arena[block + 2])
        {
            var take = Math.Min(arena[block + 1], records.Length - copied);
            arena.AsSpan(block + BlockHeader + arena[block + 1] - take, take).CopyTo(records[copied..]);
            copied += take;
        }

        return copied;
    }

    private int Find(uint key)
    {
        var mask = keys.Length - 1;
        for (var slot = (int)(key & (uint)mask); ; slot = (slot + 1) & mask)
        {
            if (keys[slot] == key) { return slot; }

            if (keys[slot] == 0) { return -1; }
        }
    }

    private int FindOrClaim(uint key)
    {
        var mask = keys.Length - 1;
        for (var slot = (int)(key & (uint)mask); ; slot = (slot + 1) & mask)
        {
            if (keys[slot] == key)
            {
                return slot;
            }

            if (keys[slot] == 0)
            {
                keys[slot] = key;
                slotsUsed++;
                return slot;
            }
        }
    }

    // Doubles only when the keys are really in use; otherwise it only sweeps out emptied ones.
    private void Rehash()
    {
        var (oldKeys, oldCounts, oldHeads) = (keys, counts, heads);
        var live = 0;
        foreach (var count in oldCounts)
        {
            live += count > 0 ? 1 : 0;
        }

        var size = live * 2 > oldKeys.Length ? oldKeys.Length * 2 : oldKeys.Length;
        (keys, counts, heads, slotsUsed) = (new uint[size], new int[size], new int[size], 0);
        for (var i = 0; i < oldKeys.Length; i++)
        {
            if (oldCounts[i] > 0)
            {
                var slot = FindOrClaim(oldKeys[i]);
                (counts[slot], heads[slot]) = (oldCounts[i], oldHeads[i]);
            }
        }
    }

    private int NewBlock(int size, int next)
    {
        var block = freeBlocks[size];
        if (block != NoBlock)
        {
            freeBlocks[size] = arena[block + 2];
        }
        else
        {
            block = arenaUsed;
            arenaUsed += BlockHeader + Capacities[size];
            if (arenaUsed > arena.Length)
            {
                Array.Resize(ref arena, Math.Max(arenaUsed, arena.Length + (arena.Length / 2)));
            }
        }

        (arena[block], arena[block + 1], arena[block + 2]) = (size, 0, next);
        return block;
    }

    private void Free(int block)
    {
        arena.AsSpan(block + BlockHeader, Capacities[arena[block]]).Clear();
        arena[block + 2] = freeBlocks[arena[block]];
        freeBlocks[arena[block]] = block;
    }
}
