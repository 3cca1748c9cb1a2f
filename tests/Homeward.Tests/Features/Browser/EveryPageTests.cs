using Xunit;

namespace Homeward.Tests.Features.Browser;

/// <summary>What is true of every page, in both languages, without anybody having to add a page here.</summary>
public sealed class EveryPageTests(EveryPage every) : IClassFixture<EveryPage>
{
    [Fact]
    public async Task No_page_scrolls_sideways_on_a_phone_or_with_letters_of_twice_the_size()
    {
        var look = await every.LookAsync();
        Assert.True(look.Sideways.Count == 0, string.Join('\n', look.Sideways));
        Assert.True(look.Pages > 50, $"Only {look.Pages} pages were looked at.");
    }

    [Fact]
    public async Task Axe_finds_nothing_wrong_with_any_page_in_light_or_dark()
    {
        var look = await every.LookAsync();
        Assert.True(look.Inaccessible.Count == 0, string.Join('\n', look.Inaccessible));
    }
}
