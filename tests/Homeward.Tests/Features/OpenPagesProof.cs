using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Homeward.Domain;
using Homeward.Features.OpenPages;
using Homeward.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Homeward.Tests.Features;

/// <summary>
/// What can only be shown by many requests: that time tells nothing, and that strangers cost the desks nothing. In every run with a few requests, to see that
/// the measuring itself works; at full length under <c>./dev prove</c>. Results in docs/proofs/open-pages.md.
/// </summary>
public sealed class OpenPagesProof(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Address = $"/family/{Town.Code}";

    private static readonly bool Proving = Environment.GetEnvironmentVariable("HOMEWARD_PROVE") == "1";

    // As many as wait their 300 ms at once without being turned away: their lane takes 60 a second.
    private const int AtOnce = 14;

    private readonly OpenTown open = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Town town => open.Town;

    public ValueTask InitializeAsync() => open.InitializeAsync();

    public ValueTask DisposeAsync() => open.DisposeAsync();

    [Fact]
    public async Task A_true_and_a_false_one_are_answered_after_the_same_time()
    {
        town.Site.Services.GetRequiredService<ClaimDesk>().IsSlow = false;
        var (code, pin, _) = await open.CardAsync();
        var worker = await town.WorkerAsync(Role.Intake, town.School);
        var here = town.AName("Ximena");
        await town.ChildInCareAsync(worker, town.Classroom, here);
        var pairs = Proving ? 10_000 : 8;

        var cards = await CompareAsync(pairs,
            () => (Address, [new("Card", code), new("Pin", pin)]),
            () => (Address, [new("Card", CardCode.New()), new("Pin", pin)]));
        var claims = await CompareAsync(pairs,
            () => ($"{Address}/looking", [new("command", Guid.CreateVersion7().ToString()), new("Name", "Maria"), new("About", here)]),
            () => ($"{Address}/looking", [new("command", Guid.CreateVersion7().ToString()), new("Name", "Maria"), new("About", "Nobody Nowhere")]));

        output.WriteLine($"card and PIN right against no such card: {cards}");
        output.WriteLine($"claim about a child who is here against one about nobody: {claims}");
        Assert.True(cards.Least >= Pace.Step - TimeSpan.FromMilliseconds(10), $"An answer came after {cards.Least}.");
        Assert.True(!Proving || (Math.Abs(cards.T) < 3.3 && Math.Abs(claims.T) < 3.3), "The time tells one from the other.");
    }

    [Fact]
    public async Task A_flood_and_fifty_thousand_hoaxes_leave_the_desks_as_fast()
    {
        var worker = await town.WorkerAsync(Role.Intake, town.School);
        var (hoaxes, each, usual) = Proving ? (50_000, 1_500, 50) : (200, 20, 10);
        var people = town.State.People.Count;
        // Warm: what is compared is the flood, and not the first requests of a server.
        await DeskAsync(worker, each / 5, "warm");

        var (quiet, _) = await WithStrangersAsync(usual, () => DeskAsync(worker, each, "usual"));
        var (flooded, answered) = await WithStrangersAsync(20 * usual, () => DeskAsync(worker, each, "flood"));
        await HoaxAsync(hoaxes);
        var (after, _) = await WithStrangersAsync(20 * usual, () => DeskAsync(worker, each, "hoaxes"));

        output.WriteLine($"{usual} strangers' requests a second: {quiet}");
        output.WriteLine($"{20 * usual} a second ({answered}): {flooded}");
        output.WriteLine($"and {hoaxes:N0} hoaxes in the queue: {after}");
        // Every write of the desks was taken, and no stranger made a person.
        Assert.Equal(people + (3 * each) + (each / 5), town.State.People.Count);
        Assert.True(town.State.ClaimsWaiting >= hoaxes);
        Assert.True(!Proving || flooded.Slow < 2 * quiet.Slow, "The flood slowed the desks down.");
        Assert.True(!Proving || after.Slow < 2 * quiet.Slow, "The hoaxes slowed the desks down.");
    }

    /// <summary>How long a desk waited: for a child to be durably taken in and the page of it to be there.</summary>
    private sealed record Waits(TimeSpan Middle, TimeSpan Slow)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"p50 {Middle.TotalMilliseconds:0.0} ms, p99 {Slow.TotalMilliseconds:0.0} ms");
    }

    private async Task<Waits> DeskAsync(Worker worker, int count, string name)
    {
        var waits = new List<TimeSpan>(count);
        for (var i = 0; i < count; i++)
        {
            var id = new Id<Person>(Guid.CreateVersion7());
            var begun = Stopwatch.GetTimestamp();
            await town.SubmitAsync(worker.Actor, new ReportChild(
                new(Guid.CreateVersion7()), id, Source.Intake, town.Classroom.Id, new() { NameAsSaid = $"Child {name} {i}" }, new Situation.InOurCare(town.Classroom.Id)));
            using var page = await worker.Browser.GetAsync($"/incidents/{Town.Code}/intake/saved?child={town.State.Find(id)!.Code}", Cancel);
            waits.Add(Stopwatch.GetElapsedTime(begun));
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        }

        waits.Sort();
        return new(waits[count / 2], waits[count * 99 / 100]);
    }

    // So many requests a second, whether the earlier ones were answered or not: a flood doesn't wait.
    private async Task<(Waits Waits, string Answered)> WithStrangersAsync(int perSecond, Func<Task<Waits>> desk)
    {
        using var stranger = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 200 }) { BaseAddress = town.Site.Address };
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var answers = new ConcurrentDictionary<int, int>();
        var sending = Task.Run(async () =>
        {
            using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            var (begun, sent) = (Stopwatch.GetTimestamp(), 0);
            var open = new List<Task>();
            while (await tick.WaitForNextTickAsync(ending.Token).AsTask().ContinueWith(next => next.IsCompletedSuccessfully && next.Result, TaskScheduler.Default))
            {
                for (; sent < Stopwatch.GetElapsedTime(begun).TotalSeconds * perSecond; sent++)
                {
                    open.Add(OneAsync(sent));
                }

                open.RemoveAll(one => one.IsCompleted);
            }

            await Task.WhenAll(open);
        }, Cancel);
        var waits = await desk();
        await ending.CancelAsync();
        await sending;
        return (waits, string.Join(", ", answers.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}: {pair.Value:N0}")));

        async Task OneAsync(int number)
        {
            try
            {
                using var answer = (number % 4) switch
                {
                    0 => await stranger.PostAsync(Address, new FormUrlEncodedContent([new("Card", CardCode.New()), new("Pin", "1234")]), ending.Token),
                    1 => await stranger.PostAsync($"{Address}/looking", new FormUrlEncodedContent([new("command", Guid.CreateVersion7().ToString()), new("Name", "X"), new("About", "Y")]), ending.Token),
                    _ => await stranger.GetAsync(Address, ending.Token),
                };
                answers.AddOrUpdate((int)answer.StatusCode, 1, (_, count) => count + 1);
            }
            catch (OperationCanceledException)
            {
                // The desk has finished.
            }
        }
    }

    private async Task HoaxAsync(int count)
    {
        for (var done = 0; done < count; done += 500)
        {
            await town.Engine.SubmitTogetherAsync([.. Enumerable.Range(done, Math.Min(500, count - done)).Select(i => new Request(
                Guid.CreateVersion7(), Actor.OpenPages, town.Site.Clock.GetUtcNow(), new ReceiveClaim(
                    new(Guid.CreateVersion7()), PublicClaimKind.LookingFor, ClaimLanguage.English, new($"Nobody {i}", null, "Child usual 7", null, null, null, $"I saw her {i} times yesterday."))))], Cancel);
        }
    }

    /// <summary>Pairs of answers, one true and one false, and Student's t of their differences in time.</summary>
    private sealed record Compared(int Pairs, TimeSpan Least, TimeSpan Most, string Pulse, double MeanMicroseconds, double DeviationMicroseconds)
    {
        public double T => MeanMicroseconds / (DeviationMicroseconds / Math.Sqrt(Pairs));

        public override string ToString() => string.Create(CultureInfo.InvariantCulture,
            $"{Pairs:N0} pairs, true minus false {MeanMicroseconds:0.0} us on average, deviation {DeviationMicroseconds:0} us, t = {T:0.00}; a difference of {3.3 * DeviationMicroseconds / Math.Sqrt(Pairs):0} us would have been seen; the earliest answer after {Least.TotalMilliseconds:0.0} ms, the last after {Most.TotalMilliseconds:0} ms ({Pulse})");
    }

    private async Task<Compared> CompareAsync(
        int pairs, Func<(string Address, KeyValuePair<string, string>[] Form)> whenTrue, Func<(string Address, KeyValuePair<string, string>[] Form)> whenFalse)
    {
        var (differences, times, lengths) = (new ConcurrentBag<double>(), new ConcurrentBag<long>(), new ConcurrentDictionary<long, bool>());
        using var stranger = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = AtOnce }) { BaseAddress = town.Site.Address, Timeout = TimeSpan.FromMinutes(10) };
        using var pulse = new Pulse();
        await Parallel.ForEachAsync(Enumerable.Range(0, pairs), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Cancel }, async (i, _) =>
        {
            // Now one first and now the other, so that what a first request costs falls on both.
            var first = Random.Shared.Next(2) == 0;
            var one = await TimeAsync(first ? whenTrue() : whenFalse());
            var other = await TimeAsync(first ? whenFalse() : whenTrue());
            differences.Add(((first ? one - other : other - one) * 1_000_000.0) / Stopwatch.Frequency);
        });
        Assert.Single(lengths);
        var mean = differences.Average();
        return new(pairs, Stopwatch.GetElapsedTime(0, times.Min()), Stopwatch.GetElapsedTime(0, times.Max()), pulse.ToString(), mean, Math.Sqrt(differences.Sum(d => (d - mean) * (d - mean)) / (pairs - 1)));

        async Task<long> TimeAsync((string Address, KeyValuePair<string, string>[] Form) request)
        {
            using var form = new FormUrlEncodedContent(request.Form);
            var begun = Stopwatch.GetTimestamp();
            using var answer = await stranger.PostAsync(request.Address, form, Cancel);
            var body = await answer.Content.ReadAsByteArrayAsync(Cancel);
            var took = Stopwatch.GetTimestamp() - begun;
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            lengths[body.Length] = true;
            times.Add(took);
            return took;
        }
    }
}
