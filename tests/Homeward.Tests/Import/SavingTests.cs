using Homeward.Domain;
using Homeward.Engine;
using Homeward.Features.Import;
using Homeward.Tests.Engine;
using Xunit;

namespace Homeward.Tests.Import;

/// <summary>A long list is saved in groups on a real journal: nobody waits for all of it, and nothing of it is lost or done twice.</summary>
public sealed class SavingTests
{
    private const int Rows = 2_300;

    [Fact]
    public async Task A_desk_is_answered_before_a_long_list_is_saved()
    {
        await using var desk = await Desk.OpenAsync();
        var list = new LongList(desk, Rows);
        Task<Answer.Accepted>? report = null;
        var unsaved = new List<int>();

        var outcome = await list.SaveAsync((saved, of) =>
        {
            report ??= desk.AcceptedAsync(desk.Child());
            if (report.IsCompleted) { unsaved.Add(of - saved); }
        });

        Assert.Equal(new ImportSaving.Outcome.Done(Rows), outcome);
        var answered = await report!;
        Assert.True(answered.Position < desk.Engine.Current.Position - (2 * Rows), $"The desk's report came at {answered.Position} of {desk.Engine.Current.Position}.");
        Assert.Contains(unsaved, left => left > 0);
    }

    [Fact]
    public async Task A_list_that_was_cut_short_says_so_and_the_same_file_finishes_it()
    {
        await using var desk = await Desk.OpenAsync();
        await Assert.ThrowsAsync<PowerFailed>(() => new LongList(desk, Rows).SaveAsync((saved, _) => _ = saved > 900 ? throw new PowerFailed() : 0));
        await desk.ReopenAsync();

        var unfinished = Assert.Single(desk.Engine.Current.UnfinishedImports);
        Assert.Equal((Rows, desk.Worker.User, desk.Worker.Organisation), (unfinished.Rows, unfinished.By, unfinished.Owner));
        Assert.InRange(desk.Engine.Current.People.Count, 901, Rows - 1);

        var again = new LongList(desk, Rows);
        Assert.Equal(Rows - desk.Engine.Current.People.Count, again.Plan.New);
        Assert.IsType<ImportSaving.Outcome.Done>(await again.SaveAsync());

        Assert.Empty(desk.Engine.Current.UnfinishedImports);
        Assert.Equal(Rows, desk.Engine.Current.People.Count);
        Assert.Empty(new LongList(desk, Rows).Plan.Requests);
    }

    [Fact]
    public async Task Another_list_does_not_finish_one_that_was_cut_short()
    {
        await using var desk = await Desk.OpenAsync();
        await Assert.ThrowsAsync<PowerFailed>(() => new LongList(desk, Rows).SaveAsync((_, _) => throw new PowerFailed()));

        await new LongList(desk, Rows - 1).SaveAsync();

        Assert.Single(desk.Engine.Current.UnfinishedImports);
    }

    [Fact]
    public async Task A_short_list_is_all_or_nothing_and_leaves_no_mark()
    {
        await using var desk = await Desk.OpenAsync();
        var list = new LongList(desk, 20);
        // Somebody files the third row's child on the roll first, under the very same id.
        await desk.AcceptedAsync(list.Plan.Requests[2].Command);

        var outcome = await list.SaveAsync();

        Assert.Equal(new ImportSaving.Outcome.MovedOn(0, 20), outcome);
        Assert.Equal(1, desk.Engine.Current.People.Count);
        Assert.Empty(desk.Engine.Current.UnfinishedImports);
    }

    [Fact]
    public async Task When_somebody_changes_the_incident_meanwhile_what_is_saved_is_said_and_the_rest_can_be_saved()
    {
        await using var desk = await Desk.OpenAsync();
        var list = new LongList(desk, Rows);
        var later = list.Plan.Requests.Last(request => request.Command is ExpectOnRoll).Command;
        Task? interfering = null;

        var outcome = await list.SaveAsync((_, _) => interfering ??= desk.AcceptedAsync(later));

        await interfering!;
        Assert.InRange(Assert.IsType<ImportSaving.Outcome.MovedOn>(outcome).Saved, ImportSaving.LargestGroup, Rows - 1);
        Assert.IsType<ImportSaving.Outcome.Done>(await new LongList(desk, Rows).SaveAsync());
        Assert.Equal((Rows, 0), (desk.Engine.Current.People.Count, desk.Engine.Current.UnfinishedImports.Count));
    }

    private sealed class PowerFailed : Exception;

    private sealed class LongList
    {
        private readonly Desk desk;
        private readonly ImportTarget target;
        private readonly BroughtFiles files;

        public LongList(Desk desk, int rows)
        {
            this.desk = desk;
            target = new(ImportKind.Roll, desk.Gym, desk.Worker);
            files = new(SizeTests.LargeRoll(rows));
            Plan = ImportCheck.Of(desk.Engine.Current, target, files, new(new Dictionary<string, string>(), DateOrder.DayMonthYear), desk.Clock.GetUtcNow()).Plan!;
        }

        public ImportPlan Plan { get; }

        public Task<ImportSaving.Outcome> SaveAsync(Action<int, int>? told = null) =>
            ImportSaving.SaveAsync(desk.Engine, target, ImportSaving.IdOf(desk.Engine.Current, target, files), Plan, desk.Clock, told);
    }
}
