using System.Net;
using System.Text.RegularExpressions;
using Homeward.Domain;
using Xunit;

namespace Homeward.Tests.Support;

/// <summary>Somebody at a browser without script: opens pages, fills in forms, follows one answer at a time.</summary>
public sealed class Worker(HttpClient browser, string incident, Actor actor, string name)
{
    public Actor Actor => actor;

    public string Name => name;

    public HttpClient Browser => browser;

    /// <summary>Opens a page of the incident.</summary>
    public Task<Screen> OpenAsync(string page) => GoAsync(page.StartsWith('/') ? page : $"/incidents/{incident}/{page}");

    /// <summary>Opens a page, fills in its form and sends it; the answer as it came, a redirect not followed.</summary>
    public async Task<Screen> FillInAsync(string page, params (string Name, string Value)[] fields)
    {
        var form = await OpenAsync(page);
        Assert.Equal(HttpStatusCode.OK, form.Status);
        return await SendAsync(form, null, fields);
    }

    /// <summary>Sends the form of a screen that is open, as it would be sent the second time as well.</summary>
    public async Task<Screen> SendAsync(Screen form, string? handler, params (string Name, string Value)[] fields)
    {
        var address = handler is null ? form.Address : $"{form.Address.Split('?')[0]}?handler={handler}";
        List<KeyValuePair<string, string>> all = [new("form-token", form.Hidden("form-token")!)];
        if (form.Hidden("command") is { } command && fields.All(field => field.Name != "command"))
        {
            all.Add(new("command", command));
        }

        all.AddRange(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await browser.PostAsync(address, new FormUrlEncodedContent(all));
        return await Screen.OfAsync(answer, address);
    }

    /// <summary>The page an answer leads to.</summary>
    public Task<Screen> FollowAsync(Screen answer) =>
        answer.Location is { } location ? GoAsync(location) : throw new InvalidOperationException($"{answer.Status} leads nowhere:\n{answer.Text}");

    private async Task<Screen> GoAsync(string address)
    {
        using var answer = await browser.GetAsync(address.Split('#')[0]);
        return await Screen.OfAsync(answer, address.Split('#')[0]);
    }
}

/// <summary>What came back: the status, the bytes, and what a reader sees of them.</summary>
public sealed partial record Screen(HttpStatusCode Status, string Address, string? Location, string Html)
{
    /// <summary>The words without the markup.</summary>
    public string Text => Spaces().Replace(WebUtility.HtmlDecode(Tags().Replace(Html, " ")), " ");

    /// <summary>The main part without what changes from one drawing to the next: form tokens and command ids.</summary>
    public string Main => Changing().Replace(Html[Html.IndexOf("<main", StringComparison.Ordinal)..], "");

    /// <summary>Whether a person was sent on because what they sent is done.</summary>
    public bool IsDone => Status == HttpStatusCode.SeeOther;

    /// <summary>The value of the first hidden box of this name.</summary>
    public string? Hidden(string name) =>
        Inputs().Matches(Html).Select(m => m.Value).FirstOrDefault(input => input.Contains($"name=\"{name}\"", StringComparison.Ordinal)) is { } input
            ? WebUtility.HtmlDecode(Value().Match(input).Groups[1].Value)
            : null;

    /// <summary>The value of every hidden box or button of this name.</summary>
    public IEnumerable<string> Values(string name) =>
        from match in NamedValues().Matches(Html)
        where match.Groups["name"].Value == name
        select WebUtility.HtmlDecode(match.Groups["value"].Value);

    public static async Task<Screen> OfAsync(HttpResponseMessage answer, string address) => new(
        answer.StatusCode, address, answer.Headers.Location?.OriginalString, await answer.Content.ReadAsStringAsync());

    [GeneratedRegex("<(script|style)[^>]*>.*?</\\1>|<[^>]+>", RegexOptions.Singleline)]
    private static partial Regex Tags();

    [GeneratedRegex("\\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>")]
    private static partial Regex Inputs();

    [GeneratedRegex("value=\"([^\"]*)\"")]
    private static partial Regex Value();

    [GeneratedRegex("name=\"(?<name>[^\"]+)\"[^>]*? value=\"(?<value>[^\"]*)\"")]
    private static partial Regex NamedValues();

    [GeneratedRegex("<input name=\"form-token\"[^>]*>|<input type=\"hidden\" name=\"command\"[^>]*>")]
    private static partial Regex Changing();
}
