using CsCheck;

namespace Homeward.Linkage.Tests;

public sealed class NameFoldingTests
{
    private static readonly string[] Parts =
        ["de", "la", "Cruz", "delacruz", "Del", "O'", "Ñandú", "-", "van", "Jr.", "López", "desantos", "deladelrosa", "\u0301"];

    [Theory]
    [InlineData("María de la Cruz", "maria cruz")]
    [InlineData("MARIA DELACRUZ", "maria cruz")]
    [InlineData("O'Brien", "obrien")]
    [InlineData("O’Brien", "obrien")]
    [InlineData("García-López", "garcia lopez")]
    [InlineData("Mun\u0303oz", "munoz")]
    [InlineData("Muñoz", "munoz")]
    [InlineData("von Trapp, Jr.", "trapp")]
    [InlineData("Delgado", "delgado")]
    [InlineData("Łukasz Groß Þór", "lukasz gross thor")]
    [InlineData("Nguyễn", "nguyen")]
    [InlineData("Van", "van")]
    [InlineData("  ", "")]
    [InlineData("🙂 4711 --", "")]
    [InlineData("Ана", "ана")]
    public void A_name_is_folded(string name, string folded) => Assert.Equal(folded, NameFolding.Fold(name));

    [Fact]
    public void Folding_a_folded_name_changes_nothing() =>
        Gen.OneOf(
            Gen.String,
            Gen.Int[0, Parts.Length - 1].Select(i => Parts[i]).Array[0, 12].Select(parts => string.Join(' ', parts)))
            .Sample(text => NameFolding.Fold(NameFolding.Fold(text)) == NameFolding.Fold(text), iter: 20000);

    [Fact]
    public void A_name_of_a_megabyte_is_cut_and_not_refused()
    {
        Assert.Single(NameFolding.Words(new string('a', 1_000_000)));
        Assert.Equal(NameFolding.MostWords, NameFolding.Words(string.Concat(Enumerable.Repeat("ana ", 250_000))).Length);
    }

    [Theory]
    [InlineData("Ana García", "ana", "garcia")]
    [InlineData("García López, Ana", "ana", "garcia lopez")]
    [InlineData("Ana García López", "ana", "garcia lopez")]
    [InlineData("María Carmen García", "maria carmen", "garcia")]
    [InlineData("José Luis García López", "jose luis", "garcia lopez")]
    [InlineData("Lupita", "lupita", "")]
    [InlineData("Ana García,", "ana", "garcia")]
    public void A_whole_name_is_told_apart_into_given_names_and_surnames(string name, string given, string surnames)
    {
        var said = SaidName.Of(null, null, name);
        Assert.Equal((given, surnames), (string.Join(' ', said.Given), string.Join(' ', said.Surnames)));
    }

    [Theory]
    [InlineData("(601) 555-0142", 6015550142)]
    [InlineData("+1 601 555 0142", 6015550142)]
    [InlineData("555-0142", 5550142)]
    [InlineData("911", 0)]
    [InlineData("none", 0)]
    [InlineData(null, 0)]
    public void A_telephone_is_its_last_ten_digits(string? text, long digits) => Assert.Equal(digits, Phone.Digits(text));
}
