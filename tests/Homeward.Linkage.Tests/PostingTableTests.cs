using CsCheck;

namespace Homeward.Linkage.Tests;

public sealed class PostingTableTests
{
    [Fact]
    public void It_holds_what_a_dictionary_of_lists_holds() =>
        Gen.Select(Gen.UInt[1, 6], Gen.Int[0, 150], Gen.Int[0, 3]).Array[0, 600].Sample(steps =>
        {
            var table = new PostingTable();
            var model = new Dictionary<uint, HashSet<int>>();
            foreach (var (key, record, kind) in steps)
            {
                var records = model.TryGetValue(key, out var known) ? known : model[key] = [];
                if (kind > 0 && records.Add(record))
                {
                    table.Add(key, record);
                }
                else if (kind == 0)
                {
                    records.Remove(record);
                    table.Remove(key, record);
                }
            }

            var buffer = new int[200];
            foreach (var (key, records) in model)
            {
                Assert.Equal(records.Count, table.Count(key));
                Assert.Equal(records.Order(), buffer[..table.CopyNewest(key, buffer)].Order());
            }
        }, iter: 1000);

    [Fact]
    public void The_newest_come_first_when_not_all_are_asked_for()
    {
        var table = new PostingTable();
        for (var i = 0; i < 1000; i++)
        {
            table.Add(7, i);
        }

        var newest = new int[100];
        Assert.Equal(100, table.CopyNewest(7, newest));
        Assert.Equal(Enumerable.Range(900, 100), newest.Order());
    }

    [Fact]
    public void Many_keys_that_come_and_go_do_not_grow_it()
    {
        var table = new PostingTable();
        for (var i = 1; i <= 300_000; i++)
        {
            table.Add((uint)i, i);
            table.Remove((uint)i, i);
        }

        Assert.True(table.Bytes < 100_000, $"{table.Bytes}");
    }
}
