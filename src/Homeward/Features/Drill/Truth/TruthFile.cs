using System.Text.Json;
using Homeward.Domain;
using Homeward.Features.Drill.Reports;

namespace Homeward.Features.Drill.Truth;

/// <summary>
/// Writes what is true in a drill, for whoever wants to hold a system against it. The schema is in
/// docs/guides/drill-truth.md; written household by household, so that size is no matter.
/// </summary>
internal static class TruthFile
{
    public const string Format = "homeward-drill-truth/1";

    /// <summary>One letter a state in a child's hours; '-' before anything happened to the family.</summary>
    public const string Letters = "LUIWDN";

    public static void Write(Stream to, World world, ReportStream stream, string code, Action<int>? progress = null)
    {
        using var json = new Utf8JsonWriter(to, new() { Indented = true });
        var calendar = new Calendar();
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteString("incident", code);
        json.WriteString("scenario", world.Scenario.Name);
        json.WriteNumber("seed", world.Seed);
        json.WriteNumber("scale", world.Scale);
        json.WriteString("start", world.Scenario.Start);
        json.WriteNumber("hours", Calendar.Hours);
        WriteLetters(json);

        json.WriteStartArray("households");
        foreach (var home in world.Households())
        {
            calendar.Add(home);
            WriteHousehold(json, home, RecordsOf(stream, home));
            if (home.Number % 64 == 0)
            {
                json.Flush();
                progress?.Invoke(home.Number);
            }
        }

        json.WriteEndArray();
        WriteTotals(json, calendar);
        json.WriteEndObject();
    }

    private static void WriteLetters(Utf8JsonWriter json)
    {
        json.WriteStartObject("letters");
        json.WriteString("-", "not_yet_affected");
        foreach (var state in Enum.GetValues<ChildState>()) { json.WriteString(Letters[(int)state].ToString(), Name(state)); }

        json.WriteEndObject();
    }

    private static ILookup<string, Id<Record>> RecordsOf(ReportStream stream, Household home) => stream.Of(home)
        .SelectMany(act => act switch
        {
            Report report => report.About,
            ReleaseSought sought => sought.About,
            _ => [],
        })
        .ToLookup(about => about.TruePersonId, about => about.Record);

    private static void WriteHousehold(Utf8JsonWriter json, Household home, ILookup<string, Id<Record>> records)
    {
        json.WriteStartObject();
        json.WriteNumber("number", home.Number);
        json.WriteString("kind", JsonNamingPolicy.SnakeCaseLower.ConvertName(home.Kind.ToString()));
        json.WriteString("story", JsonNamingPolicy.SnakeCaseLower.ConvertName(home.Story.ToString()));
        json.WriteString("town", home.Worksite.Town);
        json.WriteStartArray("people");
        foreach (var person in home.People)
        {
            WritePerson(json, home, person, records[person.Id]);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePerson(Utf8JsonWriter json, Household home, TruePerson person, IEnumerable<Id<Record>> records)
    {
        json.WriteStartObject();
        json.WriteString("id", person.Id);
        json.WriteString("part", JsonNamingPolicy.SnakeCaseLower.ConvertName(person.Part.ToString()));
        json.WriteString("givenNames", person.Given);
        json.WriteString("familyNames", person.Surnames);
        if (person.Nickname is not null) { json.WriteString("nickname", person.Nickname); }

        json.WriteString("sex", JsonNamingPolicy.SnakeCaseLower.ConvertName(person.Sex.ToString()));
        json.WriteString("birthDate", person.BirthDate.ToString("yyyy-MM-dd"));
        if (home.Children.FirstOrDefault(c => c.Person == person) is { } child)
        {
            if (child.School is { } school) { json.WriteString("school", school.Name); }

            json.WriteString("states", string.Concat(Enumerable.Range(0, Calendar.Hours).Select(h => Calendar.StateAt(child, h) is { } s ? Letters[(int)s] : '-')));
            WriteLegs(json, child);
        }

        if (home.Detained.FirstOrDefault(d => d.Person == person) is { } detained)
        {
            json.WriteString("fate", JsonNamingPolicy.SnakeCaseLower.ConvertName(detained.Fate.ToString()));
        }

        json.WriteStartArray("records");
        foreach (var record in records) { json.WriteStringValue(record.Value); }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteLegs(Utf8JsonWriter json, TrueChild child)
    {
        json.WriteStartArray("legs");
        foreach (var leg in child.Legs)
        {
            json.WriteStartObject();
            json.WriteNumber("minute", leg.From);
            json.WriteString("with", JsonNamingPolicy.SnakeCaseLower.ConvertName(leg.With.ToString()));
            json.WriteString("state", Name(leg.State));
            if (leg.Place is not null) { json.WriteString("place", leg.Place); }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTotals(Utf8JsonWriter json, Calendar calendar)
    {
        json.WriteStartArray("byHour");
        for (var hour = 0; hour < Calendar.Hours; hour++)
        {
            json.WriteStartObject();
            json.WriteNumber("hour", hour);
            json.WriteStartObject("children");
            foreach (var state in Enum.GetValues<ChildState>()) { json.WriteNumber(Name(state), calendar.Children(hour, state)); }

            json.WriteEndObject();
            json.WriteStartObject("adults");
            foreach (var whereabouts in Enum.GetValues<Whereabouts>()) { json.WriteNumber(JsonNamingPolicy.SnakeCaseLower.ConvertName(whereabouts.ToString()), calendar.Adults(hour, whereabouts)); }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Name(ChildState state) => JsonNamingPolicy.SnakeCaseLower.ConvertName(state.ToString());
}
