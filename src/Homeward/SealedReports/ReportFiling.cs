using System.Threading.Channels;
using Homeward.Domain;
using Homeward.Engine;
using Homeward.Web.Acting;

namespace Homeward.SealedReports;

/// <summary>
/// Opens sealed reports and files them as what they are, once the incident's key is there: at the start, and as each comes in. A report that can't be
/// filed is put aside with the reason and never lost.
/// </summary>
public sealed class ReportFiling : IAsyncDisposable
{
    private readonly Incidents incidents;
    private readonly ReportInbox inbox;
    private readonly Channel<bool> woken = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly SemaphoreSlim filing = new(1);
    private Task running = Task.CompletedTask;

    public ReportFiling(Incidents incidents, ReportInbox inbox) => (this.incidents, this.inbox) = (incidents, inbox);

    /// <summary>Files what waits, and whatever comes.</summary>
    public void Start()
    {
        foreach (var engine in incidents.All)
        {
            Follow(engine);
        }

        incidents.Opened += Follow;
        Wake();
        running = Task.Run(RunAsync);
    }

    /// <summary>Something may have come in.</summary>
    public void Wake() => woken.Writer.TryWrite(true);

    /// <summary>Files everything that waits now.</summary>
    public async Task FileAsync()
    {
        await filing.WaitAsync();
        try
        {
            foreach (var engine in incidents.All.Where(engine => engine.Current is { Incident: not null, ClosedAt: null }))
            {
                var code = engine.Current.Incident!.Code;
                foreach (var file in inbox.Files(code, ReportInbox.Kept.Waiting))
                {
                    await FileAsync(engine, code, file);
                }
            }
        }
        finally
        {
            filing.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        incidents.Opened -= Follow;
        woken.Writer.TryComplete();
        await running;
        filing.Dispose();
    }

    private async Task FileAsync(IncidentEngine engine, string code, string file)
    {
        var body = await File.ReadAllBytesAsync(file);
        var state = engine.Current;
        if (SealedReport.Read(body) is not { } report || !state.ReportingKeys.TryGetValue(new(report.Key), out var key) || !report.IsSignedBy(key.PublicKey.AsSpan()))
        {
            inbox.Refuse(code, file, "not_signed_by_an_enrolled_key");
            return;
        }

        if (key.EndedAt is not null)
        {
            inbox.Refuse(code, file, "key_ended");
            return;
        }

        // Restored from a backup of a time before it was filed and its time was over: what was destroyed isn't written down again.
        if (engine.Journal.Destroyed.Contains(MadeFrom.Of(report.Id, "record")))
        {
            inbox.Filed(code, report.Id, body);
            return;
        }

        using var sealedTo = engine.Journal.SealingKey();
        if (!report.TryOpen(sealedTo, out var said))
        {
            inbox.Refuse(code, file, "not_sealed_to_this_incident");
            return;
        }

        switch (await engine.SubmitAsync(RequestOf(report, key, said)))
        {
            case Answer.Accepted:
                inbox.Filed(code, report.Id, body);
                break;
            case Answer.Refused refused:
                inbox.Refuse(code, file, WordChoices.Sent(refused.Refusal.Reason));
                break;
            default:
                // The disk is full or failing; it waits where it is.
                break;
        }
    }

    private static Domain.Request RequestOf(SealedReport report, ReportingKey key, ReportedChild said) => new(
        report.Id,
        // A device reports, and whoever held it is known to its organisation only.
        new Actor(new(key.Id.Value), key.Organisation, Role.Intake, key.Id.Value),
        report.Made,
        new ReportChild(
            MadeFrom.Id<Domain.Record>(report.Id, "record"), MadeFrom.Id<Person>(report.Id, "person"), Source.Intake, key.Place,
            new PersonDetails { NameAsSaid = said.Name, Age = said.Age is { } age ? new Age(age) : null, MotherName = said.Mother },
            said.Here && key.Place is { } here ? new Situation.InOurCare(here) : said.Alone ? new Situation.SeenAlone(key.Place) : new Situation.NotLocated(),
            said.Needs, said.Note));

    private void Follow(IncidentEngine engine)
    {
        Publish(engine.Current);
        engine.Published += batch =>
        {
            if (batch.Events.Any(one => one.Event is ReportingKeyEnrolled or ReportingKeyEnded))
            {
                Publish(batch.After);
            }
        };
    }

    // The public halves only, for a server that is locked and can't read the journal.
    private void Publish(IncidentState state)
    {
        if (state is { Incident: { } incident, ReportingKeys.Count: > 0 })
        {
            inbox.Enrol(incident.Code, state.ReportingKeys.Values.Where(key => key.EndedAt is null).ToDictionary(key => key.Id.Value, key => key.PublicKey.ToArray()));
        }
    }

    private async Task RunAsync()
    {
        await foreach (var _ in woken.Reader.ReadAllAsync())
        {
            try
            {
                await FileAsync();
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ChannelClosedException)
            {
                // The disk is failing, or an incident was closed under us. What waits is where it was, and is taken up again when the next one comes.
            }
        }
    }
}
