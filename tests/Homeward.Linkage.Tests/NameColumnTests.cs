using CsCheck;

namespace Homeward.Linkage.Tests;

public sealed class NameColumnTests
{
    // Few letters and lengths, so that blocks fill and similar names occur; long names, other scripts, none at all.
    private static readonly Gen<string> Names = Gen.Frequency(
        (8, Gen.String[Gen.Char["abcd"], 1, 8]),
        (4, Gen.String[Gen.Char["abcdefghijklmnopqrstuvwxyz -'"], 1, 18]),
        (1, Gen.String[Gen.Char["ab\0é文\ud800"], 0, 30]));

    [Fact]
    public void Every_similarity_is_to_the_last_bit_that_of_the_slow_twin() =>
        Gen.Select(Names.Array[0, 120], Names, Gen.OneOf(Gen.Const(0.0), Gen.Double[0, 1])).Sample((names, sought, least) =>
        {
            var found = new List<SimilarName>();
            new NameColumn(names).FindSimilar(sought, least, found);
            var expected = names.Select((name, number) => new SimilarName(number, References.JaroWinkler(name, sought)))
                .Where(similar => similar.Similarity >= least);
            return found.OrderBy(similar => similar.Number).SequenceEqual(expected);
        }, iter: 2000);

    [Fact]
    public void A_block_compared_in_turn_gives_what_a_block_compared_at_once_gives() =>
        Gen.Select(Gen.String[Gen.Char["abcde"], 9, 9].Array[1, 40], Gen.String[Gen.Char["abcdex"], 1, 16], Gen.Int[0, 7]).Sample((names, sought, reach) =>
        {
            var alphabet = new LetterAlphabet(names);
            var compared = new SoughtName(sought, alphabet, stackalloc ushort[LetterAlphabet.Codes]);
            Span<ushort> within = stackalloc ushort[9];
            within.Fill((ushort)((1 << (2 * reach)) - 1));
            Span<byte> block = stackalloc byte[9 * NameShelf.Lanes];
            for (var i = 0; i < block.Length; i++)
            {
                block[i] = alphabet[names[i % NameShelf.Lanes % names.Length][i / NameShelf.Lanes]];
            }

            Span<ushort> counts = stackalloc ushort[3 * NameShelf.Lanes];
            Span<ushort> inTurn = stackalloc ushort[3 * NameShelf.Lanes];
            compared.CompareAtOnce(block, within, 0, counts);
            compared.CompareInTurn(block, within, inTurn);
            return counts.SequenceEqual(inTurn);
        }, iter: 5000);

    [Fact]
    public void More_letters_than_the_alphabet_has_are_no_obstacle()
    {
        string[] names = [.. Enumerable.Range(0, 200).Select(i => $"{(char)('a' + i)}{(char)('b' + i)}{(char)('a' + i)}{(char)('b' + i)}")];
        var found = new List<SimilarName>();
        new NameColumn(names).FindSimilar(names[^1], 1, found);
        Assert.Equal([new SimilarName(199, 1)], found);
    }

    [Fact]
    public void A_search_takes_no_memory_beyond_what_it_finds()
    {
        var column = new NameColumn([.. Enumerable.Range(0, 1000).Select(i => $"name{i:x}")]);
        var found = new List<SimilarName>(1000);
        Assert.Equal(0, Memory.TakenBy(() =>
        {
            found.Clear();
            column.FindSimilar("nameless", 0, found);
        }));
        Assert.Equal(1000, found.Count);
    }
}
