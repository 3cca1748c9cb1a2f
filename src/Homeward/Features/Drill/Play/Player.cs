using Homeward.Domain;
using Homeward.Features.Drill.Reports;
using Homeward.Features.Drill.Truth;

namespace Homeward.Features.Drill.Play;

/// <summary>
/// Acts the stream out: turns each act into requests of the people at the desks and hands them in, minute by minute.
/// What belongs to one minute is handed in together, so that it goes to the disk together; the order is always the same.
/// </summary>
/// <param name="known">What Homeward knows now.</param>
/// <param name="submit">Hands a request in; null when it was accepted.</param>
/// <param name="settled">Completes when leads and whatever else follows the journal have caught up.</param>
internal sealed class Player(
    World world, Stage stage, Crew crew, ReportStream stream, Func<IncidentState> known, Func<Request, Task<Refusal?>> submit, Func<Task> settled)
{
    private const int LeadRounds = 10;

    private readonly RecordTruth _truth = new();
    private readonly Dictionary<string, int> _refusals = [];

    /// <summary>What was handed in and what became of it.</summary>
    public PlayTally Tally { get; private set; } = new(0, 0, 0, 0, 0);

    /// <summary>Refusals by command and reason; never by person.</summary>
    public IReadOnlyDictionary<string, int> Refusals => _refusals;

    /// <summary>Opens the incident under this code.</summary>
    public async Task OpenAsync(string code)
    {
        foreach (var act in new SiteReports(world, stage).Opening(code).Cast<Report>()) { await HandIn(Request(act)); }
    }

    /// <summary>Plays everything, in order.</summary>
    /// <param name="reach">Waits until it is this minute: moves a clock, or lets time pass.</param>
    /// <param name="until">The minute before which it ends.</param>
    public async Task PlayAsync(Func<int, Task> reach, int until, CancellationToken cancellation)
    {
        var leads = new LeadDesk(world.Seed, crew, stage, _truth, known);
        var minute = -1;
        var together = new List<Act>();
        foreach (var act in stream.InOrder().TakeWhile(a => a.Learned < until))
        {
            if (act.Learned != minute)
            {
                await PlayMinute(together);
                together.Clear();
                for (var next = minute + 1; next <= act.Learned; next++) { await Reach(next, reach, leads, cancellation); }

                minute = act.Learned;
            }

            together.Add(act);
        }

        await PlayMinute(together);
        for (var next = minute + 1; next < until; next++) { await Reach(next, reach, leads, cancellation); }

        await settled();
    }

    private async Task Reach(int minute, Func<int, Task> reach, LeadDesk leads, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (minute % LeadRounds == 0)
        {
            await reach(minute);
            await DecideLeads(leads, minute);
        }
        else
        {
            await reach(minute);
        }
    }

    private async Task DecideLeads(LeadDesk leads, int minute)
    {
        var decisions = leads.DecisionsAt(minute);
        var answers = await HandInAll(decisions);
        foreach (var (decision, answer) in decisions.Zip(answers))
        {
            if (answer?.Reason != RefusalReason.BothInCare) { continue; }

            foreach (var step in leads.Straighten(decision, minute))
            {
                if (await HandIn(step) is not null) { break; }
            }
        }

        if (decisions.Count > 0) { await settled(); }
    }

    private async Task PlayMinute(List<Act> acts)
    {
        if (acts.Count == 0) { return; }

        foreach (var act in acts) { _truth.Learn(act is Report report ? report.About : ((ReleaseSought)act).About); }

        await HandInAll(acts.OfType<Report>().Select(Request));

        // Desks work side by side: all scenes take their first step together, then their second.
        var scenes = acts.OfType<ReleaseSought>().Select(s => new ReleaseScene(s, crew, stage, known)).Select(s => (Scene: s, Steps: s.Steps().GetEnumerator())).ToList();
        var open = scenes;
        while (open.Count > 0)
        {
            open = [.. open.Where(s => s.Steps.MoveNext())];
            var answers = await HandInAll(open.Select(s => s.Steps.Current));
            for (var i = 0; i < open.Count; i++) { open[i].Scene.Answered(answers[i]); }
        }

        Tally = Tally with
        {
            Acts = Tally.Acts + acts.Count,
            Released = Tally.Released + scenes.Sum(s => s.Scene.Released),
            TurnedDown = Tally.TurnedDown + scenes.Sum(s => s.Scene.TurnedDown),
        };

        // What follows the journal is given the time it would have had, before the clock goes on.
        await settled();
    }

    private Request Request(Report report) =>
        new(report.Id, crew.At(report.Desk, report.Role), stage.Times.At(report.Happened), report.Command);

    private Task<Refusal?[]> HandInAll(IEnumerable<Request> requests) => Task.WhenAll(requests.Select(HandIn).ToList());

    private async Task<Refusal?> HandIn(Request request)
    {
        var refused = await submit(request);
        if (refused is not null)
        {
            var what = $"{request.Command.GetType().Name}: {refused.Reason}";
            lock (_refusals) { _refusals[what] = _refusals.GetValueOrDefault(what) + 1; }
        }

        lock (_refusals) { Tally = Tally with { Requests = Tally.Requests + 1, Refused = Tally.Refused + (refused is null ? 0 : 1) }; }

        return refused;
    }
}

/// <summary>What a played drill handed in: acts of the stream, requests they became, how many Homeward refused, and what the release desks did.</summary>
internal readonly record struct PlayTally(int Acts, int Requests, int Refused, int Released, int TurnedDown);
