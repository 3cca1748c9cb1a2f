using System.Text.Json;
using Homeward.Domain;
using Homeward.Engine;
using Xunit;

namespace Homeward.Tests.Engine;

public sealed class EngineTests
{
    [Fact]
    public async Task What_was_accepted_is_there_after_a_restart()
    {
        await using var desk = await Desk.OpenAsync();
        var child = desk.Child();
        await desk.AcceptedAsync(child);

        await desk.ReopenAsync();

        var known = desk.Engine.Current.People[child.Person];
        Assert.Equal(ChildState.InInterimCare, known.State);
        Assert.Equal("Ana Lopez", desk.Engine.Current.Records[child.Record].Details!.NameAsSaid);
    }

    [Fact]
    public async Task A_retry_is_answered_and_not_repeated_also_after_a_restart()
    {
        await using var desk = await Desk.OpenAsync();
        var request = desk.Ask(desk.Child());
        var first = Assert.IsType<Answer.Accepted>(await desk.Engine.SubmitAsync(request));

        var again = Assert.IsType<Answer.Accepted>(await desk.Engine.SubmitAsync(request));
        await desk.ReopenAsync();
        var afterRestart = Assert.IsType<Answer.Accepted>(await desk.Engine.SubmitAsync(request));

        Assert.False(first.Repeated);
        Assert.Equal(first with { Repeated = true }, again);
        Assert.Equal(again, afterRestart);
        Assert.Equal(1, desk.Engine.Current.Counts.TotalChildren);
    }

    [Fact]
    public async Task An_id_that_was_used_for_something_else_is_refused()
    {
        await using var desk = await Desk.OpenAsync();
        var request = desk.Ask(desk.Child("Ana"));
        await desk.Engine.SubmitAsync(request);

        var other = await desk.Engine.SubmitAsync(request with { Command = desk.Child("Luis") });

        Assert.Equal(RefusalReason.IdAlreadyUsed, Assert.IsType<Answer.Refused>(other).Refusal.Reason);
    }

    [Fact]
    public async Task Requests_submitted_together_are_all_kept_or_none()
    {
        await using var desk = await Desk.OpenAsync();
        var nowhere = desk.Child() with { At = new(Guid.CreateVersion7()) };
        var before = desk.Engine.Current.Position;

        var answers = await desk.Engine.SubmitTogetherAsync([desk.Ask(desk.Child()), desk.Ask(nowhere), desk.Ask(desk.Child())]);

        Assert.All(answers, a => Assert.Equal((RefusalReason.NoSuchPlace, 1), (Assert.IsType<Answer.Refused>(a).Refusal.Reason, ((Answer.Refused)a).At)));
        Assert.Equal(before, desk.Engine.Current.Position);
        Assert.Equal(0, desk.Engine.Current.Counts.TotalChildren);
    }

    [Fact]
    public async Task Two_desks_that_act_at_once_are_decided_one_after_the_other()
    {
        await using var desk = await Desk.OpenAsync();
        var child = desk.Child() with { Situation = new Situation.NotLocated() };
        await desk.AcceptedAsync(child);
        var offices = Enumerable.Range(0, 20).Select(_ => new Place(new(Guid.CreateVersion7()), "Room", PlaceKind.Shelter, "Forest")).ToList();
        foreach (var office in offices)
        {
            await desk.AcceptedAsync(new AddPlace(office));
        }

        var answers = await Task.WhenAll(offices.Select(o =>
            desk.Engine.SubmitAsync(desk.Ask(new TakeIn(child.Person, new(desk.Worker.Organisation, o.Id))))));

        Assert.Single(answers.OfType<Answer.Accepted>());
        Assert.Equal(19, answers.OfType<Answer.Refused>().Count(r => r.Refusal.Reason == RefusalReason.AlreadyInCare));
    }

    [Fact]
    public async Task An_earlier_moment_shows_what_was_known_then_and_not_what_had_happened_by_then()
    {
        await using var desk = await Desk.OpenAsync();
        desk.Clock.Advance(TimeSpan.FromMinutes(10));
        var early = desk.Child("Early");
        await desk.AcceptedAsync(early);
        var moment = desk.Clock.GetUtcNow();
        desk.Clock.Advance(TimeSpan.FromMinutes(10));
        var late = desk.Child("Late");
        // It happened before the moment, and we learned of it after.
        await desk.Engine.SubmitAsync(desk.Ask(late) with { Occurred = moment.AddMinutes(-5) });

        var then = await desk.Engine.AsOfAsync(moment);
        var before = await desk.Engine.AsOfAsync(moment.AddMinutes(-10).AddMilliseconds(-1));

        Assert.Equal(1, then.Counts.TotalChildren);
        Assert.False(then.People.ContainsKey(late.Person));
        Assert.Null(before.Incident);
        Assert.Equal(2, (await desk.Engine.AsOfAsync(desk.Clock.GetUtcNow())).Counts.TotalChildren);
    }

    [Fact]
    public async Task The_time_recorded_never_runs_backwards_when_the_clock_is_set_back()
    {
        await using var desk = await Desk.OpenAsync();
        desk.Clock.Advance(TimeSpan.FromHours(1));
        await desk.AcceptedAsync(desk.Child());
        var last = desk.Engine.Current.LastRecorded;
        desk.Clock.AdjustTime(last.AddMinutes(-30));

        await desk.AcceptedAsync(desk.Child());

        Assert.Equal(last, desk.Engine.Current.LastRecorded);
    }

    [Fact]
    public async Task A_start_from_a_snapshot_gives_the_state_that_a_replay_gives()
    {
        await using var desk = await Desk.OpenAsync();
        for (var i = 0; i < 50; i++)
        {
            await desk.AcceptedAsync(desk.Child($"Child {i}"));
        }

        await desk.Engine.WriteSnapshotAsync();
        await desk.AcceptedAsync(desk.Child("After the snapshot"));
        await desk.ReopenAsync();
        Assert.True(desk.HasSnapshot);
        var fromSnapshot = AsText(desk.Engine.Current);
        desk.ForgetSnapshot();
        await desk.ReopenAsync();

        Assert.Equal(AsText(desk.Engine.Current), fromSnapshot);
        Assert.Contains("After the snapshot", fromSnapshot, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_destroyed_key_takes_the_name_away_and_leaves_the_count()
    {
        await using var desk = await Desk.OpenAsync();
        var child = desk.Child("Planted Name");
        await desk.AcceptedAsync(child);

        desk.Engine.Journal.DestroyKey(child.Record.Value);
        await desk.ReopenAsync();

        Assert.Equal(1, desk.Engine.Current.Counts.Of(ChildState.InInterimCare));
        Assert.Null(desk.Engine.Current.Records[child.Record].Details);
    }

    private static string AsText(IncidentState state) => JsonSerializer.Serialize(
        new
        {
            People = state.People.Values.OrderBy(p => p.Id.Value),
            Records = state.Records.Values.OrderBy(r => r.Id.Value),
            Tallies = state.Tallies.OrderBy(t => t.Key.Value),
            Codes = state.Codes.OrderBy(c => c.Key.Text, StringComparer.Ordinal),
            state.Counts,
            state.Incident,
            state.Position,
            state.Version,
            state.LastRecorded,
        },
        EventCodec.Json);
}
