using System.Net;
using System.Text.RegularExpressions;
using Homeward.Domain;
using Homeward.Tests.Support;
using Xunit;

namespace Homeward.Tests.Features.Browser;

/// <summary>Everybody follows every link they are shown, page after page: none leads to a closed door or to nothing.</summary>
public sealed partial class EveryLinkTests(Town town) : IClassFixture<Town>
{
    // Of pages that differ only in whom or what they are about, so many are opened.
    private const int OfOneKind = 4;

    [Fact]
    public async Task No_link_leads_whoever_is_shown_it_to_a_closed_door_or_to_nothing()
    {
        var full = await FullTown.BuildAsync(town);
        List<string> closed = [];
        foreach (var worker in full.Workers)
        {
            closed.AddRange(await FollowAsync(worker));
        }

        Assert.True(closed.Count == 0, string.Join('\n', closed));
    }

    private static async Task<IEnumerable<string>> FollowAsync(Worker worker)
    {
        List<string> closed = [];
        HashSet<string> seen = [];
        Dictionary<string, int> kinds = [];
        Queue<(string Address, string From)> waiting = new([("/", "the beginning")]);
        while (waiting.TryDequeue(out var next))
        {
            var kind = Ids().Replace(next.Address, "*");
            if (!seen.Add(next.Address) || (kinds[kind] = kinds.GetValueOrDefault(kind) + 1) > OfOneKind)
            {
                continue;
            }

            using var answer = await worker.Browser.GetAsync(next.Address);
            var target = answer.Headers.Location is { } location ? new Uri(new Uri("http://x" + next.Address), location.OriginalString).PathAndQuery : null;
            if (target is not null)
            {
                waiting.Enqueue((target, next.Address));
            }
            else if (answer.StatusCode != HttpStatusCode.OK)
            {
                closed.Add($"{worker.Actor.Role}: {next.Address} answers {(int)answer.StatusCode}, linked from {next.From}");
            }
            else if (answer.Content.Headers.ContentType?.MediaType == "text/html")
            {
                foreach (Match link in Links().Matches(await answer.Content.ReadAsStringAsync()))
                {
                    var path = WebUtility.HtmlDecode(link.Groups[1].Value).Split('#')[0];
                    // Hiding the screen ends the session; a telephone and the way out of an open page are nobody's pages here.
                    if (path.Length > 0 && !path.StartsWith("tel:", StringComparison.Ordinal) && !path.StartsWith("https:", StringComparison.Ordinal) && path != "/hide" && !path.Contains("lang=", StringComparison.Ordinal))
                    {
                        waiting.Enqueue((path[0] == '?' ? next.Address.Split('?')[0] + path : path, next.Address));
                    }
                }
            }
        }

        Assert.True(kinds.Count > 8, $"{worker.Actor.Role} saw only {kinds.Count} kinds of pages.");
        return closed;
    }

    [GeneratedRegex("<a [^>]*?href=\"([^\"]*)\"")]
    private static partial Regex Links();

    [GeneratedRegex("[0-9a-f]{32}|[0-9A-Z]{4}-[0-9A-Z]{4}|[?].*|asOf=[^&]*")]
    private static partial Regex Ids();
}
