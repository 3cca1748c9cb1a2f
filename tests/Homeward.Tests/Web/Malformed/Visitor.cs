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

    public static async Task<Visitor> OfAsync(Town town, Role? role, Organisation organisation)
    {
        var cookies = new CookieContainer();
        var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = town.Site.Address };
        if (role is { } one)
        {
            var name = $"Malformed {one} {organisation.Kind}";
            town.Site.Accounts.Invite(name, organisation.Id, organisation.Name, one, Site.Password);
            await Site.SignInAsync(browser, name, Site.Password);
        }

        return new(town.Site, cookies, browser, await Site.TokenAsync(browser, role is null ? "/sign-in" : "/account"), role is null);
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
