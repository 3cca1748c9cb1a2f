using System.Net;
using Homeward.Access.Reads;
using Homeward.Domain;
using Homeward.Journal;
using Homeward.Tests.Journal;
using Homeward.Tests.Support;
using Homeward.Web;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Record = Homeward.Domain.Record;

namespace Homeward.Tests.Access;

public sealed class ReadsTests(Town town)
{
    [Fact]
    public async Task The_privacy_officer_sees_who_opened_a_child_and_whom_somebody_opened_today()
    {
        var (roll, officer) = (await town.WorkerAsync(Role.Roll, town.School, "Reading"), await town.WorkerAsync(Role.PrivacyOfficer, town.ChildProtection));
        var child = await town.ChildInCareAsync(roll, town.Classroom, town.AName("Nadia"));
        Assert.Contains("Nobody has opened this person yet", (await officer.OpenAsync($"reads?person={child.Code}")).Text, StringComparison.Ordinal);

        await roll.OpenAsync($"people/{child.Code}");

        var about = await officer.OpenAsync($"reads?person={child.Code}");
        Assert.Contains(roll.Name, about.Text, StringComparison.Ordinal);
        Assert.Contains("their organisation answers for the child", about.Text, StringComparison.Ordinal);
        Assert.Contains(child.Code, (await officer.OpenAsync($"reads?reader={roll.Actor.User}")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Nadia", about.Text, StringComparison.Ordinal);
    }

    // A page without a name here would answer the privacy officer with an error, as soon as somebody had opened a child on it.
    [Fact]
    public void Every_page_is_called_something_where_the_privacy_officer_reads_what_was_opened()
    {
        using var matrix = new StreamReader(typeof(AccessMatrixTests).Assembly.GetManifestResourceStream("access-matrix.txt")!);
        var pages = matrix.ReadToEnd().Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(parts => parts is ["GET" or "POST", ['/', ..], ..]).Select(parts => parts[1].Split('/', '?')[1]).Select(page => page.Length == 0 ? "board" : page).Distinct().ToList();
        Assert.True(pages.Count > 20);
        Assert.All(pages, page => Assert.NotEmpty(new Texts(TextCatalogue.Embedded, Language.Spanish)[$"reads.page_{page}"]));
    }


    [Theory]
    [InlineData(Role.Roll)]
    [InlineData(Role.Supervisor)]
    [InlineData(Role.ChildProtection)]
    [InlineData(Role.Administrator)]
    public async Task Nobody_else_asks_who_opened_whom(Role role)
    {
        var worker = await town.WorkerAsync(role, town.School);
        Assert.Equal(HttpStatusCode.Forbidden, (await worker.OpenAsync("reads")).Status);
    }

    [Fact]
    public async Task A_person_whose_details_stay_closed_was_not_read_and_one_opened_twice_was_read_once()
    {
        var (roll, stranger) = (await town.WorkerAsync(Role.Roll, town.School, "Twice"), await town.WorkerAsync(Role.Intake, town.Shelter));
        var child = await town.ChildInCareAsync(roll, town.Classroom, town.AName("Omar"));
        Assert.DoesNotContain("Omar", (await stranger.OpenAsync($"people/{child.Code}")).Text, StringComparison.Ordinal);
        Assert.Empty(ReadsOf(child));

        await roll.OpenAsync($"people/{child.Code}");
        await roll.OpenAsync($"people/{child.Code}");

        var read = Assert.Single(ReadsOf(child));
        Assert.Equal((roll.Actor.User, town.School.Id, Ground.InOurCare, "people"), (read.Reader, read.Organisation, read.Ground, read.Page));
    }

    [Fact]
    public async Task A_child_offered_to_an_organisation_is_read_on_that_ground()
    {
        var (roll, shelter) = (await town.WorkerAsync(Role.Roll, town.School, "Offering"), await town.WorkerAsync(Role.Intake, town.Shelter));
        var child = await town.ChildInCareAsync(roll, town.Classroom, town.AName("Pilar"));
        await town.SubmitAsync(roll.Actor, new OfferTransfer(child.Id, new(Guid.CreateVersion7()), new(town.Shelter.Id, town.Gym.Id)));

        await shelter.OpenAsync($"people/{child.Code}");

        Assert.Equal(Ground.OfferedToUs, Assert.Single(ReadsOf(child)).Ground);
    }

    [Fact]
    public async Task Whoever_may_open_a_child_sees_who_else_did()
    {
        var (roll, colleague) = (await town.WorkerAsync(Role.Roll, town.School, "First"), await town.WorkerAsync(Role.Release, town.School, "Later"));
        var child = await town.ChildInCareAsync(roll, town.Classroom, town.AName("Quique"));
        await roll.OpenAsync($"people/{child.Code}");
        var page = await colleague.OpenAsync($"people/{child.Code}");
        Assert.Contains("Who opened this page", page.Text, StringComparison.Ordinal);
        Assert.Contains(roll.Name, page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_read_is_there_after_a_restart_and_its_journal_verifies_and_holds_no_name()
    {
        using var folder = new JournalFolder();
        var reads = Path.Combine(folder.Root, "reads");
        var read = new PersonRead(new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), Role.Roll, new(Guid.CreateVersion7()), Ground.Assigned, "people", folder.Clock.GetUtcNow());
        using (var journal = ReadJournal.Open(reads, folder.Key, folder.Clock, NullLogger.Instance))
        {
            await journal.RecordAsync([read]);
            await journal.RecordAsync([read with { At = read.At + ReadJournal.Again }]);
        }

        using var again = ReadJournal.Open(reads, folder.Key, folder.Clock, NullLogger.Instance);
        Assert.Equal([read with { At = read.At + ReadJournal.Again }, read], again.Of(new HashSet<Id<Person>> { read.Person }));
        Assert.Equal(2, Assert.IsType<Verification.Good>(JournalVerifier.Verify(Path.Combine(reads, IncidentJournal.JournalFile))).Rows);
    }

    [Fact]
    public async Task A_disk_that_takes_nothing_keeps_nobody_from_a_child_and_gets_the_reads_later()
    {
        using var folder = new JournalFolder();
        var file = Path.Combine(folder.Root, "reads");
        var read = new PersonRead(new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), Role.Roll, new(Guid.CreateVersion7()), Ground.Assigned, "people", folder.Clock.GetUtcNow());
        var other = read with { Person = new(Guid.CreateVersion7()) };
        using (var journal = ReadJournal.Open(file, folder.Key, folder.Clock, NullLogger.Instance))
        {
            using (var busy = new SqliteConnection($"Data Source={Path.Combine(file, IncidentJournal.JournalFile)};Pooling=False"))
            {
                busy.Open();
                using var hold = busy.CreateCommand();
                hold.CommandText = "BEGIN IMMEDIATE";
                hold.ExecuteNonQuery();
                await journal.RecordAsync([read]);
                Assert.Equal([read], journal.By(read.Reader, read.At));
            }

            await journal.RecordAsync([other]);
        }

        using var again = ReadJournal.Open(file, folder.Key, folder.Clock, NullLogger.Instance);
        Assert.Equal([other, read], again.By(read.Reader, read.At));
    }

    [Fact]
    public async Task Many_who_read_at_once_are_all_written_down()
    {
        using var folder = new JournalFolder();
        var file = Path.Combine(folder.Root, "reads");
        var reads = Enumerable.Range(0, 200).Select(_ => new PersonRead(
            new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), Role.Roll, new(Guid.CreateVersion7()), Ground.Assigned, "people", folder.Clock.GetUtcNow())).ToList();
        using (var journal = ReadJournal.Open(file, folder.Key, folder.Clock, NullLogger.Instance))
        {
            await Task.WhenAll(reads.Select(read => Task.Run(() => journal.RecordAsync([read]))));
        }

        using var again = ReadJournal.Open(file, folder.Key, folder.Clock, NullLogger.Instance);
        Assert.All(reads, read => Assert.Single(again.By(read.Reader, read.At)));
    }

    [Fact]
    public async Task A_list_is_written_down_once_with_how_many_names_it_showed()
    {
        var (roll, officer) = (await town.WorkerAsync(Role.Roll, town.School, "Lists"), await town.WorkerAsync(Role.PrivacyOfficer, town.ChildProtection));
        await town.ChildInCareAsync(roll, town.Classroom, town.AName("Sonia"));
        await roll.OpenAsync("children");
        await roll.OpenAsync("children");

        var listed = Assert.Single(town.Site.Services.GetRequiredService<ReadJournals>().Of(town.Engine).By(roll.Actor.User, DateTimeOffset.MinValue), read => read is { IsList: true, Page: "children" });
        Assert.InRange(listed.Names, 1, 50);
        Assert.Contains("a list with", (await officer.OpenAsync($"reads?reader={roll.Actor.User}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_form_and_no_page_after_one_is_a_way_around_the_budget()
    {
        var (clerk, roll) = (await town.WorkerAsync(Role.Intake, town.School, "Around"), await town.WorkerAsync(Role.Hotline, town.School, "Around"));
        var codes = new List<string>();
        for (var i = 0; i < 40; i++)
        {
            var id = new Id<Person>(Guid.CreateVersion7());
            await town.SubmitAsync(roll.Actor, new ReportChild(new(Guid.CreateVersion7()), id, Source.PhoneCall, null, new() { NameAsSaid = $"Tomas Around {i}" }, new Situation.NotLocated()));
            codes.Add(town.State.People[id].Code);
        }

        // Each way names the child; all together they name thirty.
        var form = await clerk.OpenAsync("intake");
        var named = 0;
        foreach (var code in codes)
        {
            foreach (var screen in (Screen[])
            [
                await clerk.OpenAsync($"intake?Known={code}"), await clerk.OpenAsync($"intake/saved?child={code}"), await clerk.OpenAsync($"tracing?who=child-sought&sought={code}"),
                await clerk.OpenAsync($"tracing/saved?seeker={code}&sought={code}"), await clerk.OpenAsync($"custody/{code}/take-in"), await clerk.SendAsync(form, null, ("Known", code)),
                await clerk.SendAsync(form with { Address = $"/incidents/{Town.Code}/custody/{code}/take-in" }, null),
            ])
            {
                Assert.Equal(screen.Status != HttpStatusCode.TooManyRequests && named < 30, screen.Text.Contains("Tomas Around", StringComparison.Ordinal) || screen.Html.Contains("Tomas Around", StringComparison.Ordinal));
            }

            named++;
        }

        Assert.Equal(30, town.Site.Services.GetRequiredService<ReadJournals>().Of(town.Engine).By(clerk.Actor.User, DateTimeOffset.MinValue).Where(read => !read.Refused && !read.IsList).DistinctBy(read => read.Person).Count());

        // Whoever has just filed somebody sees them, however many.
        Assert.Contains("Tomas Around", (await roll.OpenAsync($"intake/saved?child={codes[^1]}")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(ReadsOf(town.State.Find(town.State.Codes[new(codes[^1])])!), read => read.Reader == roll.Actor.User);
    }

    [Fact]
    public async Task Whoever_opens_thirty_people_in_an_hour_whom_nobody_gave_them_is_stopped_and_the_privacy_officer_told()
    {
        var (clerk, roll) = (await town.WorkerAsync(Role.Hotline, town.School, "Browsing"), await town.WorkerAsync(Role.Roll, town.School, "Browsing"));
        var officer = await town.WorkerAsync(Role.PrivacyOfficer, town.ChildProtection);
        var codes = new List<string>();
        for (var i = 0; i < 31; i++)
        {
            var id = new Id<Person>(Guid.CreateVersion7());
            await town.SubmitAsync(roll.Actor, new ReportChild(new(Guid.CreateVersion7()), id, Source.PhoneCall, null, new() { NameAsSaid = $"Tomas Browsed {i}" }, new Situation.NotLocated()));
            codes.Add(town.State.People[id].Code);
        }

        foreach (var code in codes.Take(30))
        {
            Assert.Equal(HttpStatusCode.OK, (await clerk.OpenAsync($"people/{code}")).Status);
        }

        var stopped = await clerk.OpenAsync($"people/{codes[30]}");
        Assert.Equal(HttpStatusCode.TooManyRequests, stopped.Status);
        Assert.DoesNotContain("Tomas Browsed", stopped.Html, StringComparison.Ordinal);
        Assert.Contains("You have opened many people", stopped.Text, StringComparison.Ordinal);

        // Those already opened stay open, and so does a child in our care.
        Assert.Equal(HttpStatusCode.OK, (await clerk.OpenAsync($"people/{codes[0]}")).Status);
        var held = await town.ChildInCareAsync(roll, town.Classroom, town.AName("Vera"));
        Assert.Equal(HttpStatusCode.OK, (await clerk.OpenAsync($"people/{held.Code}")).Status);
        var told = await officer.OpenAsync("reads");
        Assert.Contains("Stopped today", told.Text, StringComparison.Ordinal);
        Assert.Contains(clerk.Name, told.Text, StringComparison.Ordinal);
        Assert.Contains("not shown: had opened too many", (await officer.OpenAsync($"reads?person={codes[30]}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_desk_that_hands_over_to_forty_families_in_an_hour_never_stands_before_a_closed_page()
    {
        var (desk, roll) = (await town.WorkerAsync(Role.Release, town.School, "Handing over"), await town.WorkerAsync(Role.Roll, town.School, "Handing over"));
        for (var i = 0; i < 40; i++)
        {
            var (child, release) = (await town.ChildInCareAsync(roll, town.Classroom, town.AName("Lola")), new Id<Release>(Guid.CreateVersion7()));
            await town.SubmitAsync(desk.Actor, new StartRelease(release, child.Id, new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), new() { NameAsSaid = town.AName("Collector") }));
            Assert.Equal(HttpStatusCode.OK, (await desk.OpenAsync($"release/{release}")).Status);
        }
    }

    [Fact]
    public async Task Whoever_answers_leads_goes_on_and_whoever_only_looks_through_them_is_stopped()
    {
        var (answers, looks) = (await town.WorkerAsync(Role.Intake, town.School, "Answering"), await town.WorkerAsync(Role.Intake, town.School, "Looking"));
        var (answered, looked) = (0, 0);
        for (var i = 0; i < 18; i++)
        {
            var lead = new Id<Lead>(Guid.CreateVersion7());
            await town.SubmitAsync(Actor.System, new ProposeLead(lead, LeadKind.Siblings, await ReportedAsync(), await ReportedAsync(), 6, 0.9, LeadBand.Strong, [new("surname", "same", 6)]));
            looked += (await looks.OpenAsync($"leads/{lead}")).Status == HttpStatusCode.OK ? 1 : 0;
            answered += (await answers.OpenAsync($"leads/{lead}")).Status == HttpStatusCode.OK ? 1 : 0;
            await town.SubmitAsync(answers.Actor, new DecideLead(lead, LeadAnswer.CannotTellYet));
        }

        Assert.Equal((18, 15), (answered, looked));

        async Task<Id<Record>> ReportedAsync()
        {
            var record = new Id<Record>(Guid.CreateVersion7());
            await town.SubmitAsync(answers.Actor, new ReportChild(record, new(Guid.CreateVersion7()), Source.PhoneCall, null, new() { NameAsSaid = town.AName("Anita") }, new Situation.NotLocated()));
            return record;
        }
    }

    private IReadOnlyList<PersonRead> ReadsOf(Person child) =>
        town.Site.Services.GetRequiredService<ReadJournals>().Of(town.Engine).Of(new HashSet<Id<Person>> { child.Id });
}
