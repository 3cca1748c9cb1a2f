using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Homeward.Domain;
using Homeward.Tests.Support;
using Homeward.Web;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Homeward.Tests.Web;

/// <summary>
/// Requests nobody's browser would send, to every address in the routing table: each is answered, none with a failure of ours, and
/// the incident goes on. 1,500 in every run, 40,000 with HOMEWARD_PROVE=1; HOMEWARD_SEED repeats them.
/// </summary>
public sealed partial class MalformedRequestTests(ITestOutputHelper output)
{
    private static readonly string[] Values =
    [
        "", " ", "\0", "\u202e\u0000x", "-1", "0", "1e400", "NaN", "99999999999999999999", "2026-99-99T99:99", "0001-01-01T00:00", "9999-12-31T23:59:59+14:00",
        "../../etc/passwd", "<script>alert(1)</script>", "'; DROP TABLE entries; --", "{\"a\":[", "=HYPERLINK(\"http://x\")", "%00", "%ZZ", "+", "&=&=", "\ud800", "٣", "ﷺ",
        "K7Q-2MX4", "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "in_interim_care", "yes", "true", "on", "same", "here", new('a', 5_000), new('á', 70_000),
    ];

    private static readonly string[] Names =
        ["asOf", "p", "sort", "state", "question", "place", "roll", "since", "handler", "child", "person", "reader", "kind", "show", "step", "decided", "lang", "next", "command", "form-token", "Happened", "list", "__proto__", "a[b]", "", "Adult.NameAsSaid", "Children[99999].Age"];

    [Fact]
    public async Task Whatever_is_sent_to_whatever_address_is_answered_without_a_failure()
    {
        var (seed, count) = (Seed(), Environment.GetEnvironmentVariable("HOMEWARD_PROVE") == "1" ? 40_000 : 1_500);
        output.WriteLine($"{count:N0} requests from seed {seed}.");
        var chance = new Random(seed);
        var town = new Town();
        await town.InitializeAsync();
        await using var closing = town;
        var worker = await town.WorkerAsync(Role.Supervisor, town.School);
        var child = await town.ChildInCareAsync(await town.WorkerAsync(Role.Roll, town.School), town.Classroom, "Nadia Pruebas");
        var token = (await worker.OpenAsync("intake")).Hidden("form-token")!;
        var addresses = town.Site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<CompiledPageActionDescriptor>() is not null)
            .Select(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/'))
            // Leaving ends the session that everything else is asked with.
            .Where(template => template != "hide" && template != "account").Distinct().Order(StringComparer.Ordinal).ToList();
        var boxes = new Dictionary<string, IReadOnlyList<string>>();
        var answers = new Dictionary<HttpStatusCode, int>();
        for (var i = 0; i < count; i++)
        {
            var address = Filled(One(addresses));
            using var request = new HttpRequestMessage(Method(), address + Query());
            if (chance.Next(4) == 0)
            {
                request.Headers.TryAddWithoutValidation(One(["Accept-Language", "Cookie", "Accept", "X-Homeward-Refresh", "Referer", "If-None-Match", "Range"]), new string([.. Clean(One(Values)).Where(char.IsAscii)]));
            }

            if (request.Method == HttpMethod.Post || chance.Next(10) == 0)
            {
                request.Content = await BodyAsync(address);
            }

            using var answer = await SendAsync(request);
            answers[answer.StatusCode] = answers.GetValueOrDefault(answer.StatusCode) + 1;
            Assert.True((int)answer.StatusCode < 500, $"Request {i} of seed {seed}: {request.Method} {address} answered {answer.StatusCode}.");
        }

        output.WriteLine(string.Join(", ", answers.OrderBy(pair => pair.Key).Select(pair => $"{(int)pair.Key}: {pair.Value:N0}")));
        Assert.True(answers.GetValueOrDefault(HttpStatusCode.OK) > count / 20, "Hardly any request reached a page.");
        Assert.Equal(HttpStatusCode.OK, (await worker.OpenAsync($"people/{child.Code}")).Status);

        // A body beyond all measure is refused while it is still being sent, and this client takes that for a line that was cut.
        async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
        {
            try
            {
                return await worker.Browser.SendAsync(request, TestContext.Current.CancellationToken);
            }
            catch (HttpRequestException) when (request.Content?.Headers.ContentLength > Lanes.LargestBody)
            {
                return new(HttpStatusCode.RequestEntityTooLarge);
            }
        }

        T One<T>(IReadOnlyList<T> from) => from[chance.Next(from.Count)];

        HttpMethod Method() => chance.Next(10) switch { < 4 => HttpMethod.Get, < 9 => HttpMethod.Post, _ => new HttpMethod(One(["PUT", "DELETE", "PAGE", "HEAD", "PATCH", "X"])) };

        // Half of the addresses are about somebody who is there.
        string Filled(string template) => "/" + Parameters().Replace(template, part => part.Value switch
        {
            "{code}" => chance.Next(20) == 0 ? Uri.EscapeDataString(Clean(One(Values))) + "x" : Town.Code,
            _ when chance.Next(2) == 0 => Uri.EscapeDataString(Short(One(Values))) + "x",
            "{place}" => town.Classroom.Id.ToString(),
            "{child}" or "{person}" or "{other}" => child.Code,
            "{what}" => One(["take-in", "offer", "left", "restrict", "worker", "alarm", "death"]),
            _ => Guid.CreateVersion7().ToString(),
        });

        string Query() => chance.Next(2) == 0 ? "" : "?" + string.Join('&', Enumerable.Range(0, chance.Next(1, 4)).Select(_ => $"{Uri.EscapeDataString(One(Names))}={Uri.EscapeDataString(Short(One(Values)))}"));

        async Task<HttpContent> BodyAsync(string address)
        {
            if (!boxes.TryGetValue(address, out var known))
            {
                var page = await worker.Browser.GetStringOrNothingAsync(address);
                known = boxes[address] = [.. BoxNames().Matches(page).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)).Distinct()];
            }

            var fields = known.Concat(Names).Where(_ => chance.Next(3) > 0).Select(name => KeyValuePair.Create(name, name == "form-token" && chance.Next(10) > 0 ? token : Clean(One(Values)))).ToList();
            if (fields.All(field => field.Key != "form-token"))
            {
                fields.Add(new("form-token", token));
            }

            switch (chance.Next(8))
            {
                case 0:
                    var parts = new MultipartFormDataContent { { new StringContent(token), "form-token" } };
                    foreach (var (name, value) in fields.Where(field => field.Key.Length > 0))
                    {
                        parts.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(value)), name, chance.Next(2) == 0 ? "a.csv" : Uri.EscapeDataString(Short(value)) + ".csv");
                    }

                    return parts;
                case 1:
                    return new StringContent(One(Values), Encoding.UTF8, One(["application/json", "text/plain", "application/xml", "application/octet-stream"]));
                case 2:
                    var bytes = new byte[chance.Next(2_000)];
                    chance.NextBytes(bytes);
                    var noise = new ByteArrayContent(bytes);
                    noise.Headers.TryAddWithoutValidation("Content-Type", One(["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "multipart/form-data", ""]));
                    return noise;
                default:
                    return new FormUrlEncodedContent(fields);
            }
        }
    }

    // A lone surrogate can't be sent at all; a client would stop there.
    private static string Clean(string value) => value.Replace("\ud800", "?", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal);

    private static string Short(string value) => Clean(value) is { Length: > 500 } longer ? longer[..500] : Clean(value);

    private static int Seed() => int.TryParse(Environment.GetEnvironmentVariable("HOMEWARD_SEED"), out var given) ? given : Random.Shared.Next();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameters();

    [GeneratedRegex("name=\"([^\"]+)\"")]
    private static partial Regex BoxNames();
}

internal static class Browsing
{
    /// <summary>The page when there is one.</summary>
    public static async Task<string> GetStringOrNothingAsync(this HttpClient browser, string address)
    {
        using var answer = await browser.GetAsync(address);
        return await answer.Content.ReadAsStringAsync();
    }
}
