using System.Net;
using System.Text.RegularExpressions;
using Homeward.Domain;
using Homeward.Tests.Support;

namespace Homeward.Tests.Web.Malformed;

/// <summary>Somebody with a browser whose cookies can be put on the wire: a stranger, or a person of a role who is signed in.</summary>
internal sealed partial class Visitor(Site site, CookieContainer cookies, HttpClient browser, string token, bool stranger)
{
    private readonly Dictionary<string, IReadOnlyList<KeyValuePair<string, string>>> forms = [];

    public HttpClient Browser => browser;

    public bool IsStranger => stranger;

    public string Token => token;

    public string Cookies => cookies.GetCookieHeader(new Uri(site.Address, "/sign-in"));

    /// <param name="number">Another person each time.</param>
    public static async Task<Visitor> OfAsync(Town town, Role? role, Organisation organisation, int number = 0)
    {
        var cookies = new CookieContainer();
        var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = town.Site.Address };
        if (role is { } one)
        {
            var name = $"Malformed {one} {organisation.Kind} {number}";
            town.Site.Invite(name, organisation.Id, organisation.Name, one);
            await Site.SignInAsync(browser, name, Site.Password);
        }

        return new(town.Site, cookies, browser, await Site.TokenAsync(browser, role is null ? "/sign-in" : "/account"), role is null);
    }

    /// <summary>Whether the pages of the incident still open: always for a stranger, who never gets that far.</summary>
    public async Task<bool> IsLetInAsync()
    {
        using var answer = await browser.GetAsync($"/incidents/{Town.Code}");
        return stranger || answer.StatusCode == HttpStatusCode.OK;
    }

    /// <summary>The boxes of the forms on a page, with what a person could have left in them.</summary>
    public async Task<IReadOnlyList<KeyValuePair<string, string>>> FormAsync(string address)
    {
        if (!forms.TryGetValue(address, out var form))
        {
            using var answer = await browser.GetAsync(address);
            var page = answer.Content.Headers.ContentType?.MediaType == "text/html" ? await answer.Content.ReadAsStringAsync() : "";
            forms[address] = form =
            [
                .. Boxes().Matches(page).Select(box => (Name: WebUtility.HtmlDecode(box.Groups["name"].Value), Value: Value().Match(box.Value) is { Success: true } value ? WebUtility.HtmlDecode(value.Groups[1].Value) : "Nadia Pruebas"))
                    .Where(box => box.Name != "form-token").DistinctBy(box => box.Name).Select(box => KeyValuePair.Create(box.Name, box.Value)),
                new("form-token", token),
            ];
        }

        return form;
    }

    [GeneratedRegex("<(?:input|select|textarea|button)[^>]*name=\"(?<name>[^\"]+)\"[^>]*>")]
    private static partial Regex Boxes();

    [GeneratedRegex("value=\"([^\"]*)\"")]
    private static partial Regex Value();
}
