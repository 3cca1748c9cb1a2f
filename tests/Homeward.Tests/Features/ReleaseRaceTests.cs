using System.Diagnostics;
using System.Net;
using Homeward.Domain;
using Homeward.Tests.Support;
using Xunit;
using Record = Homeward.Domain.Record;

namespace Homeward.Tests.Features;

/// <summary>
/// Four desks and the same children, over real HTTP: every desk tries to start, to answer every question and to hand over,
/// all at once. Each child must be handed over exactly once. 300 children in every run, 10,000 with HOMEWARD_PROVE=1.
/// </summary>
public sealed class ReleaseRaceTests(ITestOutputHelper output)
{
    private const int Desks = 4;

    [Fact]
    public async Task Four_desks_that_race_for_every_child_hand_over_each_exactly_once()
    {
        var children = Environment.GetEnvironmentVariable("HOMEWARD_PROVE") == "1" ? 10_000 : 300;
        var town = new Town();
        await town.InitializeAsync();
        await using var closing = town;
        var desks = await Task.WhenAll(Enumerable.Range(1, Desks).Select(i => town.WorkerAsync(Role.Release, town.School, $"Desk {i}")));
        var second = await town.WorkerAsync(Role.Roll, town.School, "Second");
        var tokens = new Dictionary<Worker, string>();
        foreach (var worker in desks.Append(second))
        {
            tokens[worker] = (await worker.OpenAsync("intake")).Hidden("form-token")!;
        }

        var ids = Enumerable.Range(0, children).Select(_ => new Id<Person>(Guid.CreateVersion7())).ToList();
        var numbers = ids.Select((id, i) => (id, i)).ToDictionary(pair => pair.id, pair => pair.i);
        var rolls = new Dictionary<Id<Person>, Guid>();
        foreach (var chunk in ids.Chunk(500))
        {
            var requests = new List<Request>();
            foreach (var id in chunk)
            {
                var record = new Id<Record>(Guid.CreateVersion7());
                rolls[id] = record.Value;
                var details = new PersonDetails { NameAsSaid = $"{AWord(rolls.Count)} {AWord(rolls.Count * 7)}", MotherName = Mother(id), Age = new Age(7) };
                requests.Add(new(Guid.CreateVersion7(), desks[0].Actor, town.Site.Clock.GetUtcNow(), new ExpectOnRoll(town.Classroom.Id, record, id, details)));
                requests.Add(new(Guid.CreateVersion7(), desks[0].Actor, town.Site.Clock.GetUtcNow(),
                    new ReportChild(new(Guid.CreateVersion7()), id, Source.Intake, town.Classroom.Id, details, new Situation.InOurCare(town.Classroom.Id))));
            }

            await town.Engine.SubmitTogetherAsync(requests, TestContext.Current.CancellationToken);
        }

        var watch = Stopwatch.StartNew();
        var sent = 0;
        var handedOver = 0;
        foreach (var id in ids)
        {
            var child = town.State.People[id];

            // Every desk starts; one of them wins, and all of them work on the hand-over that is open.
            var started = await Task.WhenAll(desks.Select(desk => PostAsync(desk, $"release/start?child={child.Code}", ("Adult.NameAsSaid", Mother(id)))));
            Assert.Equal(1, started.Count(status => status == HttpStatusCode.SeeOther));
            var release = town.State.People[id].Child!.Releases.Single();
            await Task.WhenAll(desks.Select(desk => PostAsync(desk, $"release/{release}?handler=identity", ("How", "photo_document"))));
            await Task.WhenAll(desks.Select(desk => PostAsync(desk, $"release/{release}?handler=right", ("Right", $"on_the_roll.{rolls[id]:N}"))));
            await Task.WhenAll(desks.Select(desk => PostAsync(desk, $"release/{release}?handler=child", ("Says", "yes"))));
            await PostAsync(second, $"release/{release}?handler=second", ("myself", "true"));
            var ends = await Task.WhenAll(desks.Select(desk => PostAsync(desk, $"release/{release}?handler=hand")));
            handedOver += ends.Count(status => status == HttpStatusCode.SeeOther);
        }

        output.WriteLine($"{Desks} desks x {children:N0} children, {sent:N0} posts in {watch.Elapsed.TotalSeconds:N1} s");
        Assert.Equal(children, handedOver);
        Assert.All(ids, id =>
        {
            var child = town.State.People[id].Child!;
            Assert.Equal(ChildState.WithParentOrVerifiedCaregiver, child.State);
            Assert.Single(child.Chain, step => step.Kind == CustodyStepKind.Released);
            Assert.Single(child.Releases, r => town.State.Releases[r].Status == ReleaseStatus.Completed);
        });

        // Counted once more from what is on the disk.
        var events = town.Engine.Events(0, town.State.Position).Select(e => e.Event).OfType<ReleaseCompleted>().ToList();
        Assert.Equal(children, events.Count);
        Assert.Equal(children, events.Select(e => e.Person).Distinct().Count());

        // Names of their own, so that nobody is taken for somebody else's brother or mother.
        string Mother(Id<Person> id) => $"{AWord(numbers[id] * 3)} {AWord(numbers[id] * 11)}";

        async Task<HttpStatusCode> PostAsync(Worker worker, string page, params (string Name, string Value)[] fields)
        {
            Interlocked.Increment(ref sent);
            List<KeyValuePair<string, string>> all = [new("form-token", tokens[worker]), new("command", Guid.CreateVersion7().ToString()), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))];
            using var answer = await worker.Browser.PostAsync($"/incidents/{Town.Code}/{page}", new FormUrlEncodedContent(all));
            Assert.True((int)answer.StatusCode is 303 or 422, $"{page}: {answer.StatusCode}");
            return answer.StatusCode;
        }
    }

    private static string AWord(int number) => string.Concat(
        Enumerable.Range(0, 4).Select(i => "bdfgklmnprstvz"[number / (int)Math.Pow(14, i) % 14].ToString() + "aeiou"[(number + i) % 5]));
}
