using System.Text.Json;
using Homeward.Domain;
using Homeward.Tests.Support;
using Homeward.Tests.Web;
using Microsoft.Playwright;
using Xunit;

namespace Homeward.Tests.Features.Browser;

/// <summary>The main way, with a keyboard and nothing else: whatever has the focus is on the screen and has a ring around it.</summary>
public sealed class KeyboardTests(Town town, Chromium chromium) : IClassFixture<Town>
{
    private const int MostTabs = 60;

    [Fact]
    public async Task Shift_three_times_hides_the_screen_and_capitals_do_not()
    {
        var desk = await town.WorkerAsync(Role.Hotline, town.School, "Hiding");
        var page = await chromium.WindowAsync(town.Site.Address);
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("Your name here").FillAsync(desk.Name);
        await page.GetByLabel("Password").FillAsync(Site.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
        await page.GotoAsync($"/incidents/{Town.Code}/tracing");
        await page.GetByText("Press Shift three times").WaitForAsync();

        await page.Locator("input[name=Search]").FocusAsync();
        foreach (var letter in "ANA")
        {
            await page.Keyboard.DownAsync("Shift");
            await page.Keyboard.PressAsync($"Key{letter}");
            await page.Keyboard.UpAsync("Shift");
        }

        await page.Keyboard.PressAsync("Shift");
        await page.Keyboard.PressAsync("Shift");
        await page.Keyboard.PressAsync("a");
        await page.Keyboard.PressAsync("Shift");
        Assert.EndsWith("/tracing", page.Url, StringComparison.Ordinal);

        await page.Keyboard.PressAsync("Shift");
        await page.Keyboard.PressAsync("Shift");
        await page.WaitForURLAsync("**/hide");
        await page.GotoAsync($"/incidents/{Town.Code}/tracing");
        Assert.Contains("sign-in", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_is_taken_in_and_a_lead_confirmed_by_keyboard_alone()
    {
        var desk = await town.WorkerAsync(Role.Supervisor, town.School, "Keyboard");
        var page = await chromium.WindowAsync(town.Site.Address);
        await page.GotoAsync("/sign-in");

        // The first thing reached is the way past everything else.
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the page", (await FocusAsync(page))?.Words);
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, "Your name here");
        await page.Keyboard.TypeAsync(desk.Name);
        await TabToAsync(page, "Password");
        await page.Keyboard.TypeAsync(Site.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
        await FollowAsync(page, "August Drill");
        await FollowAsync(page, "Do something");
        await FollowAsync(page, "Take a child in");

        var name = town.AName("Candela");
        await TabToAsync(page, "The child’s name");
        await page.Keyboard.TypeAsync(name);
        await TabToAsync(page, "Age");
        await page.Keyboard.TypeAsync("7");
        await TabToAsync(page, "Somebody brought the child here");
        await page.Keyboard.PressAsync("Space");
        await TabToAsync(page, "Where are you?");
        await page.Keyboard.TypeAsync(town.Classroom.Name);
        await FollowAsync(page, "Take this child in");
        await page.GetByText("Write this code on the wristband").WaitForAsync();
        var code = (await page.Locator(".wristband .code").InnerTextAsync()).Trim();
        var child = town.State.Find(town.State.Codes[new(PersonCodes.Read(code)!)])!;
        Assert.Equal(town.Classroom.Id, child.Child!.Custody?.Holder.Place);

        var (lead, record) = await town.LeadAsync(desk, child, name.Replace("Cand", "Kand", StringComparison.Ordinal));
        await FollowAsync(page, "Do something");
        await FollowAsync(page, "Leads");
        await FollowAsync(page, "Perhaps the same person");
        await FollowAsync(page, "Same person");
        await page.GetByText("Confirmed").First.WaitForAsync();
        Assert.Equal(LeadStatus.Confirmed, town.State.Leads[lead].Status);
        Assert.Equal(child.Id, town.State.Find(town.State.Records[record].Person)!.Id);
    }

    [Fact]
    public async Task A_mistake_takes_the_keyboard_from_the_summary_to_its_box_and_keeps_what_was_typed()
    {
        var desk = await town.WorkerAsync(Role.Supervisor, town.School, "Keyboard");
        var page = await chromium.WindowAsync(town.Site.Address, width: 360, language: "es-MX", script: false);
        await page.GotoAsync($"/sign-in?next=/incidents/{Town.Code}/intake");
        await page.Locator("#name").FillAsync(desk.Name);
        await page.Locator("#password").FillAsync(Site.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("[id='Child.NameAsSaid']").FillAsync("Nube");
        await page.Locator("[id='Child.Age']").FillAsync("siete u ocho");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".problems").WaitForAsync();

        await TabToAsync(page, "siete u ocho");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.TypeAsync(".");

        Assert.Equal("siete u ocho.", await page.Locator("[id='Child.Age']").InputValueAsync());
        Assert.Equal("Nube", await page.Locator("[id='Child.NameAsSaid']").InputValueAsync());
    }

    /// <summary>What has the focus, in the words a person would call it by, and whether it can be seen that it has.</summary>
    private sealed record Focus(string Words, bool Ring, bool OnScreen);

    private static async Task FollowAsync(IPage page, string words)
    {
        await TabToAsync(page, words);
        await page.EvaluateAsync("() => { window.before = true; }");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => !window.before && document.readyState === 'complete'");
    }

    private static async Task TabToAsync(IPage page, string words)
    {
        for (var tabs = 0; tabs < MostTabs; tabs++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await FocusAsync(page) is { } focus)
            {
                Assert.True(focus.Ring && focus.OnScreen, $"{page.Url}: nobody can see that \"{focus.Words}\" has the focus.");
                if (focus.Words.StartsWith(words, StringComparison.Ordinal) || focus.Words.Contains($"“{words}”", StringComparison.Ordinal) || focus.Words.Contains($"«{words}»", StringComparison.Ordinal))
                {
                    return;
                }
            }
        }

        Assert.Fail($"{page.Url}: \"{words}\" was not reached with {MostTabs} tabs.");
    }

    private static async Task<Focus?> FocusAsync(IPage page) => (await page.EvaluateAsync<JsonElement?>("""
        () => {
          const e = document.activeElement;
          if (!e || e === document.body || e.id === 'main') return null;
          const style = getComputedStyle(e), box = e.getBoundingClientRect();
          return {
            words: (e.labels?.[0] ?? e).textContent.trim().replace(/\s+/g, ' '),
            ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
            onScreen: box.bottom > 0 && box.top < innerHeight && box.width > 0,
          };
        }
        """))?.Deserialize<Focus>(JsonSerializerOptions.Web);
}
