using System.Net;
using Homeward.Access;
using Homeward.Domain;
using Homeward.Tests.Support;
using Homeward.Tests.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Homeward.Tests.Features;

public sealed class ReleaseTests(Town town)
{
    [Fact]
    public async Task A_child_goes_with_the_mother_on_the_roll_once_everything_is_there()
    {
        var desk = await town.WorkerAsync(Role.Release, town.School);
        var colleague = await town.WorkerAsync(Role.Roll, town.School);
        var child = await town.ChildInCareAsync(desk, town.Classroom, town.AName("Ana"), mother: "Maria Lopez");

        var screen = await StartAsync(desk, child, "Maria Lopez");
        Assert.Contains("Who is this adult?", screen.Text, StringComparison.Ordinal);
        screen = await Next(desk, screen, "identity", ("How", "photo_document"));
        Assert.Contains("Maria Lopez", screen.Text, StringComparison.Ordinal);
        screen = await Next(desk, screen, "right", ("Right", screen.Values("Right").First(v => v.StartsWith("on_the_roll", StringComparison.Ordinal))));
        screen = await Next(desk, screen, "child", ("Says", "yes"));
        Assert.Contains("A second person confirms", screen.Text, StringComparison.Ordinal);

        // The colleague types their own name and password here; the desk stays signed in as it was.
        screen = await Next(desk, screen, "second", ("Name", colleague.Name), ("Password", Site.Password));
        Assert.Contains("goes with", screen.Text, StringComparison.Ordinal);
        screen = await Next(desk, screen, "hand");

        Assert.Contains("went with", screen.Text, StringComparison.Ordinal);
        var after = town.State.Find(child.Id)!;
        Assert.Equal(ChildState.WithParentOrVerifiedCaregiver, after.State);
        var release = town.State.Releases[after.Child!.ReleasedBy!.Value];
        Assert.Equal((desk.Actor.User, (Id<User>?)colleague.Actor.User), (release.StartedBy, release.SecondPerson));
        Assert.Contains(desk.Name, (await desk.OpenAsync("/account")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_person_can_confirm_on_a_device_of_their_own()
    {
        var desk = await town.WorkerAsync(Role.Release, town.School);
        var colleague = await town.WorkerAsync(Role.Roll, town.School);
        var (child, screen) = await UpToTheSecondPersonAsync(desk, "Ada");

        var theirs = await colleague.OpenAsync(screen.Address);
        Assert.DoesNotContain("name=\"Password\"", theirs.Html, StringComparison.Ordinal);
        var answer = await colleague.SendAsync(theirs, "second", ("myself", "true"));
        Assert.True(answer.IsDone, answer.Text);

        await Next(desk, await desk.OpenAsync(screen.Address), "hand");
        Assert.Equal(ChildState.WithParentOrVerifiedCaregiver, town.State.Find(child.Id)!.State);
    }

    [Fact]
    public async Task A_wrong_password_of_the_second_person_confirms_nothing_and_is_not_sent_back()
    {
        var desk = await town.WorkerAsync(Role.Release, town.School);
        var colleague = await town.WorkerAsync(Role.Roll, town.School);
        var (child, screen) = await UpToTheSecondPersonAsync(desk, "Ida");

        var again = await desk.SendAsync(screen, "second", ("Name", colleague.Name), ("Password", "wrong secret words"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Contains($"value=\"{colleague.Name}\"", again.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong secret words", again.Html, StringComparison.Ordinal);
        Assert.Equal(ChildState.InInterimCare, town.State.Find(child.Id)!.State);
        Assert.Null(town.State.Releases.Values.Single(r => r.Child == child.Id).SecondPerson);
    }

    [Fact]
    public async Task After_five_wrong_passwords_of_the_second_person_the_desk_is_told_how_long_to_wait()
    {
        var desk = await town.WorkerAsync(Role.Release, town.School, "Guessing");
        var colleague = await town.WorkerAsync(Role.Roll, town.School, "Guessed");
        var (_, screen) = await UpToTheSecondPersonAsync(desk, "Uma");
        HttpResponseMessage? answer = null;
        for (var i = 0; i <= SignInThrottle.TriesPerName; i++)
        {
            answer = await desk.Browser.PostAsync($"{screen.Address}?handler=second", new FormUrlEncodedContent(
                [new("form-token", screen.Hidden("form-token")!), new("Name", colleague.Name), new("Password", "wrong secret words")]), TestContext.Current.CancellationToken);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, answer!.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task Strangers_who_guess_at_the_sign_in_page_keep_no_second_person_from_confirming()
    {
        var desk = await town.WorkerAsync(Role.Release, town.School);
        var colleague = await town.WorkerAsync(Role.Intake, town.School, "Locked out");
        var (_, screen) = await UpToTheSecondPersonAsync(desk, "Eda");
        var throttle = town.Site.Services.GetRequiredService<SignInThrottle>();
        for (var i = 0; i < SignInThrottle.TriesPerName; i++)
        {
            throttle.TryNotBefore(colleague.Name, null);
        }

        Assert.True((await desk.SendAsync(screen, "second", ("Name", colleague.Name), ("Password", Site.Password))).IsDone);
    }

    [Fact]
    public async Task Whoever_worked_the_desk_cannot_be_the_second_person()
    {
        var desk = await town.WorkerAsync(Role.Release, town.School);
        var (child, screen) = await UpToTheSecondPersonAsync(desk, "Oda");
        var again = await desk.SendAsync(screen, "second", ("Name", desk.Name), ("Password", Site.Password));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Contains("somebody else", again.Text, StringComparison.Ordinal);
        var hand = await desk.SendAsync(screen, "hand");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, hand.Status);
        Assert.Equal(ChildState.InInterimCare, town.State.Find(child.Id)!.State);
    }

    [Fact]
    public async Task A_restriction_the_childs_no_a_doubt_and_a_right_that_names_somebody_else_give_the_very_same_screen()
    {
        var desk = await town.WorkerAsync(Role.Release, town.School);
        var reporter = await town.WorkerAsync(Role.Intake, town.School);

        var restricted = await town.ChildInCareAsync(desk, town.Classroom, town.AName("Bea"), mother: "Carmen Solis");
        await town.SubmitAsync(reporter.Actor, new RaiseRestriction(
            new(Guid.CreateVersion7()), restricted.Id, RestrictionKind.ReportedDanger, null, null, null, "The child is afraid."));
        var byRestriction = await desk.SendAsync(await desk.OpenAsync($"release/start?child={restricted.Code}"), null, ("Adult.NameAsSaid", "Carmen Solis"));

        var unwilling = await town.ChildInCareAsync(desk, town.Classroom, town.AName("Lia"), mother: "Carmen Solis");
        var screen = await UpToTheChildAsync(desk, unwilling, "Carmen Solis");
        var byNo = await desk.SendAsync(screen, "child", ("Says", "no"));

        var doubted = await town.ChildInCareAsync(desk, town.Classroom, town.AName("Zoe"), mother: "Carmen Solis");
        var byDoubt = await desk.SendAsync(await StartAsync(desk, doubted, "Carmen Solis"), "doubt");

        var misnamed = await town.ChildInCareAsync(desk, town.Classroom, town.AName("Kim"), mother: "Carmen Solis");
        screen = await StartAsync(desk, misnamed, "Wholly Other");
        screen = await Next(desk, screen, "identity", ("How", "photo_document"));
        var byRight = await desk.SendAsync(screen, "right", ("Right", screen.Values("Right").First(v => v.StartsWith("on_the_roll", StringComparison.Ordinal))));

        // Starting answers with the hand-over's own address, and that one sends on; the other three are sent on at once.
        byRestriction = await desk.FollowAsync(byRestriction);
        Assert.All([byRestriction, byNo, byDoubt, byRight], answer => Assert.Equal((HttpStatusCode.SeeOther, byNo.Location), (answer.Status, answer.Location)));
        var screens = new List<Screen>();
        foreach (var answer in new[] { byRestriction, byNo, byDoubt, byRight })
        {
            screens.Add(await desk.FollowAsync(answer));
        }

        Assert.Contains("Not yet.", screens[0].Text, StringComparison.Ordinal);
        Assert.All(screens, s => Assert.Equal(screens[0].Html, s.Html));
        Assert.DoesNotContain(restricted.Code, screens[0].Html, StringComparison.Ordinal);

        // Whatever the desk opens or sends of such a hand-over afterwards, it sees this screen and nothing else.
        foreach (var release in town.State.Releases.Values.Where(r => new[] { restricted.Id, unwilling.Id, doubted.Id, misnamed.Id }.Contains(r.Child)))
        {
            Assert.Equal(byNo.Location, (await desk.OpenAsync($"release/{release.Id}")).Location);
            Assert.Equal(byNo.Location, (await desk.OpenAsync($"release/{release.Id}?step=right")).Location);
            Assert.Equal(byNo.Location, (await desk.SendAsync(screen with { Address = $"/incidents/{Town.Code}/release/{release.Id}" }, "hand", ("command", Guid.NewGuid().ToString()))).Location);
        }

        Assert.DoesNotContain("afraid", (await desk.OpenAsync("release")).Html, StringComparison.Ordinal);
        Assert.DoesNotContain("afraid", (await desk.OpenAsync("work")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reasons_reach_the_supervisor_and_nobody_else()
    {
        var desk = await town.WorkerAsync(Role.Release, town.School);
        var supervisor = await town.WorkerAsync(Role.Supervisor, town.School);
        var child = await town.ChildInCareAsync(desk, town.Classroom, town.AName("Uma"), mother: "Carmen Solis");
        await town.SubmitAsync(desk.Actor, new RaiseRestriction(
            new(Guid.CreateVersion7()), child.Id, RestrictionKind.ReportedDanger, null,
            new(new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), new() { NameAsSaid = "Karla Solís" }), null, "An aunt called."));
        var start = await desk.SendAsync(await desk.OpenAsync($"release/start?child={child.Code}"), null, ("Adult.NameAsSaid", "Carla Solis"));
        Assert.True(start.IsDone, start.Text);

        Assert.Contains(child.Code, (await supervisor.OpenAsync("supervise")).Text, StringComparison.Ordinal);
        var page = await supervisor.OpenAsync($"supervise/{child.Code}");
        Assert.Contains("An aunt called.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Carla Solis could be the adult", page.Text, StringComparison.Ordinal);

        foreach (var role in new[] { Role.Release, Role.Roll, Role.Intake, Role.Coordinator, Role.Hotline, Role.Administrator, Role.PrivacyOfficer, Role.LegalAid })
        {
            var other = await town.WorkerAsync(role, town.School);
            Assert.Equal(HttpStatusCode.Forbidden, (await other.OpenAsync($"supervise/{child.Code}")).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await other.OpenAsync("supervise")).Status);
        }

        var elsewhere = await town.WorkerAsync(Role.Supervisor, town.Shelter);
        Assert.Equal(HttpStatusCode.NotFound, (await elsewhere.OpenAsync($"supervise/{child.Code}")).Status);

        // The supervisor compared the two and says it means somebody else: the desk goes on.
        var decided = await supervisor.SendAsync(page, "NotThisAdult", ("restriction", page.Hidden("restriction")!), ("Note", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, decided.Status);
        decided = await supervisor.SendAsync(page, "NotThisAdult", ("restriction", page.Hidden("restriction")!), ("Note", "Different face on the order."));
        Assert.True(decided.IsDone, decided.Text);
        var release = town.State.Releases.Values.Single(r => r.Child == child.Id);
        Assert.Contains("Who is this adult?", (await desk.OpenAsync($"release/{release.Id}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verified_restriction_is_lifted_by_two_people_who_each_saw_the_document()
    {
        var supervisor = await town.WorkerAsync(Role.Supervisor, town.School);
        var second = await town.WorkerAsync(Role.Supervisor, town.School, "Second");
        var child = await town.ChildInCareAsync(await town.WorkerAsync(Role.Release, town.School), town.Classroom, town.AName("Vera"));
        var restriction = new Id<Restriction>(Guid.CreateVersion7());
        await town.SubmitAsync(supervisor.Actor, new RaiseRestriction(restriction, child.Id, RestrictionKind.CourtOrder, null, null, "County court, 2 May", null));

        var page = await supervisor.OpenAsync($"supervise/{child.Code}");
        var without = await supervisor.SendAsync(page, "AskLift", ("restriction", restriction.ToString()), ("CourtDocument", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.Status);
        Assert.True((await supervisor.SendAsync(page, "AskLift", ("restriction", restriction.ToString()), ("CourtDocument", "County court, 6 August"))).IsDone);

        page = await supervisor.OpenAsync($"supervise/{child.Code}");
        var alone = await supervisor.SendAsync(page, "ConfirmLift", ("restriction", restriction.ToString()), ("CourtDocument", "County court, 6 August"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, alone.Status);
        Assert.True(town.State.Restrictions[restriction].Holds);

        page = await second.OpenAsync($"supervise/{child.Code}");
        Assert.True((await second.SendAsync(page, "ConfirmLift", ("restriction", restriction.ToString()), ("CourtDocument", "County court, 6 August"))).IsDone);
        Assert.False(town.State.Restrictions[restriction].Holds);
    }

    [Fact]
    public async Task Without_a_photo_document_a_supervisor_approves_at_the_same_desk()
    {
        var desk = await town.WorkerAsync(Role.Release, town.School);
        var supervisor = await town.WorkerAsync(Role.Supervisor, town.School);
        var colleague = await town.WorkerAsync(Role.Roll, town.School);
        var child = await town.ChildInCareAsync(desk, town.Classroom, town.AName("Nora"), mother: "Maria Lopez");
        var screen = await StartAsync(desk, child, "Maria Lopez");
        screen = await Next(desk, screen, "identity", ("How", "known_to_staff"), ("Note", "Ms. Ruiz knows her."));
        screen = await Next(desk, screen, "right", ("Right", screen.Values("Right").First(v => v.StartsWith("on_the_roll", StringComparison.Ordinal))));
        screen = await Next(desk, screen, "child", ("Says", "yes"));
        Assert.Contains("A supervisor looks at this one", screen.Text, StringComparison.Ordinal);
        screen = await Next(desk, screen, "supervisor", ("Name", supervisor.Name), ("Password", Site.Password));
        screen = await Next(desk, screen, "second", ("Name", colleague.Name), ("Password", Site.Password));
        await Next(desk, screen, "hand");
        Assert.Equal(ChildState.WithParentOrVerifiedCaregiver, town.State.Find(child.Id)!.State);
    }

    [Fact]
    public async Task A_sister_in_the_same_care_is_not_left_behind_unnoticed()
    {
        var desk = await town.WorkerAsync(Role.Release, town.School);
        var legal = await town.WorkerAsync(Role.LegalAid, town.LegalAid);
        var one = await town.ChildInCareAsync(desk, town.Classroom, town.AName("Sara"), mother: "Maria Lopez");
        var other = await town.ChildInCareAsync(desk, town.Classroom, town.AName("Dora"), mother: "Maria Lopez");
        await town.SubmitAsync(legal.Actor, new MakeDeclaration(
            new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), town.Plant.Id, new() { NameAsSaid = "Maria Lopez" }, Whereabouts.AtProcessingSite,
            [new(new(Guid.CreateVersion7()), one.Id, new() { NameAsSaid = "Sara" }, Kinship.Mother), new(new(Guid.CreateVersion7()), other.Id, new() { NameAsSaid = "Dora" }, Kinship.Mother)]));

        var screen = await UpToTheChildAsync(desk, one, "Maria Lopez");
        screen = await Next(desk, screen, "child", ("Says", "yes"));
        Assert.Contains("has a brother or sister here", screen.Text, StringComparison.Ordinal);
        Assert.Contains(other.Code, screen.Text, StringComparison.Ordinal);
        screen = await Next(desk, screen, "stays", ("sibling", other.Code));
        Assert.Contains("A second person confirms", screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hand_over_that_ends_keeps_the_child_and_says_why()
    {
        var desk = await town.WorkerAsync(Role.Release, town.School);
        var child = await town.ChildInCareAsync(desk, town.Classroom, town.AName("Emma"), mother: "Maria Lopez");
        var screen = await StartAsync(desk, child, "Maria Lopez");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await desk.SendAsync(screen, "refuse")).Status);
        screen = await Next(desk, screen, "refuse", ("Because", "claimant_left"));
        Assert.Contains("stays in your care", screen.Text, StringComparison.Ordinal);
        Assert.Equal((ReleaseStatus.Refused, (RefusedBecause?)RefusedBecause.ClaimantLeft),
            town.State.Releases.Values.Where(r => r.Child == child.Id).Select(r => (r.Status, r.RefusedBecause)).Single());
    }

    [Fact]
    public async Task A_desk_of_another_organisation_can_neither_start_nor_open_a_hand_over()
    {
        var desk = await town.WorkerAsync(Role.Release, town.School);
        var stranger = await town.WorkerAsync(Role.Release, town.Shelter);
        var child = await town.ChildInCareAsync(desk, town.Classroom, town.AName("Gala"), mother: "Maria Lopez");
        var screen = await StartAsync(desk, child, "Maria Lopez");

        var refused = await stranger.FillInAsync($"release/start?child={child.Code}", ("Adult.NameAsSaid", "Maria Lopez"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("value=\"Maria Lopez\"", refused.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(town.State.RecordsOf(child).First().Details!.NameAsSaid!, refused.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.OpenAsync(screen.Address)).Status);
    }

    internal static async Task<Screen> StartAsync(Worker desk, Person child, string adult)
    {
        var answer = await desk.FillInAsync($"release/start?child={child.Code}", ("Adult.NameAsSaid", adult));
        Assert.True(answer.IsDone, answer.Text);
        return await desk.FollowAsync(answer);
    }

    internal static async Task<Screen> Next(Worker desk, Screen screen, string handler, params (string, string)[] fields)
    {
        var answer = await desk.SendAsync(screen, handler, fields);
        Assert.True(answer.IsDone, $"{handler}: {answer.Status} {answer.Text}");
        return await desk.FollowAsync(answer);
    }

    private static async Task<Screen> UpToTheChildAsync(Worker desk, Person child, string adult)
    {
        var screen = await StartAsync(desk, child, adult);
        screen = await Next(desk, screen, "identity", ("How", "photo_document"));
        return await Next(desk, screen, "right", ("Right", screen.Values("Right").First(v => v.StartsWith("on_the_roll", StringComparison.Ordinal))));
    }

    private async Task<(Person Child, Screen Screen)> UpToTheSecondPersonAsync(Worker desk, string given)
    {
        var child = await town.ChildInCareAsync(desk, town.Classroom, town.AName(given), mother: "Maria Lopez");
        var screen = await UpToTheChildAsync(desk, child, "Maria Lopez");
        return (child, await Next(desk, screen, "child", ("Says", "yes")));
    }
}
