using System.Collections.Immutable;
using Homeward.Domain;
using Homeward.Engine;

namespace Homeward.Features.SettingUp;

/// <summary>What became of the wish to open an incident.</summary>
public abstract record Opening
{
    private Opening()
    {
    }

    /// <summary>It is open, now or since the same form was sent before.</summary>
    public sealed record Done(Incident Incident) : Opening;

    /// <summary>Another incident has this code.</summary>
    public sealed record CodeTaken : Opening;

    /// <summary>The incident's own rules refuse it.</summary>
    public sealed record Refused(RefusalReason Reason) : Opening;

    /// <summary>The disk can't be written now; the same form may be sent again.</summary>
    public sealed record Unavailable : Opening;
}

/// <summary>Opens incidents, one at a time, so that two forms never make two journals of one code.</summary>
public sealed class IncidentOpening(Engine.Incidents incidents) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>Makes the journal and opens the incident in it, with the agencies to tell and the organisation that opens it.</summary>
    /// <param name="form">The id the form carries; the incident's id follows from it, so that the same form twice is one incident.</param>
    public async Task<Opening> OpenAsync(Guid form, Actor actor, DateTimeOffset now, Incident incident, ImmutableArray<AgencyToTell> agencies, Organisation own)
    {
        await turn.WaitAsync();
        try
        {
            var there = incidents.Find(incident.Code);
            if (there?.Current.Incident is { } other && other.Id != incident.Id)
            {
                return new Opening.CodeTaken();
            }

            if (incidents.All.Any(engine => engine != there && engine.Current.Incident?.Id == incident.Id))
            {
                return new Opening.Refused(RefusalReason.IdAlreadyUsed);
            }

            // A journal without an incident is left when the disk was full just then. It is used now.
            var engine = there ?? incidents.Create(incident.Code, incident.Id.Value);
            var answers = await engine.SubmitTogetherAsync(
            [
                new(form, actor, now, new OpenIncident(incident, agencies)),
                new(Web.Acting.MadeFrom.Of(form, "own organisation"), actor, now, new AddOrganisation(own)),
            ]);
            return answers[0] switch
            {
                Answer.Accepted => new Opening.Done(engine.Current.Incident!),
                Answer.Refused refused => new Opening.Refused(refused.Refusal.Reason),
                _ => new Opening.Unavailable(),
            };
        }
        catch (IOException)
        {
            return new Opening.Unavailable();
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();
}
