using System.Text.Json;
using Homeward.Domain;
using Homeward.Journal;

namespace Homeward.Engine;

/// <summary>
/// What stays of an incident when its key is destroyed: how many children and adults stood where at the end of each day, and the head of its journal.
/// It names nobody and lies beside the journal, for those who run the installation; it isn't public, because small numbers can point at people.
/// </summary>
/// <param name="Head">Where the journal ended: <c>homeward verify --head</c> still finds it there.</param>
public sealed record LastNumbers(string Code, DateTimeOffset ClosedAt, DateTimeOffset EndedAt, string Head, IReadOnlyList<LastNumbers.Day> Days)
{
    /// <summary>The file's name in the folder of the incident.</summary>
    public const string FileName = "numbers.json";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, DictionaryKeyPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>The census at the end of a day, on the incident's clocks. What nobody was counted in isn't listed.</summary>
    public sealed record Day(DateOnly Date, IReadOnlyDictionary<string, int> Children, IReadOnlyDictionary<string, int> Adults);

    /// <summary>Counts the days of an incident, from its journal.</summary>
    public static LastNumbers Of(IncidentEngine engine, DateTimeOffset now)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(engine.Current.Incident!.TimeZone);
        var days = new List<Day>();
        var state = IncidentState.Nothing;
        foreach (var (happened, stamp) in engine.Events(0, engine.Current.Position))
        {
            if (state.Position > 0 && DateOf(stamp.Recorded) != DateOf(state.LastRecorded))
            {
                days.Add(CountedIn(state));
            }

            state = state.Apply(happened, stamp);
        }

        days.Add(CountedIn(state));
        return new(engine.Current.Incident.Code, engine.Current.ClosedAt!.Value, now, engine.Journal.Head.ToString(), days);

        DateOnly DateOf(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);

        Day CountedIn(IncidentState end) => new(
            DateOf(end.LastRecorded),
            Enum.GetValues<ChildState>().Where(one => end.Counts.Of(one) > 0).ToDictionary(one => one.ToString(), one => end.Counts.Of(one)),
            Enum.GetValues<Whereabouts>().Where(one => end.Counts.Of(one) > 0).ToDictionary(one => one.ToString(), one => end.Counts.Of(one)));
    }

    /// <summary>Writes them into the folder of the incident, durably.</summary>
    public void Write(string folder) => DurableFile.Write(Path.Combine(folder, FileName), JsonSerializer.SerializeToUtf8Bytes(this, Json));
}
