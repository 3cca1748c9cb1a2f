using CsCheck;

namespace Homeward.Domain.Tests;

public sealed class NamesAndCodesTests
{
    [Theory]
    [InlineData("Rosa Gomez", "Roza Gómes", true)]
    [InlineData("Rosa Gomez", "Gomez, Rosa María", true)]
    [InlineData("María de los Ángeles Vásquez", "Maria Angeles Basquez", true)]
    [InlineData("Rosa Gomez", "Rosa Salas", false)]
    [InlineData("Rosa", "Rosa Gomez", false)]
    [InlineData("", "Rosa Gomez", false)]
    [InlineData(null, null, false)]
    public void A_claimant_is_whom_the_roll_names_only_when_two_parts_agree(string? one, string? other, bool agree)
    {
        Assert.Equal(agree, Names.Agree(one, other));
        Assert.Equal(agree, Names.Agree(other, one));
    }

    [Theory]
    [InlineData("Pedro Salas", "Pepe Salas", true)]
    [InlineData("Pedro", "Pedro Gomez", true)]
    [InlineData("Hernández", "Ernandes", true)]
    [InlineData("Noé Ruiz", "Noe Paz", true)]
    [InlineData("Guillermo", "J. Torres", false)]
    [InlineData("", "Rosa Gomez", true)]
    [InlineData("Pedro Salas", "Rosa Gomez", false)]
    public void A_barred_adult_may_be_anybody_who_shares_a_part(string? one, string? other, bool share)
    {
        Assert.Equal(share, Names.ShareAPart(one, other));
        Assert.Equal(share, Names.ShareAPart(other, one));
    }

    [Fact]
    public void Any_name_agrees_with_itself_and_nothing_typed_stops_the_comparison() =>
        Gen.String.Sample(name =>
        {
            Names.Agree(name, "Rosa Gomez");
            return Names.ShareAPart(name, name);
        }, iter: 20_000);

    [Fact]
    public void A_code_is_read_back_however_it_was_typed()
    {
        var world = new World();
        var ana = world.Reported();
        var code = world.State.People[ana].Code;

        Assert.Matches("^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$", code);
        Assert.Equal(code, PersonCodes.Read(code));
        Assert.Equal(code, PersonCodes.Read(code.ToLowerInvariant().Replace("-", " ")));
        Assert.Equal(code, PersonCodes.Read(code.Replace('0', 'o').Replace('1', 'l')));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("K7QX")]
    [InlineData("K7QX-2M4TT")]
    [InlineData("K7UX-2M4T")]
    public void Anything_else_is_no_code(string? typed) => Assert.Null(PersonCodes.Read(typed));

    [Fact]
    public void Codes_of_ten_thousand_people_differ_and_follow_no_order()
    {
        var codes = Enumerable.Range(1, 10_000).Select(i => PersonCodes.For(new(new Guid(i, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)), IncidentState.Nothing)).ToList();

        Assert.Equal(codes.Count, codes.Distinct().Count());
        Assert.InRange(codes.Zip(codes.Skip(1), string.CompareOrdinal).Count(order => order < 0), 4_700, 5_300);
    }
}
