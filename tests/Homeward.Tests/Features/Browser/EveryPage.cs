using System.Net;
using System.Text.Json;
using Deque.AxeCore.Commons;
using Homeward.Tests.Support;
using Homeward.Tests.Web;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace Homeward.Tests.Features.Browser;

/// <summary>
/// Every page there is, opened once in each language in a real browser and looked at in every way: by axe in light and in
/// dark, on a phone, and with letters twice as large. The pages come from the routing table, so that a new one is looked at
/// without anybody remembering to add it; a page whose address needs something unknown says so.
/// </summary>
public sealed class EveryPage(Chromium chromium) : IAsyncLifetime
{
    /// <summary>What was found wrong with one page.</summary>
    public sealed record Flaw(string Page, string Where, string What)
    {
        public override string ToString() => $"{Page} ({Where}): {What}";
    }

    /// <summary>What the looking came to.</summary>
    public sealed record Look(int Pages, IReadOnlyList<Flaw> Sideways, IReadOnlyList<Flaw> Inaccessible);

    private const string Rules = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']";

    private readonly Town town = new();
    private Task<Look>? looking;

    public ValueTask InitializeAsync() => town.InitializeAsync();

    public ValueTask DisposeAsync() => town.DisposeAsync();

    /// <summary>Looks once, whoever asks first.</summary>
    public Task<Look> LookAsync()
    {
        lock (town)
        {
            return looking ??= LookAtAllAsync();
        }
    }

    private async Task<Look> LookAtAllAsync()
    {
        var full = await FullTown.BuildAsync(town);
        var addresses = await AddressesAsync(full);
        var looks = await Task.WhenAll(LookInAsync("en-US", colours: true, addresses), LookInAsync("es-MX", colours: false, addresses));
        return new(addresses.Count, [.. looks.SelectMany(look => look.Sideways)], [.. looks.SelectMany(look => look.Inaccessible)]);
    }

    /// <summary>An address of every page, and who may open it.</summary>
    private static async Task<IReadOnlyList<(string Address, Worker Who)>> AddressesAsync(FullTown full)
    {
        List<(string, Worker)> all = [];
        foreach (var route in full.Town.Site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null).Select(endpoint => endpoint.RoutePattern).DistinctBy(pattern => pattern.RawText))
        {
            // What went wrong is shown at the address where it did, and never answers 200; addresses that go wrong are among the rest.
            // The way to an organisation's own sign-in shows nothing itself.
            if (route.RawText!.Trim('/') is not ("problem" or "sign-in/with/{key}"))
            {
                all.AddRange(await OpenAsync(full, route));
            }
        }

        foreach (var address in full.More)
        {
            all.Add((address, full.Workers[0]));
        }

        return all;
    }

    // One address that opens; for actions on a child, one for each action.
    private static async Task<IReadOnlyList<(string, Worker)>> OpenAsync(FullTown full, RoutePattern route)
    {
        var open = new List<(string, Worker)>();
        var actions = route.Parameters.Any(parameter => parameter.Name == "what") ? full.Values["what"] : [""];
        foreach (var action in actions)
        {
            if (await FirstOpenAsync(full, Fill(full, route, action)) is { } found)
            {
                open.Add(found);
            }
            else
            {
                Assert.Fail($"Nobody in the full town can open /{route.RawText} {action}: say in {nameof(FullTown)} what belongs in its address, or whose page it is.");
            }
        }

        return open;
    }

    private static async Task<(string, Worker)?> FirstOpenAsync(FullTown full, IEnumerable<string> addresses)
    {
        foreach (var address in addresses)
        {
            foreach (var worker in full.Workers)
            {
                using var answer = await worker.Browser.GetAsync(address);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return (address, worker);
                }
            }
        }

        return null;
    }

    private static IEnumerable<string> Fill(FullTown full, RoutePattern route, string action)
    {
        IEnumerable<string> addresses = [""];
        foreach (var segment in route.PathSegments)
        {
            var choices = segment.Parts[0] switch
            {
                RoutePatternLiteralPart literal => [literal.Content],
                RoutePatternParameterPart { Name: "what" } => [action],
                RoutePatternParameterPart { Name: var name } => full.Values.TryGetValue(name, out var known)
                    ? known
                    : throw new InvalidOperationException($"Say in {nameof(FullTown)} what stands for {{{name}}} in /{route.RawText}."),
                var other => throw new InvalidOperationException($"/{route.RawText}: {other} is new here."),
            };
            addresses = addresses.SelectMany(address => choices.Select(choice => $"{address}/{choice}"));
        }

        // Some pages open only with something behind the question mark.
        var query = full.Values.FirstOrDefault(pair => pair.Key[^1] == '?' && route.RawText!.EndsWith("/" + pair.Key[..^1], StringComparison.Ordinal)).Value;
        return addresses.Select(address => address.Length == 0 ? "/" : query is null ? address : $"{address}?{query[0]}");
    }

    private async Task<Look> LookInAsync(string language, bool colours, IReadOnlyList<(string Address, Worker Who)> addresses)
    {
        List<Flaw> sideways = [], inaccessible = [];
        var axe = new BundledAxeScriptProvider().GetScript();
        foreach (var group in addresses.GroupBy(page => page.Who))
        {
            var page = await chromium.WindowAsync(town.Site.Address, language: language);
            await page.AddInitScriptAsync(axe);
            var browser = await page.Context.NewCDPSessionAsync(page);
            await SignInAsync(page, group.Key);
            foreach (var (address, _) in group)
            {
                await page.SetViewportSizeAsync(1280, 900);
                await page.GotoAsync(address);
                await LookAtAsync(page, browser, $"{address} {language}", colours, sideways, inaccessible);
            }

            foreach (var address in MistakesOf(group.Key, addresses[0].Who))
            {
                await page.SetViewportSizeAsync(1280, 900);
                await page.GotoAsync($"/incidents/{Town.Code}/{address}");
                await page.EvaluateAsync("() => document.querySelector('main form[method=post]').noValidate = true");
                await page.Locator("main form[method=post] button:not([name])").Last.ClickAsync();
                await page.Locator(".problems").WaitForAsync();
                await LookAtAsync(page, browser, $"{address} sent empty, {language}", colours, sideways, inaccessible);
            }

            await page.Context.CloseAsync();
        }

        return new(0, sideways, inaccessible);
    }

    // Forms that come back with what is wrong, when they are sent with nothing in them.
    private static string[] MistakesOf(Worker worker, Worker first) =>
        worker == first ? ["intake", "declaration", "sighting", "tracing", "figures/new", "import"] : [];

    private static async Task LookAtAsync(IPage page, ICDPSession browser, string name, bool colours, List<Flaw> sideways, List<Flaw> inaccessible)
    {
        // What is folded away is part of the page.
        await page.EvaluateAsync("() => document.querySelectorAll('details').forEach(details => details.open = true)");

        // Colours are the same in every language, and weighing them takes most of the time.
        await AxeAsync("light", $"{{ runOnly: {{ type: 'tag', values: {Rules} }}, rules: {{ 'target-size': {{ enabled: true }}, 'color-contrast': {{ enabled: {(colours ? "true" : "false")} }} }} }}");
        if (colours)
        {
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            await AxeAsync("dark", "{ runOnly: { type: 'rule', values: ['color-contrast'] } }");
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        }

        // Narrower than any phone in use; what fits here fits on those of 360.
        await page.SetViewportSizeAsync(320, 640);
        await FitsAsync("at 320 px");
        await LettersAsync(32);
        await page.SetViewportSizeAsync(640, 900);
        await FitsAsync("with letters of twice the size at 640 px");
        await LettersAsync(16);

        // What the browser's own setting does, so that the style sheet's breaks move with the letters as they do for a person.
        async Task LettersAsync(int size) =>
            await browser.SendAsync("Page.setFontSizes", new() { ["fontSizes"] = new Dictionary<string, object> { ["standard"] = size, ["fixed"] = size } });

        async Task AxeAsync(string where, string options)
        {
            var found = await page.EvaluateAsync<JsonElement>($$"""
                async () => (await axe.run({ ...{{options}}, resultTypes: ['violations'] })).violations.map(rule =>
                    `${rule.impact} ${rule.id}: ${rule.nodes.slice(0, 3).map(node => `${node.target.join(' ')} ${node.any.concat(node.all).map(check => check.message)[0] ?? ''}`).join(' | ')}`)
                """);
            inaccessible.AddRange(found.EnumerateArray().Select(flaw => new Flaw(name, where, flaw.GetString()!)));
        }

        async Task FitsAsync(string where)
        {
            // What sticks out furthest is named, so that nobody has to look for it.
            var wide = await page.EvaluateAsync<string?>("""
                () => {
                  const screen = document.documentElement.clientWidth;
                  if (document.documentElement.scrollWidth <= screen) return null;
                  const all = [...document.querySelectorAll('body *')].map(e => [e.getBoundingClientRect().right, e]).sort((a, b) => b[0] - a[0]);
                  const [right, e] = all[0];
                  return `<${e.tagName.toLowerCase()} class="${e.className}"> reaches to ${Math.round(right)} of ${screen}: ${e.textContent.trim().slice(0, 60)}`;
                }
                """);
            if (wide is not null)
            {
                sideways.Add(new(name, where, wide));
            }
        }
    }

    private static async Task SignInAsync(IPage page, Worker who)
    {
        await page.GotoAsync("/sign-in");
        await page.Locator("#name").FillAsync(who.Name);
        await page.Locator("#password").FillAsync(Site.Password);
        await page.Locator("main button").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
    }
}
