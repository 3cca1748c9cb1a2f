using System.Net;
using System.Text.RegularExpressions;
using Homeward.Access;
using Homeward.Access.Reads;
using Homeward.Domain;
using Homeward.Tests.Journal;
using Homeward.Tests.Support;
using Homeward.Tests.Web;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Homeward.Tests.Access;

public sealed partial class ListBudgetTests
{
    [Fact]
    public async Task A_script_with_a_valid_session_is_shown_no_more_names_in_a_day_than_the_budget_and_whoever_calls_a_roll_is_not_stopped()
    {
        await using var town = new Closing(new Town());
        await town.It.InitializeAsync();
        var clerk = await town.It.WorkerAsync(Role.Hotline, town.It.School, "Script");
        await ManyAsync(town.It, clerk, 1_100);
        var caller = await town.It.WorkerAsync(Role.Roll, town.It.School, "Script");
        await RollAsync(town.It, caller, 300);

        var (names, stopped) = (new HashSet<string>(), 0);
        foreach (var (hours, pages) in ((int, IEnumerable<int>)[])[(0, Forwards), (1, Forwards.Reverse()), (10, Forwards), (11, Forwards.Reverse())])
        {
            town.It.Site.Clock.Advance(TimeSpan.FromHours(hours));
            using var browser = await town.It.Site.SignedInAsync(clerk.Name);
            foreach (var page in pages)
            {
                using var answer = await browser.GetAsync($"/incidents/{Town.Code}/children?p={page}", TestContext.Current.CancellationToken);
                var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                stopped += answer.StatusCode == HttpStatusCode.TooManyRequests ? 1 : 0;
                names.UnionWith(Name().Matches(html).Select(match => match.Value));
                Assert.Equal(answer.StatusCode == HttpStatusCode.TooManyRequests, html.Contains("You have been shown many names", StringComparison.Ordinal));
            }

            Assert.InRange(names.Count, 1, hours == 0 ? ListBudget.NamesPerHour : ListBudget.NamesPerDay);
        }

        Assert.Equal(ListBudget.NamesPerDay, names.Count);
        Assert.True(stopped > 20);

        // A search is looking as well; a roll of 300 children is not counted, opened as often as it takes.
        using var again = await town.It.Site.SignedInAsync(clerk.Name);
        using var school = await town.It.Site.SignedInAsync(caller.Name);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await school.GetAsync($"/incidents/{Town.Code}/roll/{town.It.Classroom.Id}?Show=all", TestContext.Current.CancellationToken)).StatusCode);
        }

        var searched = await again.PostAsync($"/incidents/{Town.Code}/children", new FormUrlEncodedContent(
            [new("Search", "Numbera Lista"), new("form-token", await Site.TokenAsync(again, "/account"))]), TestContext.Current.CancellationToken);
        Assert.True(searched.StatusCode is HttpStatusCode.TooManyRequests || Name().Matches(await searched.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).All(match => names.Contains(match.Value)));

        town.It.Site.Accounts.Invite("Pia Privacy", town.It.ChildProtection.Id, "Child Protection", Role.PrivacyOfficer, Site.Password);
        using var officer = await town.It.Site.SignedInAsync("Pia Privacy");
        var told = await officer.GetStringAsync($"/incidents/{Town.Code}/reads", TestContext.Current.CancellationToken);
        Assert.Contains(clerk.Name, told[told.IndexOf("Stopped today", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_was_shown_within_the_hour_is_no_new_one_and_a_list_counts_as_a_whole_or_not_at_all()
    {
        var (names, reader, at) = (new ListedNames(), new Id<User>(Guid.CreateVersion7()), DateTimeOffset.UnixEpoch);
        Id<Person>[] Some(int count) => [.. Enumerable.Range(0, count).Select(_ => new Id<Person>(Guid.CreateVersion7()))];
        var first = Some(ListBudget.NamesPerHour);
        Assert.NotNull(names.Show(reader, first, at));
        Assert.NotNull(names.Show(reader, first, at));
        Assert.Null(names.Show(reader, Some(1), at));
        Assert.NotNull(names.Show(new(Guid.CreateVersion7()), Some(1), at));
        var second = Some(ListBudget.NamesPerDay - ListBudget.NamesPerHour);
        Assert.Null(names.Show(reader, [.. second, .. Some(1)], at + TimeSpan.FromHours(1)));
        Assert.NotNull(names.Show(reader, second, at + TimeSpan.FromHours(1)));
        Assert.Null(names.Show(reader, Some(1), at + TimeSpan.FromHours(2)));
        Assert.NotNull(names.Show(reader, Some(1), at + TimeSpan.FromHours(24)));
    }

    [Fact]
    public async Task What_lists_showed_counts_after_a_restart_and_the_privacy_officer_finds_in_which_list_a_child_was()
    {
        using var folder = new JournalFolder();
        var (file, reader, at) = (Path.Combine(folder.Root, "reads"), new Id<User>(Guid.CreateVersion7()), folder.Clock.GetUtcNow());
        var people = Enumerable.Range(0, ListBudget.NamesPerHour).Select(_ => new Id<Person>(Guid.CreateVersion7())).ToList();
        using (var journal = ReadJournal.Open(file, folder.Key, folder.Clock, NullLogger.Instance))
        {
            // Two pages of one list within five minutes are both written down, because each showed somebody new.
            foreach (var page in people.Chunk(250))
            {
                await journal.RecordAsync([new(reader, default, Role.Hotline, default, Ground.OwnRecord, "children", at, 250, Shown: journal.Listed.Show(reader, page, at))]);
            }
        }

        using var again = ReadJournal.Open(file, folder.Key, folder.Clock, NullLogger.Instance);
        Assert.Empty(again.Listed.Show(reader, people, at)!);
        Assert.Null(again.Listed.Show(reader, [new(Guid.CreateVersion7())], at));
        Assert.Equal(reader, Assert.Single(again.Of(new HashSet<Id<Person>> { people[^1] })).Reader);
        Assert.Single(again.Listed.Show(reader, [new(Guid.CreateVersion7())], at + TimeSpan.FromHours(1))!);
    }

    private static IEnumerable<int> Forwards => Enumerable.Range(1, 22);

    // Every name is in letters of its own, so that what a page shows can be counted.
    private static string NameOf(int i) => $"Numbera {(char)('A' + (i / 676))}{(char)('a' + (i / 26 % 26))}{(char)('a' + (i % 26))} Lista";

    private static async Task ManyAsync(Town town, Worker by, int count)
    {
        var requests = Enumerable.Range(0, count).Select(i => new Request(Guid.CreateVersion7(), by.Actor, town.Site.Clock.GetUtcNow(), new ReportChild(
            new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), Source.PhoneCall, null, new() { NameAsSaid = NameOf(i) }, new Situation.NotLocated())));
        await Task.WhenAll(requests.Select(request => town.Engine.SubmitAsync(request)));
        Assert.Equal(count, town.State.People.Values.Count());
    }

    private static async Task RollAsync(Town town, Worker by, int count) => await Task.WhenAll(Enumerable.Range(0, count).Select(i => town.Engine.SubmitAsync(
        new(Guid.CreateVersion7(), by.Actor, town.Site.Clock.GetUtcNow(), new ExpectOnRoll(town.Classroom.Id, new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), new() { NameAsSaid = $"Rolla {i}" })))));

    private sealed record Closing(Town It) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => It.DisposeAsync();
    }

    [GeneratedRegex("Numbera [A-Z][a-z]{2} Lista")]
    private static partial Regex Name();
}
