using System.Text.Json;
using Homeward.Domain;
using Homeward.Engine;
using Xunit;

namespace Homeward.Tests.Engine;

/// <summary>Once a record's key is destroyed, nothing the running engine holds says any more what the record said.</summary>
public sealed class ForgettingTests
{
    private const string Planted = "Xochitl Planted-Name";

    [Fact]
    public async Task The_running_engine_forgets_what_a_destroyed_key_sealed()
    {
        await using var desk = await Desk.OpenAsync();
        var child = await PlantedAsync(desk);
        var moment = desk.Clock.GetUtcNow();
        desk.Clock.Advance(TimeSpan.FromMinutes(5));
        await desk.AcceptedAsync(desk.Child());
        Assert.Contains(Planted, Text(await desk.Engine.AsOfAsync(moment, TestContext.Current.CancellationToken)), StringComparison.Ordinal);

        desk.Engine.Journal.DestroyKey(child.Record.Value);

        Assert.DoesNotContain(Planted, Text(desk.Engine.Current), StringComparison.Ordinal);
        Assert.DoesNotContain(Planted, Text(await desk.Engine.AsOfAsync(moment, TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        Assert.Equal((2, ChildState.InInterimCare), (desk.Engine.Current.Counts.TotalChildren, desk.Engine.Current.People[child.Person].State!.Value));
    }

    [Fact]
    public async Task What_is_left_is_what_a_restart_makes_of_the_journal()
    {
        await using var desk = await Desk.OpenAsync();
        var child = await PlantedAsync(desk);
        desk.Clock.Advance(TimeSpan.FromMinutes(5));
        await desk.AcceptedAsync(desk.Child());
        desk.Engine.Journal.DestroyKey(child.Record.Value);
        var forgotten = Text(desk.Engine.Current);

        await desk.Engine.DisposeAsync();
        desk.ForgetSnapshot();
        await desk.ReopenAsync();

        Assert.Equal(Text(desk.Engine.Current), forgotten);
    }

    [Fact]
    public async Task No_snapshot_brings_it_back_not_even_one_that_was_begun_before()
    {
        await using var desk = await Desk.OpenAsync();
        var child = await PlantedAsync(desk);
        await desk.Engine.WriteSnapshotAsync();
        Assert.True(desk.HasSnapshot);

        desk.Engine.Journal.DestroyKey(child.Record.Value);
        await desk.Engine.DisposeAsync();
        Assert.True(desk.HasSnapshot);
        await desk.ReopenAsync();

        Assert.DoesNotContain(Planted, Text(desk.Engine.Current), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_said_later_under_another_record_of_the_same_child_is_kept()
    {
        await using var desk = await Desk.OpenAsync();
        var child = await PlantedAsync(desk);
        desk.Engine.Journal.DestroyKey(child.Record.Value);

        await desk.AcceptedAsync(desk.Child("Ana Lopez") with { Person = child.Person });

        Assert.Contains("Ana Lopez", Text(desk.Engine.Current), StringComparison.Ordinal);
    }

    private static async Task<ReportChild> PlantedAsync(Desk desk)
    {
        var child = desk.Child(Planted + " first") with { Note = Planted };
        await desk.AcceptedAsync(child);
        desk.Clock.Advance(TimeSpan.FromMinutes(1));
        await desk.AcceptedAsync(new CorrectDetails(child.Record, new() { NameAsSaid = Planted }));
        await desk.AcceptedAsync(new AddNote(child.Record, NoteKind.General, Planted));
        return child;
    }

    private static string Text(IncidentState state) => JsonSerializer.Serialize(
        new
        {
            People = state.People.Values.OrderBy(p => p.Id.Value),
            Records = state.Records.Values.OrderBy(r => r.Id.Value),
            state.Counts.Children,
            state.Position,
            state.LastRecorded,
        },
        EventCodec.Json);
}
