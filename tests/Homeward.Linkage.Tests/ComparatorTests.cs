using CsCheck;

namespace Homeward.Linkage.Tests;

public sealed class ComparatorTests
{
    // Few letters, so that matches, swaps and repeats really occur.
    private static readonly Gen<string> Words = Gen.String[Gen.Char["abcde"], 0, 12];
    private static readonly Gen<string> LongTexts = Gen.String[Gen.Char["abcdef"], 50, 140];
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
        Gen.OneOf(Gen.Select(Words, Words), Gen.Select(LongTexts, Words), Gen.Select(LongTexts, LongTexts))
            .Sample((a, b) => Math.Abs(JaroWinkler.Similarity(a, b) - References.JaroWinkler(a, b)) < 1e-12, iter: 3000);

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
