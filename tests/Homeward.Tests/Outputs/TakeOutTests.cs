using System.Net;
using Homeward.Access.Reads;
using Homeward.Domain;
using Homeward.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Homeward.Tests.Outputs;

/// <summary>Lists that leave as files: who may take which, what is written down, and where it stops.</summary>
public sealed class TakeOutTests : IAsyncLifetime
{
    private readonly Town town = new();

    public ValueTask InitializeAsync() => town.InitializeAsync();

    public ValueTask DisposeAsync() => town.DisposeAsync();

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task A_roll_leaves_as_a_file_that_says_whose_copy_it_is_and_is_found_again_by_its_code(string format)
    {
        var (roll, officer) = (await town.WorkerAsync(Role.Roll, town.School), await town.WorkerAsync(Role.PrivacyOfficer, town.ChildProtection));
        await town.ChildInCareAsync(roll, town.Classroom, "Nadia Lopez");
        await town.ChildInCareAsync(roll, town.Classroom, "=cmd|' /C calc'!A0");

        var rows = Read(await TakeOutAsync(roll, $"roll/{town.Classroom.Id}?Show=all", format), format);

        Assert.Contains(rows, row => row is [_, { } list, ..] && list == "Roll of Oakwood Elementary");
        Assert.Contains(rows, row => row is [_, { } by, ..] && by == $"{roll.Name}, Oakwood School");
        Assert.Contains(rows, row => row is [_, { } incident, ..] && incident.EndsWith("August Drill (morton-drill)", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Contains("Nadia Lopez"));
        Assert.Contains(rows, row => row.Contains("'=cmd|' /C calc'!A0"));
        var copy = rows.Single(row => row is ["Copy", _, ..])[1];
        Assert.Equal(2, rows.Count(row => row.Length > 2 && row[^1] == copy));
        var read = Reads.OfCopy(copy)!;
        Assert.Equal((roll.Actor.User, 2, format, "roll"), (read.Reader, read.Names, read.File, read.Page));
        var found = await officer.OpenAsync($"reads?person={copy.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)}");
        Assert.Contains(roll.Name, found.Text, StringComparison.Ordinal);
        Assert.Contains("names in it: 2", found.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_children_whose_names_somebody_reads_leave_in_the_list_of_children()
    {
        var (roll, shelter) = (await town.WorkerAsync(Role.Roll, town.School), await town.WorkerAsync(Role.Intake, town.Shelter));
        var (ours, theirs) = (await town.ChildInCareAsync(roll, town.Classroom, "Nadia Lopez"), await town.ChildInCareAsync(shelter, town.Gym, "Omar Perez"));

        var rows = Read(await TakeOutAsync(roll, "children?sort=name", "csv"), "csv");

        Assert.Contains(rows, row => row[0] == ours.Code);
        Assert.DoesNotContain(rows, row => row[0] == theirs.Code || row.Contains("Omar Perez"));
    }

    [Theory]
    [InlineData(Role.Administrator)]
    [InlineData(Role.PrivacyOfficer)]
    public async Task Whoever_reads_no_names_takes_none_out(Role role)
    {
        await town.ChildInCareAsync(await town.WorkerAsync(Role.Roll, town.School), town.Classroom, "Nadia Lopez");
        var worker = await town.WorkerAsync(role, town.School);
        Assert.DoesNotContain("handler=File", (await worker.OpenAsync("children")).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(worker, "children", "csv", await worker.OpenAsync("/account"))).StatusCode);
    }

    [Fact]
    public async Task A_thousand_names_a_day_leave_with_one_person_and_not_one_more_however_many_are_asked_for_at_once()
    {
        var (roll, officer) = (await town.WorkerAsync(Role.Roll, town.School), await town.WorkerAsync(Role.PrivacyOfficer, town.ChildProtection));
        await town.SubmitAsync(roll.Actor, Enumerable.Range(0, 300).Select(i => new ExpectOnRoll(
            town.Classroom.Id, new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), new() { NameAsSaid = $"Berta {i}", Age = new Age(7) })));
        var form = await roll.OpenAsync($"roll/{town.Classroom.Id}?Show=all");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SendAsync(roll, $"roll/{town.Classroom.Id}?Show=all", "csv", form)));

        Assert.Equal(3, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        Assert.Equal(5, answers.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests));
        Assert.Contains("You have taken out many names today", await answers.First(answer => answer.StatusCode != HttpStatusCode.OK).Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(900, Reads.TakenOut(roll.Actor.User, town.Site.Clock.GetUtcNow() - FileBudget.Window));
        Assert.Contains(roll.Name, (await officer.OpenAsync("reads")).Text, StringComparison.Ordinal);

        // The page itself stays open, and tomorrow there is room again.
        Assert.Equal(HttpStatusCode.OK, (await roll.OpenAsync($"roll/{town.Classroom.Id}?Show=all")).Status);
        Assert.Equal(0, Reads.TakenOut(roll.Actor.User, town.Site.Clock.GetUtcNow().AddMinutes(1)));
    }

    [Fact]
    public async Task A_printed_list_says_whose_it_is_on_every_sheet_and_the_code_leads_to_the_reading()
    {
        var roll = await town.WorkerAsync(Role.Roll, town.School);
        await town.ChildInCareAsync(roll, town.Classroom, "<b>Nadia</b> \u202eLopez");
        foreach (var page in (string[])["children", $"roll/{town.Classroom.Id}?Show=all"])
        {
            var (first, again) = (await roll.OpenAsync(page), await roll.OpenAsync(page));
            var mark = first.Html[first.Html.IndexOf("watermark", StringComparison.Ordinal)..];
            Assert.Contains($"{roll.Name} · Oakwood School", mark, StringComparison.Ordinal);
            Assert.Contains("August Drill (morton-drill)", mark, StringComparison.Ordinal);
            var code = mark[(mark.IndexOf("Copy ", StringComparison.Ordinal) + 5)..][..11];
            var read = Reads.OfCopy(code)!;
            Assert.Equal((roll.Actor.User, 1, null), (read.Reader, read.Names, read.File));
            Assert.Contains(code, again.Html, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>Nadia", first.Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_no_kind_of_file_is_refused_and_nothing_is_written_down()
    {
        var roll = await town.WorkerAsync(Role.Roll, town.School);
        await town.ChildInCareAsync(roll, town.Classroom, "Nadia Lopez");
        Assert.Equal(HttpStatusCode.BadRequest, (await TakeOutAsync(roll, "children", "exe")).StatusCode);
        Assert.DoesNotContain(Reads.By(roll.Actor.User, DateTimeOffset.MinValue), read => read.File is not null);
    }

    [Fact]
    public async Task Figures_for_outside_hide_small_numbers_change_once_an_hour_and_name_nobody_and_the_board_says_that_it_is_internal()
    {
        var (roll, officer) = (await town.WorkerAsync(Role.Roll, town.School), await town.WorkerAsync(Role.ChildProtection, town.ChildProtection));
        var shelter = await town.WorkerAsync(Role.Intake, town.Shelter);
        Assert.Contains("There are none yet", (await officer.OpenAsync("figures/outside")).Text, StringComparison.Ordinal);
        for (var i = 0; i < 9; i++)
        {
            await (i < 7 ? town.ChildInCareAsync(roll, town.Classroom, $"Berta {i}") : town.ChildInCareAsync(shelter, town.Gym, $"Berta {i}"));
        }

        town.Site.Clock.Advance(TimeSpan.FromHours(1));
        officer = await town.WorkerAsync(Role.ChildProtection, town.ChildProtection, "An hour later");
        await town.ChildInCareAsync(roll, town.Classroom, "Later");

        // Seven in Morton and two in Forest: the two are hidden, and so are the seven, or the two would be what is missing to the nine.
        var rows = Read(await TakeOutAsync(officer, "figures/outside", "csv"), "csv");
        Assert.Equal(["Known in all", "not given", "not given", "0", "9"], rows.Single(row => row[0] == "Known in all")[..^1]);
        Assert.DoesNotContain(rows, row => row.Any(cell => cell.Contains(officer.Name, StringComparison.Ordinal)));
        Assert.DoesNotContain(officer.Name + " ·", (await officer.OpenAsync("figures/outside")).Text, StringComparison.Ordinal);
        var board = await officer.OpenAsync("");
        Assert.Contains("Internal", board.Text, StringComparison.Ordinal);
        Assert.Contains("10 children known", board.Text, StringComparison.Ordinal);
    }

    private ReadJournal Reads => town.Site.Services.GetRequiredService<ReadJournals>().Of(town.Engine);

    private static List<string[]> Read(HttpResponseMessage answer, string format)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.EndsWith("." + format, answer.Content.Headers.ContentDisposition!.FileName, StringComparison.Ordinal);
        var bytes = answer.Content.ReadAsByteArrayAsync().Result;
        return format == "csv" ? SheetTests.ReadCsv(bytes) : SheetTests.ReadXlsx(bytes);
    }

    private static async Task<HttpResponseMessage> TakeOutAsync(Worker worker, string page, string format) =>
        await SendAsync(worker, page, format, await worker.OpenAsync(page));

    private static Task<HttpResponseMessage> SendAsync(Worker worker, string page, string format, Screen form) =>
        worker.Browser.PostAsync($"/incidents/{Town.Code}/{page}{(page.Contains('?', StringComparison.Ordinal) ? '&' : '?')}handler=File",
            new FormUrlEncodedContent([new("form-token", form.Hidden("form-token")!), new("as", format)]));
}
