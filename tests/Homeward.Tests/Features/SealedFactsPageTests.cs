using System.Net;
using System.Text;
using Homeward.Domain;
using Homeward.Tests.Support;
using Xunit;

namespace Homeward.Tests.Features;

/// <summary>In a town of their own: nobody else writes while its disk is searched.</summary>
public sealed class SealedFactsPageTests(Town town) : IClassFixture<Town>
{
    private const string Pet = "Zorrillomancuso";

    [Fact]
    public async Task What_the_child_says_is_sealed_and_shown_to_nobody_again()
    {
        var teacher = await town.WorkerAsync(Role.Intake, town.School);
        var supervisor = await town.WorkerAsync(Role.Supervisor, town.School);
        var desk = await town.WorkerAsync(Role.Release, town.School);
        var child = await town.ChildInCareAsync(teacher, town.Classroom, town.AName("Ana"), mother: "Maria Lopez");
        Assert.Contains($"facts/{child.Code}", (await teacher.OpenAsync($"intake/saved?child={child.Code}")).Html, StringComparison.Ordinal);

        var answer = await teacher.FillInAsync($"facts/{child.Code}", ("Question", "pets_name"), ("Answer", Pet));
        Assert.True(answer.IsDone, answer.Text);
        var page = await teacher.FollowAsync(answer);
        Assert.Contains("1 answer is sealed", page.Text, StringComparison.Ordinal);

        // Nor when it is refused: then it is typed again.
        var refused = await teacher.FillInAsync($"facts/{child.Code}", ("Question", ""), ("Answer", Pet));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        var release = await StartAsync(desk, child);
        foreach (var (who, where) in new[]
        {
            (teacher, $"facts/{child.Code}"), (teacher, $"people/{child.Code}"), (supervisor, $"people/{child.Code}"), (supervisor, $"supervise/{child.Code}"),
            (supervisor, $"facts/{child.Code}"), (desk, $"people/{child.Code}"), (desk, $"release/{release}"), (desk, $"release/{release}?step=facts"), (supervisor, "changes"), (supervisor, "supervise"),
        })
        {
            Assert.DoesNotContain(Pet, (await who.OpenAsync(where)).Html, StringComparison.OrdinalIgnoreCase);
        }

        Assert.DoesNotContain(Pet, page.Html + refused.Html, StringComparison.OrdinalIgnoreCase);

        // On the disk it is sealed like every name.
        await town.Engine.WriteSnapshotAsync();
        foreach (var file in Directory.EnumerateFiles(town.Site.Folder, "*", SearchOption.AllDirectories))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            await open.CopyToAsync(bytes, TestContext.Current.CancellationToken);
            Assert.Equal(-1, bytes.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(Pet)));
        }
    }

    [Fact]
    public async Task The_desk_is_told_match_or_no_match_and_in_the_end_not_yet()
    {
        var desk = await town.WorkerAsync(Role.Release, town.School);
        var supervisor = await town.WorkerAsync(Role.Supervisor, town.School);
        var child = await SealedAsync(("pets_name", "Firulais"), ("best_friend", "Xiomara"), ("favourite_toy", "Dinosaurio"));
        var release = await StartAsync(desk, child);
        await Post(desk, release, "identity", ("How", "verification_questions"));

        var screen = await desk.OpenAsync($"release/{release}");
        Assert.Contains("What is the pet called?", screen.Text, StringComparison.Ordinal);
        await SayAsync(desk, release, FamilyQuestion.PetsName, "el firuláys");
        await SayAsync(desk, release, FamilyQuestion.BestFriend, "Pedro");
        screen = await desk.OpenAsync($"release/{release}?step=facts");
        Assert.Contains("Match", screen.Text, StringComparison.Ordinal);
        Assert.Contains("No match. One more try.", screen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Xiomara", screen.Html, StringComparison.OrdinalIgnoreCase);

        await SayAsync(desk, release, FamilyQuestion.BestFriend, "Pablo");
        Assert.Contains("Ask a supervisor", (await desk.OpenAsync($"release/{release}?step=facts")).Text, StringComparison.Ordinal);
        await SayAsync(desk, release, FamilyQuestion.FavouriteToy, "bici");
        var last = await SayAsync(desk, release, FamilyQuestion.FavouriteToy, "avión");
        Assert.EndsWith("release/not-yet", last.Location, StringComparison.Ordinal);

        var theirs = await supervisor.OpenAsync($"supervise/{child.Code}");
        Assert.Contains("The answers don’t fit what the family sealed", theirs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Xiomara", theirs.Html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(child.Code, (await supervisor.OpenAsync("supervise")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_answers_that_match_lead_on_to_the_right_to_collect()
    {
        var desk = await town.WorkerAsync(Role.Release, town.School);
        var child = await SealedAsync(("pets_name", "Firulais"), ("best_friend", "Xiomara"));
        var release = await StartAsync(desk, child);
        await Post(desk, release, "identity", ("How", "verification_questions"));
        await SayAsync(desk, release, FamilyQuestion.PetsName, "Firulais");
        var done = await SayAsync(desk, release, FamilyQuestion.BestFriend, "jiomara");

        Assert.Contains("May Maria Lopez collect this child?", (await desk.FollowAsync(done)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Supervisors_of_both_organisations_see_that_one_document_came_for_two_children_and_no_name()
    {
        var (school, shelter) = (await town.WorkerAsync(Role.Release, town.School), await town.WorkerAsync(Role.Release, town.Shelter));
        var supervisor = await town.WorkerAsync(Role.Supervisor, town.Shelter);
        var first = await town.ChildInCareAsync(school, town.Classroom, town.AName("Ada"));
        var second = await town.ChildInCareAsync(shelter, town.Gym, town.AName("Bo"));
        var one = await StartAsync(school, first, "Rosario Ficticia");
        var other = await StartAsync(shelter, second, "Elvira Inventada");
        foreach (var (desk, release) in new[] { (school, one), (shelter, other) })
        {
            Assert.True((await Post(desk, release, "identity", ("How", "photo_document"), ("DocumentKind", "card"), ("Number", desk == school ? "QX 83-2217" : "qx832217"))).IsDone);
        }

        var queue = await supervisor.OpenAsync("supervise");
        Assert.Contains("An adult at a desk is known from other children", queue.Text, StringComparison.Ordinal);
        var page = await supervisor.OpenAsync($"supervise/{second.Code}");
        Assert.Contains("The same document for the child", page.Text, StringComparison.Ordinal);
        Assert.Contains(first.Code, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Rosario", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Rosario", queue.Html, StringComparison.Ordinal);
        Assert.All(town.Engine.Events(0, town.State.Position), one => Assert.DoesNotContain("832217", System.Text.Json.JsonSerializer.Serialize(one.Event, one.Event.GetType()), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_hand_over_on_paper_is_kept_and_the_supervisor_is_told()
    {
        var desk = await town.WorkerAsync(Role.Release, town.School);
        var supervisor = await town.WorkerAsync(Role.Supervisor, town.School);
        var child = await town.ChildInCareAsync(desk, town.Classroom, town.AName("Iris"));
        await town.SubmitAsync(supervisor.Actor, new RaiseRestriction(
            new(Guid.CreateVersion7()), child.Id, RestrictionKind.CourtOrder, null, new(new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), new() { NameAsSaid = "Tiburcio Malfario" }), null, "Order of May."));

        var answer = await desk.FillInAsync($"release/late/{child.Code}", ("Adult.NameAsSaid", "Tiburcio Malfario"), ("Note", "Paper sheet 4."));

        Assert.True(answer.IsDone, answer.Text);
        Assert.Equal((ChildState.InInterimCare, true), (town.State.Find(child.Id)!.State, town.State.Find(child.Id)!.Child!.Alarm));
        Assert.Contains("may be with an adult of a restriction", (await supervisor.OpenAsync("supervise")).Text, StringComparison.Ordinal);
        var page = await supervisor.OpenAsync($"supervise/{child.Code}");
        Assert.Contains("Handed over on paper to Tiburcio Malfario", page.Text, StringComparison.Ordinal);
        Assert.Contains("may be with an adult of a restriction", page.Text, StringComparison.Ordinal);
    }

    private async Task<Person> SealedAsync(params (string Question, string Answer)[] facts)
    {
        var teacher = await town.WorkerAsync(Role.Intake, town.School);
        var child = await town.ChildInCareAsync(teacher, town.Classroom, town.AName("Eva"), mother: "Maria Lopez");
        foreach (var (question, said) in facts)
        {
            Assert.True((await teacher.FillInAsync($"facts/{child.Code}", ("Question", question), ("Answer", said))).IsDone);
        }

        return child;
    }

    private async Task<Id<Release>> StartAsync(Worker desk, Person child, string name = "Maria Lopez")
    {
        Assert.True((await desk.FillInAsync($"release/start?child={child.Code}", ("Adult.NameAsSaid", name))).IsDone);
        return town.State.Find(child.Id)!.Child!.Releases[^1];
    }

    private static async Task<Screen> Post(Worker desk, Id<Release> release, string handler, params (string, string)[] fields) =>
        await desk.SendAsync(await desk.OpenAsync($"release/{release}"), handler, fields);

    private async Task<Screen> SayAsync(Worker desk, Id<Release> release, FamilyQuestion question, string said)
    {
        var fact = FamilyFacts.All(town.State, town.State.Find(town.State.Releases[release].Child)!).First(one => one.Question == question);
        var answer = await desk.SendAsync(await desk.OpenAsync($"release/{release}?step=facts"), "fact", ("fact", fact.Id.ToString()), ($"said_{fact.Id}", said));
        Assert.True(answer.IsDone, answer.Text);
        return answer;
    }
}
