using Homeward.Domain;
using Homeward.Features.Drill.Truth;

namespace Homeward.Features.Drill.Reports;

/// <summary>What belongs to no family: the incident and its places, who was told when, the figures stated.</summary>
internal sealed class SiteReports(World world, Stage stage)
{
    private readonly Scenario _scenario = world.Scenario;
    private SeededRandom _random = SeededRandom.For(world.Seed, "opening");

    /// <summary>The commands that open the incident, before anything else.</summary>
    public IEnumerable<Act> Opening(string code)
    {
        var incident = new Incident(stage.Incident, code, $"Drill: {_scenario.Title}", IncidentKind.Raid, "Mississippi", _scenario.TimeZone, IsDrill: true, stage.Times.At(0));
        var mustBeTold = stage.Organisations.Where(o => o.ToldBy.Length > 0).Select(o => new AgencyToTell(stage.Agency(o.Id), o.Name));
        yield return Say(0, 0, new OpenIncident(incident, [.. mustBeTold]));
        foreach (var organisation in stage.Organisations)
        {
            yield return Say(0, 0, new AddOrganisation(new(stage.Organisation(organisation.Id), organisation.Name, Stage.KindOf(organisation.Desk))));
        }

        foreach (var place in _scenario.Places)
        {
            yield return Say(0, 0, new AddPlace(new(stage.Place(place.Id), place.Name, KindOf(place.Kind), place.Town, place.Latitude, place.Longitude, RunBy(place))));
        }
    }

    /// <summary>Agencies told and figures stated, over the two days.</summary>
    public IEnumerable<Act> Acts()
    {
        _random = SeededRandom.For(world.Seed, "site");
        foreach (var told in stage.Organisations.Where(o => o.ToldAt is not null))
        {
            var at = _scenario.MinuteOf(told.ToldAt!.Value);
            yield return Say(at, at + 2, new TellAgency(stage.Agency(told.Id), new(_random.NextId()), Means(told.ToldBy), Words(told)));
            if (told.AcknowledgedAt is { } answered)
            {
                yield return Say(_scenario.MinuteOf(answered), _scenario.MinuteOf(answered) + 1, new AcknowledgeAgency(stage.Agency(told.Id), "The person on duty"));
            }
        }

        foreach (var figure in _scenario.Figures)
        {
            // Stated in the evening of the first day, or through the second morning, one after the other.
            var day = figure.AsOf.DayNumber - DateOnly.FromDateTime(_scenario.FirstMoment).DayNumber;
            var at = day == 0 ? (10 * 60) + _random.Below(150) : (day * 24 * 60) + 60 + _random.Below(360);
            yield return Say(at, at + _random.Between(5, 40), new StateFigure(
                new(_random.NextId()), figure.About, figure.Value, figure.Low, figure.High, figure.SaidBy, stage.Times.At(at), figure.Source, figure.Words, SubjectOf(figure.About)));
        }
    }

    private Report Say(int happened, int learned, Command command) =>
        new(happened, learned, Desk.Coordination, _random.NextId(), Role.Coordinator, command, []);

    private Id<Organisation>? RunBy(ScenarioPlace place) => place.Kind switch
    {
        "school" => stage.Organisation("O2"),
        _ => stage.Organisations.FirstOrDefault(o => o.Place == place.Id) is { } runs ? stage.Organisation(runs.Id) : null,
    };

    private static string Words(DrillOrganisation told) => told.Desk switch
    {
        "school" => "An operation took place today; a number to call if children are not collected.",
        "child protection" => "Children of detained adults are in care; the number is not established.",
        _ => "Children of detained adults may come to you; please report each of them.",
    };

    private static ToldBy Means(string word) => word == "email" ? ToldBy.Email : ToldBy.Phone;

    private static PlaceKind KindOf(string kind) => kind switch
    {
        "worksite" => PlaceKind.Worksite,
        "processing site" => PlaceKind.ProcessingSite,
        "detention facility" => PlaceKind.DetentionFacility,
        "school" => PlaceKind.School,
        "shelter" => PlaceKind.Shelter,
        "hospital" => PlaceKind.Hospital,
        _ => PlaceKind.Office,
    };

    private static FigureSubject SubjectOf(string about) => about switch
    {
        "adults detained" => FigureSubject.AdultsDetained,
        "worksites" => FigureSubject.Worksites,
        "adults released" => FigureSubject.AdultsReleased,
        "adults not transported on humanitarian grounds" => FigureSubject.AdultsNotTransported,
        "children affected" => FigureSubject.ChildrenAffected,
        "children without either parent" => FigureSubject.ChildrenWithoutParent,
        _ => FigureSubject.Other,
    };
}
