using System.Net;
using Homeward.Access.Reads;
using Homeward.Domain;
using Homeward.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Homeward.Tests.Features;

public sealed class KeepingTests(Town town)
{
    [Fact]
    public async Task A_receipt_is_read_and_acknowledged_by_the_people_it_is_for_and_that_is_written_down()
    {
        var name = town.AName("Ofelia");
        var (desk, officer) = (await town.WorkerAsync(Role.Supervisor, town.School), await town.WorkerAsync(Role.ChildProtection, town.ChildProtection));
        var child = await town.ChildInCareAsync(desk, town.Classroom, name);
        var receipt = await town.ReceiptAsync(child, town.School, "Rosario Receives");
        var list = await officer.OpenAsync("keeping");
        Assert.Contains(child.Code, list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(name, list.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.OpenAsync($"receipts/{receipt.Id}")).Status);

        var page = await officer.OpenAsync($"receipts/{receipt.Id}");
        Assert.Contains(name, page.Text, StringComparison.Ordinal);
        Assert.Contains("Rosario Receives", page.Text, StringComparison.Ordinal);
        Assert.Contains("Order of the county court", page.Text, StringComparison.Ordinal);
        Assert.Contains(
            town.Site.Services.GetRequiredService<ReadJournals>().Of(town.Engine).Of(new HashSet<Id<Person>> { child.Id }),
            read => read.Reader == officer.Actor.User && read.Ground == Ground.Receipt);
        Assert.True((await officer.SendAsync(page, null)).IsDone);

        Assert.Equal(officer.Actor.User, town.State.Receipts[receipt.Id].AcknowledgedBy);
    }

    [Fact]
    public async Task A_hold_is_seen_on_the_person_and_lifted_by_somebody_of_another_organisation()
    {
        var (lawyer, colleague) = (await town.WorkerAsync(Role.LegalAid, town.LegalAid, "Hold"), await town.WorkerAsync(Role.LegalAid, town.LegalAid, "Second"));
        var officer = await town.WorkerAsync(Role.PrivacyOfficer, town.ChildProtection, "Hold");
        var desk = await town.WorkerAsync(Role.Supervisor, town.School);
        var child = await town.ChildInCareAsync(desk, town.Classroom, town.AName("Petra"));

        var form = await lawyer.OpenAsync("keeping");
        Assert.Contains("Choose why", (await lawyer.SendAsync(form, null, ("Child", child.Code), ("act", "hold"))).Text, StringComparison.Ordinal);
        Assert.True((await lawyer.SendAsync(form, null, ("Child", child.Code), ("Reason", "court_order"), ("act", "hold"))).IsDone);

        var hold = town.State.Holds.Values.Single(one => one.People.Contains(child.Id));
        Assert.Contains("Legal hold since", (await desk.OpenAsync($"people/{child.Code}")).Text, StringComparison.Ordinal);
        Assert.True((await LiftAsync(lawyer)).IsDone);
        Assert.Contains("another organisation", (await LiftAsync(colleague)).Text, StringComparison.Ordinal);
        Assert.True(town.State.Holds[hold.Id].Holds);
        Assert.True((await LiftAsync(officer)).IsDone);
        Assert.False(town.State.Holds[hold.Id].Holds);
        Assert.DoesNotContain("Legal hold since", (await desk.OpenAsync($"people/{child.Code}")).Text, StringComparison.Ordinal);

        async Task<Screen> LiftAsync(Worker by) => await by.SendAsync(await by.OpenAsync("keeping"), null, ("Hold", hold.Id.ToString()), ("act", "lift"));
    }

    [Fact]
    public async Task The_page_says_why_the_incident_cannot_be_closed_yet()
    {
        var coordinator = await town.WorkerAsync(Role.Coordinator, town.ChildProtection);
        await town.ChildInCareAsync(await town.WorkerAsync(Role.Supervisor, town.School), town.Classroom, town.AName("Rita"));

        var answer = await coordinator.SendAsync(await coordinator.OpenAsync("keeping"), null, ("act", "close"));

        Assert.Contains("can’t be closed before", answer.Text, StringComparison.Ordinal);
        Assert.Null(town.State.ClosedAt);
    }
}
