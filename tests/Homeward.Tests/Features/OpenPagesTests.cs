using System.Net;
using System.Text;
using Homeward.Domain;
using Homeward.Features.OpenPages;
using Homeward.Tests.Support;
using Homeward.Tests.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Homeward.Tests.Features;

/// <summary>The pages for families: what they tell a guesser (nothing), what they cost, and where what is written there goes.</summary>
public sealed class OpenPagesTests(OpenTown open) : IClassFixture<OpenTown>
{
    private const string Address = $"/family/{Town.Code}";

    private readonly Town town = open.Town;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private CardDesk Desk => open.Desk;

    [Fact]
    public async Task A_wrong_PIN_a_closed_card_and_no_card_at_all_get_the_same_bytes()
    {
        var (known, pin, _) = await open.CardAsync();
        var (closed, closedPin, card) = await open.CardAsync();
        await town.SubmitAsync(open.Lawyer, new RevokeFamilyCard(card));
        using var stranger = town.Site.Browser();

        var nobody = await AskAsync(stranger, CardCode.New(), "1234");
        var wrong = await AskAsync(stranger, known, Other(pin));
        var over = await AskAsync(stranger, closed, closedPin);
        var right = await AskAsync(stranger, known, pin);

        Assert.Equal(nobody, wrong);
        Assert.Equal(nobody, over);
        Assert.Contains("If the code and the PIN are right", nobody.Body, StringComparison.Ordinal);

        // The right answer is another sentence and the same in all else that somebody on the line could see.
        Assert.Contains("no news for you here yet", right.Body, StringComparison.Ordinal);
        Assert.Equal((nobody.Status, nobody.Headers, Encoding.UTF8.GetByteCount(nobody.Body)), (right.Status, right.Headers, Encoding.UTF8.GetByteCount(right.Body)));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    public async Task Every_answer_is_as_long_as_every_other(string language)
    {
        using var stranger = town.Site.Browser();
        stranger.DefaultRequestHeaders.Add("Accept-Language", language);
        var (code, pin, card) = await open.CardAsync();
        var lengths = new HashSet<int> { Encoding.UTF8.GetByteCount((await AskAsync(stranger, CardCode.New(), "0000")).Body) };
        foreach (var answer in Enum.GetValues<FamilyAnswer>())
        {
            await town.SubmitAsync(open.Lawyer, new SayFamilyAnswer(card, answer));
            lengths.Add(Encoding.UTF8.GetByteCount((await AskAsync(stranger, code, pin)).Body));
        }

        Assert.Single(lengths);
    }

    [Fact]
    public async Task A_look_takes_the_same_steps_whatever_it_finds()
    {
        var (code, pin, _) = await open.CardAsync();
        foreach (var (triedCode, triedPin) in new[] { (code, pin), (code, Other(pin)), (CardCode.New(), pin) })
        {
            var before = Desk.Steps;
            Desk.Ask(town.Engine, triedCode, triedPin);
            Assert.Equal((before.Stretched + 1, before.Looked + 1), Desk.Steps);
        }
    }

    [Fact]
    public async Task Five_wrong_PINs_close_a_card_also_when_they_come_at_once_and_after_a_restart()
    {
        var (code, pin, card) = await open.CardAsync();
        var wrong = Enumerable.Range(0, 10_000).Select(n => n.ToString("0000", System.Globalization.CultureInfo.InvariantCulture)).Where(one => one != pin).Take(40);

        Parallel.ForEach(wrong, tried => Assert.Null(Desk.Ask(town.Engine, code, tried)));

        Assert.Null(Desk.Ask(town.Engine, code, pin));

        // What is in the journal counts alone when the server starts again.
        await town.SubmitAsync(open.Lawyer, new SayFamilyAnswer(card, FamilyAnswer.CallUs));
        Assert.Equal(5, town.State.FamilyCards[card].Mistyped);
        Assert.Null(new CardDesk(town.Site.Clock).Ask(town.Engine, code, pin));
    }

    [Fact]
    public async Task Ten_thousand_guesses_learn_nothing()
    {
        await open.CardAsync();
        var answers = new HashSet<FamilyAnswer?>();
        for (var i = 0; i < (Environment.GetEnvironmentVariable("HOMEWARD_PROVE") == "1" ? 10_000 : 500); i++)
        {
            answers.Add(Desk.Ask(town.Engine, CardCode.New(), CardCode.NewPin()));
        }

        Assert.Null(Assert.Single(answers));
    }

    [Fact]
    public async Task A_claim_that_is_true_and_one_that_is_false_get_the_same_bytes()
    {
        var worker = await town.WorkerAsync(Role.Intake, town.School);
        var name = town.AName("Ximena");
        await town.ChildInCareAsync(worker, town.Classroom, name);
        using var stranger = town.Site.Browser();
        var waiting = town.State.ClaimsWaiting;

        var isHere = await TellAsync(stranger, "looking", ("Name", "Maria"), ("About", name));
        var isNot = await TellAsync(stranger, "looking", ("Name", "Maria"), ("About", "Nobody At All"));

        Assert.Equal(HttpStatusCode.OK, isHere.Status);
        Assert.Equal(isHere, isNot);
        Assert.Equal(waiting + 2, town.State.ClaimsWaiting);
    }

    [Fact]
    public async Task What_is_written_waits_for_a_person_who_makes_a_request_of_it()
    {
        using var stranger = town.Site.Browser();
        var form = await stranger.GetStringAsync($"{Address}/looking", Cancel);
        var command = form.Split("name=\"command\" value=\"")[1].Split('"')[0];
        (string, string)[] fields = [("command", command), ("Name", "Nidia Ocampo"), ("Phone", "601-555-0150"), ("About", "Yahir Ocampo"), ("Age", "6"), ("More", "His mother does not answer.")];
        var (people, waiting) = (town.State.People, town.State.ClaimsWaiting);

        await TellAsync(stranger, "looking", fields);
        await TellAsync(stranger, "looking", fields);

        var claim = Assert.Single(town.State.Claims.Values, claim => claim.Words?.Name == "Nidia Ocampo");
        Assert.Same(people, town.State.People);
        var hotline = await town.WorkerAsync(Role.Hotline, town.ChildProtection);
        Assert.Contains("Nidia Ocampo", (await hotline.OpenAsync("claims")).Text, StringComparison.Ordinal);
        Assert.Contains("does not answer", (await hotline.OpenAsync($"claims/{claim.Id}")).Text, StringComparison.Ordinal);
        Assert.Contains(waiting == 0 ? "1 message from a family waits" : "messages from families wait", (await hotline.OpenAsync("work")).Text, StringComparison.Ordinal);

        var request = await hotline.OpenAsync($"tracing?claim={claim.Id}");
        Assert.Contains("value=\"Nidia Ocampo\"", request.Html, StringComparison.Ordinal);
        var answer = await hotline.SendAsync(request, null, ("Who", "child-sought"), ("Claim", claim.Id.ToString()), ("Seeker.NameAsSaid", "Nidia Ocampo"),
            ("Kinship", "aunt_or_uncle"), ("Wanted.NameAsSaid", "Yahir Ocampo"));
        Assert.True(answer.IsDone, answer.Text);
        Assert.Equal(ClaimClosedBecause.ReportMade, town.State.Claims[claim.Id].Closed);
        Assert.Equal(waiting, town.State.ClaimsWaiting);
    }

    [Fact]
    public async Task One_story_told_often_is_one_row_and_closed_at_once()
    {
        using var stranger = town.Site.Browser();
        var waiting = town.State.ClaimsWaiting;
        for (var i = 0; i < 3; i++)
        {
            await TellAsync(stranger, "safe", ("Name", $"Somebody {i}"), ("Phone", i == 0 ? "601 555 0188" : "+1 (601) 555-0188"));
        }

        await TellAsync(stranger, "safe", ("Name", "Efrain Lugo"));
        var hotline = await town.WorkerAsync(Role.Hotline, town.ChildProtection);
        var queue = await hotline.OpenAsync("claims");
        Assert.Contains($"{waiting + 4} messages wait", queue.Text, StringComparison.Ordinal);
        Assert.Contains("2 more with the same phone or words", queue.Text, StringComparison.Ordinal);

        var first = town.State.Claims.Values.OrderBy(claim => claim.Received).First(claim => claim.Words!.Name == "Somebody 0");
        var answer = await hotline.SendAsync(await hotline.OpenAsync($"claims/{first.Id}"), null, ("Because", "hoax"), ("All", "all"));
        Assert.True(answer.IsDone, answer.Text);
        Assert.Equal(waiting + 1, town.State.ClaimsWaiting);
        Assert.Null(Assert.Single(town.State.Claims.Values, claim => claim.Words!.Name == "Efrain Lugo").Closed);
    }

    [Fact]
    public async Task Papers_and_addresses_are_asked_about_once_in_one_plain_sentence()
    {
        using var stranger = town.Site.Browser();
        foreach (var text in new[] { "He has no papers", "123-45-6789", "Lives at 12 Main Street" })
        {
            var waiting = town.State.ClaimsWaiting;
            var asked = await TellAsync(stranger, "looking", ("Name", "Nidia"), ("About", "Yahir"), ("More", text));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.Status);
            Assert.Contains("We don’t need papers, numbers of documents, origin or streets", asked.Body, StringComparison.Ordinal);
            Assert.Contains(text, asked.Body, StringComparison.Ordinal);
            Assert.Equal(waiting, town.State.ClaimsWaiting);

            var looked = asked.Body.Split("name=\"looked\" value=\"")[1].Split('"')[0];
            Assert.Equal(HttpStatusCode.OK, (await TellAsync(stranger, "looking", ("Name", "Nidia"), ("About", "Yahir"), ("More", text), ("looked", looked))).Status);
            Assert.Equal(waiting + 1, town.State.ClaimsWaiting);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("/looking")]
    [InlineData("/safe")]
    [InlineData("/not-me")]
    public async Task A_page_for_families_is_small_alone_and_sets_nothing(string page)
    {
        using var stranger = town.Site.Browser();
        using var answer = await stranger.GetAsync(Address + page, Cancel);
        var html = await answer.Content.ReadAsStringAsync(Cancel);
        var sheet = html.Split("rel=\"stylesheet\" href=\"")[1].Split('"')[0];
        var bytes = Encoding.UTF8.GetByteCount(html) + (await stranger.GetByteArrayAsync(sheet, Cancel)).Length + answer.Headers.ToString().Length;

        Assert.True(bytes < 14_000, $"{page} is {bytes:N0} bytes with its style sheet and headers.");
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("form-token", html, StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Contains("tel:6015550142", html, StringComparison.Ordinal);
        Assert.Contains("no-store", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"http", html, StringComparison.Ordinal);
        Assert.Equal(2, html.Split("<link ").Length - 1);
    }

    [Fact]
    public async Task An_incident_without_open_pages_answers_like_none()
    {
        town.Site.Incidents.Create("closed-one", Guid.CreateVersion7());
        using var stranger = town.Site.Browser();
        var closed = await stranger.GetAsync("/family/closed-one", Cancel);
        var none = await stranger.GetAsync("/family/nowhere-one", Cancel);

        Assert.Equal(HttpStatusCode.NotFound, closed.StatusCode);
        Assert.Equal((await none.Content.ReadAsStringAsync(Cancel)).Replace("nowhere-one", "", StringComparison.Ordinal), (await closed.Content.ReadAsStringAsync(Cancel)).Replace("closed-one", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_worker_gives_a_card_that_opens_its_sentence_and_is_shown_once()
    {
        var hotline = await town.WorkerAsync(Role.Hotline, town.School);
        var adult = new Id<Person>(Guid.CreateVersion7());
        await town.SubmitAsync(hotline.Actor, new ReportAdult(new(Guid.CreateVersion7()), adult, Source.PhoneCall, null, new() { NameAsSaid = town.AName("Aurelia") }, null));
        var form = await hotline.OpenAsync($"family-card/{town.State.Find(adult)!.Code}");

        var made = await hotline.SendAsync(form, null);

        var code = CardCode.Read(made.Html.Split("class=\"code head\">")[1].Split('<')[0])!;
        var pin = made.Html.Split("PIN <strong class=\"code\">")[1].Split('<')[0];
        Assert.Equal(FamilyAnswer.NoNewsYet, Desk.Ask(town.Engine, code, pin));
        Assert.DoesNotContain(pin, (await hotline.OpenAsync($"family-card/{town.State.Find(adult)!.Code}")).Text, StringComparison.Ordinal);

        // The form that made it, sent again, shows nothing either.
        var again = await hotline.SendAsync(form, null);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        var other = await town.WorkerAsync(Role.Hotline, town.Shelter);
        Assert.Equal(HttpStatusCode.NotFound, (await other.OpenAsync($"family-card/{town.State.Find(adult)!.Code}")).Status);
    }

    [Fact]
    public async Task A_flood_on_the_open_pages_keeps_nobody_from_signing_in()
    {
        // A server of its own, because the lane stays full for a while.
        await using var full = new OpenTown();
        await full.InitializeAsync();
        using var stranger = full.Town.Site.Browser();
        using var flood = new HalfSent(full.Town.Site.Address, Address);

        Assert.Equal(HttpStatusCode.TooManyRequests, await flood.UntilAsync(() => stranger.GetAsync(Address, Cancel), HttpStatusCode.TooManyRequests));
        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync("/sign-in", Cancel)).StatusCode);
    }

    [Fact]
    public void A_code_knows_its_own_slips()
    {
        for (var i = 0; i < 200; i++)
        {
            var code = CardCode.New();
            Assert.Equal(code, CardCode.Read(CardCode.Printed(code).ToLowerInvariant().Replace('0', 'o').Replace('1', 'l')));
            var at = i % (CardCode.Length - 1);
            var (one, next) = (code[at], code[at + 1]);
            Assert.Null(CardCode.Read(code[..at] + (one == 'Z' ? 'Y' : 'Z') + code[(at + 1)..]));
            Assert.Equal(one == next, CardCode.Read(code[..at] + next + one + code[(at + 2)..]) is not null);
        }

        Assert.Null(CardCode.Read(null));
        Assert.Null(CardCode.Read(new string('A', 5_000)));
    }

    private sealed record Seen(HttpStatusCode Status, string Headers, string Body);

    private static async Task<Seen> AskAsync(HttpClient browser, string code, string pin) => await SeenAsync(await browser.PostAsync(
        Address, new FormUrlEncodedContent([new("Card", CardCode.Printed(code)), new("Pin", pin)]), Cancel));

    private static async Task<Seen> TellAsync(HttpClient browser, string kind, params (string Name, string Value)[] fields) => await SeenAsync(await browser.PostAsync(
        $"{Address}/{kind}", new FormUrlEncodedContent([.. fields.Prepend(("command", Guid.CreateVersion7().ToString())).DistinctBy(field => field.Item1).Select(field =>
            KeyValuePair.Create(field.Item1, fields.LastOrDefault(one => one.Name == field.Item1) is { Value: { } value } ? value : field.Item2))]), Cancel));

    // Everything but the clock.
    private static async Task<Seen> SeenAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            answer.Headers.Date = null;
            return new(answer.StatusCode, $"{answer.Headers}{answer.Content.Headers}", await answer.Content.ReadAsStringAsync(Cancel));
        }
    }

    private static string Other(string pin) => pin == "0000" ? "0001" : "0000";
}
