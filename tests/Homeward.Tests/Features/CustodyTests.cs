using System.Net;
using Homeward.Domain;
using Homeward.Tests.Support;
using Xunit;

namespace Homeward.Tests.Features;

public sealed class CustodyTests(Town town)
{
    [Fact]
    public async Task A_child_changes_hands_only_when_the_receiver_says_yes()
    {
        var school = await town.WorkerAsync(Role.Intake, town.School);
        var shelter = await town.WorkerAsync(Role.Intake, town.Shelter);
        var child = await town.ChildInCareAsync(school, town.Classroom, town.AName("Otto"));

        var incomplete = await school.FillInAsync($"custody/{child.Code}/offer", ("Place", town.Gym.Id.ToString()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, incomplete.Status);
        Assert.Contains($"value=\"{town.Gym.Id}\" selected", incomplete.Html, StringComparison.Ordinal);
        var offered = await school.FillInAsync($"custody/{child.Code}/offer", ("Organisation", town.Shelter.Id.ToString()), ("Place", town.Gym.Id.ToString()));
        Assert.True(offered.IsDone, offered.Text);
        Assert.Equal(town.School.Id, town.State.Find(child.Id)!.Child!.Custody!.Holder.Organisation);

        Assert.Contains(child.Code, (await shelter.OpenAsync("work")).Text, StringComparison.Ordinal);
        var accepted = await shelter.FillInAsync($"custody/{child.Code}/accept");
        Assert.True(accepted.IsDone, accepted.Text);
        Assert.Equal(new Holder(town.Shelter.Id, town.Gym.Id), town.State.Find(child.Id)!.Child!.Custody!.Holder);
    }

    [Fact]
    public async Task An_offer_can_be_declined_and_taken_back()
    {
        var school = await town.WorkerAsync(Role.Intake, town.School);
        var shelter = await town.WorkerAsync(Role.Intake, town.Shelter);
        var child = await town.ChildInCareAsync(school, town.Classroom, town.AName("Oscar"));
        (string, string)[] to = [("Organisation", town.Shelter.Id.ToString()), ("Place", town.Gym.Id.ToString())];
        await school.FillInAsync($"custody/{child.Code}/offer", to);
        Assert.True((await shelter.FillInAsync($"custody/{child.Code}/decline")).IsDone);
        await school.FillInAsync($"custody/{child.Code}/offer", to);
        Assert.True((await school.FillInAsync($"custody/{child.Code}/withdraw")).IsDone);
        var facts = town.State.Find(child.Id)!.Child!;
        Assert.Null(facts.Offer);
        Assert.Equal(town.School.Id, facts.Custody!.Holder.Organisation);
        Assert.Equal(HttpStatusCode.SeeOther, (await shelter.OpenAsync($"custody/{child.Code}/accept")).Status);
    }

    [Fact]
    public async Task A_child_who_ran_raises_an_alarm_that_a_supervisor_answers()
    {
        var school = await town.WorkerAsync(Role.Intake, town.School);
        var supervisor = await town.WorkerAsync(Role.Supervisor, town.School);
        var child = await town.ChildInCareAsync(school, town.Classroom, town.AName("Olga"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await school.FillInAsync($"custody/{child.Code}/left")).Status);
        Assert.True((await school.FillInAsync($"custody/{child.Code}/left", ("How", "ran"), ("Note", "Through the back door."))).IsDone);
        Assert.Equal((ChildState.ReportedNotLocated, true), (town.State.Find(child.Id)!.State!.Value, town.State.Find(child.Id)!.Child!.Alarm));

        Assert.Contains("left without a hand-over", (await supervisor.OpenAsync("supervise")).Text, StringComparison.Ordinal);
        var page = await supervisor.OpenAsync($"supervise/{child.Code}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await supervisor.SendAsync(page, "Alarm", ("Note", ""))).Status);
        Assert.True((await supervisor.SendAsync(page, "Alarm", ("Note", "Two of us search the block."))).IsDone);
        Assert.False(town.State.Find(child.Id)!.Child!.Alarm);
    }

    [Fact]
    public async Task Only_the_assigned_worker_confirms_a_death()
    {
        var one = await town.WorkerAsync(Role.ChildProtection, town.ChildProtection, "One");
        var two = await town.WorkerAsync(Role.ChildProtection, town.ChildProtection, "Two");
        var child = await town.ChildInCareAsync(await town.WorkerAsync(Role.Intake, town.School), town.Classroom, town.AName("Ofelia"));
        Assert.True((await one.FillInAsync($"custody/{child.Code}/worker", ("Worker", two.Actor.User.ToString()))).IsDone);
        Assert.Equal(two.Actor.User, town.State.Find(child.Id)!.Child!.Worker);
        Assert.Equal(HttpStatusCode.SeeOther, (await one.OpenAsync($"custody/{child.Code}/death")).Status);
        var form = await two.OpenAsync($"custody/{child.Code}/death");
        Assert.True((await two.SendAsync(form, null, ("Note", "County coroner, by phone and letter."))).IsDone);
        Assert.Equal(ChildState.Died, town.State.Find(child.Id)!.State);
    }

    [Fact]
    public async Task A_child_who_is_not_affected_leaves_the_count_and_can_come_back()
    {
        var supervisor = await town.WorkerAsync(Role.Supervisor, town.School);
        var id = new Id<Person>(Guid.CreateVersion7());
        await town.SubmitAsync(supervisor.Actor, new ReportChild(new(Guid.CreateVersion7()), id, Source.PhoneCall, null, new() { NameAsSaid = town.AName("Omar") }, new Situation.NotLocated()));
        var code = town.State.Find(id)!.Code;
        Assert.True((await supervisor.FillInAsync($"custody/{code}/not-counted", ("Reason", "parents_not_affected"))).IsDone);
        Assert.Equal(ChildState.NotAffectedOrDuplicate, town.State.Find(id)!.State);
        Assert.True((await supervisor.FillInAsync($"custody/{code}/count-again")).IsDone);
        Assert.Equal(ChildState.ReportedNotLocated, town.State.Find(id)!.State);
    }

    [Fact]
    public async Task A_restriction_without_a_name_holds_against_everybody()
    {
        var teacher = await town.WorkerAsync(Role.Roll, town.School);
        var child = await town.ChildInCareAsync(await town.WorkerAsync(Role.Intake, town.School), town.Classroom, town.AName("Oriana"));
        Assert.True((await teacher.FillInAsync($"custody/{child.Code}/restrict", ("Kind", "childs_wish"), ("Note", "She asked not to go."))).IsDone);
        var restriction = town.State.Restrictions[town.State.Find(child.Id)!.Child!.Restrictions.Single()];
        Assert.True(restriction is { BarsEverybody: true, Holds: true, Verified: false });
    }

    [Fact]
    public async Task Another_organisation_sees_no_name_of_a_child_on_any_page_of_doing()
    {
        var school = await town.WorkerAsync(Role.Intake, town.School);
        var name = town.AName("Secundina");
        var child = await town.ChildInCareAsync(school, town.Classroom, name, mother: "Reservada Madre");
        await town.SubmitAsync(school.Actor, new RaiseRestriction(new(Guid.CreateVersion7()), child.Id, RestrictionKind.ReportedDanger, null, null, null, "Palabras cerradas."));
        foreach (var role in Enum.GetValues<Role>().Where(role => role != Role.System))
        {
            var stranger = await town.WorkerAsync(role, town.Shelter);
            string[] pages =
            [
                "work", "intake", $"intake?Known={child.Code}", $"intake/saved?child={child.Code}", "sighting", $"sighting/saved?child={child.Code}", "tracing",
                $"tracing?sought={child.Code}", $"tracing/saved?seeker={child.Code}&sought={child.Code}", "declaration", "whereabouts", "roll", $"roll/{town.Classroom.Id}",
                "leads", "release", $"release/start?child={child.Code}", "release/not-yet", "supervise",
                $"supervise?child={child.Code}", $"supervise/{child.Code}",
                .. new[] { "take-in", "offer", "accept", "decline", "withdraw", "left", "alarm", "restrict", "worker", "not-counted", "count-again", "death" }.Select(what => $"custody/{child.Code}/{what}"),
            ];
            foreach (var page in pages)
            {
                var screen = await stranger.OpenAsync(page);
                Assert.True((int)screen.Status < 500, page);
                if (page is "tracing" or "release" && screen.Hidden("form-token") is not null)
                {
                    // What somebody typed themselves is shown back to them, and nothing more.
                    var searched = await stranger.SendAsync(screen, null, (page == "tracing" ? "Search" : "Child", name));
                    Assert.Equal(System.Net.HttpStatusCode.OK, searched.Status);
                    Assert.DoesNotContain(child.Code, searched.Html, StringComparison.Ordinal);
                }

                Assert.False(screen.Html.Contains(name, StringComparison.Ordinal), $"{role} sees the name on {page}");
                Assert.False(screen.Html.Contains("Reservada", StringComparison.Ordinal), $"{role} sees facts on {page}");

                // Why a child is held back is for child protection to know, wherever the child is.
                Assert.True(role == Role.ChildProtection || !screen.Html.Contains("Palabras", StringComparison.Ordinal), $"{role} sees the reason on {page}");
            }
        }
    }
}
