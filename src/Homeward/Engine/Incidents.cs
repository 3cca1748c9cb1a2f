using System.Collections.Concurrent;
using Homeward.Domain;
using Homeward.Journal;
using Homeward.SealedReports;

namespace Homeward.Engine;

/// <summary>Every incident of a data folder, each with its own journal, keys and engine.</summary>
public sealed class Incidents : IAsyncDisposable
{
    private readonly DataFolder folder;
    private readonly InstallationKey key;
    private readonly TimeProvider clock;
    private readonly ConcurrentDictionary<string, IncidentEngine> open = new(StringComparer.OrdinalIgnoreCase);

    private Incidents(DataFolder folder, InstallationKey key, TimeProvider clock) => (this.folder, this.key, this.clock) = (folder, key, clock);

    /// <summary>Told when an incident was opened or made, after it can be read.</summary>
    public event Action<IncidentEngine>? Opened;

    /// <summary>Told when an incident can no longer be found, before its engine stops.</summary>
    public event Action<IncidentEngine>? Closed;

    /// <summary>The engines, by code.</summary>
    public IReadOnlyList<IncidentEngine> All => [.. open.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value)];

    /// <summary>Opens every incident in the folder.</summary>
    /// <exception cref="KeyRefusedException">The installation key isn't the one an incident was made with.</exception>
    /// <exception cref="JournalDamagedException">A journal isn't what was written.</exception>
    public static Incidents Open(DataFolder folder, InstallationKey key, TimeProvider clock)
    {
        var incidents = new Incidents(folder, key, clock);
        try
        {
            foreach (var code in folder.IncidentCodes().Where(code => folder.EndOf(code) is null))
            {
                incidents.open[code] = OpenEngine(IncidentJournal.Open(folder.Incident(code), key, clock), clock);
            }

            return incidents;
        }
        catch
        {
            // One that can't be read must not leave the others open: whoever repairs it needs the folder.
            incidents.DisposeAsync().AsTask().GetAwaiter().GetResult();
            throw;
        }
    }

    private static IncidentEngine OpenEngine(IncidentJournal journal, TimeProvider clock)
    {
        try
        {
            return IncidentEngine.Open(journal, clock);
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>The engine of an incident, by its code in any case; null when there is none.</summary>
    public IncidentEngine? Find(string? code) => code is not null && open.TryGetValue(code, out var engine) ? engine : null;

    /// <summary>Makes a new incident: its folder, keys and journal. It is empty until <see cref="OpenIncident"/> is submitted.</summary>
    /// <exception cref="ArgumentException">The code has other characters than letters, digits and dashes, or is too long.</exception>
    /// <exception cref="IOException">There is an incident with this code.</exception>
    public IncidentEngine Create(string code, Guid incident)
    {
        if (!IsCode(code))
        {
            throw new ArgumentException($"\"{code}\" can't be an incident's code: letters, digits and dashes, at most 40.", nameof(code));
        }

        var engine = IncidentEngine.Open(IncidentJournal.Create(folder.Incident(code), incident, key, clock), clock);
        open[code] = engine;
        Opened?.Invoke(engine);
        return engine;
    }

    /// <summary>Closes an incident and removes its folder with journal, keys and snapshot. Only drills are removed this way.</summary>
    /// <exception cref="InvalidOperationException">The incident isn't a drill.</exception>
    public async Task RemoveDrillAsync(string code)
    {
        if (Find(code) is not { } engine)
        {
            return;
        }

        if (engine.Current.Incident is { IsDrill: false })
        {
            throw new InvalidOperationException("Only a drill removes itself. A real incident ends with its retention date.");
        }

        open.TryRemove(code, out _);
        Closed?.Invoke(engine);
        await engine.DisposeAsync();
        Directory.Delete(folder.Incident(code), recursive: true);
    }

    /// <summary>
    /// Ends an incident: its numbers are written down, and every key of it is destroyed. What it held can never be read again, here or in any copy.
    /// </summary>
    /// <exception cref="InvalidOperationException">It isn't due: it was not closed long enough, or something in it is held.</exception>
    public async Task EndAsync(string code)
    {
        if (Find(code) is not { } engine)
        {
            return;
        }

        if (!Expiry.IsKeyDue(engine.Current, clock.GetUtcNow()))
        {
            throw new InvalidOperationException($"{code} isn't due to be destroyed.");
        }

        LastNumbers.Of(engine, clock.GetUtcNow()).Write(folder.Incident(code));
        open.TryRemove(code, out _);
        Closed?.Invoke(engine);
        await engine.DisposeAsync();
        IncidentJournal.End(folder.Incident(code), clock);
        new ReportInbox(folder).Forget(code);
    }

    /// <summary>Whether a text can be an incident's code.</summary>
    public static bool IsCode(string? code) =>
        code is { Length: > 0 and <= 40 } && code.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && code[0] != '-';

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var engine in open.Values)
        {
            await engine.DisposeAsync();
        }
    }
}
