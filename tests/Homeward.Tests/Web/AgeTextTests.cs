using Homeward.Domain;
using Homeward.Features.Import;
using Homeward.Web.Acting;
using Xunit;

namespace Homeward.Tests.Web;

public sealed class AgeTextTests
{
    [Theory]
    [InlineData("7", 7, 7, false)]
    [InlineData("6 or 7", 6, 7, false)]
    [InlineData("6-7", 6, 7, false)]
    [InlineData("6 o 7 años", 6, 7, false)]
    [InlineData("about 6", 5, 7, false)]
    [InlineData("unos 6 años", 5, 7, false)]
    [InlineData("7?", 6, 8, false)]
    [InlineData("8 months", 8, 8, true)]
    [InlineData("8m", 8, 8, true)]
    [InlineData("6 semanas", 1, 1, true)]
    [InlineData("newborn", 0, 0, false)]
    [InlineData("recién nacida", 0, 0, false)]
    [InlineData("under 2", 0, 2, false)]
    public void An_age_is_one_age_in_a_box_and_in_a_list(string said, int low, int high, bool months)
    {
        Assert.True(AgeText.TryRead(said, out var typed));
        Assert.Equal(new Age(low, high, months), typed);
        Assert.Equal((new Age(low, high, months), null), AgeCell.Read(said));
    }

    [Theory]
    [InlineData("the neighbor thinks 6 or 7", 6, 7)]
    [InlineData("looks like 9 to me", 9, 9)]
    public void In_a_box_words_around_the_age_say_nothing_more(string said, int low, int high)
    {
        Assert.True(AgeText.TryRead(said, out var typed));
        Assert.Equal(new Age(low, high), typed);
        Assert.Equal((null, ProblemKind.NotAnAge), AgeCell.Read(said));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no sé")]
    [InlineData("I don’t know")]
    [InlineData("??")]
    public void Not_knowing_is_an_answer(string said)
    {
        Assert.True(AgeText.TryRead(said, out var typed));
        Assert.Null(typed);
    }

    [Fact]
    public void Words_without_an_age_are_none() => Assert.False(AgeText.TryRead("small", out _));

    [Fact]
    public void Digits_of_another_script_are_no_age_and_no_failure()
    {
        Assert.False(AgeText.TryRead("٣", out _));
        Assert.Equal((null, ProblemKind.NotAnAge), AgeCell.Read("٣"));
    }
}
