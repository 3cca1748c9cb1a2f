using System.Net;
using Homeward.Access.Reads;
using Homeward.Domain;
using Homeward.Tests.Journal;
using Homeward.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Homeward.Tests.Access;

/// <summary>Children who don't exist: they are never counted, look like any other, and whoever opens one is reported at once.</summary>
public sealed class TestRecordsTests
{
    [Fact]
    public async Task Whoever_opens_a_test_record_sees_a_plain_page_and_is_reported_at_once_and_nothing_counts_it()
    {
        var town = new Town();
        await town.InitializeAsync();
        await using var closing = town.Site;
        var (officer, clerk) = (await town.WorkerAsync(Role.PrivacyOfficer, town.ChildProtection), await town.WorkerAsync(Role.Hotline, town.School));
        var (theirs, ours, other) = (await town.WorkerAsync(Role.Coordinator, town.School), await town.WorkerAsync(Role.Coordinator, town.ChildProtection), await town.WorkerAsync(Role.Coordinator, town.Shelter));
        var real = new Id<Person>(Guid.CreateVersion7());
        await town.SubmitAsync(clerk.Actor, new ReportChild(new(Guid.CreateVersion7()), real, Source.PhoneCall, null, new() { NameAsSaid = "Zulma Realname", Age = new Age(7) }, new Situation.NotLocated()));
        var before = (town.State.Counts, town.State.People.Count, Board: (await clerk.OpenAsync("")).Main, List: (await clerk.OpenAsync("children")).Main, Leads: (await theirs.OpenAsync("leads")).Main);

        Assert.DoesNotContain("<table class=\"narrow-table\">", (await officer.OpenAsync("reads")).Html.Split("id=\"tests\"")[1], StringComparison.Ordinal);
        Assert.True((await officer.SendAsync(await officer.OpenAsync("reads"), "tests")).IsDone);
        var made = town.Site.Services.GetRequiredService<ReadJournals>().Of(town.Engine).TestRecords!;
        var test = made.All[0];
        var page = (await officer.OpenAsync("reads")).Text;
        Assert.All(made.All, one => Assert.Contains(one.Name, page, StringComparison.Ordinal));

        // Whoever looks for the name finds it like any other child of theirs, and nothing counts it.
        var found = await clerk.SendAsync(await clerk.OpenAsync("children"), null, ("Search", test.Name));
        Assert.Contains(test.Name, found.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("test record", (await theirs.OpenAsync("")).Text, StringComparison.Ordinal);
        var code = PersonCodes.For(test.Person, town.State);
        var opened = await clerk.OpenAsync($"people/{code}");
        Assert.Equal(HttpStatusCode.OK, opened.Status);
        Assert.Contains(test.Name, opened.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("test", opened.Text.Replace(test.Name, "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);

        // The very next page of each who has to know says who it was; a third organisation hears nothing.
        Assert.All([await officer.OpenAsync("reads"), await theirs.OpenAsync(""), await ours.OpenAsync("")], told =>
        {
            Assert.Contains(clerk.Name, told.Text, StringComparison.Ordinal);
            Assert.Contains($"opened the test record {code}", told.Text, StringComparison.Ordinal);
        });
        Assert.DoesNotContain("test record", (await other.OpenAsync("")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("test record", (await clerk.OpenAsync("")).Text, StringComparison.Ordinal);

        // Whoever looks before they write a request down finds it too; taking it for the child they look for is opening it.
        var tracer = await town.WorkerAsync(Role.Hotline, town.School, "Tracing");
        Assert.Contains(test.Name, (await tracer.FillInAsync("tracing", ("Search", test.Name))).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(tracer.Name, (await theirs.OpenAsync("")).Text, StringComparison.Ordinal);
        Assert.Contains(test.Name, (await tracer.OpenAsync($"tracing?who=child-sought&sought={code}")).Html, StringComparison.Ordinal);
        Assert.Contains($"{tracer.Name} ({town.School.Name}) opened the test record {code}", (await theirs.OpenAsync("")).Text, StringComparison.Ordinal);

        Assert.Equal((before.Counts, before.Item2), (town.State.Counts, town.State.People.Count));
        Assert.Equal((Shown(before.Board), Shown(before.List)), (Shown((await clerk.OpenAsync("")).Main), Shown((await clerk.OpenAsync("children")).Main)));
        Assert.Equal(before.Leads, (await theirs.OpenAsync("leads")).Main);
    }

    // Behind it stands whose copy it is, with another code each time it was written down that somebody new was shown.
    private static string Shown(string main) => main[..main.IndexOf("</main>", StringComparison.Ordinal)];

    [Fact]
    public async Task Test_records_and_who_opened_them_are_there_after_a_restart()
    {
        using var folder = new JournalFolder();
        var file = Path.Combine(folder.Root, "reads");
        var read = new PersonRead(new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), Role.Roll, default, Ground.OwnRecord, "people", folder.Clock.GetUtcNow(), IsTest: true);
        IReadOnlyList<TestRecord> made;
        using (var journal = ReadJournal.Open(file, folder.Key, folder.Clock, NullLogger.Instance))
        {
            Assert.True(await journal.MakeTestRecordsAsync(new(Guid.CreateVersion7()), new(Guid.CreateVersion7())));
            made = journal.TestRecords!.All;
            read = read with { Person = made[0].Person };
            await journal.RecordAsync([read]);
        }

        using var again = ReadJournal.Open(file, folder.Key, folder.Clock, NullLogger.Instance);
        Assert.Equal(made, again.TestRecords!.All);
        Assert.Equal(TestRecords.Count, made.DistinctBy(one => one.Name).Count());
        Assert.Equal([read], again.TestRecordsOpened(DateTimeOffset.MinValue));
    }
}
