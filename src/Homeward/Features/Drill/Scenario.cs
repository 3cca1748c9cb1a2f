using System.Globalization;

namespace Homeward.Features.Drill;

/// <summary>
/// The published facts a drill is played on: places, numbers stated, what happened when. People are not part of it;
/// they are made from the seed.
/// </summary>
/// <param name="Start">When the drill begins to play: the published time, or another when it is played live.</param>
/// <param name="FirstMoment">The published local time of the beginning, from which the minutes of all others are counted.</param>
internal sealed record Scenario(
    string Name,
    string Title,
    DateTimeOffset Start,
    DateTime FirstMoment,
    string TimeZone,
    IReadOnlyList<ScenarioPlace> Places,
    IReadOnlyList<Worksite> Worksites,
    IReadOnlyList<DrillSchool> Schools,
    IReadOnlyList<DrillOrganisation> Organisations,
    IReadOnlyList<StatedFigure> Figures,
    IReadOnlyList<ScenarioMoment> Timeline)
{
    /// <summary>How long the stream of reports runs, in minutes from the start: two days.</summary>
    public const int LengthMinutes = 2 * 24 * 60;

    /// <summary>The scenario of this name; null when the executable holds none (see <see cref="EmbeddedCsv.ScenarioNames"/>).</summary>
    public static Scenario? Find(string name) => name == "mississippi-2019" ? Load(name) : null;

    /// <summary>The minute of the drill at which a local time of the scenario falls.</summary>
    public int MinuteOf(DateTime local) => (int)(local - FirstMoment).TotalMinutes;

    /// <summary>The place of this id.</summary>
    public ScenarioPlace Place(string id) => Places.First(p => p.Id == id);

    private static Scenario Load(string name)
    {
        IEnumerable<string[]> Rows(string table) => EmbeddedCsv.Rows($"Scenarios.{name}.{table}.csv");

        DrillSchool[] schools = [.. Rows("schools").Select(r => new DrillSchool(r[0], r[1], r[2], int.Parse(r[3]), int.Parse(r[4]), MinutesSinceEight(r[5])))];
        ScenarioPlace[] places = [.. Rows("places").Concat(Rows("extra-places")).Select(r => new ScenarioPlace(r[0], r[1], r[2], r[3], Degrees(r[4]), Degrees(r[5]), r[6]))];
        ScenarioPlace[] schoolPlaces = [.. schools.Select(s => places.First(p => p.Town == s.Town) with { Id = s.Id, Kind = "school", Name = s.Name, Note = "invented" })];
        var timeline = Rows("timeline").Select(r => new ScenarioMoment(Local(r[0]), r[1], r[2])).ToArray();

        return new(
            name,
            "Worksite operation of 7 August 2019, Mississippi",
            // Central Daylight Time, UTC-5, on these days.
            new DateTimeOffset(timeline[0].When, TimeSpan.FromHours(-5)),
            timeline[0].When,
            "America/Chicago",
            [.. places, .. schoolPlaces],
            [.. Rows("worksites").Select(r => new Worksite(r[0], places.First(p => p.Id == r[0]).Town, int.Parse(r[1])))],
            schools,
            [.. Rows("organisations").Select(r => new DrillOrganisation(r[0], r[1], r[2], Text(r[3]), Time(r[4]), r[5], Time(r[6])))],
            [.. Rows("figures").Select(r => new StatedFigure(r[0], r[1], Whole(r[2]), Whole(r[3]), Whole(r[4]), r[5], DateOnly.ParseExact(r[6], "yyyy-MM-dd", CultureInfo.InvariantCulture), r[7], r[8]))],
            timeline);
    }

    private static DateTime Local(string text) => DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static DateTime? Time(string text) => text.Length == 0 ? null : Local(text);

    private static string? Text(string text) => text.Length == 0 ? null : text;

    private static int? Whole(string text) => text.Length == 0 ? null : int.Parse(text, CultureInfo.InvariantCulture);

    private static double? Degrees(string text) => text.Length == 0 ? null : double.Parse(text, CultureInfo.InvariantCulture);

    private static int MinutesSinceEight(string clock) => (int)(TimeOnly.ParseExact(clock, "HH:mm", CultureInfo.InvariantCulture) - new TimeOnly(8, 0)).TotalMinutes;
}

/// <summary>A place of the scenario. Coordinates are of the town; both are absent for a place outside the area.</summary>
internal sealed record ScenarioPlace(string Id, string Kind, string Name, string Town, double? Latitude, double? Longitude, string Note);

/// <summary>A worksite and how many of the adults were there (at scale 1).</summary>
internal sealed record Worksite(string Place, string Town, int Adults);

/// <summary>An invented school; its day ends <paramref name="EndsAtMinute"/> minutes after the scenario's start.</summary>
internal sealed record DrillSchool(string Id, string Name, string Town, int Youngest, int Oldest, int EndsAtMinute);

/// <summary>An organisation that reports; when it was told, how, and when it acknowledged (absent: it has not).</summary>
internal sealed record DrillOrganisation(string Id, string Name, string Desk, string? Place, DateTime? ToldAt, string ToldBy, DateTime? AcknowledgedAt);

/// <summary>A number somebody stated, with the words that carry it. A low without a high means "more than".</summary>
internal sealed record StatedFigure(string Id, string About, int? Value, int? Low, int? High, string SaidBy, DateOnly AsOf, string Source, string Words);

/// <summary>Something that happened, at the scenario's local time.</summary>
internal sealed record ScenarioMoment(DateTime When, string What, string Source);
