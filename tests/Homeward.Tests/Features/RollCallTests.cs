using System.Net;
using Homeward.Domain;
using Homeward.Tests.Support;
using Xunit;

namespace Homeward.Tests.Features;

public sealed class RollCallTests(Town town)
{
    [Fact]
    public async Task One_tap_marks_a_child_and_the_list_goes_on_at_the_next()
    {
        var teacher = await town.WorkerAsync(Role.Roll, town.School);
        var (one, _) = (await ExpectedAsync(teacher, "Aaron"), await ExpectedAsync(teacher, "Aaron"));
        var list = await teacher.OpenAsync($"roll/{town.Classroom.Id}");

        var answer = await teacher.SendAsync(list, null, ("tap", Tap(list, one, "here")));

        Assert.True(answer.IsDone, answer.Text);
        Assert.Contains("#c-", answer.Location!, StringComparison.Ordinal);
        Assert.Equal(RollMark.Here, town.State.Find(one.Id)!.Child!.Rolls.Single().Mark);
        Assert.Equal(new Holder(town.School.Id, town.Classroom.Id), town.State.Find(one.Id)!.Child!.Custody!.Holder);
        var after = await teacher.FollowAsync(answer);
        Assert.DoesNotContain($"id=\"c-{one.Code}\"", after.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tap_sent_twice_marks_once()
    {
        var teacher = await town.WorkerAsync(Role.Roll, town.School);
        var child = await ExpectedAsync(teacher, "Abel");
        var list = await teacher.OpenAsync($"roll/{town.Classroom.Id}");
        var tap = Tap(list, child, "not_seen");
        await teacher.SendAsync(list, null, ("tap", tap));
        var version = town.State.Find(child.Id)!.Version;
        Assert.True((await teacher.SendAsync(list, null, ("tap", tap))).IsDone);
        Assert.Equal(version, town.State.Find(child.Id)!.Version);
        Assert.Equal(ChildState.ReportedNotLocated, town.State.Find(child.Id)!.State);
    }

    [Fact]
    public async Task A_slip_is_undone_with_one_tap()
    {
        var teacher = await town.WorkerAsync(Role.Roll, town.School);
        var child = await ExpectedAsync(teacher, "Adan");
        var list = await teacher.OpenAsync($"roll/{town.Classroom.Id}");
        var after = await teacher.FollowAsync(await teacher.SendAsync(list, null, ("tap", Tap(list, child, "collected"))));
        Assert.True((await teacher.SendAsync(after, null, ("tap", Tap(after, child, "expected")))).IsDone);
        Assert.Equal(RollMark.Expected, town.State.Find(child.Id)!.Child!.Rolls.Single().Mark);
    }

    [Fact]
    public async Task A_mistaken_here_is_undone_beside_the_child_and_the_chain_says_by_whom()
    {
        var teacher = await town.WorkerAsync(Role.Roll, town.School);
        var child = await ExpectedAsync(teacher, "Ada");
        var list = await teacher.OpenAsync($"roll/{town.Classroom.Id}?Show=all");
        var after = await teacher.FollowAsync(await teacher.SendAsync(list, null, ("tap", Tap(list, child, "here"))));
        Assert.NotNull(town.State.Find(child.Id)!.Child!.Custody);

        Assert.True((await teacher.SendAsync(after, null, ("tap", Tap(after, child, "expected")))).IsDone);

        Assert.Null(town.State.Find(child.Id)!.Child!.Custody);
        Assert.Equal(RollMark.Expected, town.State.Find(child.Id)!.Child!.Rolls.Single().Mark);
        var page = await teacher.OpenAsync($"people/{child.Code}");
        Assert.Contains("Marked “here” by mistake", page.Text, StringComparison.Ordinal);
        Assert.Contains("Mark taken back", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_here_on_which_something_rests_is_kept_and_the_answer_says_what_to_do()
    {
        var teacher = await town.WorkerAsync(Role.Roll, town.School);
        var child = await ExpectedAsync(teacher, "Abigail");
        var list = await teacher.OpenAsync($"roll/{town.Classroom.Id}?Show=all");
        var after = await teacher.FollowAsync(await teacher.SendAsync(list, null, ("tap", Tap(list, child, "here"))));
        var desk = await town.WorkerAsync(Role.Release, town.School);
        await town.SubmitAsync(desk.Actor, new OfferTransfer(child.Id, new(Guid.CreateVersion7()), new(town.Shelter.Id, null)));

        var refused = await teacher.SendAsync(after, null, ("tap", Tap(after, child, "expected")));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("say that the child left", refused.Text, StringComparison.Ordinal);
        Assert.NotNull(town.State.Find(child.Id)!.Child!.Custody);
    }

    [Fact]
    public async Task With_script_a_tap_is_answered_with_the_row_the_count_and_the_way_back_only()
    {
        var teacher = await town.WorkerAsync(Role.Roll, town.School);
        var child = await ExpectedAsync(teacher, "Agus");
        var list = await teacher.OpenAsync($"roll/{town.Classroom.Id}");
        using var request = new HttpRequestMessage(HttpMethod.Post, list.Address)
        {
            Content = new FormUrlEncodedContent([new("form-token", list.Hidden("form-token")!), new("tap", Tap(list, child, "here"))]),
        };
        request.Headers.Add("X-Homeward-Part", "row");
        using var answer = await teacher.Browser.SendAsync(request, TestContext.Current.CancellationToken);
        var part = await Screen.OfAsync(answer, list.Address);
        Assert.Equal(HttpStatusCode.OK, part.Status);
        Assert.Contains("id=\"tally\"", part.Html, StringComparison.Ordinal);
        Assert.Contains($"id=\"c-{child.Code}\"", part.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<html", part.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_in_care_here_is_not_collected_by_a_tap()
    {
        var teacher = await town.WorkerAsync(Role.Roll, town.School);
        var child = await ExpectedAsync(teacher, "Aida");
        var list = await teacher.OpenAsync($"roll/{town.Classroom.Id}");
        await teacher.SendAsync(list, null, ("tap", Tap(list, child, "here")));
        var refused = await teacher.SendAsync(list, null, ("tap", Tap(list, child, "collected")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("release desk", refused.Text, StringComparison.Ordinal);
        Assert.Equal(ChildState.InInterimCare, town.State.Find(child.Id)!.Child!.State);
    }

    [Fact]
    public async Task Another_organisation_cannot_open_this_roll()
    {
        var stranger = await town.WorkerAsync(Role.Roll, town.Shelter);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.OpenAsync($"roll/{town.Classroom.Id}")).Status);
        Assert.DoesNotContain(town.Classroom.Name, (await stranger.OpenAsync("roll")).Text, StringComparison.Ordinal);
    }

    private static string Tap(Screen list, Person child, string mark) =>
        list.Values("tap").First(value => value.StartsWith($"{child.Code}.{mark}.", StringComparison.Ordinal));

    private async Task<Person> ExpectedAsync(Worker by, string given)
    {
        var id = new Id<Person>(Guid.CreateVersion7());
        await town.SubmitAsync(by.Actor, new ExpectOnRoll(town.Classroom.Id, new(Guid.CreateVersion7()), id, new() { NameAsSaid = town.AName(given), Age = new Age(9), Grade = "3" }));
        return town.State.Find(id)!;
    }
}
