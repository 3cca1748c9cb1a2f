using System.Text;
using CsCheck;

namespace Homeward.Linkage.Tests;

/// <summary>What a batch does fast, against the same done slowly.</summary>
public sealed class FastLinkageTests
{
    private static readonly Gen<string> Word = Gen.OneOf(Gen.String[Gen.Char["abcde"], 1, 6], Gen.String[Gen.Char["abcdefgh"], 5, 20], Gen.Int[0, 8].Select(i => ((string[])["maria", "mariah", "jose", "pepe", "garcia", "gracia", "vasquez", "basques", "j"])[i]));
    private static readonly Gen<(string Given, string Surname, int Year)[]> Files = Gen.Select(Word, Word, Gen.Int[1980, 1990]).Array[2, 60];

    [Fact]
    public void Each_earlier_record_of_a_shared_group_is_found_once() =>
        Gen.Select(Gen.Int[0, 12].Array[2, 80], Gen.Int[0, 5].Array[80], Gen.Int[1, 3]).Sample((one, two, threads) =>
        {
            BlockRule[] rules = [Rule("one", one), Rule("two", two)];
            var blocks = Blocks.Build(rules, one.Length, most: 100, every: 1, threads, progress: null, TestContext.Current.CancellationToken);
            var (seen, found) = (new RecordSet(one.Length), new int[1]);
            for (var i = 0; i < one.Length; i++)
            {
                var expected = Enumerable.Range(0, i).Where(j => one[j] == one[i] || two[j] == two[i]);
                Assert.Equal(expected, blocks.Earlier(i, seen, ref found).ToArray().Order());
            }
        }, iter: 500);

    [Fact]
    public void A_key_of_two_parts_brings_together_what_shares_both() =>
        Gen.Select(Gen.Int[0, 3].Array[0, 3].Array[60], Gen.Int[0, 3].Array[0, 3].Array[60], Gen.Int[1, 3]).Sample((one, two, every) =>
        {
            var rule = new BlockRule("both", 0, Part("one", one), Part("two", two), Salt: 7);
            var blocks = Blocks.Build([rule], one.Length, most: 100, every, threads: 2, progress: null, TestContext.Current.CancellationToken);
            var (seen, found) = (new RecordSet(one.Length), new int[1]);
            for (var i = 0; i < one.Length; i++)
            {
                var expected = Enumerable.Range(0, i).Where(j => KeysOf(i).Intersect(KeysOf(j)).Any(key => key <= ulong.MaxValue / (ulong)every));
                Assert.Equal(expected, blocks.Earlier(i, seen, ref found).ToArray().Order());
            }

            IEnumerable<ulong> KeysOf(int record) => from first in one[record] from second in two[record] select rule.Key((uint)first, (uint)second);
        }, iter: 300);

    [Fact]
    public void Entries_are_sorted_by_key_and_then_by_record() =>
        Gen.Select(Gen.Int[0, 12_000], Gen.Int[1, 3_000], Gen.Int[0, 1000]).Sample((count, keys, seed) =>
        {
            var random = new Random(seed);
            ulong[] entries = [.. Enumerable.Range(0, count).Select(record => ((ulong)(random.Next(keys) * 699_999L) << 32) | (uint)record)];
            Assert.Equal(entries.Order(), RadixSort.ByUpperHalf([.. entries], new ulong[entries.Length]).ToArray());
        }, iter: 40);

    [Fact]
    public void A_remembered_comparison_of_words_is_the_comparison() =>
        Files.Sample(file =>
        {
            var words = Read(file).Words;
            var memo = new WordMemo(words, word => word).ForOneThread();
            for (var round = 0; round < 2; round++)
            {
                foreach (var given in (bool[])[true, false])
                {
                    for (var a = 0; a < words.Count; a++)
                    {
                        for (var b = 0; b < words.Count; b++)
                        {
                            Assert.Equal(NameLevels.Compare(words, a, b, given), memo.Compare(a, b, given));
                        }
                    }
                }
            }
        }, iter: 100);

    [Fact]
    public void Neighbours_are_in_the_order_of_surname_given_name_birth_and_row() =>
        Files.Sample(file =>
        {
            var (table, roles, people) = Whole(file);
            string Text(ReadOnlySpan<int> words) => words.IsEmpty ? "" : people.Words[words[0]].Text;
            var expected = Enumerable.Range(0, people.Count).OrderBy(i => Text(people.Surnames(i)), StringComparer.Ordinal)
                .ThenBy(i => Text(people.Given(i)), StringComparer.Ordinal).ThenBy(i => people.Born[i]).ToArray();
            var order = RowOrder.Of(table, roles, people);
            Assert.Equal(expected.Select(Said), order.Select(Said));
            var ordered = people.InOrder(order);
            Assert.Equal(order.Select(Said), Enumerable.Range(0, people.Count).Select(i => (Text(ordered.Surnames(i)), Text(ordered.Given(i)), ordered.Born[i])));

            // What says the same is the same; which of two equal rows comes first is nobody's concern.
            (string, string, uint) Said(int i) => (Text(people.Surnames(i)), Text(people.Given(i)), people.Born[i]);
        }, iter: 300);

    private static BlockRule Rule(string name, int[] values) => new(name, 0, new(name, 0, (i, to) => to.Add((uint)values[i])), null, (ulong)name.Length);

    private static KeyPart Part(string name, int[][] values) => new(name, 0, (i, to) => to.AddRange(values[i].Select(value => (uint)value)));

    private static People Read((string Given, string Surname, int Year)[] file) => Whole(file).People;

    private static (RecordTable Table, IReadOnlyList<ColumnRole> Roles, People People) Whole((string Given, string Surname, int Year)[] file)
    {
        var text = "first_name,surname,dob\n" + string.Concat(file.Select(one => $"{one.Given},{one.Surname},{one.Year}-05-0{1 + (one.Given.Length % 9)}\n"));
        var table = CsvTable.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        var roles = ColumnRoles.Recognise(table, new Dictionary<string, ColumnRole>());
        return (table, roles, PeopleReader.Read(table, roles));
    }
}
