namespace Homeward.Linkage;

/// <summary>
/// The postings of an index in 64 tables. A table that is full grows in one go while everybody waits; a sixty-fourth of ten
/// million records grows in milliseconds.
/// </summary>
internal sealed class PostingShards
{
    private const int Shards = 64;
    private const int ShardShift = 26;

    private readonly PostingTable[] tables;

    internal PostingShards() => tables = [.. Enumerable.Range(0, Shards).Select(_ => new PostingTable())];

    internal PostingShards(SnapshotReader reader) => tables = [.. Enumerable.Range(0, Shards).Select(_ => new PostingTable(reader))];

    internal int Count(uint key) => Of(key).Count(key);

    internal void Add(uint key, int record) => Of(key).Add(key, record);

    internal void Remove(uint key, int record) => Of(key).Remove(key, record);

    /// <summary>Copies the newest records of a key, as many as fit, and returns how many.</summary>
    internal int CopyNewest(uint key, Span<int> records) => Of(key).CopyNewest(key, records);

    internal void Write(SnapshotWriter writer)
    {
        foreach (var table in tables)
        {
            table.Write(writer);
        }
    }

    // A table finds its places by the lower bits of a key.
    private PostingTable Of(uint key) => tables[key >> ShardShift];
}
