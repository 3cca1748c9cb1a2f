using CsCheck;

namespace Homeward.Linkage.Tests;

public sealed class ComparatorTests
{
    // Few letters, so that matches, swaps and repeats really occur.
    private static readonly Gen<string> Words = Gen.String[Gen.Char["abcde"], 0, 12];
    private static readonly Gen<string> LongTexts = Gen.String[Gen.Char["abcdef"], 50, 140];

    // Anything somebody can put into a cell: zeros, lone surrogates, any script; lengths around those of the registers.
    private static readonly Gen<string> Hostile = Gen.OneOf(
        Gen.String[Gen.Char["ab\0é文\ud800"], 0, 70], Gen.String[Gen.Char["ab"], 14, 18], Gen.String[Gen.Char["ab"], 60, 68], Gen.String[0, 40]);

    private static readonly Gen<string> Names = Gen.String[Gen.Char["abcdeghilmnopqrstuvwxyz"], 0, 12];

    [Theory]
    [InlineData("martha", "marhta", 0.9611)]
    [InlineData("dwayne", "duane", 0.84)]
    [InlineData("dixon", "dicksonx", 0.8133)]
    [InlineData("abc", "xyz", 0)]
    public void Jaro_Winkler_gives_the_published_values(string text, string other, double similarity) =>
        Assert.Equal(similarity, JaroWinkler.Similarity(text, other), 4);

    [Fact]
    public void Jaro_Winkler_agrees_with_its_slow_twin() =>
        Gen.OneOf(Gen.Select(Words, Words), Gen.Select(LongTexts, Words), Gen.Select(LongTexts, LongTexts), Gen.Select(Hostile, Hostile))
            .Sample((a, b) => JaroWinkler.Similarity(a, b) == References.JaroWinkler(a, b), iter: 3000);

    [Fact]
    public void Jaro_without_vectors_agrees_too() =>
        Gen.Select(Words, Words).Where((a, b) => a.Length > 0 && b.Length > 0)
            .Sample((a, b) => JaroWinkler.JaroOfWords(a, b) == References.Jaro(a, b), iter: 3000);

    [Fact]
    public void Whether_a_similarity_is_reached_is_what_the_similarity_says() =>
        Gen.Select(Gen.OneOf(Words, Hostile), Gen.OneOf(Words, Hostile), Gen.Double[0, 1])
            .Sample((a, b, least) => JaroWinkler.IsAtLeast(least, a, b) == JaroWinkler.Similarity(a, b) >= least, iter: 3000);

    [Fact]
    public void Two_texts_of_a_megabyte_are_compared_at_once()
    {
        var text = new string('a', 1 << 20);
        Assert.Equal(1, JaroWinkler.Jaro(text, text));
    }

    [Fact]
    public void Jaro_Winkler_is_symmetric_and_between_0_and_1_and_1_for_equals() =>
        Gen.Select(Words, Words).Sample((a, b) =>
            JaroWinkler.Similarity(a, b) == JaroWinkler.Similarity(b, a)
            && JaroWinkler.Similarity(a, b) is >= 0 and <= 1
            && JaroWinkler.Similarity(a, a) == 1);

    [Fact]
    public void Edit_distance_agrees_with_its_slow_twin_up_to_the_limit() =>
        Gen.Select(Words, Words, Gen.Int[0, 6]).Sample((a, b, limit) =>
            EditDistance.Within(limit, a, b) == Math.Min(References.OptimalStringAlignment(a, b), limit + 1), iter: 20000);

    [Fact]
    public void Edit_distance_agrees_with_its_slow_twin_for_hostile_texts() =>
        Gen.Select(Gen.OneOf(Hostile, LongTexts), Gen.OneOf(Hostile, LongTexts), Gen.Int[0, 90]).Sample((a, b, limit) =>
            EditDistance.Within(limit, a, b) == Math.Min(References.OptimalStringAlignment(a, b), limit + 1), iter: 200);

    [Fact]
    public void Edit_distance_without_vectors_agrees_too() =>
        Gen.Select(Words, Words, Gen.Int[0, 6]).Where((a, b, limit) => Math.Abs(a.Length - b.Length) <= limit).Sample((a, b, limit) =>
            EditDistance.WithinBand(limit, a, b) == Math.Min(References.OptimalStringAlignment(a, b), limit + 1), iter: 20000);

    [Fact]
    public void A_comparison_takes_no_memory()
    {
        const string Text = "hernandez lopez", Other = "fernandes lope";
        Assert.Equal(0, Memory.TakenBy(Compare));

        static void Compare()
        {
            JaroWinkler.Similarity(Text, Other);
            JaroWinkler.IsAtLeast(0.9, Text, Other);
            EditDistance.Within(1, Text, Other);
            EditDistance.Within(3, Text, Other);
        }
    }

    [Fact]
    public void Edit_distance_counts_a_swap_of_neighbours_once()
    {
        Assert.Equal(1, EditDistance.Within(3, "jsoe", "jose"));
        Assert.Equal(3, EditDistance.Within(3, "ca", "abc"));
        Assert.Equal(3, EditDistance.Within(2, "maria", "xxxxx"));
    }

    [Fact]
    public void A_sound_agrees_with_its_list_of_rules() =>
        Names.Sample(word => SpanishSound.Of(word) == References.SpanishSound(word), iter: 3000);

    [Theory]
    [InlineData("vasquez", "basques")]
    [InlineData("gonzalez", "gonsales")]
    [InlineData("hernandez", "ernandes")]
    [InlineData("llanos", "yanos")]
    [InlineData("jimenez", "ximenes")]
    [InlineData("gimenez", "jimenez")]
    [InlineData("quiroz", "kiros")]
    [InlineData("zambrano", "sanbrano")]
    [InlineData("cervantes", "servantez")]
    [InlineData("guillermo", "guiyermo")]
    public void Misheard_names_sound_alike(string name, string heard) => Assert.Equal(SpanishSound.Of(name), SpanishSound.Of(heard));

    [Theory]
    [InlineData("garcia", "gracia")]
    [InlineData("lopez", "lobo")]
    [InlineData("chavez", "cabes")]
    public void Different_names_sound_different(string name, string other) => Assert.NotEqual(SpanishSound.Of(name), SpanishSound.Of(other));
}
