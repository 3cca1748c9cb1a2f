using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace Homeward.Tests.Web;

public sealed class AnswersTests
{
    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/homeward.css")]
    [InlineData("/no/such/page")]
    public async Task Every_answer_forbids_what_is_inline_framed_or_from_elsewhere(string path)
    {
        await using var site = await Site.StartAsync();
        using var browser = site.Browser();
        var headers = (await browser.GetAsync(path, TestContext.Current.CancellationToken)).Headers;
        var policy = headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", headers.GetValues("X-Content-Type-Options").Single());
        Assert.False(headers.Contains("Server"));
        Assert.False(headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task A_page_is_kept_by_no_browser_and_a_file_by_its_version_forever()
    {
        await using var site = await Site.StartAsync();
        site.Invite();
        using var browser = await site.SignedInAsync();
        Assert.Contains("no-store", (await browser.GetAsync("/account", TestContext.Current.CancellationToken)).Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        var page = await browser.GetStringAsync("/account", TestContext.Current.CancellationToken);
        var sheet = page.Split('"').Single(text => text.StartsWith("/homeward.css?v=", StringComparison.Ordinal));
        Assert.Contains("immutable", (await browser.GetAsync(sheet, TestContext.Current.CancellationToken)).Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_holds_no_inline_style_or_script()
    {
        await using var site = await Site.StartAsync();
        using var browser = site.Browser();
        var page = await browser.GetStringAsync("/sign-in", TestContext.Current.CancellationToken);
        Assert.DoesNotContain("style=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<style", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "This page isn’t here")]
    [InlineData("es", "Esta página no está aquí")]
    public async Task An_unknown_address_gets_a_page_in_the_persons_language(string language, string title)
    {
        await using var site = await Site.StartAsync();
        site.Invite();
        using var browser = await site.SignedInAsync();
        browser.DefaultRequestHeaders.Add("Accept-Language", language + ",fr;q=0.5");
        var answer = await browser.GetAsync("/no/such/page", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains(title, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_gets_problem_details()
    {
        await using var site = await Site.StartAsync();
        site.Invite();
        using var browser = await site.SignedInAsync();
        browser.DefaultRequestHeaders.Add("Accept", "application/json");
        var answer = await browser.GetAsync("/no/such/page", TestContext.Current.CancellationToken);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(404, problem.GetProperty("status").GetInt32());
        Assert.Equal("/no/such/page", problem.GetProperty("instance").GetString());
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused_with_what_to_do()
    {
        await using var site = await Site.StartAsync();
        using var browser = site.Browser();
        var answer = await browser.PostAsync("/sign-in", new FormUrlEncodedContent([new("name", "Rosa Duty")]), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("This page was open too long", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_language_chosen_by_a_link_stays_chosen()
    {
        await using var site = await Site.StartAsync();
        using var browser = site.Browser();
        await browser.GetAsync("/sign-in?lang=es", TestContext.Current.CancellationToken);
        Assert.Contains("lang=\"es\"", await browser.GetStringAsync("/sign-in", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
