namespace Homeward.Linkage.Tests;

public sealed class NicknameTests
{
    [Theory]
    [InlineData("paco", "francisco")]
    [InlineData("pepe", "jose")]
    [InlineData("lupe", "guadalupe")]
    [InlineData("chuy", "jesus")]
    [InlineData("memo", "guillermo")]
    [InlineData("nacho", "ignacio")]
    [InlineData("beto", "roberto")]
    [InlineData("beto", "alberto")]
    [InlineData("chela", "graciela")]
    [InlineData("concha", "concepcion")]
    [InlineData("lola", "dolores")]
    [InlineData("tono", "antonio")]
    [InlineData("quique", "enrique")]
    [InlineData("kike", "quique")]
    [InlineData("bill", "william")]
    [InlineData("liz", "elizabeth")]
    public void A_familiar_form_is_related_both_ways(string familiar, string name)
    {
        Assert.True(Nicknames.AreRelated(familiar, name));
        Assert.True(Nicknames.AreRelated(name, familiar));
        Assert.Contains(name, Nicknames.Related(familiar));
    }

    [Theory]
    [InlineData("maria", "jose")]
    [InlineData("roberto", "alberto")]
    [InlineData("ana", "ana")]
    [InlineData("", "")]
    public void Other_names_are_not(string name, string other) => Assert.False(Nicknames.AreRelated(name, other));
}
