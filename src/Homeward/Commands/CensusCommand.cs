using System.CommandLine;
using System.Text.Json;
using Homeward.Domain;
using Command = System.CommandLine.Command;

namespace Homeward.Commands;

/// <summary><c>homeward census</c>: how many, in which state, as of when.</summary>
internal static class CensusCommand
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static Command Build()
    {
        var (data, incident, json) = (Options.Data(), Options.Incident(), Options.Json());
        var asOf = new Option<string?>("--as-of")
        {
            Description = "Count what was known at this moment, such as 2019-08-07T20:00-05:00. Without an offset it is in the incident's time zone.",
            HelpName = "TIME",
        };
        asOf.Validators.Add(result =>
        {
            if (result.Tokens is [var typed] && !Moment.TryRead(typed.Value, out _))
            {
                result.AddError($"\"{typed.Value}\" is not a time. Write it like 2019-08-07T20:00 or 2019-08-07T20:00-05:00.");
            }
        });
        var command = new Command("census", Options.WithExample(
            "Counts children and adults by state, now or as it was known at an earlier moment.",
            "homeward census --as-of 2019-08-07T20:00 --json")) { data, incident, asOf, json };
        command.SetAction(parsed =>
        {
            var folder = Options.Existing(parsed.GetValue(data)!);
            var reader = Options.Read(folder, parsed.GetValue(incident));
            DateTimeOffset? moment = null;
            if (parsed.GetValue(asOf) is { } typed && Moment.TryRead(typed, out var read))
            {
                moment = read.Offset is null ? read.In(Zone(reader.State(null))) : read.At;
            }

            var state = reader.State(moment);
            Console.Out.WriteLine(parsed.GetValue(json)
                ? JsonSerializer.Serialize(Census(state, moment), Json)
                : Words(state, moment));
            return CommandLine.Good;
        });
        return command;
    }

    /// <summary>The census as JSON: states by their names in snake case.</summary>
    private static object Census(IncidentState state, DateTimeOffset? asOf)
    {
        var range = CensusRange.Of(state);
        return new
        {
            Incident = state.Incident?.Code,
            AsOf = asOf ?? state.LastRecorded,
            Children = new
            {
                Total = state.Counts.TotalChildren,
                States = Enum.GetValues<ChildState>().ToDictionary(Name, state.Counts.Of),
                Headline = new { Count = range.Headline.High, range.Headline.Low, range.Headline.High },
                Ranges = Enum.GetValues<ChildState>().ToDictionary(Name, s => new { range.Of(s).Low, range.Of(s).High }),
            },
            Adults = new
            {
                Total = state.Counts.TotalAdults,
                States = Enum.GetValues<Whereabouts>().ToDictionary(Name, state.Counts.Of),
            },
        };
    }

    private static string Words(IncidentState state, DateTimeOffset? asOf)
    {
        var range = CensusRange.Of(state);
        var lines = new List<string>
        {
            $"{state.Incident?.Name} ({state.Incident?.Code}), as of {TimeZoneInfo.ConvertTime(asOf ?? state.LastRecorded, Zone(state)):ddd yyyy-MM-dd HH:mm zzz}",
            $"{state.Counts.Headline,7} children known ({range.Headline.Low} to {range.Headline.High} once open leads are decided)",
        };
        lines.AddRange(Enum.GetValues<ChildState>().Select(s => $"{state.Counts.Of(s),7}   {Name(s).Replace('_', ' ')}"));
        lines.Add($"{state.Counts.TotalAdults,7} adults");
        lines.AddRange(Enum.GetValues<Whereabouts>().Select(w => $"{state.Counts.Of(w),7}   {Name(w).Replace('_', ' ')}"));
        return string.Join(Environment.NewLine, lines);
    }

    private static TimeZoneInfo Zone(IncidentState state) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(state.Incident?.TimeZone ?? "UTC", out var zone) ? zone : TimeZoneInfo.Utc;

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
